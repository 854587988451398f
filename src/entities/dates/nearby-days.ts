import { addMonths, dayOf, daysBetween, daysIn, iso, monthOf, weekday, yearOf } from "./calendar-days.js";
import type { PartialDate } from "./grammar/partial-date.js";

/** The year, or the one beside it where only there the date falls on the weekday given with it: 12月6日(星期三). */
export function yearByWeekday({ months, days, weekday: given }: PartialDate, year: number): number {
  if (given === null || months === null || days === null || days[0] === 0) return year;
  const fits = (each: number) => days[0] <= daysIn(each, months[0]) && (weekday(iso(each, months[0], days[0])) + 6) % 7 === given;
  return [year, year + 1, year - 1].find(fits) ?? year;
}

/** The day or month that a text wrote last. */
export interface PrecedingDate {
  readonly date: string;
  readonly isDay: boolean;
  readonly sentence: number;
}

/** Whether a day without its month belongs to the date before it rather than to the time of publication. */
export function belongsToPreceding({ date, isDay }: PrecedingDate, day: number, sameSentence: boolean, published: string): boolean {
  const age = daysBetween(date, published);
  if (age < 0) return sameSentence && isDay && day > dayOf(date);
  if (age > 45) return isDay || sameSentence;
  return isDay && day >= dayOf(date) && monthOf(date) === monthOf(onOrBefore(published, day));
}

/** That day of the month `later` months on, or of the first of the next two that has such a day. */
export function onDay(month: string, day: number, later: number): string | null {
  for (let months = later; months < later + 3; months++) {
    const of = addMonths(month, months);
    if (day <= daysIn(yearOf(of), monthOf(of))) return iso(yearOf(of), monthOf(of), day);
  }
  return null;
}

/** The last such day of a month up to a date. */
export function onOrBefore(date: string, day: number): string {
  return day <= dayOf(date) ? `${date.slice(0, 8)}${String(day).padStart(2, "0")}` : onDayBefore(date, day);
}

/** That day of the last earlier month that has one. */
function onDayBefore(date: string, day: number): string {
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
