import type { DamageRules } from "../../dictionary/repair/damage.js";
import { gbk } from "../../text/double-byte.js";
import { simplifyCharacters } from "../../text/simplify/simplify.js";
import { type Gloss, plainGlossAt } from "../model/gloss.js";
import type { Pinyin } from "../model/pinyin.js";
import { ownReadings, plainGlosses, tonedGlosses } from "../model/thresholds.js";
import { isWordIn, languageModel, pinyinOf, type RepairTools } from "../tools.js";
import { isMisfit } from "./orphan-bytes.js";
import { areOwnReadings, countListed, isInside, isLargeTable, isPronunciationGuide, partsWords } from "./pronunciation-guides.js";

const han = /\p{Script=Han}/gu;

function countHan(text: string): number {
  return text.match(han)?.length ?? 0;
}

/** The glosses that fit the characters before them. A site has one reading for each character: a lesson gives several. */
class FittingGlosses {
  readonly list: Gloss[] = [];
  /** how often each character is glossed */
  readonly counts = new Map<string, number>();
  private readonly readings = new Map<string, string>();

  /** @returns false where the character was glossed with another reading before */
  add(char: string, gloss: Gloss): boolean {
    if ((this.readings.get(char) ?? gloss.syllable) !== gloss.syllable) return false;
    this.readings.set(char, gloss.syllable);
    this.counts.set(char, (this.counts.get(char) ?? 0) + 1);
    this.list.push(gloss);
    return true;
  }

  /** How often the glossed characters stand in a text, with a gloss or without. */
  occurrencesIn(text: string): number {
    let count = 0;
    for (let i = 0; i < text.length; i++) if (this.counts.has(text.charAt(i))) count++;
    return count;
  }
}

/** What the toned glosses of a text show. */
interface TonedCounts {
  readonly fitting: FittingGlosses;
  /** of those that fit, behind characters that sites are known to gloss; and behind these or others that differ in Simplified */
  readonly known: number;
  readonly converted: number;
  /** glosses that were put between the bytes of characters for certain, and those that only may have been */
  readonly broken: number;
  readonly misfits: number;
}

/** Whether toned glosses were inserted by a site, and are no readings of the text's own. */
export function isTonedDamage(text: string, glosses: readonly Gloss[], tools: RepairTools): boolean {
  const counts = countToned(text, glosses, tools);
  if (!counts) return false;
  const { fitting, converted, broken, misfits } = counts;
  const read = fitting.list.length;
  if (converted + broken === 0 || converted < tonedGlosses.convertedShare * read) return false;
  if (broken === 0 && areOwnReadings(text, fitting.list, fitting.counts, tools)) return false;
  // what no gloss before it shows to be damage may be a reading of the text's own: 讀(zhòng)
  return isDense(text, counts, broken + Math.min(misfits, read));
}

/** Undefined where a character is glossed with two readings. */
function countToned(text: string, glosses: readonly Gloss[], tools: RepairTools): TonedCounts | undefined {
  const { damage, script } = tools;
  const pinyin = pinyinOf(tools);
  const fitting = new FittingGlosses();
  let [known, converted, broken, misfits] = [0, 0, 0, 0];
  for (const gloss of glosses) {
    const { start, syllable } = gloss;
    const char = text.charAt(start - 1);
    if (text.charCodeAt(start) !== 0x28) {
      if (char === "?") broken++;
    } else if (pinyin.isReadAs(char, syllable)) {
      if (!fitting.add(char, gloss)) return undefined;
      const isKnown = damage.glossed.has(char);
      if (isKnown) known++;
      if (isKnown || simplifyCharacters(char, script) !== char) converted++;
    } else if (isMisfit(char, syllable, pinyin, damage.glossed) || endsAs(char, syllable, damage, pinyin)) broken++;
    else if (isMisfit(char, syllable, pinyin)) misfits++;
  }
  return { fitting, known, converted, broken, misfits };
}

/** Whether a text shows enough glosses for its length, or few of them wherever their characters stand. */
function isDense(text: string, { fitting, known }: TonedCounts, broken: number): boolean {
  const { density: usual, shortText, thinDensity, thinShare, thinCount, unknownCount, thinnestDensity } = tonedGlosses;
  const read = fitting.list.length;
  const size = countHan(text);
  const density = ((read + broken) * 1000) / size;
  if (size < shortText || density >= usual) return true;
  if (density < thinnestDensity || read + broken < thinCount || (read < unknownCount && known < read)) return false;
  if (density < thinDensity && (known < read || read < unknownCount || fitting.counts.size < thinCount)) return false;
  return read >= (read < unknownCount || density < thinDensity ? 1 : thinShare) * fitting.occurrencesIn(text);
}

/** Whether a gloss stands behind an ASCII character that is the last byte of a character which sites gloss so. */
function endsAs(char: string, syllable: string, { glossed }: DamageRules, pinyin: Pinyin): boolean {
  const code = char.charCodeAt(0);
  return code >= 0x40 && code <= 0x7e && [...glossed].some((one) => (gbk.codeOf(one) & 0xff) === code && pinyin.isReadAs(one, syllable));
}

const plainHint = /\p{Script=Han}\([a-zü]{1,6} ?\)/gu;

/** The glosses without tone that fit the characters before them, and what tells a site's from those of a lesson. */
interface PlainCounts {
  readonly fitting: FittingGlosses;
  /** those behind a character that was glossed with another reading before */
  readonly conflicts: number;
  /** how many stand behind one another without a character between them that has none, at most */
  readonly longestRun: number;
}

/**
 * Whether common characters in running text are followed by their own reading without tone: either few of them, and not one
 * after another, or so that words are glossed in part, as a table does that holds some of the characters and no word.
 */
export function isPlainDamage(text: string, tools: RepairTools): boolean {
  if (!text.includes("(")) return false;
  const { fitting, conflicts, longestRun } = plainFitting(text, pinyinOf(tools));
  const { list, counts } = fitting;
  const { length } = list;
  if (length < plainGlosses.count || counts.size < plainGlosses.characters) return false;
  if (conflicts > plainGlosses.conflictShare * length) return false;
  if ((length * 1000) / countHan(text) < tonedGlosses.density) return false;
  if (length < ownReadings.manyGlosses && isPronunciationGuide(text, tools.damage)) return false;
  if (!isLargeTable(text, counts) && countListed(text, list) >= plainGlosses.listedShare * length) return false;
  const language = languageModel(tools);
  let common = 0;
  for (const [char, times] of counts) if (language.isCommon(char)) common += times;
  if (common < plainGlosses.commonShare * length) return false;
  const isWord = isWordIn(tools);
  if (longestRun > plainGlosses.longestRun && !partsWords(text, list, isWord)) return false;
  const inside = list.filter((gloss, i) => isInside(text, gloss, list[i - 1], isWord)).length;
  return inside >= plainGlosses.insideShare * length;
}

function plainFitting(text: string, pinyin: Pinyin): PlainCounts {
  const fitting = new FittingGlosses();
  let [conflicts, run, longestRun] = [0, 0, 0];
  let end = -1;
  for (const hit of text.matchAll(plainHint)) {
    const char = text.charAt(hit.index);
    const gloss = plainGlossAt(text, hit.index + 1);
    if (!gloss || !pinyin.isReadPlainly(char, gloss.syllable)) continue;
    run = hit.index === end ? run + 1 : 1;
    longestRun = Math.max(longestRun, run);
    if (!fitting.add(char, gloss)) conflicts++;
    end = gloss.end;
  }
  return { fitting, conflicts, longestRun };
}
