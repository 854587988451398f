import type { Mention } from "../../model/entity.js";
import { toNumber } from "../numbers/decimal.js";
import { readNumber } from "../numbers/read.js";
import { readClock } from "./clock.js";
import { daysIn } from "./days.js";

export type Precision = Mention<"date">["precision"];

/**
 * One end of a date as said; what is not said is null. `months` and `days` are first and last, day 0 being the last of
 * the month; offsets count from the reference (今年 0, 去年 -1).
 */
export interface Point {
  readonly start: number;
  readonly end: number;
  readonly years: readonly [number, number] | null;
  readonly yearOffset: number | null;
  /** the year is counted from one that the text said before: 上年, 次年 */
  readonly fromText: boolean;
  readonly months: readonly [number, number] | null;
  readonly monthOffset: number | null;
  readonly days: readonly [number, number] | null;
  readonly dayOffset: number | null;
  readonly precision: Precision;
  readonly time: string | null;
  /** no day of this name: 2月30日 */
  readonly impossible: boolean;
}

const blank = "[ \\u00a0\\u3000]{0,2}";
const join = `${blank}(?:-|–|—|――|——|―|~|～|∼|－|至|到|、|和|及|,|，)${blank}`;
const hanYear = "[〇零○O0一二三四五六七八九]{4}";
const small = "(?:\\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])";

const yearRule = new RegExp(
  `(?:(中华民国|民国|公元|西元)${blank})?(?:(\\d{2,4})|(${hanYear})|([一二三四五六七八九十百零]{1,6}))${blank}年(?!龄|纪|轻|代|货|味|会|级|画|报|鉴|糕|夜)`,
  "y",
);
const sharedYear = new RegExp(`(\\d{4})(?=(?:${join}\\d{4}){0,4}${join}(?:\\d{4}|\\d{2})${blank}(?:年|学年))`, "y");
const shortYear = new RegExp(`(\\d{2})${blank}(?:学)?年`, "y");
const schoolYear = new RegExp(`(\\d{4})${blank}学年`, "y");
const relativeYear = /(?:大前|前|去|今|明|后|本|来|次|翌|上一?|下一?|同)年/y;
const relativeYears: Record<string, number> = {
  大前: -3,
  前: -2,
  去: -1,
  今: 0,
  本: 0,
  明: 1,
  来: 1,
  后: 2,
  上: -1,
  上一: -1,
  次: 1,
  翌: 1,
  下一: 1,
};
const afterYear = new RegExp(`度?${blank}(?:全年|年内)?`, "y");
const half = /的?(上|下)半年/y;
const quarter = /第?([一二三四1-4首])(?:个)?季度?(?!节)(末|初)?/y;
const quarters = /前([一二两三23])个?季度?/y;
const firstMonths = new RegExp(`(?<![日提以之满届早])前${blank}(${small})${blank}个?月(?!份)`, "y");
const yearEdge = /年?(底|末|初)(?!步|级|中|衷|心|期|端)/y;
const monthRule = new RegExp(`${blank}(${small}|元)${blank}月(?:份)?(?!均|薪|球|租|饼|供|台|兰|怀|龄|花|婆|嫂|亮)`, "y");
const sharedMonth = new RegExp(`${blank}(${small})(?=(?:${join}${small}){0,4}${join}${small}${blank}月)`, "y");
const relativeMonth = /(?:本|当|上个?|下个?|这个)月(?:份)?/y;
const relativeMonths: Record<string, number> = { 本: 0, 这个: 0, 上: -1, 上个: -1, 下: 1, 下个: 1 };
const monthPart = /(上旬|中下旬|中旬|下旬|底|末|初)(?!步|级|中|端)/y;
const monthParts: Record<string, readonly [number, number]> = {
  上旬: [1, 10],
  中旬: [11, 20],
  下旬: [21, 0],
  中下旬: [11, 0],
  初: [1, 10],
  底: [0, 0],
  末: [0, 0],
};
const dayRule = new RegExp(`${blank}(${small})${blank}[日号](?!楼|院|文|线|令|机|站)`, "y");
const sharedDay = new RegExp(`${blank}(${small})(?=(?:${join}${small}){0,4}${join}${small}${blank}[日号])`, "y");
const numeric = /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d|[-/.]\d)/y;
const numericMonth = /(\d{4})[-.](\d{1,2})(?=$|[\s)）~～至到—–-])(?!-\d{3})/y;
const relativeDay = /(今|昨|明|前|后)[天日晚](?!报|本|后|新|子)/y;
const relativeDays: Record<string, number> = { 今: 0, 昨: -1, 明: 1, 前: -2, 后: 2 };
const glossedDay = /(今|昨|明)[(（](\d{1,2})日?[)）][日天]/y;

/** The reader's state: where it is and what was said so far. */
interface Draft {
  at: number;
  years: readonly [number, number] | null;
  yearOffset: number | null;
  fromText: boolean;
  months: readonly [number, number] | null;
  monthOffset: number | null;
  days: readonly [number, number] | null;
  dayOffset: number | null;
  precision: Precision;
}

function take(rule: RegExp, text: string, at: number): RegExpExecArray | null {
  rule.lastIndex = at;
  return rule.exec(text);
}

function numberSaid(said: string): number {
  const plain = said.replace(/[O○]/g, "〇");
  if (plain === "元") return 1;
  if (/^\d+$/.test(plain)) return Number(plain);
  const mixed = plain.replace(/0/g, "〇");
  const read = readNumber(mixed, 0);
  return read === null || read.end < mixed.length ? Number.NaN : toNumber(read.low);
}

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
    precision: "year",
  };
  if (!readNumeric(text, draft) && !readRelativeDay(text, draft)) {
    const year = readYear(text, draft, rocYears, after);
    if (year) readAfterYear(text, draft);
    else if (!readPartOfYear(text, draft)) return readLoneDay(text, draft, after, at);
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

function readNumeric(text: string, draft: Draft): boolean {
  const { at } = draft;
  if (/[\d./-]/.test(text[at - 1] ?? " ")) return false;
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

function plausible(year: number): boolean {
  return year >= 1800 && year <= 2100;
}

function readRelativeDay(text: string, draft: Draft): boolean {
  const glossed = take(glossedDay, text, draft.at);
  const said = glossed ?? take(relativeDay, text, draft.at);
  if (said === null) return false;
  draft.dayOffset = relativeDays[said[1] ?? ""] ?? 0;
  draft.precision = "day";
  draft.at += said[0].length;
  if (glossed === null) {
    const gloss = /[(（]\d{1,2}(?:月\d{1,2})?日[)）]/y;
    gloss.lastIndex = draft.at;
    draft.at += gloss.exec(text)?.[0].length ?? 0;
  }
  return true;
}

function readYear(text: string, draft: Draft, rocYears: boolean, after: Point | null): boolean {
  const relative = take(relativeYear, text, draft.at);
  if (relative !== null) {
    const word = relative[0].slice(0, -1);
    const offset = relativeYears[word];
    if (offset === undefined) return false;
    draft.yearOffset = offset;
    draft.fromText = "上上一次翌下一".includes(word);
    draft.at += relative[0].length;
    return true;
  }
  const shared = take(sharedYear, text, draft.at) ?? take(schoolYear, text, draft.at);
  if (shared !== null && plausible(Number(shared[1]))) return setYear(draft, Number(shared[1]), shared[0].length);
  if (after?.years && after.months === null) {
    const short = take(shortYear, text, draft.at);
    const century = Math.floor(after.years[1] / 100) * 100;
    if (short !== null && century + Number(short[1]) > after.years[1]) return setYear(draft, century + Number(short[1]), short[0].length);
  }
  const said = take(yearRule, text, draft.at);
  if (said === null) return false;
  const [all, era, arabic, han, number] = said;
  const value = numberSaid(arabic ?? han ?? number ?? "");
  if (era === "民国" || era === "中华民国") return value > 0 && value < 200 && setYear(draft, value + 1911, all.length);
  if (number !== undefined && era === undefined) return false;
  if (arabic === undefined || arabic.length === 4) {
    if (!plausible(value) || /^(?:历史|文明|间|来|的历史|多)/.test(text.slice(draft.at + all.length, draft.at + all.length + 3)))
      return false;
    return setYear(draft, value, all.length);
  }
  const followed = take(monthRule, text, draft.at + all.length) !== null;
  const asRoc = rocYears && value >= 60 && value < 150 && (followed || value > 100 || text[draft.at + all.length] === "度");
  if (asRoc) return setYear(draft, value + 1911, all.length);
  if (arabic.length === 2 && followed) return setYear(draft, value > 50 ? 1900 + value : 2000 + value, all.length);
  return false;
}

function setYear(draft: Draft, year: number, length: number): boolean {
  draft.years = [year, year];
  draft.at += length;
  return true;
}

function readAfterYear(text: string, draft: Draft): void {
  draft.at += take(afterYear, text, draft.at)?.[0].length ?? 0;
}

/** Half-year, quarters, months, beginning and end of a year. */
function readPartOfYear(text: string, draft: Draft): boolean {
  const { at } = draft;
  const set = (found: RegExpExecArray, months: readonly [number, number], precision: Precision): true => {
    draft.months = months;
    draft.precision = precision;
    draft.at = at + found[0].length;
    return true;
  };
  const halves = take(half, text, at);
  if (halves !== null) return set(halves, halves[1] === "上" ? [1, 6] : [7, 12], "half-year");
  const ofQuarter = take(quarter, text, at);
  if (ofQuarter !== null) {
    const number = ofQuarter[1] === "首" ? 1 : numberSaid(ofQuarter[1] ?? "");
    set(ofQuarter, [number * 3 - 2, number * 3], "quarter");
    if (ofQuarter[2] === "末") endOfMonths(draft);
    return true;
  }
  const several = take(quarters, text, at);
  if (several !== null) return set(several, [1, numberSaid(several[1] ?? "") * 3], "quarter");
  const first = take(firstMonths, text, at);
  if (first !== null && numberSaid(first[1] ?? "") <= 12) return set(first, [1, numberSaid(first[1] ?? "")], "month");
  const edge = draft.years !== null || draft.yearOffset !== null || text[at] === "年" ? take(yearEdge, text, at) : null;
  if (edge !== null) return set(edge, edge[1] === "初" ? [1, 1] : [12, 12], "month");
  const relative = take(relativeMonth, text, at);
  if (relative !== null) {
    const offset = relativeMonths[relative[0].replace(/月(?:份)?$/, "")];
    if (offset === undefined) return false;
    draft.monthOffset = offset;
    draft.precision = "month";
    draft.at = at + relative[0].length;
    return true;
  }
  const month = take(monthRule, text, at) ?? take(sharedMonth, text, at);
  if (month === null || numberSaid(month[1] ?? "") > 99) return false;
  return set(month, [numberSaid(month[1] ?? ""), numberSaid(month[1] ?? "")], "month");
}

function endOfMonths(draft: Draft): void {
  const last = draft.months?.[1] ?? 12;
  draft.months = [last, last];
  draft.days = [0, 0];
  draft.precision = "day";
}

function readPartOfMonth(text: string, draft: Draft): boolean {
  const part = take(monthPart, text, draft.at);
  const days = monthParts[part?.[1] ?? ""];
  if (part === null || days === undefined) return false;
  draft.days = days;
  draft.precision = days[0] === 0 ? "day" : "ten-days";
  draft.at += part[0].length;
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
  return /[\n，,、。；“(（于至者\s]/.test(before) || (framed[2] !== undefined && !/[\d每第约近满逾超共个为期前后续作年月]/.test(before));
}
