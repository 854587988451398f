import * as z from "zod";
import type { StoreServices } from "../../app/services.js";
import { queryLanguage } from "../../pipeline/query-language.js";
import type { Condition } from "../../search/condition.js";
import { parseSearch, type SearchParameters } from "../../search/parse-search.js";
import { flagParameter } from "./route.js";

const value = z.string().max(200).optional();

/** What any list of records can be narrowed by: the text of a query and the short forms of its conditions. */
export const recordFilters = {
  q: z.string().max(4_000).optional().describe("text of a query, in either script; docs/query.md says all. * stands for all"),
  place: value.describe("name or GB/T 2260 code: this place and everything below it"),
  from: value.describe("published on this day or later"),
  to: value.describe("published on this day or earlier"),
  kind: value.describe("kind of document: notice, opinion, measures, …"),
  source: value.describe("id of a source"),
  script: value.describe("hans, hant or mixed"),
  money: value.describe("an amount, such as >=1e7, 1e6..5e6 or >=1e7USD; CNY where no currency is said"),
  enterprises: value.describe("a count of enterprises, such as >=100"),
  issuer: value.describe("an issuing body, or a part of its name"),
  number: value.describe("number of the document, or its year and serial"),
  cites: value.describe("number or whole title of a document that it cites"),
  possible: flagParameter.optional().describe("let a range match what only may lie inside it"),
};

export type RecordFilters = { readonly [Name in keyof typeof recordFilters]?: z.output<(typeof recordFilters)[Name]> };

/** The filters as a search takes them. */
export function searchParametersOf({ q, possible, ...filters }: RecordFilters): SearchParameters {
  const given = Object.fromEntries(Object.entries({ ...filters, possible }).filter(([, one]) => one !== undefined));
  return { ...given, ...(q !== undefined && { query: q }) };
}

/** The filters alone, without anything else that a route takes. */
export function filtersOf(query: Readonly<Record<string, unknown>>): RecordFilters {
  return Object.fromEntries(Object.keys(recordFilters).map((name) => [name, query[name]]));
}

/**
 * What the filters ask of a record; everything where there are none.
 * @throws usage.query, usage.query-cost
 */
export function conditionOf(filters: RecordFilters, { dictionary }: Pick<StoreServices, "dictionary">): Condition {
  if (Object.values(filters).every((one) => one === undefined)) return { is: "all" };
  return parseSearch(searchParametersOf(filters), queryLanguage(dictionary)).where;
}
