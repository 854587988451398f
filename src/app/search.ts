import type { Dictionary } from "../dictionary/load.js";
import type { StoredRecord } from "../model/record.js";
import { queryLanguage } from "../pipeline/normalise.js";
import { type Highlights, highlight } from "../search/highlight.js";
import { parseSearch, type SearchParameters } from "../search/parse-search.js";
import type { SearchQuery } from "../search/query.js";
import type { TextForm } from "../search/texts.js";
import type { Store } from "../store/store.js";

export interface FoundRecord {
  readonly record: StoredRecord;
  readonly score: number;
  /** where the query's terms stand in the title and text, in the form asked for */
  readonly highlights: Highlights;
}

export interface SearchResult {
  readonly query: SearchQuery;
  readonly total: number;
  /** how many more would match, had they a date */
  readonly undated: number;
  readonly hits: readonly FoundRecord[];
}

/**
 * A search as a person writes it, answered with highlights.
 * @param form the text that is highlighted: as published where nothing else is asked for
 * @throws usage.query, store.unavailable
 */
export async function search(
  parameters: SearchParameters,
  { store, dictionary }: { readonly store: Store; readonly dictionary: Dictionary },
  form: TextForm = "published",
): Promise<SearchResult> {
  const query = parseSearch(parameters, queryLanguage(dictionary));
  const { total, undated, hits } = await store.search(query);
  return {
    query,
    total,
    undated,
    hits: hits.map((hit) => ({ record: hit.record, score: hit.score, highlights: highlight(hit, query, form) })),
  };
}
