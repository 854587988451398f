import { counterOf } from "./concept.js";
import { termsOf } from "./condition.js";
import { matchedValues } from "./matched.js";
import type { Hit, SearchQuery } from "./query.js";
import { phraseOf } from "./units.js";

const mostLines = 20;

/** Why a record was found and what put it where it is, a line for each reason, in words. */
export function explainHit({ record, reposts = 0 }: Hit, query: SearchQuery): string[] {
  const texts: readonly (readonly [string, string])[] = [
    ["the title", record.title ?? ""],
    ["the body", record.text],
    ...record.attachments.map(({ name, text }) => [`the attachment ${name.slice(0, 60)}`, text ?? ""] as const),
  ];
  const lines = termsOf(query.where).flatMap(({ ways, terms = [], in: only, asWritten }) => {
    const [own = []] = ways;
    const name = own.join("");
    const found = texts.flatMap(([where, text]) =>
      ways.flatMap((way) => {
        const count = counterOf({ ways: [way], unless: [] })(text);
        const said = way === own ? "" : ` as ${way.join("")}`;
        return count === 0 ? [] : [`${name} stands${said} ${count === 1 ? "once" : `${count} times`} in ${where}.`];
      }),
    );
    const called = [...record.issuers, ...record.documentNumbers].filter((one) =>
      ways.some((way) => ` ${phraseOf(one).join(" ")} `.includes(` ${way.join(" ")} `)),
    );
    return [
      ...(asWritten ? [`${name} stands as written in the published text.`] : found),
      ...(only === undefined ? [] : [`${name} was looked for in the ${only} only.`]),
      ...called.map((one) => `${one} is its issuer or number.`),
      ...(found.length === 0 && terms.length > 0 ? [`${name} is named in it in another way.`] : []),
    ];
  });
  const values = matchedValues(record, query.where).map(({ filter, quote, name, day }) => `${filter}: ${quote ?? name ?? day ?? ""}.`);
  const folded = reposts > 0 ? [`${reposts} reposts of it match too.`] : [];
  return [...new Set([...lines, ...values, ...folded])].slice(0, mostLines);
}
