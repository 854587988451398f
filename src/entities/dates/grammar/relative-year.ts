import type { DateWords } from "../../../dictionary/values/date-words.js";
import { oneOf } from "../../../lexicon/alternation.js";
import { plausibleYear } from "./numerals.js";
import { type ParseState, setYear } from "./partial-date.js";
import { matchAt, sticky } from "./patterns.js";
import { consecutive } from "./relative-day.js";

export type RelativeYearPatterns = ReturnType<typeof relativeYearPatterns>;

export function relativeYearPatterns({ relative }: DateWords) {
  const words = [...Object.keys(relative.years), ...Object.keys(relative.yearsOfText)];
  return {
    starts: new Set(words.map((word) => word[0])),
    relative: sticky(`(${oneOf(words)})年`),
    /** 达产后|年产值: 后 ends what stands before it, and 年 begins the next word */
    yearly: sticky(`后年${oneOf(relative.yearly)}`),
    beforeYear: new RegExp(`[${relative.beforeYear}]|\\P{Script=Han}`, "u"),
    /** 去年 and its like, from the reference date */
    offsets: new Map(Object.entries(relative.years)),
    /** 上年, 次年, from a year that the text has mentioned */
    offsetsOfText: new Map(Object.entries(relative.yearsOfText)),
  };
}

/** 去(2019)年, 今（113）年 */
const explained = /[今去明前后本][(（](\d{3,4})年?[)）]年/y;
const gloss = /[(（](\d{3,4})年?[)）]/y;

/** 去年, 今(113)年, 今明两年. Moves on behind it. */
export function readRelativeYear(text: string, state: ParseState, patterns: RelativeYearPatterns): boolean {
  const { relative, offsets, offsetsOfText } = patterns;
  if (matchAt(patterns.yearly, text, state.at) !== null && !patterns.beforeYear.test(text[state.at - 1] ?? "\n")) return false;
  const given = matchAt(explained, text, state.at);
  if (given !== null) return setYear(state, commonYear(Number(given[1])), given[0].length);
  const list = consecutive(text, state.at, (word) => offsets.get(word) ?? Number.NaN);
  if (list?.unit === "年" && list.offsets !== null) {
    state.yearOffset = list.offsets;
    state.at += list.length;
    return true;
  }
  const found = matchAt(relative, text, state.at);
  if (found === null) return false;
  const word = found[1] ?? "";
  const offset = offsets.get(word) ?? offsetsOfText.get(word) ?? 0;
  state.yearOffset = [offset, offset];
  state.anaphoric = offsetsOfText.has(word);
  state.at += found[0].length;
  readYearGloss(text, state);
  return true;
}

/** 去年(2020年): the year that explains the word wins over it. */
function readYearGloss(text: string, state: ParseState): void {
  const found = matchAt(gloss, text, state.at);
  const year = commonYear(Number(found?.[1]));
  if (found === null || !plausibleYear(year) || year < 1949) return;
  setYear(state, year, found[0].length);
}

/** A year of three digits is one of the Republic. */
function commonYear(year: number): number {
  return year < 200 ? year + 1911 : year;
}
