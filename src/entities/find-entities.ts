import { type AnnotationNote, type Facts, factsOf, ownNumber } from "../facts/facts.js";
import { fingerprint } from "../facts/fingerprint.js";
import { issuerOf } from "../facts/issuer.js";
import { countryOf, jurisdictionOf } from "../facts/jurisdiction.js";
import { keywordsOf } from "../facts/keywords.js";
import { signatureOf } from "../facts/signature.js";
import { isoOf } from "../facts/term.js";
import type { EntityType, Mention } from "../model/entity.js";
import type { Keyword } from "../model/record.js";
import type { Annotator, Context } from "./annotator.js";
import { annotateAttachments } from "./attachment.js";
import { annotateContacts } from "./contact.js";
import { annotateCounts } from "./counts.js";
import { annotateDates, impossibleDates } from "./dates/dates.js";
import type { Doc } from "./doc.js";
import { annotateDocumentNumbers } from "./document-numbers/document-numbers.js";
import { annotatePolicyTitles } from "./document-numbers/policy-titles.js";
import { annotateMoney } from "./money.js";
import { annotateOrganisations } from "./organisations/organisations.js";
import { annotatePersons } from "./persons/persons.js";
import { annotatePlaces } from "./places/places.js";

/** Everything that annotation adds to a document. Spans are in the normalised title or body. */
export interface Annotations {
  readonly title: readonly Mention[];
  readonly body: readonly Mention[];
  readonly facts: Facts;
  readonly keywords: readonly Keyword[];
  readonly fingerprint: string;
  readonly notes: readonly AnnotationNote[];
}

/** What is known of the document before annotation; the rest of the context is found here. */
export type Given = Omit<Context, "jurisdiction" | "country" | "signedAt">;

/**
 * The annotators in their order: each sees what those before it found in the same doc. Titles and numbers come first,
 * for what stands inside them is no count, date or amount; places before the bodies that are named after them, bodies
 * before the persons who hold posts in them.
 */
export const annotators: readonly Annotator<EntityType>[] = [
  annotatePolicyTitles,
  annotateDocumentNumbers,
  annotateContacts,
  annotateAttachments,
  annotateDates,
  annotatePlaces,
  annotateOrganisations,
  annotatePersons,
  annotateMoney,
  annotateCounts,
];

/** Annotates title and body. Pure; linear in the text. */
export function annotate(docs: { title: Doc | null; body: Doc }, given: Given): Annotations {
  const notes: AnnotationNote[] = [];
  const signature = signatureOf(docs.body);
  const stated = isoOf(given.facts.成文日期);
  if (signature && stated && signature.date !== stated) {
    notes.push({ code: "signed-conflict", message: `The text is signed ${signature.date}, the metadata table says ${stated}.` });
  }
  const context = contextOf(docs, given, signature);
  const title = docs.title ? run(docs.title, context) : [];
  const found = run(docs.body, context);
  for (const { start, end } of impossibleDates(docs.body, context.country)) {
    notes.push({ code: "impossible-date", message: `${docs.body.text.slice(start, end)} is said as a date and is none.` });
  }
  const own = ownNumber(docs.body, found, given.facts.发文字号);
  const body = own ? found.map((mention) => (mention === own ? { ...own, own: true as const } : mention)) : found;
  const number = given.facts.发文字号?.trim() || own?.canonical || null;
  const facts = factsOf(docs, { title, body }, context, { signature, number });
  return {
    title,
    body,
    facts,
    keywords: keywordsOf(docs, { title, body }, docs.body.dictionary.terms, given.publisher),
    fingerprint: fingerprint(docs.body.text),
    notes,
  };
}

/** What the annotators may know of the document: what is given, and what its head and its foot say. */
export function contextOf(docs: { title: Doc | null; body: Doc }, given: Given, signature = signatureOf(docs.body)): Context {
  return {
    ...given,
    country: countryOf(docs, given),
    jurisdiction: jurisdictionOf(docs, given, issuerOf(docs, { title: [] }, given, signature)),
    signedAt: signature?.date ?? isoOf(given.facts.成文日期),
  };
}

/** Runs all annotators on one doc. @returns mentions in order of `start`, the longer first */
function run(doc: Doc, context: Context): Mention[] {
  let mentions: Mention[] = [];
  for (const annotator of annotators) {
    const found = annotator(doc, context, mentions);
    if (found.length > 0) mentions = mentions.concat(found).sort((a, b) => a.start - b.start || b.end - a.end);
  }
  return withoutNamesakes(mentions);
}

/** A short place name that stands inside a person's name is none. */
function withoutNamesakes(mentions: readonly Mention[]): Mention[] {
  const persons = mentions.filter(({ type }) => type === "person");
  if (persons.length === 0) return [...mentions];
  let next = 0;
  return mentions.filter((mention) => {
    if (mention.type !== "place") return true;
    while (persons[next] && (persons[next] as Mention).end <= mention.start) next++;
    const person = persons[next];
    return !person || mention.start < person.start || mention.end > person.end;
  });
}
