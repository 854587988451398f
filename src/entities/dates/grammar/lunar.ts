import type { DateWords } from "../../../dictionary/values/date-words.js";
import { branches, stems } from "../../../dictionary/values/lunar-calendar.js";
import { anyOf, oneOf } from "../../../lexicon/alternation.js";
import { hanDigits, hanZeros, parseNumeral, plausibleYear } from "./numerals.js";
import type { ParseState } from "./partial-date.js";
import { matchAt, sticky } from "./patterns.js";

export type LunarPatterns = ReturnType<typeof lunarPatterns>;

export function lunarPatterns({ lunar }: DateWords) {
  const year = `(?:(\\d{4}|[${hanZeros}${hanDigits}]{4}|[${stems}][${branches}])年)?`;
  const month = `([正腊冬]|闰?[${hanDigits}]|闰?十[一二]?)月`;
  const ordinal = `(?:[${hanDigits}]|十[一二]?|\\d{1,2})`;
  const day = `(初[${hanDigits}十]|[十廿][${hanDigits}]|二?十[${hanDigits}]?|三十)`;
  // 三月二十三 may leave out its 日; these are days of the lunar calendar alone
  const lunarDay = `(?:[^月]{0,6}(?:[正腊冬]|闰.{1,2})月|[^月]{0,8}月(?:初|廿|十五))`;
  return {
    /** with the word 农历: either script of digits, a day or none, and 日 or 号 behind it */
    labelled: sticky(
      `${year}[ ]?${oneOf(lunar.calendar)}${year}(?:([正腊冬]|闰?${ordinal})月(?:份)?)(?:${day}(?:[日号])?|初?(\\d{1,2})[日号]?)?(?!\\d)`,
    ),
    /** without it: days that only the lunar calendar calls so; those of the solar one end in 日 or 号 */
    plain: sticky(`(?=${lunarDay})${year}${month}${day}(?!${anyOf(lunar.notBehindDay, `日号月年${hanDigits}-`)})`),
    /** 正月初8 */
    mixed: sticky(`${year}${month}初(\\d{1,2})(?!\\d)`),
    /** 大年初五, 年初二; 大年三十 is a festival */
    newYear: sticky(`${year}大?年(初[${hanDigits}十])`),
    /** months that only the lunar calendar has */
    ownMonth: sticky(`${year}([正腊冬]|闰${ordinal})月(?=$|${oneOf(lunar.behindMonth)})`),
    /** 真正, 纠正, 改正 */
    notAfter: new RegExp(anyOf(lunar.notAfter)),
  };
}

const starts = new Set(`正腊冬闰农阴旧夏大年十${hanZeros}${hanDigits}${stems}`);

/** A day or a month of the lunar calendar: 农历正月十五, 八月十五, 农历闰四月. Moves on behind it. */
export function readLunar(text: string, state: ParseState, patterns: LunarPatterns): boolean {
  if (!starts.has(text[state.at] ?? " ")) return false;
  const before = text[state.at - 1] ?? " ";
  const labelled = matchAt(patterns.labelled, text, state.at);
  if (labelled !== null) {
    const [all, yearBefore, yearBehind, month, han, arabic] = labelled;
    return setLunar(state, all, yearBefore ?? yearBehind, month, han ?? arabic);
  }
  const newYear = matchAt(patterns.newYear, text, state.at);
  if (newYear !== null && !/[去今明后前本]/.test(before)) return setLunar(state, newYear[0], newYear[1], "正", newYear[2]);
  const found =
    matchAt(patterns.plain, text, state.at) ?? matchAt(patterns.mixed, text, state.at) ?? matchAt(patterns.ownMonth, text, state.at);
  if (found === null || patterns.notAfter.test(before)) return false;
  const [all, year, month, day] = found;
  return setLunar(state, all, year, month, day);
}

function setLunar(state: ParseState, all: string, yearWord: string | undefined, monthWord = "", dayWord: string | undefined): boolean {
  const month = monthOf(monthWord.replace("闰", ""));
  const day = dayWord === undefined ? null : parseNumeral(dayWord.replace("初", "").replace("廿", "二十"));
  if (!(month >= 1 && month <= 12) || (day !== null && !(day >= 1 && day <= 30))) return false;
  const cycle = yearWord !== undefined && stems.includes(yearWord[0] ?? " ") ? cycleOf(yearWord) : null;
  if (yearWord !== undefined && cycle === null) {
    const year = parseNumeral(yearWord);
    if (!plausibleYear(year)) return false;
    state.years = [year, year];
  }
  state.movable = { kind: "lunar", month: monthWord.startsWith("闰") ? -month : month, day, cycle };
  state.precision = day === null ? "month" : "day";
  state.at += all.length;
  return true;
}

function monthOf(word: string): number {
  switch (word) {
    case "正":
      return 1;
    case "冬":
      return 11;
    case "腊":
      return 12;
    default:
      return parseNumeral(word);
  }
}

/** The place of 甲辰 in the cycle of sixty years; null where the two signs do not go together. */
function cycleOf(year: string): number | null {
  const [stem, branch] = [stems.indexOf(year[0] ?? " "), branches.indexOf(year[1] ?? " ")];
  for (let place = 0; place < 60; place++) if (place % 10 === stem && place % 12 === branch) return place;
  return null;
}
