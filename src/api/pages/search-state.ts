import type { MessageKey } from "./messages/messages.js";
import type { Page } from "./page.js";

/** Parameters of a search in the order in which addresses name them. */
const searchFields = [
  "q",
  "place",
  "issuer",
  "kind",
  "source",
  "script",
  "from",
  "to",
  "money",
  "enterprises",
  "number",
  "cites",
  "possible",
  "sort",
  "page",
] as const;
export type SearchField = (typeof searchFields)[number];

/** A search as its address states it; a field that is not given is absent. */
export type SearchState = Readonly<Partial<Record<SearchField, string>>>;

/** The filters: all but the text, the order and the page. */
export const filterLabels = {
  place: "facet.place",
  issuer: "search.issuer",
  kind: "search.kind",
  source: "search.source",
  script: "search.script",
  from: "search.from",
  to: "search.to",
  money: "search.money",
  enterprises: "search.enterprises",
  number: "search.number",
  cites: "search.cites",
  possible: "search.possible",
} as const satisfies Partial<Record<SearchField, MessageKey>>;
export type FilterField = keyof typeof filterLabels;
export const filterFields = Object.keys(filterLabels) as FilterField[];

/** The search of a query string; what is given twice or is unknown is left to whoever reads it for the store. */
export function searchState(query: Readonly<Record<string, unknown>>): SearchState {
  const given = searchFields.flatMap((name) => {
    const value = query[name];
    return typeof value === "string" && value !== "" ? [[name, value] as const] : [];
  });
  return Object.fromEntries(given);
}

/** The address of a search that differs from another one; it begins at page 1 unless a page is named. */
export function searchAddress({ href }: Pick<Page, "href">, state: SearchState, change: Partial<Record<SearchField, string>> = {}): string {
  const changed: Partial<Record<SearchField, string>> = { ...state, page: "", ...change };
  return href("/search", Object.fromEntries(searchFields.map((name) => [name, changed[name]])));
}

/** Whether anything is searched for. */
export function isSearch({ sort: _sort, page: _page, possible: _possible, ...asked }: SearchState): boolean {
  return Object.keys(asked).length > 0;
}
