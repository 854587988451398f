import type { Language } from "./language.js";
import type { adviceMessages } from "./messages/advice.js";
import { type MessageKey, messageText } from "./messages/messages.js";

type AdviceKey = keyof typeof adviceMessages;

/** How the parser says each mistake; its groups are the values of the message. */
const patterns: readonly (readonly [AdviceKey, RegExp])[] = [
  ["advice.bracket.open", /^This bracket is not closed/],
  ["advice.bracket.close", /^This bracket closes nothing/],
  ["advice.quote", /^A quote is not closed/],
  ["advice.or", /^OR needs a term/],
  ["advice.and", /^AND needs a term/],
  ["advice.not", /^(?<sign>-|NOT) excludes what follows it/],
  ["advice.missing", /^Something is missing here/],
  ["advice.deep", /^Brackets and NOT stand over (?<most>\d+) deep/],
  ["advice.word", /^(?<name>\w+): needs a word/],
  ["advice.value", /^(?<name>\w+): needs a value/],
  ["advice.field", /^There is no (?<name>[^:]{0,60}):\. There are (?<known>[^;]+); to look/],
  ["advice.in", /^in: takes (?<known>.+)\.$/],
  ["advice.issuer", /^issuer: needs/],
  ["advice.number", /^number: needs/],
  ["advice.cites", /^cites: needs/],
  ["advice.place", /^(?<value>"(?:[^"\\]|\\.){0,200}") is no place/],
  ["advice.amount", /^(?<value>"(?:[^"\\]|\\.){0,200}") is no amount/],
  ["advice.days", /^(?<value>"(?:[^"\\]|\\.){0,200}") is no range of days/],
  ["advice.range", /^(?<value>"(?:[^"\\]|\\.){0,200}") is no range/],
  ["advice.kind", /^There is no kind (?<value>.+); there are (?<known>.+)\.$/],
  ["advice.instrument", /^There is no instrument (?<value>.+); there are (?<known>.+)\.$/],
  ["advice.source", /^source: takes the id/],
  ["advice.script", /^script: takes (?<known>.+), or as-written/],
  ["advice.may", /^may: takes a range/],
  ["advice.long", /^It is (?<count>\d+) characters long; (?<most>\d+)/],
  ["advice.many", /^It has (?<count>\d+) terms and conditions; (?<most>\d+)/],
  ["advice.ways", /^Its terms in all the ways .* come to (?<count>\d+) characters; (?<most>\d+)/],
  ["advice.empty", /^It holds no Han character/],
  ["advice.excludes", /^It only excludes/],
  ["advice.deepest", /^page × size is over (?<most>\d+)/],
  ["advice.order", /^from (?<from>.+) is after to (?<to>.+)$/],
  ["advice.twice", /^(?<name>.{1,60}) is given more than once/],
  ["advice.parameter", /^(?<name>.{1,60}) is no parameter/],
  ["advice.term", /^A term has 1 to 200/],
  ["advice.terms", /^There are (?<count>\d+) terms; (?<most>\d+)/],
  ["advice.terms.empty", /^The terms hold no Han/],
  ["advice.invalid", /^(?<name>\w+): (?:is no whole number|begins at|ends at|is longer than|Invalid)/],
];

/** What filters put before their mistakes: the name of the parameter. */
const filterPrefix = /^(?:place|kind|source|script|money|enterprises|issuer|number|cites|from|to): (?!(?:needs|takes) )/;

/** What is wrong with a query, in a language of the pages. @param detail as the parser says it; several are told one by one */
export function adviceOn(detail: string, language: Language): string {
  const whole = oneAdvice(detail, language);
  if (whole !== null) return whole;
  const parts = detail.split("; ").map((part) => oneAdvice(part.replace(filterPrefix, ""), language) ?? oneAdvice(part, language));
  const known = parts.filter((part) => part !== null);
  return known.length === 0 ? messageText("advice.other", language) : known.join(" ");
}

function oneAdvice(detail: string, language: Language): string | null {
  for (const [key, pattern] of patterns) {
    const found = pattern.exec(detail);
    if (found) return filled(key, language, found.groups ?? {});
  }
  return null;
}

function filled(key: MessageKey, language: Language, values: Readonly<Record<string, string>>): string {
  return messageText(key, language).replace(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? "");
}
