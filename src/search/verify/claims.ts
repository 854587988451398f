import type { Entity, EntityOf } from "../../model/entity.js";
import type { Span } from "../../text/offset-map.js";

/** A document that a draft names: by number, by title, or by both side by side. */
export interface Reference {
  readonly number: EntityOf<"documentNumber"> | null;
  readonly title: EntityOf<"policyTitle"> | null;
  /** in the normalised text */
  readonly start: number;
  readonly end: number;
}

export type Figure = EntityOf<"money"> | EntityOf<"enterpriseCount"> | EntityOf<"quantity">;

/** What a draft says of a document: that it holds these words, or this figure. */
export type Attribution =
  | { readonly kind: "quotation"; readonly text: string; readonly start: number; readonly end: number; readonly reference: Reference }
  | { readonly kind: "figure"; readonly figure: Figure; readonly reference: Reference };

export interface Claims {
  readonly references: readonly Reference[];
  readonly attributions: readonly Attribution[];
}

/** Characters between a title and the number beside it. */
const beside = 3;
const shortestQuotation = 4;
const quotation = /\u201c([^\u201c\u201d\n]{1,500})\u201d|\u300c([^\u300c\u300d\n]{1,500})\u300d/g;

/** What is to be checked in a draft: the documents that it names, and what it says of them. */
export function claimsOf({ text, entities }: { readonly text: string; readonly entities: readonly Entity[] }): Claims {
  const references = referencesOf(entities);
  const attributions: Attribution[] = [];
  const quoted: Span[] = [];
  for (const match of text.matchAll(quotation)) {
    const said = match[1] ?? match[2] ?? "";
    const start = match.index + 1;
    const span = { start, end: start + said.length };
    const inTitle = references.some((one) => one.start <= span.start && span.end <= one.end);
    const reference = referenceFor(text, references, span);
    if (inTitle || said.length < shortestQuotation || reference === null) continue;
    quoted.push(span);
    attributions.push({ kind: "quotation", text: said, ...span, reference });
  }
  for (const figure of entities) {
    if (figure.type !== "money" && figure.type !== "enterpriseCount" && figure.type !== "quantity") continue;
    const span = { start: figure.textStart, end: figure.textEnd };
    const covered = [...quoted, ...references].some((one) => one.start <= span.start && span.end <= one.end);
    const reference = covered ? null : referenceFor(text, references, span);
    if (reference !== null) attributions.push({ kind: "figure", figure, reference });
  }
  return { references, attributions };
}

function referencesOf(entities: readonly Entity[]): Reference[] {
  const named = entities.filter(
    (entity): entity is EntityOf<"documentNumber"> | EntityOf<"policyTitle"> =>
      (entity.type === "documentNumber" && entity.kind !== "standard") || entity.type === "policyTitle",
  );
  const references: Reference[] = [];
  for (const entity of [...named].sort((a, b) => a.textStart - b.textStart)) {
    const { textStart: start, textEnd: end } = entity;
    const last = references.at(-1);
    if (entity.type === "documentNumber" && last?.title && last.number === null && start - last.end <= beside) {
      references[references.length - 1] = { ...last, number: entity, end };
    } else if (entity.type === "documentNumber") references.push({ number: entity, title: null, start, end });
    else references.push({ number: null, title: entity, start, end });
  }
  return references;
}

const sentenceEnd = /[\u3002\uff01\uff1f\n]/;

/** The document that something in a draft is said of: the last one named before it in its sentence, else the first in it, else the last of its paragraph. */
function referenceFor(text: string, references: readonly Reference[], { start, end }: Span): Reference | null {
  let from = start;
  while (from > 0 && !sentenceEnd.test(text[from - 1] ?? "")) from--;
  let to = end;
  while (to < text.length && !sentenceEnd.test(text[to] ?? "")) to++;
  const inSentence = references.filter((one) => one.start >= from && one.end <= to);
  const before = inSentence.filter((one) => one.end <= start).at(-1);
  if (before || inSentence[0]) return before ?? inSentence[0] ?? null;
  const paragraph = text.lastIndexOf("\n", Math.max(0, start - 1)) + 1;
  return references.filter((one) => one.start >= paragraph && one.end <= start).at(-1) ?? null;
}
