import type { DamageRules } from "../../dictionary/repair/damage.js";
import { gbk } from "../../text/double-byte.js";
import { type ScriptConverter, simplifiedOnly, traditionalOnly } from "../../text/simplify/converter.js";
import type { IsWord } from "../form/spacing.js";
import { makeJudge } from "../model/document-model.js";
import { type Gloss, hasTone, plainGlossAt, tonedGlosses } from "../model/gloss.js";
import { isCommonBy, type Judge, simple } from "../model/language-model.js";
import { isReadAs, isReadPlainly } from "../model/pinyin.js";
import { isMisfit, type Orphans, orphansOf } from "./orphan-bytes.js";
import { areOwn, doubtful, isInside, isLargeTable, listed, tellsReadings } from "./pronunciation-guides.js";
import { type Habits, habitsOf } from "./site-edits.js";

/** What the repair stage needs beside a text: parts of the dictionary. */
export interface RepairTools {
  readonly damage: DamageRules;
  readonly script: ScriptConverter;
}

/** How a document was damaged: decided once, and used for its body, its title and its short facts. */
export interface Damage {
  /** glosses with tone marks were put behind characters */
  readonly toned: boolean;
  /** glosses without tone marks were */
  readonly plain: boolean;
  /** marks were cut out of the bytes */
  readonly cut: boolean;
  readonly habits: Habits;
  readonly orphans: Orphans;
  readonly tools: RepairTools;
  /** whether it is written in Traditional characters */
  readonly traditional: () => boolean;
  /** what the document is like as Chinese; made when it is first asked for */
  readonly judge: () => Judge;
}

/** Toned glosses per 1,000 Han characters from which a text counts as damaged. Damaged pages show 10 to 290. */
const tonedDensity = 5;
/** Below this many Han characters a text is too short for a density. */
const shortText = 150;
/** A site that glosses few characters shows less, but glosses each of them nearly wherever it stands; a lesson does it once. */
const thinDensity = 1;
const thinShare = 0.8;
const thinCount = 2;
/** Fewer must all be characters that sites are known to gloss, and so must those of a long text that shows less still. */
const unknownCount = 3;
const thinnest = 0.5;
/** Share of the glossed characters that must differ from their Simplified form: a poem or a lesson glosses all alike. */
const convertedShare = 0.8;
/**
 * A mark behind `?` where nothing was glossed. What a letter follows is sound (什么是A股??A股是…): no Simplified character ends in
 * a letter's byte, and in Traditional text nobody types ?！ before one.
 */
const unglossedCut = { hans: /\?[，；？！、。,;?!](?![A-Za-z])/, hant: /\?(?:[，；？！、。,;]|[?!](?![A-Za-z]))/ };

/** Decides whether, and how, a document is damaged. One cheap scan where nothing hints at it. */
export function assessDamage(text: string, tools: RepairTools): Damage {
  const glosses = hasTone(text) ? tonedGlosses(text) : [];
  const toned = glosses.length > 0 && isTonedDamage(text, glosses, tools);
  const plain = !toned && isPlainDamage(text, tools);
  let judge: Judge | undefined;
  let script: boolean | undefined;
  const traditional = () => {
    script ??= isTraditional(text, tools.script);
    return script;
  };
  const cut = toned || (unglossedCut.hant.test(text) && (unglossedCut.hans.test(text) || traditional()));
  const judgeOf = () => {
    judge ??= makeJudge(withoutRare(text, tools), tools, traditional());
    return judge;
  };
  return {
    toned,
    plain,
    cut,
    habits: habitsOf(text, isWordBy(tools.damage, tools.script)),
    orphans: toned ? orphansOf(text, glosses, tools.damage, judgeOf) : { glosses: "marked", cuts: "marked" },
    tools,
    traditional,
    judge: judgeOf,
  };
}

/** A rare character may have come of damage, as often as the word stands in a document that was damaged: it tells nothing of its neighbours. */
function withoutRare(text: string, { damage, script }: RepairTools): string {
  const isCommon = isCommonBy({ words: damage.words(), script });
  return text.replace(/[^\0-\u024f]/g, (char) => (isCommon(char) ? char : " "));
}

function isWordBy(damage: DamageRules, script: ScriptConverter): IsWord {
  return (word) => damage.words().frequency(simple(word, script)) > 0;
}

const han = /\p{Script=Han}/gu;

function countHan(text: string): number {
  return text.match(han)?.length ?? 0;
}

function isTonedDamage(text: string, glosses: readonly Gloss[], { damage, script }: RepairTools): boolean {
  let read = 0;
  let converted = 0;
  let broken = 0;
  let misfits = 0;
  let known = 0;
  const readings = new Map<string, string>();
  const glossed = new Map<string, number>();
  const fitting: Gloss[] = [];
  for (const gloss of glosses) {
    const { start, syllable } = gloss;
    if (text.charCodeAt(start) !== 0x28) {
      if (text.charCodeAt(start - 1) === 0x3f) broken++;
      continue;
    }
    const char = text.charAt(start - 1);
    if (!isReadAs(char, syllable)) {
      if (isMisfit(char, syllable, damage.glossed) || endsAs(char, syllable, damage)) broken++;
      else if (isMisfit(char, syllable)) misfits++;
      continue;
    }
    // a site has one reading for each character of its table: a lesson tells several
    if ((readings.get(char) ?? syllable) !== syllable) return false;
    readings.set(char, syllable);
    read++;
    fitting.push(gloss);
    glossed.set(char, (glossed.get(char) ?? 0) + 1);
    if (damage.glossed.has(char)) known++;
    if (damage.glossed.has(char) || simple(char, script) !== char) converted++;
  }
  if (converted + broken === 0 || converted < convertedShare * read) return false;
  if (broken === 0 && areOwn(text, fitting, glossed, damage, isWordBy(damage, script), isCommonBy({ words: damage.words(), script })))
    return false;
  // what no gloss before it shows to be damage may be a reading that is told: 讀(zhòng)
  broken += Math.min(misfits, read);
  const size = countHan(text);
  const density = ((read + broken) * 1000) / size;
  if (size < shortText || density >= tonedDensity) return true;
  if (density < thinnest || read + broken < thinCount || (read < unknownCount && known < read)) return false;
  let standing = 0;
  for (let i = 0; i < text.length; i++) if (glossed.has(text.charAt(i))) standing++;
  if (density < thinDensity && (known < read || read < unknownCount || glossed.size < thinCount)) return false;
  return read >= (read < unknownCount || density < thinDensity ? 1 : thinShare) * standing;
}

/** Whether a gloss stands behind an ASCII character that is the last byte of a character which sites gloss so. */
function endsAs(char: string, syllable: string, { glossed }: DamageRules): boolean {
  const code = char.charCodeAt(0);
  return code >= 0x40 && code <= 0x7e && [...glossed].some((one) => (gbk.codeOf(one) & 0xff) === code && isReadAs(one, syllable));
}

const plainHint = /\p{Script=Han}\([a-zü]{1,6} ?\)/gu;
/** So many glosses of so many characters; a lesson glosses few, or one character after another, or rare ones. */
const plainCount = 4;
const plainChars = 3;
const plainRun = 3;
const plainCommon = 0.8;
/** Names and lessons stand in lists, and names are no part of a word with what follows: 王(wang)先生. */
const plainListed = 0.5;
const plainInside = 0.5;

/** Common characters in running text are followed by their own reading without tone, and not one after another. */
function isPlainDamage(text: string, { damage, script }: RepairTools): boolean {
  if (!text.includes("(")) return false;
  const readings = new Map<string, string>();
  const glossed = new Map<string, number>();
  const glosses: Gloss[] = [];
  let run = 0;
  let end = -1;
  for (const hit of text.matchAll(plainHint)) {
    const char = text.charAt(hit.index);
    const gloss = plainGlossAt(text, hit.index + 1);
    if (!gloss || !isReadPlainly(char, gloss.syllable)) continue;
    run = hit.index === end ? run + 1 : 1;
    if (run > plainRun) return false;
    end = gloss.end;
    if ((readings.get(char) ?? gloss.syllable) !== gloss.syllable) return false;
    readings.set(char, gloss.syllable);
    glossed.set(char, (glossed.get(char) ?? 0) + 1);
    glosses.push(gloss);
  }
  const count = glosses.length;
  if (count < plainCount || readings.size < plainChars || (count * 1000) / countHan(text) < tonedDensity) return false;
  if (count < doubtful && tellsReadings(text, damage)) return false;
  if (!isLargeTable(text, glossed) && listed(text, glosses) >= plainListed * count) return false;
  const isCommon = isCommonBy({ words: damage.words(), script });
  if ([...readings.keys()].filter(isCommon).length < plainCommon * readings.size) return false;
  const isWord = isWordBy(damage, script);
  return glosses.filter((gloss, i) => isInside(text, gloss, glosses[i - 1], isWord)).length >= plainInside * count;
}

function isTraditional(text: string, script: ScriptConverter): boolean {
  let lead = 0;
  for (let i = 0; i < text.length; i++) {
    const kind = script.kinds[text.charCodeAt(i)] ?? 0;
    if (kind & traditionalOnly) lead++;
    else if (kind & simplifiedOnly) lead--;
  }
  return lead > 0;
}
