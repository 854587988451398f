import { Lunar, LunarMonth, Solar } from "lunar-typescript";
import type { Festival } from "../../dictionary/values/calendar.js";
import { addDays, iso, weekday } from "./calendar-days.js";
import type { MovableDate, OrdinalWeek } from "./grammar/partial-date.js";

/** First and last day. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** The days of a festival or a lunar date in a year; null where that year has none. */
export function movableDays(movable: MovableDate, year: number): DayRange | null {
  if (movable.kind === "festival") return festivalIn(movable.festival, year, movable.whole);
  const { month, day, cycle } = movable;
  if (cycle !== null && (((year - 4) % 60) + 60) % 60 !== cycle) return null;
  const from = solarOf(year, month, day ?? 1);
  const to = day === null ? solarOf(year, month, lengthOf(year, month)) : from;
  return from === null || to === null ? null : { from, to };
}

const solarDays = new Map<number, string | null>();

/** The solar day of a lunar one; `month` is negative for a leap month. Null where that year has no such day. */
export function solarOf(year: number, month: number, day: number): string | null {
  // the library computes the astronomy of a whole year for one day: festivals ask for the same few again and again
  const key = (year * 32 + month + 16) * 64 + day;
  let solar = solarDays.get(key);
  if (solar === undefined) {
    solar = computed(year, month, day);
    if (solarDays.size < 10_000) solarDays.set(key, solar);
  }
  return solar;
}

function computed(year: number, month: number, day: number): string | null {
  try {
    return Lunar.fromYmd(year, month, day).getSolar().toYmd();
  } catch {
    // the library throws for days that a lunar year does not have
    return null;
  }
}

const lengths = new Map<number, number>();

function lengthOf(year: number, month: number): number {
  const key = year * 32 + month + 16;
  let length = lengths.get(key);
  if (length === undefined) {
    length = LunarMonth.fromYm(year, month)?.getDayCount() ?? 0;
    if (lengths.size < 10_000) lengths.set(key, length);
  }
  return length;
}

/** First and last day of a festival in a year; its days off when `whole`. */
export function festivalIn(festival: Festival, year: number, whole: boolean): DayRange | null {
  const off = whole ? festival.off?.get(year) : undefined;
  if (off !== undefined) return { from: off[0], to: off[1] };
  const day = festivalDay(festival, year);
  if (day === null) return null;
  const [first, last] = whole ? festival.days : [0, 0];
  return { from: addDays(day, first), to: addDays(day, last) };
}

function festivalDay({ solar, lunar, term, weekday: rule, offset = 0 }: Festival, year: number): string | null {
  if (solar !== undefined) return `${year}-${solar}`;
  if (lunar !== undefined) {
    // the last month of a lunar year is rather the January of the next
    const days = [lunar[0] === 12 ? year - 1 : year, year].map((each) => solarOf(each, lunar[0], lunar[1]));
    const day = days.find((each) => each?.startsWith(`${year}-`)) ?? days[1] ?? null;
    return day && addDays(day, offset);
  }
  if (term !== undefined) return termIn(year, term);
  if (rule === undefined) return null;
  const [month, count, day] = rule;
  return addDays(firstOf(iso(year, month, 1), day), (count - 1) * 7);
}

/** the library's names of the terms that its table, which begins in December, holds a second time */
const again: Record<string, string> = {
  冬至: "DONG_ZHI",
  小寒: "XIAO_HAN",
  大寒: "DA_HAN",
  立春: "LI_CHUN",
  雨水: "YU_SHUI",
  惊蛰: "JING_ZHE",
  大雪: "DA_XUE",
};

const terms = new Map<string, string | null>();

/** The day of one of the 24 solar terms in a year of the common calendar. */
function termIn(year: number, term: string): string | null {
  const key = `${year}${term}`;
  let found = terms.get(key);
  if (found === undefined) {
    const table = Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable();
    const days = [table[term], table[again[term] ?? term]].flatMap((day) => (day === undefined ? [] : [day.toYmd()]));
    found = days.find((day) => day.startsWith(`${year}-`)) ?? null;
    if (terms.size < 10_000) terms.set(key, found);
  }
  return found;
}

/**
 * 第二周, 第三个星期日 in a month or a year: weeks of a month begin with its first Monday, weeks of a year are those of
 * ISO 8601. Null where the month has none.
 */
export function ordinalWeekIn({ count, weekday: day }: OrdinalWeek, first: string, last: string): DayRange | null {
  const ofYear = first.endsWith("-01-01") && last.endsWith("-12-31");
  if (day !== null) {
    const found =
      count > 0
        ? addDays(firstOf(first, (day + 1) % 7), (count - 1) * 7)
        : addDays(firstOf(addDays(last, -6), (day + 1) % 7), (count + 1) * 7);
    return found >= first && found <= last ? { from: found, to: found } : null;
  }
  const monday = ofYear
    ? addDays(firstOf(`${first.slice(0, 5)}01-04`, 1), weekday(`${first.slice(0, 5)}01-04`) === 1 ? 0 : -7)
    : firstOf(first, 1);
  const from = addDays(monday, (count - 1) * 7);
  return count > 0 && from <= last ? { from, to: addDays(from, 6) } : null;
}

/** The first such day of the week (0 is Sunday) at or after a day. */
function firstOf(date: string, day: number): string {
  return addDays(date, (day - weekday(date) + 7) % 7);
}
