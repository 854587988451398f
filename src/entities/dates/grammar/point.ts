import { daysIn } from "../calendar-days.js";
import { readClocks } from "./clock.js";
import { blank, type Draft, draftAt, isDigit, join, numberSaid, type Point, type Reading, small, take, weekdaySaid } from "./draft.js";
import { readFestival } from "./festival.js";
import { isFramed, isLoneDay } from "./lone.js";
import { readLunar } from "./lunar.js";
import { readNumeric } from "./numeric.js";
import { readNth, readPartOfMonth, readPartOfYear } from "./part.js";
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
export function readPoint(text: string, at: number, reading: Reading, after: Point | null = null): Point | null {
  const draft = draftAt(at);
  const second = after !== null;
  const placed = isDigit(text, at) ? readNumeric(text, draft, reading, after) : readWords(text, draft, reading, after);
  if (placed) return finish(text, at, draft);
  const year = readYear(text, draft, reading.taiwan, after);
  if (year && (readLunar(text, draft) || readFestival(text, draft, reading.festivals, true, second))) return finish(text, at, draft);
  if (!readPartOfYear(text, draft) && !year) return readLoneDay(text, draft, reading, after);
  const whole = draft.precision === "month" || (draft.precision === "year" && year);
  if (whole && readNth(text, draft)) return finish(text, at, draft);
  if (draft.precision === "month" && !readPartOfMonth(text, draft)) readDay(text, draft, after);
  return finish(text, at, draft);
}

/** Days that begin with a word: 昨日, 下周三, 正月十五, 春节期间. */
function readWords(text: string, draft: Draft, reading: Reading, after: Point | null): boolean {
  return (
    readRelativeDay(text, draft, after !== null, (at) => reading.calendar.acts.at(text, at) !== null) ||
    readWeek(text, draft, after, (end) => isFramed(text, end, reading)) ||
    readLunar(text, draft) ||
    readFestival(text, draft, reading.festivals, false, after !== null)
  );
}

/** A festival at `at` in a year that stands before it, at `start`. */
export function readFestivalOf(text: string, start: number, at: number, year: number, reading: Reading): Point | null {
  const draft = draftAt(at);
  draft.years = [year, year];
  return readFestival(text, draft, reading.festivals, true, false) ? finish(text, start, draft) : null;
}

function finish(text: string, start: number, draft: Draft): Point {
  let clock = null;
  if (draft.precision === "day") {
    const weekday = take(weekdayGloss, text, draft.at) ?? take(weekdayBehind, text, draft.at);
    if (weekday !== null) {
      draft.weekday = weekdaySaid(weekday[1] ?? "");
      draft.at += weekday[0].length;
    }
    clock = readClocks(text, draft.at);
    if (clock === null) draft.at += take(included, text, draft.at)?.[0].length ?? 0;
    // 3日深夜至4日清晨
    if (clock === null) draft.at += take(daypart, text, draft.at)?.[0].length ?? 0;
  }
  const { at, ...said } = draft;
  return { start, end: clock?.end ?? at, ...said, time: clock?.time ?? null, impossible: isImpossible(draft) };
}

function isImpossible({ years, months, days }: Draft): boolean {
  if (months !== null && (months[0] < 1 || months[1] > 12)) return true;
  if (days === null) return false;
  const longest = months === null ? 31 : daysIn(years?.[0] ?? null, months[0]);
  return days[0] > longest || days[1] > longest || Number.isNaN(days[0]);
}

function readDay(text: string, draft: Draft, after: Point | null): boolean {
  const day = take(dayRule, text, draft.at) ?? take(sharedDay, text, draft.at);
  if (day === null) return false;
  const value = numberSaid(day[1] ?? "");
  // 号 after a number alone is rather an ordinal
  const dated = draft.months !== null || draft.monthOffset !== null || after !== null;
  if (!dated && day[0].endsWith("号") && readClocks(text, draft.at + day[0].length) === null) return false;
  draft.days = [value, value];
  draft.precision = "day";
  draft.at += day[0].length;
  return true;
}

/** A day without its month: the second of a range or a list (11月8日至10日), else one that stands for itself (记者8日从…). */
function readLoneDay(text: string, draft: Draft, reading: Reading, after: Point | null): Point | null {
  const start = draft.at;
  if (after === null && !isLoneDay(text, start, reading)) return null;
  return readDay(text, draft, after) ? finish(text, start, draft) : null;
}
