import type { Mention } from "../../model/entity.js";
import type { Annotator } from "../annotator.js";
import type { Doc } from "../doc.js";
import { withoutOverlaps } from "../overlap.js";
import { findAbbreviations } from "./abbreviations.js";
import { findAnaphors } from "./anaphors.js";
import { type Chain, chainNames } from "./chains.js";
import { matchNames } from "./match-names.js";
import { resolvePlaces } from "./resolve-places.js";
import { townsAgain, townsAlone } from "./towns.js";

/** The written places of a doc before it is known which division each means. */
export function chainsOf(doc: Doc): readonly Chain[] {
  return doc.part(chains);
}

function chains(doc: Doc): Chain[] {
  return chainNames(doc, matchNames(doc, doc.dictionary.places));
}

/** Finds places: written names and paths, one-character names, and anaphors of the jurisdiction. */
export const annotatePlaces: Annotator<"place"> = (doc, context): Mention<"place">[] => {
  const { places } = doc.dictionary;
  const named = resolvePlaces(chainsOf(doc), context, places);
  const codes = new Set(named.flatMap(({ code }) => code ?? []));
  return withoutOverlaps([
    ...named,
    ...townsAgain(doc, named),
    ...townsAlone(doc, named, context, places),
    ...findAbbreviations(doc, context, places, codes),
    ...findAnaphors(doc, context, places),
  ]);
};
