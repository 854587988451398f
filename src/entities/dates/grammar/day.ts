import type { DateWords } from "../../../dictionary/values/date-words.js";
import { oneOf } from "../../../lexicon/alternation.js";
import { type ClockPatterns, readClocks } from "./clock.js";
import { dayOrMonth, hanDigits, parseNumeral } from "./numerals.js";
import type { ParseState } from "./partial-date.js";
import { blank, join, matchAt, sticky, toSign } from "./patterns.js";

export type DayPatterns = ReturnType<typeof dayPatterns>;

export function dayPatterns({ day }: DateWords) {
  return {
    day: sticky(`${blank}(${dayOrMonth})${blank}(?:日(?!${oneOf(day.notDay)})|号(?!${oneOf(day.notNumbered)}))`),
    /** （含当日）, (含): the day itself is part of the range */
    included: sticky(`[(（]含[^)）\\n]{0,8}[)）](?=[ ]?(?:${toSign}|${oneOf(day.rangeBehind)}))`),
    /** a time of day before what opens, closes or goes on with a range: 3日深夜至4日清晨 */
    daypart: sticky(`${oneOf(day.dayparts)}(?=[ ]?(?:${toSign}|${oneOf(day.openBehind)}))`),
  };
}

/** 8 in 8、9日 */
const listed = sticky(`${blank}(${dayOrMonth})(?=(?:${join}${dayOrMonth}){0,4}${join}${dayOrMonth}${blank}[日号])`);

/** 二十三 in 三月二十三: Han numerals may leave out 日 where the clause ends */
const unsigned = sticky(`(?<=[${hanDigits}十]月)([二三]?十[${hanDigits}]?)(?=[，。、；：,;:\\s)）]|$)`);

/** The day behind a month, or in a range or a list (`dated`), or a bare one. Moves on behind it. */
export function readDay(text: string, state: ParseState, patterns: DayPatterns, clock: ClockPatterns, dated: boolean): boolean {
  const found =
    matchAt(patterns.day, text, state.at) ?? matchAt(listed, text, state.at) ?? (dated ? matchAt(unsigned, text, state.at) : null);
  if (found === null) return false;
  // 号 behind a number alone is more likely an ordinal
  if (!dated && found[0].endsWith("号") && readClocks(text, state.at + found[0].length, clock) === null) return false;
  const day = parseNumeral(found[1] ?? "");
  state.days = [day, day];
  state.precision = "day";
  state.at += found[0].length;
  return true;
}
