import type { Calendar, Festival } from "../../../dictionary/values/calendar.js";
import type { WordIndex } from "../../../lexicon/longest-match.js";
import type { Mention } from "../../../model/entity.js";
import { toNumber } from "../../numbers/decimal.js";
import { readNumber } from "../../numbers/read.js";

export type Precision = Mention<"date">["precision"];

/** 上周, 下周三, 本周末: weeks from the reference, and first and last day in it (Monday is 0). A bare 周三 has no offset. */
export interface RelativeWeek {
  readonly offset: number | null;
  readonly first: number;
  readonly last: number;
}

/** 第二周, 第三个星期日 of a month or a year. `weekday` is null for the whole week (Monday is 0); `count` -1 is the last. */
export interface OrdinalWeek {
  readonly count: number;
  readonly weekday: number | null;
}

/** A day, or a month, that only a table or the lunar calendar places in its year. `month` is negative for a leap month. */
export type MovableDate =
  | { readonly kind: "festival"; readonly festival: Festival; readonly whole: boolean }
  | { readonly kind: "lunar"; readonly month: number; readonly day: number | null; readonly cycle: number | null };

/** What a date is read with beside its text. */
export interface ParseContext {
  readonly calendar: Calendar;
  /** those of the document's country */
  readonly festivals: WordIndex<Festival>;
  /** a plain 112年 counts from 1912, and 12/6 is month and day, as in Taiwan */
  readonly taiwan: boolean;
  /** whether a verb, or what leads to one, begins at a place of the text */
  readonly verbAt: (at: number) => boolean;
}

/**
 * One end of a date as said; what is not said is null. `months` and `days` are first and last, day 0 being the last of
 * the month; offsets count from the reference (今年 0, 去年 -1). A day beside an offset is its gloss: 今(21)日.
 */
export interface PartialDate {
  readonly start: number;
  readonly end: number;
  readonly years: readonly [number, number] | null;
  /** first and last: 今明两年 is 0 and 1 */
  readonly yearOffset: readonly [number, number] | null;
  /** the year is counted from one that the text said before: 上年, 次年 */
  readonly anaphoric: boolean;
  readonly months: readonly [number, number] | null;
  readonly monthOffset: number | null;
  readonly quarterOffset: number | null;
  readonly days: readonly [number, number] | null;
  readonly dayOffset: readonly [number, number] | null;
  readonly week: RelativeWeek | null;
  /** (星期三) after a day; Monday is 0 */
  readonly weekday: number | null;
  readonly ordinalWeek: OrdinalWeek | null;
  readonly movable: MovableDate | null;
  readonly precision: Precision;
  readonly time: string | null;
  /** no day of this name: 2月30日 */
  readonly impossible: boolean;
}

/** A partial in the making: where its reader is and what was said so far. */
export type ParseState = { -readonly [Key in Exclude<keyof PartialDate, "start" | "end" | "time" | "impossible">]: PartialDate[Key] } & {
  at: number;
};

/** A state that says nothing yet. */
export function initialState(at: number): ParseState {
  return {
    at,
    years: null,
    yearOffset: null,
    anaphoric: false,
    months: null,
    monthOffset: null,
    quarterOffset: null,
    days: null,
    dayOffset: null,
    week: null,
    weekday: null,
    ordinalWeek: null,
    movable: null,
    precision: "year",
  };
}

/** What a sticky rule finds at a place. */
export function matchAt(rule: RegExp, text: string, at: number): RegExpExecArray | null {
  rule.lastIndex = at;
  return rule.exec(text);
}

export function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

/** The value of a number of a date, in either script of digits; NaN where it is none. */
export function parseNumeral(said: string): number {
  const plain = said.replace(/ /g, "").replace(/[O○]/g, "〇");
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
/** The number of a month or a day; 廿 and 卅 are 20 and 30 in Taiwan. */
export const small = "(?:\\d{1,2}|[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九])";

/** The day of the week by its sign: Monday is 0. NaN for another character. */
export function parseWeekday(sign: string): number {
  const found = "一二三四五六日天".indexOf(sign);
  return found < 0 ? Number.NaN : Math.min(found, 6);
}

/** Whether a partial says its place in time by itself, so that it takes nothing of the date before it. */
export function standsAlone(partial: PartialDate): boolean {
  return (
    partial.years !== null ||
    partial.yearOffset !== null ||
    partial.dayOffset !== null ||
    partial.week !== null ||
    partial.monthOffset !== null ||
    partial.quarterOffset !== null
  );
}
