import { addMonths, dayOf, daysBetween, daysIn, iso, monthOf, weekday, yearOf } from "./calendar-days.js";
import type { PartialDate } from "./grammar/partial-date.js";

/** The year, or the one beside it where only there the day falls on the day of the week that is said: 12月6日(星期三). */
export function yearByWeekday({ months, days, weekday: said }: PartialDate, year: number): number {
  if (said === null || months === null || days === null || days[0] === 0) return year;
  const fits = (each: number) => days[0] <= daysIn(each, months[0]) && (weekday(iso(each, months[0], days[0])) + 6) % 7 === said;
  return [year, year + 1, year - 1].find(fits) ?? year;
}

/** The day or month that a text said last. */
export interface PrecedingDate {
  readonly date: string;
  readonly isDay: boolean;
  readonly sentence: number;
}

/** Whether a day without month belongs to the date said before it, and not to the time about publication. */
export function belongsToPreceding({ date, isDay }: PrecedingDate, day: number, same: boolean, published: string): boolean {
  const away = daysBetween(date, published);
  if (away < 0) return same && isDay && day > dayOf(date);
  if (away > 45) return isDay || same;
  return isDay && day >= dayOf(date) && monthOf(date) === monthOf(onOrBefore(published, day));
}

/** That day of a month so many months later, or of the first after it that has one; of the first three. */
export function onDay(month: string, day: number, later: number): string | null {
  for (let months = later; months < later + 3; months++) {
    const of = addMonths(month, months);
    if (day <= daysIn(yearOf(of), monthOf(of))) return iso(yearOf(of), monthOf(of), day);
  }
  return null;
}

/** The last such day of a month up to a date. */
export function onOrBefore(date: string, day: number): string {
  return day <= dayOf(date) ? `${date.slice(0, 8)}${String(day).padStart(2, "0")}` : monthBefore(date, day);
}

/** That day of the last earlier month that has one. */
function monthBefore(date: string, day: number): string {
  for (let months = -1; months >= -3; months--) {
    const of = addMonths(`${date.slice(0, 7)}-01`, months);
    if (day <= daysIn(yearOf(of), monthOf(of))) return iso(yearOf(of), monthOf(of), day);
  }
  return date;
}

/** The first such day of a month from a date on. */
export function onOrAfter(date: string, day: number): string {
  return onDay(`${date.slice(0, 7)}-01`, day, day >= dayOf(date) ? 0 : 1) ?? date;
}
