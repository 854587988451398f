/** Searching a store, for programs: `import … from "zhengwen/search"`. */

import { loadDictionary } from "../dictionary/load.js";
import type { SearchParameters } from "../search/parse-search.js";
import type { Store } from "../store/store.js";
import { type SearchOptions, type SearchResult, search } from "./search.js";

export type { CompactHit } from "../search/compact.js";
export type { SearchParameters } from "../search/parse-search.js";
export type { SearchOptions, SearchResult } from "./search.js";

/**
 * Searches a store as `zhengwen search` does: every value is text, as a person writes it.
 * @throws ZhengwenError usage.query, usage.query-cost, store.unavailable
 */
export function searchStore(store: Store, parameters: SearchParameters, options: SearchOptions = {}): Promise<SearchResult> {
  return search(parameters, { store, dictionary: loadDictionary() }, options);
}
