import type { Context } from "../../entities/annotator.js";
import { impossibleDates } from "../../entities/dates/dates.js";
import type { Doc, Docs } from "../../entities/doc.js";
import { findEntities } from "../../entities/find-entities.js";
import { type AnnotationNote, type DocumentFacts, factsOf, ownNumber } from "../../facts/facts.js";
import { fingerprint } from "../../facts/fingerprint.js";
import { keywordsOf } from "../../facts/keywords.js";
import { type Given, provenanceOf } from "../../facts/provenance.js";
import { withProvisions } from "../../facts/provisions.js";
import { isoOf } from "../../facts/term.js";
import type { Mention } from "../../model/entity.js";
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
  run({ docs, byline, script, article, fetchedAt, finalUrl, url }, { note }) {
    const annotations = annotateDocs(docs, {
      publishedAt: article.publishedAt,
      fetchedAt,
      publisher: byline.publisher,
      script,
      url: finalUrl ?? url,
      tags: byline.tags,
      facts: byline.facts,
      attachments: article.attachments,
    });
    for (const { code, message } of annotations.notes) note(code, message);
    return { annotations };
  },
};

/** Annotates title and body. Pure; linear in the text. */
export function annotateDocs(docs: Docs, given: Given): Annotations {
  const { title, body } = docs;
  const provenance = provenanceOf(docs, given);
  const { country, jurisdiction, signature, signedAt } = provenance;
  const context: Context = { ...given, country, jurisdiction, signedAt };
  const inTitle = title ? findEntities(title, context) : [];
  const found = findEntities(body, context);
  const own = ownNumber(body, found, given.facts.发文字号);
  const inBody = own ? found.map((mention) => (mention === own ? { ...own, own: true as const } : mention)) : found;
  const number = given.facts.发文字号?.trim() || own?.canonical || null;
  const parts = partsOf(body.text, body.dictionary);
  const facts = factsOf(docs, inBody, context, provenance, number);
  return {
    title: inTitle,
    body: inBody,
    facts: { ...facts, cites: withProvisions(body, facts.cites, inBody, parts) },
    country,
    parts,
    keywords: keywordsOf(docs, { title: inTitle, body: inBody }, given.publisher),
    fingerprint: fingerprint(body.text),
    notes: [...signedOtherwise(signature?.date, isoOf(given.facts.成文日期)), ...impossible(body, country)],
  };
}

function signedOtherwise(signed: string | undefined, stated: string | null): AnnotationNote[] {
  if (!signed || !stated || signed === stated) return [];
  return [{ code: "signed-conflict", message: `The text is signed ${signed}, the metadata table says ${stated}.` }];
}

function impossible(body: Doc, country: Context["country"]): AnnotationNote[] {
  return impossibleDates(body, country).map(({ start, end }) => ({
    code: "impossible-date",
    message: `${body.text.slice(start, end)} is said as a date and is none.`,
  }));
}
