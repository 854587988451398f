import type { FactLists } from "../dictionary/documents/fact-words.js";
import type { Context } from "../entities/annotator.js";
import type { Doc, Docs } from "../entities/doc.js";
import { oneOf } from "../lexicon/alternation.js";
import type { Mention } from "../model/entity.js";
import type { Cite, Jurisdiction, Kind, Note } from "../model/record.js";
import { citesOf } from "./cites.js";
import { type DocumentDates, documentDatesOf } from "./document-dates.js";
import { kindOf } from "./kind.js";
import { firstLines } from "./lines.js";
import type { Provenance } from "./provenance.js";
import { type Status, statusOf } from "./status.js";

/** What a document states about itself as a whole. Spans are in the normalised body text. */
export interface DocumentFacts extends DocumentDates {
  readonly issuer: string | null;
  readonly documentNumber: string | null;
  readonly kind: Kind;
  readonly jurisdiction: Jurisdiction | null;
  readonly status: readonly Status[];
  readonly cites: readonly Cite[];
}

export type AnnotationNote = Pick<Note, "code" | "message">;

/** Own numbers stand above the text: in its first lines, alone or in the brackets of a promulgation. */
const HEAD_LINES = 8;

/** What may share its line: nothing, its label, or who published it when. */
function besidePattern({ ownNumber: { labels, promulgated } }: FactLists): RegExp {
  const day = "\\d{4}年\\d{1,2}月\\d{1,2}日";
  return new RegExp(`^(?:[（(]?\\s*[)）]?|${oneOf(labels)}\\s*[:：]?|[（(]?${day}[^。；]{0,40}${oneOf(promulgated)}[^。；]{0,60}[)）]?)$`);
}

/**
 * The number that the document itself bears: the one that the metadata table gives, else one in its head that has its
 * line for itself, alone or in a promulgation.
 */
export function ownNumber(doc: Doc, mentions: readonly Mention[], stated: string | undefined): Mention<"documentNumber"> | null {
  const beside = doc.dictionary.factWords.compiled(besidePattern);
  const head = firstLines(doc.text, HEAD_LINES).at(-1)?.end ?? 0;
  for (const mention of mentions) {
    if (mention.start > head) break;
    if (mention.type !== "documentNumber") continue;
    const number = mention as Mention<"documentNumber">;
    if (number.kind === "standard") continue;
    const written = doc.text.slice(number.start, number.end);
    if (stated && (stated.includes(number.canonical) || stated.includes(written))) return number;
    const from = doc.text.lastIndexOf("\n", number.start - 1) + 1;
    const stop = doc.text.indexOf("\n", number.end);
    const rest = doc.text.slice(from, number.start) + doc.text.slice(number.end, stop < 0 ? undefined : stop);
    if (beside.test(rest.trim())) return number;
  }
  return null;
}

/** All facts of the document, from its metadata table, its text and the mentions found in its body; `number` is its own. */
export function factsOf(
  { title, body }: Docs,
  mentions: readonly Mention[],
  context: Context,
  { issuer, signature, jurisdiction, country }: Provenance,
  number: string | null,
): DocumentFacts {
  const { kinds } = body.dictionary;
  const name = context.facts.标题 ?? title?.text ?? null;
  const stated = context.facts.公文种类;
  return {
    issuer,
    documentNumber: number,
    kind: kindOf(
      name,
      body,
      { stated, reported: (context.publisher ?? context.publishedAt) !== null && signature === null, country },
      kinds,
    ),
    jurisdiction,
    ...documentDatesOf(body, mentions, context),
    status: statusOf(body),
    cites: citesOf(body, mentions, { title: name, number, country }),
  };
}
