import type { DamageRules } from "../../dictionary/repair/damage.js";
import type { IsWord } from "../form/spacing.js";
import type { Gloss } from "../model/gloss.js";
import { ownReadings } from "../model/thresholds.js";
import { isWordIn, languageModel, pinyinOf, type RepairTools } from "../tools.js";

const { manyGlosses, few, insertedShare, listShare, everywhereShare, repeatedShare, longestListed, partedWords, partedShare } = ownReadings;
const han = /\p{Script=Han}/u;
const border = /[、，；。：,;:.\s“”「」『』《》"']/u;

/** Whether a text says that it is about pronunciation: then the readings in brackets may be its own. */
export function isPronunciationGuide(text: string, { guideWords }: DamageRules): boolean {
  return guideWords.some((word) => text.includes(word));
}

/**
 * Whether readings behind characters of Traditional text are likelier to be its own than a site's: those of a lesson, a list of
 * words, or names. A site's stand behind characters of its table, or behind common ones inside words; a text explains rare characters and names.
 * @param glosses those that fit the characters that they stand behind, at least one
 * @param glossed how often each character is glossed
 */
export function areOwnReadings(text: string, glosses: readonly Gloss[], glossed: ReadonlyMap<string, number>, tools: RepairTools): boolean {
  const { length } = glosses;
  if (length < manyGlosses && isPronunciationGuide(text, tools.damage) && !isTable(text, glossed)) return true;
  if (length >= few && !isLargeTable(text, glossed) && countListed(text, glosses) >= listShare * length) return true;
  const isWord = isWordIn(tools);
  const inserted = glosses.filter((gloss, i) => {
    const char = text.charAt(gloss.start - 1);
    if (length < few && !pinyinOf(tools).isUsuallyReadAs(char, gloss.syllable)) return false;
    return tools.damage.glossed.has(char) || (languageModel(tools).isCommon(char) && isInside(text, gloss, glosses[i - 1], isWord));
  });
  return inserted.length < (length < few ? 1 : insertedShare) * length;
}

/** Whether a site's table shows: a character is glossed more than once, and all of them nearly wherever they stand. */
function isTable(text: string, glossed: ReadonlyMap<string, number>, repeated = 0): boolean {
  let count = 0;
  for (const times of glossed.values()) count += times;
  if (count - glossed.size <= repeated * count) return false;
  let standing = 0;
  for (let i = 0; i < text.length; i++) if (glossed.has(text.charAt(i))) standing++;
  return count >= everywhereShare * standing;
}

/** Whether it shows in many glosses of few characters: words of a list seldom share so many characters, a site's texts do. */
export function isLargeTable(text: string, glossed: ReadonlyMap<string, number>): boolean {
  let count = 0;
  for (const times of glossed.values()) count += times;
  return count >= manyGlosses && isTable(text, glossed, repeatedShare);
}

/** How many of the glossed characters stand in words of a list, or alone: damage stands in running text. */
export function countListed(text: string, glosses: readonly Gloss[]): number {
  let count = 0;
  for (const { start, end } of glosses) if (isListed(text, start, end)) count++;
  return count;
}

/** @param start where the gloss begins, at its bracket @param end where it ends */
function isListed(text: string, start: number, end: number): boolean {
  let from = start - 1;
  while (start - from <= longestListed && han.test(text.charAt(from - 1))) from--;
  if (from > 0 && !border.test(text.charAt(from - 1))) return false;
  let to = end;
  while (start - from + to - end <= longestListed && han.test(text.charAt(to))) to++;
  return start - from + to - end <= longestListed && (to >= text.length || border.test(text.charAt(to)));
}

/**
 * Whether a glossed character is part of a word that goes on beside the gloss, or before the gloss of its neighbour.
 * @param last the gloss before it
 */
export function isInside(text: string, { start, end }: Gloss, last: Gloss | undefined, isWord: IsWord): boolean {
  const char = text.charAt(start - 1);
  const before = text.charAt((last?.end === start - 1 ? last.start : start - 1) - 1);
  const after = text.charAt(end);
  return (han.test(after) && isWord(char + after)) || (han.test(before) && isWord(before + char));
}

/**
 * Whether words have a reading behind one of two characters and none behind the other (行(xing)动) about as often as chance would
 * have it: a table holds characters, not words. Who teaches readings gives them for whole words or whole lines.
 */
export function partsWords(text: string, glosses: readonly Gloss[], isWord: IsWord): boolean {
  const parted = new Set<string>();
  let [words, mixed, characters, next] = [0, 0, 0, 0];
  let last = "";
  let wasGlossed = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const gloss = glosses[next];
    const isGlossed = gloss?.start === at + 1;
    if (han.test(char)) {
      characters++;
      if (last !== "" && isWord(last + char)) {
        words++;
        if (isGlossed !== wasGlossed) {
          mixed++;
          parted.add(last + char);
        }
      }
      last = char;
    } else last = "";
    wasGlossed = isGlossed;
    if (!isGlossed) continue;
    at = gloss.end - 1;
    next++;
  }
  const share = glosses.length / characters;
  return parted.size >= partedWords && mixed >= partedShare * 2 * share * (1 - share) * words;
}
