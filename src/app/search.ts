import type { Dictionary } from "../dictionary/load.js";
import { queryLanguage } from "../pipeline/query-language.js";
import type { ExtraField } from "../search/compact.js";
import { leavesOf } from "../search/condition.js";
import { parseSearch, type SearchParameters } from "../search/parse-search.js";
import type { HitKey, SearchQuery } from "../search/query.js";
import type { TextForm } from "../search/texts.js";
import type { Store } from "../store/store.js";
import { type CompactAnswer, type Searcher, searchHere } from "./answer.js";

export interface SearchResult extends CompactAnswer {
  readonly query: SearchQuery;
  /** currencies of the amounts that were asked for: CNY where none was said */
  readonly currencies: readonly string[];
}

export interface SearchOptions {
  /** the text that is shown: restored where nothing else is asked for */
  readonly form?: TextForm;
  /** fields of the record beside those of a hit */
  readonly fields?: readonly ExtraField[];
  /** the hit behind which to go on */
  readonly after?: HitKey;
}

/**
 * A search as a person writes it, answered with compact hits.
 * @throws usage.query, usage.query-cost, search.busy, store.unavailable
 */
export async function search(
  parameters: SearchParameters,
  { store, dictionary, searcher }: { readonly store: Store; readonly dictionary: Dictionary; readonly searcher?: Searcher },
  { form = "restored", fields = [], after }: SearchOptions = {},
): Promise<SearchResult> {
  const parsed = parseSearch(parameters, queryLanguage(dictionary));
  const query = after === undefined ? parsed : { ...parsed, after };
  const answer = await (searcher ?? searchHere(store)).run({ query, form, fields });
  const money = leavesOf(query.where, "range").filter(({ facet }) => facet === "money");
  return { query, ...answer, currencies: [...new Set(money.map(({ unit }) => unit))] };
}
