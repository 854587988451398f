import { readClock } from "./clock.js";
import { daysIn } from "./days.js";
import { blank, type Draft, join, numberSaid, type Point, small, take } from "./draft.js";
import { readPartOfMonth, readPartOfYear } from "./part.js";
import { plausible, readYear } from "./year.js";

const dayRule = new RegExp(`${blank}(${small})${blank}[日号](?!楼|院|文|线|令|机|站)`, "y");
const sharedDay = new RegExp(`${blank}(${small})(?=(?:${join}${small}){0,4}${join}${small}${blank}[日号])`, "y");
const numeric = /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d|\2\d)/y;
const numericMonth = /(\d{4})[-.](\d{1,2})(?=$|[\s)）~～至到—–]|-\d{4}[-.]\d{1,2}(?!\d))/y;
const relativeDay = /(大前|大后|今|昨|明|前|后)[天日晚](?!报|本|后|新|子)/y;
const relativeDays: Record<string, number> = { 今: 0, 昨: -1, 明: 1, 前: -2, 后: 2, 大前: -3, 大后: 3 };
const week = /(上上|下下|上|下|本|这)一?个?(?:周|星期|礼拜)(?!边|围|年|期|岁|刊|报)([一二三四五六日天末])?/y;
const weekOffsets: Record<string, number> = { 上上: -2, 上: -1, 本: 0, 这: 0, 下: 1, 下下: 2 };
const glossedDay = new RegExp(`(今|昨|明|前)[(（](${small})日?[)）][日天]?(?!年)`, "y");
/** 今天（12月18日）, 今日(二月二十五日): the day itself is said, too */
const dayGloss = new RegExp(`[(（](?:(${small})月)?(${small})日[)）]`, "y");

/**
 * Reads one end of a date at `at`. `after` is the end that precedes it in a range or a list, whose unit may be left out
 * here (11月8日至10日); `rocYears` is whether a plain 112年 counts from 1912.
 */
export function readPoint(text: string, at: number, rocYears: boolean, after: Point | null = null): Point | null {
  const draft: Draft = {
    at,
    years: null,
    yearOffset: null,
    fromText: false,
    months: null,
    monthOffset: null,
    days: null,
    dayOffset: null,
    week: null,
    precision: "year",
  };
  if (!readNumeric(text, draft, after !== null) && !readRelativeDay(text, draft, after !== null) && !readWeek(text, draft)) {
    const year = readYear(text, draft, rocYears, after);
    if (!year && !readPartOfYear(text, draft)) return readLoneDay(text, draft, after, at);
    if (draft.months === null && draft.monthOffset === null && year) readPartOfYear(text, draft);
    if (draft.precision === "month" && !readPartOfMonth(text, draft)) readDay(text, draft, after);
  }
  return finish(text, at, draft);
}

function finish(text: string, start: number, draft: Draft): Point {
  const clock = draft.precision === "day" ? readClock(text, draft.at) : null;
  const { at, ...said } = draft;
  return { start, end: clock?.end ?? at, ...said, time: clock?.time ?? null, impossible: isImpossible(draft) };
}

function isImpossible({ years, months, days }: Draft): boolean {
  if (months !== null && (months[0] < 1 || months[1] > 12)) return true;
  if (days === null) return false;
  const longest = months === null ? 31 : daysIn(years?.[0] ?? null, months[0]);
  return days[0] > longest || days[1] > longest || Number.isNaN(days[0]);
}

function readNumeric(text: string, draft: Draft, second: boolean): boolean {
  const { at } = draft;
  if (!second && /[\d./-]/.test(text[at - 1] ?? " ")) return false;
  const day = take(numeric, text, at);
  if (day !== null) {
    const [all, year, , month, date] = day;
    if (!plausible(Number(year))) return false;
    draft.months = [Number(month), Number(month)];
    draft.days = [Number(date), Number(date)];
    draft.precision = "day";
    draft.years = [Number(year), Number(year)];
    draft.at += all.length;
    return true;
  }
  const month = take(numericMonth, text, at);
  if (month === null || !plausible(Number(month[1])) || !(Number(month[2]) >= 1 && Number(month[2]) <= 12)) return false;
  if (!/[\s(（:：~～至到—–-]/.test(text[at - 1] ?? "\n")) return false;
  draft.years = [Number(month[1]), Number(month[1])];
  draft.months = [Number(month[2]), Number(month[2])];
  draft.precision = "month";
  draft.at += month[0].length;
  return true;
}

function readRelativeDay(text: string, draft: Draft, second: boolean): boolean {
  const glossed = take(glossedDay, text, draft.at);
  const said = glossed ?? take(relativeDay, text, draft.at);
  // 时至今日 says no day
  if (said === null || (glossed === null && !second && text[draft.at - 1] === "至")) return false;
  draft.dayOffset = relativeDays[said[1] ?? ""] ?? 0;
  draft.precision = "day";
  draft.at += said[0].length;
  const gloss = glossed === null ? take(dayGloss, text, draft.at) : null;
  draft.at += gloss?.[0].length ?? 0;
  const [month, day] = glossed ? [undefined, glossed[2]] : [gloss?.[1], gloss?.[2]];
  if (month !== undefined) draft.months = [numberSaid(month), numberSaid(month)];
  if (day !== undefined) draft.days = [numberSaid(day), numberSaid(day)];
  return true;
}

/** 上周, 下周三; a bare 周三 is rather every week's. */
function readWeek(text: string, draft: Draft): boolean {
  const said = take(week, text, draft.at);
  if (said === null) return false;
  const [all, before = "", day] = said;
  const first = day === undefined ? 0 : day === "末" ? 5 : Math.min("一二三四五六日天".indexOf(day), 6);
  draft.week = { offset: weekOffsets[before] ?? 0, first, last: day === undefined || day === "末" ? 6 : first };
  draft.precision = "day";
  draft.at += all.length;
  return true;
}

function readDay(text: string, draft: Draft, after: Point | null): boolean {
  const day = take(dayRule, text, draft.at) ?? take(sharedDay, text, draft.at);
  if (day === null) return false;
  const value = numberSaid(day[1] ?? "");
  // 号 after a number alone is rather an ordinal
  if (draft.months === null && draft.monthOffset === null && after === null && day[0].endsWith("号")) return false;
  draft.days = [value, value];
  draft.precision = "day";
  draft.at += day[0].length;
  return true;
}

/** A day without its month: the second of a range or a list (11月8日至10日), else one that the sentence frames (记者8日从…). */
function readLoneDay(text: string, draft: Draft, after: Point | null, start: number): Point | null {
  if (after === null && !isFramedDay(text, start)) return null;
  return readDay(text, draft, after) ? finish(text, start, draft) : null;
}

const framedDay =
  /(\d{1,2})日(?=$|[，,、。)）起至]|-\d|(在|从|上午|下午|晚|凌晨|中午|早|举行|召开|电|讯|说|表示|宣布|发布|称|介绍|抵达|会见|出席))/y;

function isFramedDay(text: string, start: number): boolean {
  const framed = take(framedDay, text, start);
  if (framed === null || Number(framed[1]) > 31 || Number(framed[1]) < 1) return false;
  const before = text[start - 1] ?? "\n";
  // between other words only where a verb or a time of day follows: 专家19日在北京
  return /[\n，,、。；“(（于者\s]/.test(before) || (framed[2] !== undefined && !/[\d每第约近满逾超共个为期前后续作年月]/.test(before));
}
