import { loadDictionary } from "../../../src/dictionary/load.js";
import { addDays, addMonths, monthOf, yearOf } from "../../../src/entities/dates/calendar-days.js";
import { type Case, valuesOf } from "./suite.js";

export interface Time {
  readonly type: string;
  readonly definition: string;
  readonly time: readonly [string, string] | unknown;
}

/** How JioNLP's conventions of time are put into ours; each is a line of `expectedOf` or `accepted`. */
export const timeTranslated = [
  "days only: of a moment and a range its first and last day; a duration and what recurs are no dates",
  "the base is the day of publication",
  "a range that is open (起, 至今, 以来, …前) is closed at the base there and has no end here",
  "what says no year is of the base's year there, here of the last such one: read by a base a year later (a day by a month, a weekday by a week) it must be theirs",
  "年底 is November and December there, 年初 January and February, 月底 the last week, 月初 the first five days, 季度末 a month: December, January, the last day, ten days, the last day here",
  "a span to come ends a day later here: 近三年 and 未来三年 hold the day itself",
  "24时 is the day that ends with it here",
  "a clock time without a day, and a span of hours or less, is no date: none must be found",
  "a festival alone is a name: 当天 is put after it",
];

type Days = readonly [string | null, string | null];

export function timeCase(id: string, said: string, timeBase: unknown, time: Time): Case {
  const base = baseOf(timeBase);
  const expected = expectedOf(said, base, time);
  const input = isFestival(said) ? `${said}当天` : said;
  return { id, input: said, expected, found: () => accepted(said, input, base, expected) };
}

function dateIn(input: string, base: string): Days | null {
  const found = valuesOf(input, { publishedAt: base }).find(({ type }) => type === "date");
  return found?.type === "date" ? [found.from, found.to] : null;
}

/** What is found; where the input says no year, what is found by a base that is a week, a month or a year later may be it as well. */
function accepted(said: string, input: string, base: string, expected: Days | null): Days | null {
  const found = dateIn(input, base);
  if (expected === null || found === null || /\d{4}|(?:[\d一二三四五六七八九零〇]{2}|[去今明前后来上下次])年/.test(said)) return found;
  const yearly = /[月旬季底年种节旦夕宵午庆初]/.test(said);
  const later = !yearly && /周|星期|礼拜/.test(said) ? addDays(base, 7) : addMonths(base, yearly ? 12 : 1);
  const next = dateIn(input, later);
  return next !== null && next[0] === expected[0] && next[1] === expected[1] ? next : found;
}

function expectedOf(said: string, base: string, { time }: Time): Days | null {
  if (isClock(said) || !Array.isArray(time) || typeof time[0] !== "string" || typeof time[1] !== "string") return null;
  let [from, to] = time.map((moment) => (String(moment).endsWith("inf") ? null : String(moment).slice(0, 10))) as [
    string | null,
    string | null,
  ];
  if (to !== null && /24时$/.test(said)) to = addDays(to, -1);
  if (/起|至今|以来|到现在/.test(said) && to === base) to = null;
  if (/前$/.test(said) && from === base) from = null;
  if (to !== null && /^(?:未来|今后).*[年月]/.test(said) && from !== null) to = addMonths(from, monthsBetween(from, addDays(to, 2)));
  const edge = /(年|月|季度)的?[年月]?(底|末|初)(?![一二三四五六七八九十\d])/.exec(said);
  if (edge === null || to === null) return [from, to];
  const [, unit, end] = edge;
  const month = `${to.slice(0, 7)}-01`;
  if (end === "初") to = unit === "年" ? `${to.slice(0, 4)}-01-31` : unit === "月" ? `${to.slice(0, 7)}-10` : to;
  else if (from !== null) from = unit === "年" ? month : to;
  return [from, to];
}

/** A clock time or a span of hours, minutes or seconds, with nothing that says its day. */
export function isClock(said: string): boolean {
  return /[点:：时午夜晚]|早上|钟头|小时|分钟|分半|秒|刻/.test(said) && !/[年月日号周期礼节旦夕今昨]|\d{4}|[前后]天|明天/.test(said);
}

function monthsBetween(from: string, to: string): number {
  return yearOf(to) * 12 + monthOf(to) - yearOf(from) * 12 - monthOf(from);
}

/** Nothing but a festival, with or without its year. */
function isFestival(said: string): boolean {
  const { calendar } = loadDictionary();
  return calendar.festivals.CN.before(said, said.length) !== null && /^(?:农历|.{2}年)?[^年]{1,6}$/.test(said);
}

function baseOf(base: unknown): string {
  if (typeof base === "number") return new Date((base + 8 * 3600) * 1000).toISOString().slice(0, 10);
  const two = (value: unknown) => String(value ?? 1).padStart(2, "0");
  if (Array.isArray(base)) return `${base[0]}-${two(base[1])}-${two(base[2])}`;
  const { year, month, day, datetime } = (base ?? {}) as Record<string, unknown>;
  if (typeof datetime === "string") return datetime.slice(0, 10);
  return year === undefined ? "2021-06-14" : `${year}-${two(month)}-${two(day)}`;
}
