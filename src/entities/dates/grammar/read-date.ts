import { daysIn } from "../calendar-days.js";
import { isBareDay, isFramed } from "./bare-day.js";
import { readClocks } from "./clock.js";
import { readFestival } from "./festival.js";
import { readLunar } from "./lunar.js";
import { readNumeric } from "./numeric.js";
import { readOrdinalWeek, readPartOfMonth, readPartOfYear } from "./part-of-year.js";
import {
  blank,
  initialState,
  isDigit,
  join,
  matchAt,
  type ParseContext,
  type ParseState,
  type PartialDate,
  parseNumeral,
  parseWeekday,
  small,
} from "./partial-date.js";
import { readRelativeDay, readWeek } from "./relative.js";
import { readYear } from "./year.js";

const dayRule = new RegExp(`${blank}(${small})${blank}(?:日(?!文|线|机)|号(?!楼|院|文|线|令|机|站|馆|厅|门|店|公告))`, "y");
const sharedDay = new RegExp(`${blank}(${small})(?=(?:${join}${small}){0,4}${join}${small}${blank}[日号])`, "y");
/** (星期三), （三） after a day */
const weekdayGloss = new RegExp(`${blank}[(（]${blank}(?:星期|周|礼拜)?([一二三四五六日天])${blank}[)）]`, "y");
/** 星期三 after a day, without marks */
const weekdayBehind = new RegExp(`${blank}(?:星期|周|礼拜)([一二三四五六日天])`, "y");

/** （含当日）, (含): the day itself is part of the range */
const included = /[(（]含(?:当[日天]|本日|[^)）\n]{0,8})?[)）](?=[ ]?(?:[至到~～—–-]|起|止|以|之|前|后|期间))/y;
/** a time of day before what opens, closes or goes on with a range */
const daypart =
  /(?:凌晨|清晨|早上|早晨|上午|中午|午间|下午|傍晚|晚上|晚间|深夜|夜间|午夜|[早晚夜])(?=[ ]?(?:[至到~～—–-]|起|止|以前|之前|前(?!往|来)))/y;

/**
 * Reads one end of a date at `at`. `after` is the end that precedes it in a range or a list, whose unit may be left out
 * here (11月8日至10日).
 */
export function readDate(text: string, at: number, context: ParseContext, after: PartialDate | null = null): PartialDate | null {
  const state = initialState(at);
  const second = after !== null;
  const movable = isDigit(text, at) ? readNumeric(text, state, context, after) : readWords(text, state, context, after);
  if (movable) return finish(text, at, state);
  const year = readYear(text, state, context.taiwan, after);
  if (year && (readLunar(text, state) || readFestival(text, state, context.festivals, true, second))) return finish(text, at, state);
  if (!readPartOfYear(text, state) && !year) return readBareDay(text, state, context, after);
  const whole = state.precision === "month" || (state.precision === "year" && year);
  if (whole && readOrdinalWeek(text, state)) return finish(text, at, state);
  if (state.precision === "month" && !readPartOfMonth(text, state)) readDay(text, state, after);
  return finish(text, at, state);
}

/** DayRange that begin with a word: 昨日, 下周三, 正月十五, 春节期间. */
function readWords(text: string, state: ParseState, context: ParseContext, after: PartialDate | null): boolean {
  return (
    readRelativeDay(text, state, after !== null, (at) => context.calendar.acts.at(text, at) !== null) ||
    readWeek(text, state, after, (end) => isFramed(text, end, context)) ||
    readLunar(text, state) ||
    readFestival(text, state, context.festivals, false, after !== null)
  );
}

/** A festival at `at` in a year that stands before it, at `start`. */
export function readFestivalOf(text: string, start: number, at: number, year: number, context: ParseContext): PartialDate | null {
  const state = initialState(at);
  state.years = [year, year];
  return readFestival(text, state, context.festivals, true, false) ? finish(text, start, state) : null;
}

function finish(text: string, start: number, state: ParseState): PartialDate {
  let clock = null;
  if (state.precision === "day") {
    const weekday = matchAt(weekdayGloss, text, state.at) ?? matchAt(weekdayBehind, text, state.at);
    if (weekday !== null) {
      state.weekday = parseWeekday(weekday[1] ?? "");
      state.at += weekday[0].length;
    }
    clock = readClocks(text, state.at);
    if (clock === null) state.at += matchAt(included, text, state.at)?.[0].length ?? 0;
    // 3日深夜至4日清晨
    if (clock === null) state.at += matchAt(daypart, text, state.at)?.[0].length ?? 0;
  }
  const { at, ...said } = state;
  return { start, end: clock?.end ?? at, ...said, time: clock?.time ?? null, impossible: isImpossible(state) };
}

function isImpossible({ years, months, days }: ParseState): boolean {
  if (months !== null && (months[0] < 1 || months[1] > 12)) return true;
  if (days === null) return false;
  const longest = months === null ? 31 : daysIn(years?.[0] ?? null, months[0]);
  return days[0] > longest || days[1] > longest || Number.isNaN(days[0]);
}

function readDay(text: string, state: ParseState, after: PartialDate | null): boolean {
  const day = matchAt(dayRule, text, state.at) ?? matchAt(sharedDay, text, state.at);
  if (day === null) return false;
  const value = parseNumeral(day[1] ?? "");
  // 号 after a number alone is rather an ordinal
  const dated = state.months !== null || state.monthOffset !== null || after !== null;
  if (!dated && day[0].endsWith("号") && readClocks(text, state.at + day[0].length) === null) return false;
  state.days = [value, value];
  state.precision = "day";
  state.at += day[0].length;
  return true;
}

/** A day without its month: the second of a range or a list (11月8日至10日), else one that stands for itself (记者8日从…). */
function readBareDay(text: string, state: ParseState, context: ParseContext, after: PartialDate | null): PartialDate | null {
  const start = state.at;
  if (after === null && !isBareDay(text, start, context)) return null;
  return readDay(text, state, after) ? finish(text, start, state) : null;
}
