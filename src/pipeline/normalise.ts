import type { Dictionary } from "../dictionary/load.js";
import { waysToSay } from "../lexicon/synonyms.js";
import { assessDamage, type Damage } from "../repair/assess/assess-damage.js";
import { repair } from "../repair/repair.js";
import { composeMaps, type OffsetMap } from "../text/offset-map.js";
import type { Direction } from "../text/simplify/direction.js";
import { simplify, simplifyAs } from "../text/simplify/simplify.js";

/** A normalised text and the map to what was given. */
export interface Normalised {
  readonly text: string;
  readonly map: OffsetMap;
}

/** What a document is damaged like is decided on its title and body together. */
export function damageOf(title: string | null, body: string, dictionary: Dictionary): Damage {
  return assessDamage(title === null ? body : `${title}\n${body}`, dictionary);
}

/** Title and body of a record normalised once more, as the pipeline did, with their maps. */
export function normaliseRecord(
  { titleOriginal, original }: { readonly titleOriginal: string | null; readonly original: string },
  dictionary: Dictionary,
): { title: Normalised | null; body: Normalised } {
  const damage = damageOf(titleOriginal, original, dictionary);
  const body = normaliseWith(original, damage, dictionary);
  return { title: titleOriginal === null ? null : normaliseWith(titleOriginal, damage, dictionary, body.direction), body };
}

/** Repaired and Simplified like a document: what queries go through before they are searched. */
export function normalise(given: string, dictionary: Dictionary): string {
  return normaliseWith(given, assessDamage(given, dictionary), dictionary).text;
}

/** How queries are read: normalised like documents, each term in all the ways that it is said. */
export function queryLanguage(dictionary: Dictionary): {
  readonly normalise: (text: string) => string;
  readonly waysToSay: (term: string) => readonly string[];
} {
  return {
    normalise: (text) => normalise(text, dictionary),
    waysToSay: (term) => {
      // a term that holds no character of one script alone may be Traditional all the same: 徵收, 葡萄乾
      const readings = new Set([term, simplifyAs(term, "tw", dictionary.script)]);
      return [...new Set([...readings].flatMap((reading) => waysToSay(reading, dictionary.synonyms)))];
    },
  };
}

function normaliseWith(
  given: string,
  damage: Damage,
  dictionary: Dictionary,
  fallback?: Direction,
): Normalised & { readonly direction: Direction } {
  const repaired = repair(given, damage);
  const { text, map, direction } = simplify(repaired.text, dictionary.script, fallback);
  return { text, map: composeMaps(repaired.map, map), direction };
}
