import type { StoredRecord } from "../model/record.js";
import type { TextMaps } from "../model/text-maps.js";
import { type Condition, leavesOf, type Phrase, termsOf } from "./condition.js";
import { numberFacet } from "./number-terms.js";

/** What is searched, already repaired, simplified and split (`parseSearch`); it means the same in every store. */
export interface SearchQuery {
  readonly where: Condition;
  /** the words that the segmenter finds in the terms: they only rank */
  readonly words: readonly Phrase[];
  /** by date: newest first, undated ones last */
  readonly sort: "relevance" | "date";
  /** from 1; does not count where `after` is given */
  readonly page: number;
  readonly size: number;
  /** one hit for a document and its reposts, the issuer's own before them */
  readonly fold?: boolean;
  /** only what comes behind this hit, whatever the page, at any depth */
  readonly after?: HitCursor;
  /** keep the store's state for those who read on: the cursors of the hits name it; without, what is written meanwhile shows */
  readonly hold?: boolean;
}

/**
 * The place of a hit in its order: its score, or its moment where the order is by date, and its id. A document and its reposts
 * stand where the best placed of them stands, so that these are its values.
 */
export interface HitCursor {
  readonly value: number | null;
  readonly id: string;
  /** the state of the store that is read, where it is kept: see `SearchQuery.hold` */
  readonly point?: string;
}

export interface SearchAnswer {
  /** how many records match, not only on this page */
  readonly total: number;
  /** how many hits these come to where reposts are folded */
  readonly folded?: number;
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
  /** reposts that match too and are folded into this hit */
  readonly reposts?: number;
  /** pass as `after` to read on behind it */
  readonly cursor: HitCursor;
}

/** Terms that count more where they stand near one another: those that must all occur, as they were written. */
export function nearTerms({ where }: Pick<SearchQuery, "where">): Phrase[] {
  if (where.is !== "and") return [];
  const terms = where.of.flatMap((part) => (part.is === "text" && !part.asWritten && part.ways[0] ? [part.ways[0]] : []));
  return terms.length >= 2 && terms.length <= 6 ? terms : [];
}

/** Facet terms of the numbers that a query names: the document whose own number it is comes before all that cite it. */
export function namedNumbers({ where }: Pick<SearchQuery, "where">): string[] {
  return termsOf(where).flatMap(({ terms = [] }) => terms.filter((term) => term.startsWith(numberFacet)));
}

/** What it counts that a document's own number is asked for: more than any text can. */
export const ownNumberWeight = 1_000;

/** How many units may stand between terms that are near one another. */
export const nearness = 20;

/** Whether a hit is to say which value in it was asked for: those stand among the heavy fields. */
export function asksValues({ where }: Pick<SearchQuery, "where">): boolean {
  const places = leavesOf(where, "term").some(({ terms }) => terms.some((term) => term.startsWith("place:")));
  const bodies = leavesOf(where, "text").some(({ terms = [] }) => terms.some((term) => !term.startsWith(numberFacet)));
  return places || bodies || leavesOf(where, "range").length > 0;
}
