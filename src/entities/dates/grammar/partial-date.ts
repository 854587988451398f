import type { Festival } from "../../../dictionary/values/calendar.js";
import type { Mention } from "../../../model/entity.js";

export type Precision = Mention<"date">["precision"];

/**
 * 上周, 下周三, 本周末: weeks from the reference date, then the first and last day within the week (Monday is 0). A bare 周三
 * has no offset.
 */
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

/** A day or a month that moves from year to year: a table or the lunar calendar says where it falls. `month` is negative for a leap month. */
export type MovableDate =
  | { readonly kind: "festival"; readonly festival: Festival; readonly whole: boolean }
  | { readonly kind: "lunar"; readonly month: number; readonly day: number | null; readonly cycle: number | null };

/**
 * One end of a date as it is written; what is not written is null. `months` and `days` are first and last, day 0 being the
 * last of the month; offsets count from the reference date (今年 0, 去年 -1). A day beside an offset explains it: 今(21)日.
 */
export interface PartialDate {
  readonly start: number;
  readonly end: number;
  readonly years: readonly [number, number] | null;
  /** first and last: 今明两年 is 0 and 1 */
  readonly yearOffset: readonly [number, number] | null;
  /** the offset counts from a year that the text has mentioned: 上年, 次年 */
  readonly anaphoric: boolean;
  readonly months: readonly [number, number] | null;
  readonly monthOffset: number | null;
  readonly quarterOffset: number | null;
  readonly days: readonly [number, number] | null;
  readonly dayOffset: readonly [number, number] | null;
  readonly week: RelativeWeek | null;
  /** (星期三) behind a day; Monday is 0 */
  readonly weekday: number | null;
  readonly ordinalWeek: OrdinalWeek | null;
  readonly movable: MovableDate | null;
  readonly precision: Precision;
  readonly time: string | null;
  /** no calendar has such a day: 2月30日 */
  readonly impossible: boolean;
}

/** A partial date while it is parsed: how far the parser has come, and what it has read. */
export type ParseState = {
  -readonly [Key in Exclude<keyof PartialDate, "start" | "end" | "time" | "impossible">]: PartialDate[Key];
} & { at: number };

/** Nothing read yet. */
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

/** Takes a year and moves on behind it. */
export function setYear(state: ParseState, year: number, length: number): true {
  state.years = [year, year];
  state.at += length;
  return true;
}

/** Whether a date says by itself where it lies in time, so that it takes nothing from the date before it. */
export function isAnchored(date: PartialDate): boolean {
  return (
    date.years !== null ||
    date.yearOffset !== null ||
    date.dayOffset !== null ||
    date.week !== null ||
    date.monthOffset !== null ||
    date.quarterOffset !== null
  );
}
