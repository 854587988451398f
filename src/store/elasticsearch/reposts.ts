import type { estypes } from "@elastic/elasticsearch";
import { asksValues, heavyFields, type SearchQuery } from "../../search/query.js";
import type { Lying } from "./records.js";

/** A document that stands for its reposts, and how many match with it. */
export interface Folded {
  readonly first: Lying;
  readonly members: number;
}

interface Bucket {
  readonly key: string;
  readonly doc_count: number;
  readonly first: { readonly hits: { readonly hits: readonly { readonly _source?: Lying }[] } };
}

/** What a search answers of folds that hold several records. */
export interface FoldedAnswer {
  readonly folds?: { readonly buckets: readonly Bucket[] };
}

/**
 * Asks once for all hits of a page which of them have reposts that match too, and what stands for each: the issuer's own document,
 * the one published first. Asked for with each hit, a server runs the search again for every one.
 */
export function foldsOf(query: SearchQuery, folds: readonly string[]): estypes.SearchRequest {
  return {
    size: 0,
    track_total_hits: false,
    aggs: {
      folds: {
        terms: { field: "search.fold", size: folds.length, min_doc_count: 2, include: [...folds] },
        aggs: {
          first: {
            top_hits: {
              size: 1,
              sort: [{ "search.repost": "asc" }, { "search.moment": { order: "asc", missing: "_last" } }, { id: "asc" }],
              _source: { excludes: asksValues(query) ? [] : [...heavyFields] },
            },
          },
        },
      },
    },
  };
}

/** The folds of an answer by their keys. */
export function foldedOf({ folds }: FoldedAnswer): Map<string, Folded> {
  return new Map(
    (folds?.buckets ?? []).flatMap(({ key, doc_count, first }) => {
      const source = first.hits.hits[0]?._source;
      return source === undefined ? [] : [[key, { first: source, members: doc_count }] as const];
    }),
  );
}
