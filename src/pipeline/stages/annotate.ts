import type { Context } from "../../entities/annotator.js";
import { impossibleDates } from "../../entities/dates/dates.js";
import type { Doc, Docs } from "../../entities/doc.js";
import { findEntities } from "../../entities/find-entities.js";
import { type AnnotationNote, type DocumentFacts, factsOf } from "../../facts/facts.js";
import { fingerprint } from "../../facts/fingerprint.js";
import type { Issuer } from "../../facts/issuers/issuers.js";
import { keywordsOf } from "../../facts/keywords.js";
import { measuresOf } from "../../facts/measures/measures.js";
import { type Given, provenanceOf } from "../../facts/provenance.js";
import { withProvisions } from "../../facts/provisions.js";
import type { Mention } from "../../model/entity.js";
import type { Measure } from "../../model/measure.js";
import type { Keyword } from "../../model/record.js";
import type { TextPart } from "../../parts/part.js";
import { partsOf } from "../../parts/parts.js";
import type { Input } from "../input.js";
import type { Stage } from "../stage.js";
import type { Extracted } from "./extract.js";
import type { Segmented } from "./segment.js";
import type { Simplified } from "./simplify.js";

/** Everything that annotation adds to a document. Spans are in the normalised title or body. */
export interface Annotations {
  readonly title: readonly Mention[];
  readonly body: readonly Mention[];
  readonly facts: DocumentFacts;
  readonly measures: readonly Measure[];
  readonly country: Context["country"];
  readonly parts: readonly TextPart[];
  readonly keywords: readonly Keyword[];
  readonly fingerprint: string;
  readonly notes: readonly AnnotationNote[];
}

export interface Annotated {
  readonly annotations: Annotations;
}

/** Entities, facts of the document, keywords and fingerprint. */
export const annotate: Stage<Input & Extracted & Simplified & Segmented, Annotated> = {
  name: "annotate",
  run({ docs, byline, script, article, fetchedAt, finalUrl, url, hints }, { note }) {
    const annotations = annotateDocs(docs, {
      publishedAt: article.publishedAt,
      fetchedAt,
      publisher: byline.publisher,
      script,
      url: finalUrl ?? url,
      tags: byline.tags,
      facts: byline.facts,
      attachments: article.attachments,
      ...(hints.jurisdiction && { place: hints.jurisdiction }),
    });
    for (const { code, message } of annotations.notes) note(code, message);
    return { annotations };
  },
};

/** Annotates title and body. Pure; linear in the text. */
export function annotateDocs(docs: Docs, given: Given): Annotations {
  const { title, body } = docs;
  const provenance = provenanceOf(docs, given);
  const { country, jurisdiction, signedAt } = provenance;
  const context: Context = { ...given, country, jurisdiction, signedAt };
  const inTitle = title ? findEntities(title, context) : [];
  const found = findEntities(body, { ...context, title: title?.text ?? null });
  const { starts } = provenance.numbers;
  const inBody = found.map((mention) =>
    mention.type === "documentNumber" && starts.has(mention.start) ? ({ ...mention, own: true as const } as Mention) : mention,
  );
  const parts = partsOf(body.text, body.dictionary);
  const facts = factsOf(docs, inBody, context, provenance);
  return {
    title: inTitle,
    body: inBody,
    facts: { ...facts, cites: withProvisions(body, facts.cites, inBody, parts) },
    country,
    parts,
    measures: measuresOf(body, inBody, parts, facts.kind),
    keywords: keywordsOf(docs, { title: inTitle, body: inBody }, given.publisher),
    fingerprint: fingerprint(body.text),
    notes: [...differingLevels(provenance.issuers), ...facts.conflicts.map(conflictNote), ...impossible(body, country)],
  };
}

/** Bodies of several levels that issue together: the document's level is that of the first. */
function differingLevels(issuers: readonly Issuer[]): AnnotationNote[] {
  if (new Set(issuers.map(({ level }) => level)).size < 2) return [];
  const each = issuers.map(({ name, level }) => `${name} (${level})`).join(", ");
  return [{ code: "issuers-differ", message: `The issuers are of several levels: ${each}.` }];
}

function conflictNote({ field, text, table }: DocumentFacts["conflicts"][number]): AnnotationNote {
  return { code: "date-conflict", message: `${field}: the text says ${text}, the metadata table says ${table}.` };
}

function impossible(body: Doc, country: Context["country"]): AnnotationNote[] {
  return impossibleDates(body, country).map(({ start, end }) => ({
    code: "impossible-date",
    message: `${body.text.slice(start, end)} is said as a date and is none.`,
  }));
}
