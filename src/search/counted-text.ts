import type { Phrase } from "./condition.js";
import { breakUnit } from "./units.js";

/**
 * A text for counting and for looking at how words stand in it: its units, Han characters and breaks as they are, every other unit
 * between two spaces of its own. One phrase stands in it where the other's units do, so that a plain search for a string, which is
 * much faster than reading unit by unit, finds phrases and nothing else: 5 is not found in 15.
 */

/** Stands between the texts of a record: in no phrase. */
export const textEnd = "\u241e";

const alone = /^[\p{Script=Han}\u241e\u241f]$/u;

function one(unit: string): string {
  const code = unit.charCodeAt(0);
  if (unit.length === 1 && code >= 0x4e00 && code <= 0x9fff) return unit;
  return unit === breakUnit || unit === textEnd || alone.test(unit) ? unit : ` ${unit} `;
}

/** A phrase as it stands in a counted text. */
export function countedPhrase(phrase: Phrase): string {
  let joined = "";
  for (const unit of phrase) joined += one(unit);
  return joined;
}

/** Texts, each as units joined by single spaces, as one counted text. */
export function countedText(texts: readonly string[]): string {
  return texts.map((text) => (text === "" ? "" : countedPhrase(text.split(" ")))).join(textEnd);
}
