import type { Kind, Script, StoredRecord } from "../model/record.js";

/** A numeric filter: null is open. */
export interface Range {
  readonly min: number | null;
  readonly max: number | null;
}

/**
 * One phrase of a query as units: a unit is one Han character, or a whole run of Latin letters or digits with its inner
 * point, case and width folded. Everything else is ignored on both sides.
 */
export type Phrase = readonly string[];

/** What is searched, already repaired, simplified and split (`parseQuery`); the same for every store. */
export interface SearchQuery {
  /** must all occur */
  readonly phrases: readonly Phrase[];
  /** must not occur */
  readonly excluded: readonly Phrase[];
  /** word tokens of the query: they only rank */
  readonly tokens: readonly string[];
  /** GB/T 2260 code: the place with everything below it */
  readonly place?: string;
  /** inclusive ISO dates on `publishedAt` */
  readonly from?: string;
  readonly to?: string;
  readonly kind?: Kind;
  readonly source?: string;
  readonly script?: Script;
  readonly money?: Range & { readonly currency: string };
  readonly enterprises?: Range;
  /** take an overlap of a range filter as well, not only what lies wholly inside */
  readonly possible: boolean;
  readonly sort: "relevance" | "date";
  /** from 1 */
  readonly page: number;
  readonly size: number;
}

export interface SearchAnswer {
  readonly total: number;
  /** records left out because a date was asked for and they have none */
  readonly undated: number;
  readonly hits: readonly Hit[];
}

export interface Hit {
  readonly record: StoredRecord;
  readonly score: number;
}
