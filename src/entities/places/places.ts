import type { Mention } from "../../model/entity.js";
import type { Annotator, Context, View } from "../annotator.js";
import { withoutOverlaps } from "../overlap.js";
import { findAbbreviations } from "./abbreviation.js";
import { findAnaphors } from "./anaphor.js";
import { matchPlaces } from "./match.js";
import { type Chain, chainHits } from "./path.js";
import { resolvePlaces } from "./resolve.js";
import { townsAgain, townsAlone } from "./town.js";

const chained = new WeakMap<View, Chain[]>();

/** The written places of a view before it is known which division each means. Made once for a view. */
export function chainsOf(view: View, { dictionary }: Pick<Context, "dictionary">): Chain[] {
  const known = chained.get(view);
  if (known) return known;
  const chains = chainHits(view, matchPlaces(view, dictionary.places));
  chained.set(view, chains);
  return chains;
}

/** Finds places: written names and paths, one-character names, and anaphors of the jurisdiction. */
export const annotatePlaces: Annotator<"place"> = (view, context): Mention<"place">[] => {
  const { places } = context.dictionary;
  const named = resolvePlaces(chainsOf(view, context), context, places);
  const codes = new Set(named.flatMap(({ code }) => code ?? []));
  return withoutOverlaps([
    ...named,
    ...townsAgain(view, named),
    ...townsAlone(view, named, context, places),
    ...findAbbreviations(view, context, places, codes),
    ...findAnaphors(view, context, places),
  ]);
};
