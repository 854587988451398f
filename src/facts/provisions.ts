import type { Doc } from "../entities/doc.js";
import type { Mention } from "../model/entity.js";
import type { Cite } from "../model/record.js";
import type { TextPart } from "../parts/part.js";
import { provisionAt, referencesIn } from "../parts/references.js";

/** The relation of a cite of the document's own part. */
const INTERNAL = "internal";

/**
 * The cites of a document with the provisions that its text names behind their titles (《…法》第三十八条第一款), and with its
 * references to its own parts. A title that is mentioned again with another provision is one more cite, of the relation that it
 * is cited with. In order; offsets are in the doc's text.
 */
export function withProvisions(doc: Doc, cites: readonly Cite[], mentions: readonly Mention[], parts: readonly TextPart[]): Cite[] {
  const { text, dictionary } = doc;
  const titles = mentions.filter((mention): mention is Mention<"policyTitle"> => mention.type === "policyTitle");
  const provisions = new Map<number, string>();
  for (const { start, end } of titles) {
    const provision = provisionAt(text, behindRemark(text, end), dictionary);
    if (provision !== "") provisions.set(start, provision);
  }
  const cited = new Map<string, Cite>();
  for (const cite of cites) if (cite.title !== undefined && !cited.has(cite.title)) cited.set(cite.title, cite);
  const seen = new Set<string>();
  const own = cites.map((cite): Cite => {
    const provision = cite.title === undefined ? undefined : provisions.get(cite.start);
    if (provision === undefined) return cite;
    seen.add(`${cite.title} ${provision}`);
    return { ...cite, provision };
  });
  const again = titles.flatMap(({ title, start, end }): Cite[] => {
    const provision = provisions.get(start);
    const cite = cited.get(title);
    const key = `${title} ${provision}`;
    if (provision === undefined || cite === undefined || seen.has(key)) return [];
    seen.add(key);
    return [{ title: cite.title as string, relation: cite.relation, provision, start, end }];
  });
  const internal = referencesIn(text, parts, dictionary).map((reference): Cite => ({ ...reference, relation: INTERNAL }));
  return [...own, ...again, ...internal].sort((a, b) => a.start - b.start);
}

/** Behind the brackets that follow a title: its number, 以下简称…. */
function behindRemark(text: string, end: number): number {
  return end + (/^(?:\s?[（(][^（）()\n]{1,40}[)）]){0,2}/.exec(text.slice(end, end + 90))?.[0].length ?? 0);
}
