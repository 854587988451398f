import type { Agencies } from "../dictionary/organisations/agencies.js";
import type { EntityType, Mention } from "../model/entity.js";
import type { Annotator, Context } from "./annotator.js";
import { annotateAttachments } from "./attachment.js";
import { annotateContacts } from "./contact.js";
import { annotateCounts } from "./counts.js";
import { annotateDates } from "./dates/dates.js";
import type { Doc } from "./doc.js";
import { annotateDocumentNumbers } from "./document-numbers/document-numbers.js";
import { annotatePolicyTitles } from "./document-numbers/policy-titles.js";
import { annotateMoney } from "./money/money.js";
import { annotateOrganisations } from "./organisations/organisations.js";
import { annotatePersons } from "./persons/persons.js";
import { annotatePlaces } from "./places/places.js";

/**
 * The annotators in their order: each sees what those before it found in the same doc. Titles and numbers come first,
 * since nothing inside them is a count, date or amount; places before the bodies that are named after them, bodies
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

/** Every entity that a doc mentions. Pure; linear in the text. @returns mentions in order of `start`, the longer first */
export function findEntities(doc: Doc, context: Context): Mention[] {
  return withoutNamesakes(annotated(doc, context, annotators), doc.dictionary.agencies);
}

/** The annotators as far as bodies are found: no later one changes what they found. */
const upToOrganisations = annotators.slice(0, annotators.indexOf(annotateOrganisations) + 1);

/** The bodies that a doc mentions, as `findEntities` finds them, and nothing else. */
export function findOrganisations(doc: Doc, context: Context): Mention<"organisation">[] {
  return annotated(doc, context, upToOrganisations).filter(
    (mention): mention is Mention<"organisation"> => mention.type === "organisation",
  );
}

function annotated(doc: Doc, context: Context, some: readonly Annotator<EntityType>[]): Mention[] {
  let mentions: Mention[] = [];
  for (const annotator of some) {
    const found = annotator(doc, context, mentions);
    if (found.length > 0) mentions = inOrder(mentions, found);
  }
  return mentions;
}

/** Both lists as one in order of `start`, the longer first, of equals those of the first list; that one is in order already. */
function inOrder(ordered: readonly Mention[], found: readonly Mention[]): Mention[] {
  const others = [...found].sort(byPlace);
  const all: Mention[] = [];
  let next = 0;
  for (const mention of ordered) {
    while (next < others.length && byPlace(others[next] as Mention, mention) < 0) all.push(others[next++] as Mention);
    all.push(mention);
  }
  while (next < others.length) all.push(others[next++] as Mention);
  return all;
}

const byPlace = (a: Mention, b: Mention): number => a.start - b.start || b.end - a.end;

/** Drops short place names that are part of a person's name, or of a brand: 宁德时代, 京港地铁; a company's full name keeps its place. */
function withoutNamesakes(mentions: readonly Mention[], agencies: Agencies): Mention[] {
  const persons = mentions.filter((mention) => mention.type === "person" || isBrand(mention, agencies));
  if (persons.length === 0) return [...mentions];
  let next = 0;
  return mentions.filter((mention) => {
    if (mention.type !== "place") return true;
    while (persons[next] && (persons[next] as Mention).end <= mention.start) next++;
    const person = persons[next];
    return !person || mention.start < person.start || mention.end > person.end;
  });
}

/** Whether a mention is a company by a short name that no suffix ends. */
function isBrand(mention: Mention, { forms }: Agencies): boolean {
  if (mention.type !== "organisation") return false;
  const { name, kind, rule } = mention as Mention<"organisation">;
  return kind === "company" && rule === "organisation.fixed" && forms.placedCompanies.before(name, name.length) === null;
}
