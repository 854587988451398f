import type { Dictionary } from "../dictionary/load.js";
import { waysToSay } from "../lexicon/synonyms.js";
import { assessDamage, type Damage } from "../repair/assess/assess-damage.js";
import { repairString } from "../repair/repair.js";
import type { Token } from "../text/segment.js";
import { simplifyAs, simplifyString } from "../text/simplify/simplify.js";

/** What a document is damaged like is decided on its title and body together. */
export function damageOf(title: string | null, body: string, dictionary: Dictionary): Damage {
  return assessDamage(title === null ? body : `${title}\n${body}`, dictionary);
}

/** Repaired and Simplified like a document: what queries go through before they are searched. */
export function normalise(given: string, dictionary: Dictionary): string {
  return simplifyString(repairString(given, assessDamage(given, dictionary)), dictionary.script);
}

/** How queries are read: normalised like documents, each term in all the ways that it is said. */
export function queryLanguage(dictionary: Dictionary): {
  readonly normalise: (text: string) => string;
  readonly waysToSay: (term: string) => readonly string[];
  readonly segment: (text: string) => readonly Token[];
} {
  return {
    normalise: (text) => normalise(text, dictionary),
    segment: (text) => dictionary.segmenter.segment(text),
    waysToSay: (term) => {
      // a term that holds no character of one script alone may be Traditional all the same: 徵收, 葡萄乾
      const readings = new Set([term, simplifyAs(term, "tw", dictionary.script)]);
      return [...new Set([...readings].flatMap((reading) => waysToSay(reading, dictionary.synonyms)))];
    },
  };
}
