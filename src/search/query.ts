import type { StoredRecord } from "../model/record.js";
import type { TextMaps } from "../model/text-maps.js";
import { type Condition, leavesOf, type Phrase, termsOf } from "./condition.js";

/** What is searched, already repaired, simplified and split (`parseSearch`); it means the same in every store. */
export interface SearchQuery {
  readonly where: Condition;
  /** the words that the segmenter finds in the terms: they only rank */
  readonly words: readonly Phrase[];
  /** by date: newest first, undated ones last */
  readonly sort: "relevance" | "date";
  /** from 1; does not count where `after` is given */
  readonly page: number;
  /** the hit behind which to go on, as `keyOf` names it: paging that no depth makes slower */
  readonly after?: HitKey;
  readonly size: number;
}

/** A hit's place in the order of a search: its score, or the moment of its publication, and its id. */
export interface HitKey {
  readonly by: number | null;
  readonly id: string;
}

/** What the hits of a search are ordered by: without a term there is no relevance. */
export function orderOf({ sort, where }: Pick<SearchQuery, "sort" | "where">): "relevance" | "date" {
  return sort === "date" || termsOf(where).length === 0 ? "date" : "relevance";
}

export interface SearchAnswer {
  /** how many records match, not only on this page */
  readonly total: number;
  /** how many more would match, had they a date: they were left out because a day of publication was asked for */
  readonly undated: number;
  readonly hits: readonly Hit[];
}

/** What a record holds beside what a hit shows: left where it lies unless a search asks for values in it. */
export const heavyFields = [
  "entities",
  "repairs",
  "parts",
  "measures",
  "cites",
  "dates",
  "keywords",
  "notes",
  "tokens",
  "removed",
  "changed",
] as const;
type HeavyField = (typeof heavyFields)[number];

/** A record as a search reads it: `entities` only where the search asks for a value that stands among them. */
export type FoundRecord = Omit<StoredRecord, HeavyField> & Partial<Pick<StoredRecord, HeavyField>>;

export interface Hit {
  readonly record: FoundRecord;
  /** how its texts follow from one another; null where none came with it: its normalised text is all there is to show */
  readonly maps: TextMaps | null;
  /** the higher the better, comparable within one answer only */
  readonly score: number;
}

/** Whether a hit is to say which value in it was asked for: those stand among the heavy fields. */
export function asksValues({ where }: Pick<SearchQuery, "where">): boolean {
  const places = leavesOf(where, "term").some(({ terms }) => terms.some((term) => term.startsWith("place:")));
  const bodies = leavesOf(where, "text").some(({ terms = [] }) => terms.length > 0);
  return places || bodies || leavesOf(where, "range").length > 0;
}
