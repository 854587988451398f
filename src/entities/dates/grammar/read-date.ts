import { daysIn } from "../calendar-days.js";
import { isBareDay, isFramed } from "./bare-day.js";
import { type ClockTime, readClocks } from "./clock.js";
import { readDay } from "./day.js";
import { readFestival } from "./festival.js";
import { readLunar } from "./lunar.js";
import { isDigit, parseWeekday, weekdaySigns, weekWord } from "./numerals.js";
import { readNumeric } from "./numeric.js";
import type { ParseContext } from "./parse-context.js";
import { readOrdinalWeek, readPartOfMonth, readPartOfYear } from "./part-of-year.js";
import { initialState, type ParseState, type PartialDate } from "./partial-date.js";
import { blank, matchAt, sticky } from "./patterns.js";
import { readRelativeDay } from "./relative-day.js";
import { readWeek } from "./week.js";
import { readYear } from "./year.js";

/** (15)日: the day of the month beside a day that is understood */
const dayInBrackets = /(?<=[(（])(\d{1,2})[)）]日/y;

/**
 * Reads one end of a date at `at`. `after` is the end that precedes it in a range or a list, whose unit may be left out
 * here (11月8日至10日).
 */
export function readDate(text: string, at: number, context: ParseContext, after: PartialDate | null = null): PartialDate | null {
  const state = initialState(at);
  const { patterns, festivals, taiwan } = context;
  const explained = after === null && isDigit(text, at) ? matchAt(dayInBrackets, text, at) : null;
  if (explained !== null) {
    const day = Number(explained[1]);
    Object.assign(state, { at: at + explained[0].length, days: [day, day], precision: "day" });
    return finish(text, at - 1, state, context);
  }
  const whole = isDigit(text, at) ? readNumeric(text, state, taiwan, after) : readWords(text, state, context, after);
  if (whole) return finish(text, at, state, context);
  const year = readYear(text, state, patterns.year, taiwan, after);
  const movable =
    year &&
    (readLunar(text, state, patterns.lunar) ||
      readFestival(text, state, festivals, patterns.festival, { year: true, endOfRange: after !== null }));
  if (movable) return finish(text, at, state, context);
  if (!readPartOfYear(text, state, patterns.partOfYear, patterns.quarter) && !year) return readBareDay(text, state, context, after);
  const weeks = state.precision === "month" || (state.precision === "year" && year);
  if (weeks && readOrdinalWeek(text, state, patterns.partOfYear)) return finish(text, at, state, context);
  if (state.precision === "month" && !readPartOfMonth(text, state, patterns.partOfYear)) {
    readDay(text, state, patterns.day, patterns.clock, true);
  }
  return finish(text, at, state, context);
}

/** Days that begin with a word: 昨日, 下周三, 正月十五, 春节期间. */
function readWords(text: string, state: ParseState, context: ParseContext, after: PartialDate | null): boolean {
  const { patterns, acts, festivals } = context;
  return (
    readRelativeDay(text, state, patterns.relativeDay, after !== null, (at) => acts.at(text, at) !== null) ||
    readWeek(text, state, patterns.week, after, (end) => isFramed(text, end, patterns.bareDay, context)) ||
    readLunar(text, state, patterns.lunar) ||
    readFestival(text, state, festivals, patterns.festival, { year: false, endOfRange: after !== null })
  );
}

/** A festival at `at` in a year that stands before it, at `start`: 2023元旦. */
export function readFestivalOf(text: string, start: number, at: number, year: number, context: ParseContext): PartialDate | null {
  const state = initialState(at);
  state.years = [year, year];
  const read = readFestival(text, state, context.festivals, context.patterns.festival, { year: true, endOfRange: false });
  return read ? finish(text, start, state, context) : null;
}

/** A day without its month: the second of a range or a list (11月8日至10日), else one that stands by itself (记者8日从…). */
function readBareDay(text: string, state: ParseState, context: ParseContext, after: PartialDate | null): PartialDate | null {
  const { patterns } = context;
  const start = state.at;
  if (after === null && !isBareDay(text, start, patterns.bareDay, context)) return null;
  return readDay(text, state, patterns.day, patterns.clock, after !== null) ? finish(text, start, state, context) : null;
}

/** (星期三), （三） behind a day */
const weekdayInBrackets = sticky(`${blank}[(（]${blank}${weekWord}?([${weekdaySigns}])${blank}[)）]`);
/** 星期三 behind a day, without brackets */
const weekdayBehind = sticky(`${blank}${weekWord}([${weekdaySigns}])`);
function finish(text: string, start: number, state: ParseState, { patterns }: ParseContext): PartialDate {
  let clock: ClockTime | null = null;
  if (state.precision === "day") {
    const weekday = matchAt(weekdayInBrackets, text, state.at) ?? matchAt(weekdayBehind, text, state.at);
    if (weekday !== null) {
      state.weekday = parseWeekday(weekday[1] ?? "");
      state.at += weekday[0].length;
    }
    clock = readClocks(text, state.at, patterns.clock);
    if (clock === null) state.at += matchAt(patterns.day.included, text, state.at)?.[0].length ?? 0;
    if (clock === null) state.at += matchAt(patterns.day.daypart, text, state.at)?.[0].length ?? 0;
  }
  const { at, ...read } = state;
  return { start, end: clock?.end ?? at, ...read, time: clock?.time ?? null, impossible: isImpossible(state) };
}

function isImpossible({ years, months, days }: ParseState): boolean {
  if (months !== null && (months[0] < 1 || months[1] > 12)) return true;
  if (days === null) return false;
  const longest = months === null ? 31 : daysIn(years?.[0] ?? null, months[0]);
  return days[0] > longest || days[1] > longest || Number.isNaN(days[0]);
}
