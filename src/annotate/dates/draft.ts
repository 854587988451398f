import type { Mention } from "../../model/entity.js";
import { toNumber } from "../numbers/decimal.js";
import { readNumber } from "../numbers/read.js";

export type Precision = Mention<"date">["precision"];

/** 上周, 下周三, 本周末: weeks from the reference, and first and last day in it (Monday is 0). */
export interface Week {
  readonly offset: number;
  readonly first: number;
  readonly last: number;
}

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
  readonly week: Week | null;
  readonly precision: Precision;
  readonly time: string | null;
  /** no day of this name: 2月30日 */
  readonly impossible: boolean;
}

/** A point in the making: where its reader is and what was said so far. */
export interface Draft {
  at: number;
  years: readonly [number, number] | null;
  yearOffset: number | null;
  fromText: boolean;
  months: readonly [number, number] | null;
  monthOffset: number | null;
  days: readonly [number, number] | null;
  dayOffset: number | null;
  week: Week | null;
  precision: Precision;
}

/** What a sticky rule finds at a place. */
export function take(rule: RegExp, text: string, at: number): RegExpExecArray | null {
  rule.lastIndex = at;
  return rule.exec(text);
}

/** The value of a number of a date, in either script of digits; NaN where it is none. */
export function numberSaid(said: string): number {
  const plain = said.replace(/[O○]/g, "〇");
  if (plain === "元") return 1;
  if (/^\d+$/.test(plain)) return Number(plain);
  const mixed = plain.replace(/0/g, "〇");
  const read = readNumber(mixed, 0);
  return read === null || read.end < mixed.length ? Number.NaN : toNumber(read.low);
}

/** Blanks that may stand between the parts of a date. */
export const blank = "[ \\u00a0\\u3000]{0,2}";
/** The sign of a range or a list between two parts of a date. */
export const join = `${blank}(?:--|――|——|-|–|—|―|~|～|∼|－|至|到|、|和|及|,|，)${blank}`;
/** The number of a month or a day. */
export const small = "(?:\\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])";

/** A point of which only the year is said. */
export function yearPoint(start: number, end: number, year: number): Point {
  const nothing = {
    yearOffset: null,
    fromText: false,
    months: null,
    monthOffset: null,
    days: null,
    dayOffset: null,
    week: null,
  };
  return { start, end, ...nothing, years: [year, year], precision: "year", time: null, impossible: false };
}
