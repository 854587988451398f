import { addDays, type DayRange, firstWeekdayFrom, weekday } from "./calendar-days.js";
import type { OrdinalWeek } from "./grammar/partial-date.js";

/**
 * 第二周, 第三个星期日 between the first and last day of a month or a year: weeks of a month begin with its first Monday, weeks of
 * a year are those of ISO 8601. Null where there is no such week or day.
 */
export function ordinalWeekIn({ count, weekday: day }: OrdinalWeek, first: string, last: string): DayRange | null {
  if (day !== null) return ordinalDay(count, (day + 1) % 7, first, last);
  const from = addDays(firstWeek(first, last), (count - 1) * 7);
  return count > 0 && from <= last ? { from, to: addDays(from, 6) } : null;
}

function ordinalDay(count: number, day: number, first: string, last: string): DayRange | null {
  const found =
    count > 0 ? addDays(firstWeekdayFrom(first, day), (count - 1) * 7) : addDays(firstWeekdayFrom(addDays(last, -6), day), (count + 1) * 7);
  return found >= first && found <= last ? { from: found, to: found } : null;
}

/** The Monday with which the first week begins. */
function firstWeek(first: string, last: string): string {
  const isYear = first.endsWith("-01-01") && last.endsWith("-12-31");
  if (!isYear) return firstWeekdayFrom(first, 1);
  // the first week of a year is the one that holds its fourth day
  const fourth = `${first.slice(0, 5)}01-04`;
  return addDays(firstWeekdayFrom(fourth, 1), weekday(fourth) === 1 ? 0 : -7);
}
