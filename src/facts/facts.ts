import type { Context } from "../entities/annotator.js";
import type { Docs } from "../entities/doc.js";
import type { Mention } from "../model/entity.js";
import type { Cite, Jurisdiction, Kind, Note } from "../model/record.js";
import { citesOf } from "./cites.js";
import { type DocumentDates, documentDatesOf } from "./document-dates.js";
import type { Issuer } from "./issuers/issuers.js";
import type { Provenance } from "./provenance.js";
import { type Status, statusOf } from "./status.js";

/** What a document states about itself as a whole. Spans are in the normalised body text. */
export interface DocumentFacts extends DocumentDates {
  readonly issuers: readonly Issuer[];
  readonly documentNumbers: readonly string[];
  readonly kind: Kind;
  readonly jurisdiction: Jurisdiction | null;
  readonly status: readonly Status[];
  readonly cites: readonly Cite[];
}

export type AnnotationNote = Pick<Note, "code" | "message">;

/** All facts of the document, from its metadata table, its text and the mentions found in its body */
export function factsOf(
  { title, body }: Docs,
  mentions: readonly Mention[],
  context: Context,
  { issuers, numbers, kind, jurisdiction, country }: Provenance,
): DocumentFacts {
  const name = context.facts.标题 ?? title?.text ?? null;
  return {
    issuers,
    documentNumbers: numbers.numbers,
    kind,
    jurisdiction,
    ...documentDatesOf(body, mentions, context),
    status: statusOf(body),
    cites: citesOf(body, mentions, { title: name, numbers: numbers.numbers, country }),
  };
}
