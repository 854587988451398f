import { type Condition, type Phrase, type TextCondition, termsOf } from "../../search/condition.js";
import { countedPhrase, textEnd } from "../../search/counted-text.js";
import { expressionOf } from "./conditions.js";
import type { Connection } from "./driver.js";

/** Texts that are looked through together. */
const together = 100;

/** Whether a condition names longer words in which its terms do not count. */
export function isGuarded(condition: Condition): boolean {
  return termsOf(condition).some(({ unless = [] }) => unless.length > 0);
}

/** The shortest ways alone: where a longer one stands that holds one of them, that one stands too. */
export function shortestWays(ways: readonly Phrase[]): Phrase[] {
  const spelt = ways.map((way) => ` ${way.join(" ")} `);
  return ways.filter(
    (_, at) => !spelt.some((other, i) => i !== at && (spelt[at] as string).includes(other) && (other !== spelt[at] || i < at)),
  );
}

/** The same term without regard to longer words. */
function unguarded(term: TextCondition): Pick<TextCondition, "ways"> {
  return { ways: shortestWays(term.ways) };
}

/**
 * Which records of those that hold a term, with their scores, hold it outside the longer words. An index that has to look for each
 * of the longer words costs many times what reading the texts does.
 */
export function scoredOutside(connection: Connection, condition: Condition, score: string): string {
  const terms = termsOf(condition);
  const expression = terms.map((term) => `(${expressionOf(unguarded(term))})`).join(" AND ");
  const rows = connection
    .all(`SELECT rowid AS number, ${score} AS score FROM units WHERE units MATCH ?`, [expression])
    .map(({ number, score: value }) => [Number(number), Number(value)] as const);
  const guards = terms.flatMap(({ ways, unless = [] }) => (unless.length === 0 ? [] : [guardOf(ways, unless)]));
  const any = new RegExp(
    terms
      .flatMap(({ unless = [] }) => unless.map(countedPhrase))
      .map((word) => word.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&"))
      .join("|"),
  );
  const out = new Set<number>();
  for (let from = 0; from < rows.length; from += together) {
    const numbers = JSON.stringify(rows.slice(from, from + together).map(([number]) => number));
    const which = "FROM counted_text WHERE number IN (SELECT value FROM json_each(?))";
    if (!any.test(String(connection.get(`SELECT group_concat(text, '${textEnd}') AS texts ${which}`, [numbers])?.texts))) continue;
    for (const { number, text } of connection.all(`SELECT number, text ${which}`, [numbers])) {
      const whole = String(text);
      if (any.test(whole) && !guards.every((isMet) => isMet(whole))) out.add(Number(number));
    }
  }
  return JSON.stringify(rows.filter(([number]) => !out.has(number)));
}

/** As an index has it: one of the ways stands in the text, and none of the longer words that hold it. */
function guardOf(ways: readonly Phrase[], unless: readonly Phrase[]): (text: string) => boolean {
  const guarded = ways.map((way) => {
    const longer = unless.filter((other) => ` ${other.join(" ")} `.includes(` ${way.join(" ")} `));
    return { way: countedPhrase(way), longer: longer.map(countedPhrase) };
  });
  return (text) => guarded.some(({ way, longer }) => text.includes(way) && !longer.some((one) => text.includes(one)));
}
