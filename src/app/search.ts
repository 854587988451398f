import type { StoredRecord } from "../model/record.js";
import { normaliseRecord, queryLanguage } from "../pipeline/normalise.js";
import { type Highlights, highlight } from "../search/highlight.js";
import { parseSearch, type SearchParameters } from "../search/parse-search.js";
import type { SearchQuery } from "../search/query.js";
import type { Services } from "./services.js";

export interface FoundRecord {
  readonly record: StoredRecord;
  readonly score: number;
  /** where the query's terms stand in the published title and text */
  readonly highlights: Highlights;
}

export interface Found {
  readonly query: SearchQuery;
  readonly total: number;
  /** how many more would match, had they a date */
  readonly undated: number;
  readonly hits: readonly FoundRecord[];
}

/**
 * A search as a person writes it, answered with highlights in the published text.
 * @throws usage.query, store.unavailable
 */
export async function search(parameters: SearchParameters, services: Pick<Services, "store" | "dictionary">): Promise<Found> {
  const { store, dictionary } = services;
  const query = parseSearch(parameters, queryLanguage(dictionary));
  const { total, undated, hits } = await store.search(query);
  return {
    query,
    total,
    undated,
    hits: hits.map(({ record, score }) => ({
      record,
      score,
      highlights: highlight(record, query, (held) => normaliseRecord(held, dictionary)),
    })),
  };
}
