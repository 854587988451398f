import { loadDictionary } from "../../src/dictionary/load.js";
import type { Context } from "../../src/entities/annotator.js";
import { annotateDocumentNumbers } from "../../src/entities/document-numbers/document-numbers.js";
import { annotatePolicyTitles } from "../../src/entities/document-numbers/policy-titles.js";
import { annotateOrganisations } from "../../src/entities/organisations/organisations.js";
import { annotatePersons } from "../../src/entities/persons/persons.js";
import { annotatePlaces } from "../../src/entities/places/places.js";
import type { EntityOf, Mention } from "../../src/model/entity.js";
import type { Jurisdiction } from "../../src/model/record.js";
import { contextOf, docOf } from "./values.js";

/** A row of a table of names: what must be found in a text, written as `text` or `text=value`. */
export interface Row {
  readonly label: string;
  readonly input: string;
  readonly expected: readonly string[];
  /** code of the document's jurisdiction, where the row depends on it */
  readonly home?: string;
  readonly country?: Context["country"];
  readonly publisher?: string;
  readonly expect: "pass" | "fail";
}

function known({ home, country, publisher }: Row): Partial<Context> {
  const { divisions } = loadDictionary().places;
  const division = home === undefined ? undefined : divisions.get(home);
  const jurisdiction: Jurisdiction | null = division ? { code: division.code, name: division.name, evidence: "issuer" } : null;
  return { jurisdiction, ...(country ? { country } : {}), ...(publisher ? { publisher } : {}) };
}

/** Places, then bodies, then persons, as the pipeline finds them, with the doc that they stand in. */
export function namesIn(row: Row): {
  text: string;
  places: Mention<"place">[];
  organisations: Mention<"organisation">[];
  persons: Mention<"person">[];
} {
  const context = contextOf(known(row));
  const doc = docOf(row.input);
  const titles = annotatePolicyTitles(doc, context, []);
  const numbers = annotateDocumentNumbers(doc, context, titles);
  const places = annotatePlaces(doc, context, []);
  const organisations = annotateOrganisations(doc, context, [...titles, ...numbers, ...places]);
  const before = [...places, ...organisations].sort((a, b) => a.start - b.start);
  const persons = annotatePersons(doc, context, before);
  return { text: row.input, places, organisations, persons };
}

/** A place as the tables write it: 开平市=440783, 法国=?法国 where there is no code. */
export function written(text: string, place: Pick<EntityOf<"place">, "code" | "name"> & { start: number; end: number }): string {
  return `${text.slice(place.start, place.end)}=${place.code ?? `?${place.name}`}`;
}
