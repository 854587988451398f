import type { Kind, Script, StoredRecord } from "../model/record.js";
import type { TextMaps } from "../model/text-maps.js";

/** A numeric filter, inclusive: null is open. */
export interface Range {
  readonly min: number | null;
  readonly max: number | null;
}

export interface MoneyRange extends Range {
  /** ISO 4217 */
  readonly currency: string;
}

/** One phrase of a query as units (see units.ts): they must follow each other, within the title or within the body. */
export type Phrase = readonly string[];

/** What a search leaves out beside its text. All that are given must hold. */
export interface Filters {
  /** GB/T 2260 code: a place named in the document is this one or lies in it; 省 and the like (anaphors) do not count */
  readonly place?: string | undefined;
  /** inclusive ISO dates on the date part of `publishedAt`; a record without a date does not match */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly kind?: Kind | undefined;
  /** id of the source */
  readonly source?: string | undefined;
  readonly script?: Script | undefined;
  /** some amount in this currency whose [min, max] lies wholly inside */
  readonly money?: MoneyRange;
  /** some count of enterprises whose [min, max] lies wholly inside */
  readonly enterprises?: Range;
  /** with the two ranges: take an overlap as well, not only what lies wholly inside */
  readonly possible?: boolean | undefined;
}

/** What is searched, already repaired, simplified and split (`parseQuery`); it means the same in every store. */
export interface SearchQuery extends Filters {
  /** must all occur; none at all finds whatever the filters let pass */
  readonly phrases: readonly Phrase[];
  /** for each of the phrases what says the same in the words of another place: one of them may occur in its stead */
  readonly synonyms?: readonly (readonly Phrase[])[];
  /** must not occur */
  readonly excluded: readonly Phrase[];
  /** the words that the segmenter finds in the phrases: they only rank */
  readonly words: readonly Phrase[];
  /** by date: newest first, undated ones last */
  readonly sort: "relevance" | "date";
  /** from 1 */
  readonly page: number;
  readonly size: number;
}

/** What a query looks for: for each phrase itself and its synonyms, one of which must occur. */
export function termsOf({ phrases, synonyms = [] }: Pick<SearchQuery, "phrases" | "synonyms">): Phrase[][] {
  return phrases.map((phrase, i) => [phrase, ...(synonyms[i] ?? [])]);
}

export interface SearchAnswer {
  /** how many records match, not only on this page */
  readonly total: number;
  /** how many more would match, had they a date: they were left out because `from` or `to` was given */
  readonly undated: number;
  readonly hits: readonly Hit[];
}

export interface Hit {
  readonly record: StoredRecord;
  /** how its texts follow from one another; null where none came with it: its normalised text is all there is to show */
  readonly maps: TextMaps | null;
  /** the higher the better, comparable within one answer only */
  readonly score: number;
}
