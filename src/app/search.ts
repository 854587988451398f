import type { Dictionary } from "../dictionary/load.js";
import { chinaDay, systemClock } from "../model/clock.js";
import { queryLanguage } from "../pipeline/query-language.js";
import type { ExtraField } from "../search/compact.js";
import { leavesOf } from "../search/condition.js";
import type { CountedFacet } from "../search/counted.js";
import { parseSearch, type SearchParameters } from "../search/parse-search.js";
import type { HitCursor, SearchQuery } from "../search/query.js";
import type { TextForm } from "../search/texts.js";
import type { Store } from "../store/store.js";
import { type CompactAnswer, type Searcher, searchHere } from "./answer.js";
import { type ShownFacets, shownFacets } from "./facet-tree.js";

export interface SearchResult extends Omit<CompactAnswer, "facets"> {
  readonly facets?: ShownFacets;
  readonly query: SearchQuery;
  /** currencies of the amounts that were asked for: CNY where none was said */
  readonly currencies: readonly string[];
}

export interface SearchOptions {
  /** the text that is shown: restored where nothing else is asked for */
  readonly form?: TextForm;
  /** fields of the record beside those of a hit */
  readonly fields?: readonly ExtraField[];
  /** what all that is found is counted by */
  readonly facets?: readonly CountedFacet[];
  /** one hit for a document and its reposts; so it is where nothing is said */
  readonly fold?: boolean;
  /** the day on which hits are to be in force; today where nothing is said */
  readonly asOf?: string;
  /** why each hit was found, in words */
  readonly explain?: boolean;
  /** only what comes behind this place of an earlier answer */
  readonly after?: HitCursor;
  /** keep what is found now for those who read on, whatever is written meanwhile */
  readonly hold?: boolean;
}

/**
 * A search as a person writes it, answered with compact hits.
 * @throws usage.query, usage.query-cost, search.busy, store.unavailable
 */
export async function search(
  parameters: SearchParameters,
  { store, dictionary, searcher }: { readonly store: Store; readonly dictionary: Dictionary; readonly searcher?: Searcher },
  {
    form = "restored",
    fields = [],
    facets = [],
    fold = true,
    asOf = chinaDay(systemClock),
    explain = false,
    after,
    hold = false,
  }: SearchOptions = {},
): Promise<SearchResult> {
  const query = { ...parseSearch(parameters, queryLanguage(dictionary)), fold, hold, ...(after && { after }) };
  const { facets: counts, ...answer } = await (searcher ?? searchHere(store)).run({ query, form, fields, facets, asOf, explain });
  const money = leavesOf(query.where, "range").filter(({ facet }) => facet === "money");
  const shown = counts === undefined ? {} : { facets: shownFacets(counts, dictionary) };
  return { query, ...answer, ...shown, currencies: [...new Set(money.map(({ unit }) => unit))] };
}
