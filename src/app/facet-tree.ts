import type { Dictionary } from "../dictionary/load.js";
import type { CountedFacet, FacetCount, FacetCounts } from "../search/counted.js";

/** A place with the number of records that name it or lie in it, and the places below it that were counted. */
export interface PlaceCount extends FacetCount {
  /** its six-digit code, which `place:` takes; `value` is its key */
  readonly code: string;
  /** null for a code that the gazetteer does not know */
  readonly name: string | null;
  readonly below: readonly PlaceCount[];
}

export type ShownFacets = Readonly<
  Partial<Record<Exclude<CountedFacet, "place">, FacetCounts>> & {
    place?: { readonly values: readonly PlaceCount[]; readonly more: boolean };
  }
>;

/** The counts of an answer as they are shown: places as a tree, with their names. */
export function shownFacets(counts: Partial<Record<CountedFacet, FacetCounts>>, { places }: Pick<Dictionary, "places">): ShownFacets {
  const { place, ...others } = counts;
  if (place === undefined) return others;
  return { ...others, place: { values: treeOf(place.values, (code) => places.divisions.get(code)?.name ?? null), more: place.more } };
}

function treeOf(counts: readonly FacetCount[], nameOf: (code: string) => string | null): PlaceCount[] {
  const below = (key: string): PlaceCount[] =>
    counts
      .filter(({ value }) => value.length === key.length + 2 && value.startsWith(key))
      .map(({ value, count }) => {
        const code = value.padEnd(6, "0");
        return { value, count, code, name: nameOf(code), below: below(value) };
      });
  return below("");
}
