import { addDays, addMonths, type DayRange, dayOf, iso, monthOf, weekday, yearOf } from "./calendar-days.js";
import type { PartialDate, RelativeWeek } from "./grammar/partial-date.js";

/** Whether a date is counted from the reference date by days, weeks, months or quarters: 昨天, 下周三, 上月, 本季度. */
export function isRelative({ dayOffset, week, monthOffset, quarterOffset }: PartialDate): boolean {
  return dayOffset !== null || week !== null || monthOffset !== null || quarterOffset !== null;
}

/**
 * The days of a relative date. The day that explains it wins over the count, since a text is often published a day after it
 * was written: 今(21)日. `ahead`: a bare 周三 is the next one, not the last.
 */
export function resolveRelative(today: string, date: PartialDate, ahead: boolean): DayRange {
  if (date.dayOffset !== null) return relativeDay(today, date, date.dayOffset);
  if (date.week !== null) return relativeWeek(today, date, date.week, ahead);
  return date.quarterOffset !== null ? relativeQuarter(today, date, date.quarterOffset) : relativeMonth(today, date);
}

function relativeDay(today: string, date: PartialDate, [first, last]: readonly [number, number]): DayRange {
  // a page may go online some weeks late; with its month there is one such day a year
  const reach = date.months === null ? 45 : 366;
  const explained = first > 0 ? explainedDay(today, date, -2, reach) : explainedDay(addDays(today, 1), date, -reach, 0);
  return explained ?? { from: addDays(today, first), to: addDays(today, last) };
}

function relativeWeek(today: string, date: PartialDate, week: RelativeWeek, ahead: boolean): DayRange {
  const sinceMonday = (weekday(today) + 6) % 7;
  const monday = addDays(today, (week.offset ?? bareWeekOffset(week.first, sinceMonday, ahead)) * 7 - sinceMonday);
  const first = addDays(monday, week.first);
  return explainedDay(first, date, -15, 15) ?? { from: first, to: addDays(monday, week.last) };
}

/** The week of a bare 周三: where the clause looks ahead this one or the next, else this one or the last. */
function bareWeekOffset(day: number, today: number, ahead: boolean): number {
  if (ahead) return day >= today ? 0 : 1;
  return day <= today ? 0 : -1;
}

function relativeQuarter(today: string, { months, days }: PartialDate, offset: number): DayRange {
  const first = addMonths(`${today.slice(0, 4)}-01-01`, (Math.floor((monthOf(today) - 1) / 3) + offset) * 3);
  const [from, to] = months ?? [1, 3];
  const last = addMonths(first, to - 1);
  const end = iso(yearOf(last), monthOf(last), 0);
  return days === null ? { from: addMonths(first, from - 1), to: end } : { from: end, to: end };
}

function relativeMonth(today: string, { monthOffset, yearOffset, months, days }: PartialDate): DayRange {
  const counted = addMonths(`${today.slice(0, 7)}-01`, (monthOffset ?? 0) + (yearOffset?.[0] ?? 0) * 12);
  const month = months === null ? counted : nearestMonth(counted, months[0]);
  const [first, last] = days ?? [1, 0];
  return { from: iso(yearOf(month), monthOf(month), first), to: iso(yearOf(month), monthOf(month), last) };
}

/** 本(12)月 may be published in January: the month of that number that is nearest to the one counted. */
function nearestMonth(counted: string, month: number): string {
  const distance = (year: number) => Math.abs((year - yearOf(counted)) * 12 + month - monthOf(counted));
  const years = [-1, 0, 1].map((offset) => yearOf(counted) + offset);
  const nearest = years.reduce((best, year) => (distance(year) < distance(best) ? year : best));
  return iso(nearest, month, 1);
}

/** The day that explains a date (今(21)日), nearest to another and between so many days before and behind it. */
function explainedDay(around: string, { days, months }: PartialDate, earliest: number, latest: number): DayRange | null {
  if (days === null) return null;
  for (let away = 0; away <= Math.max(-earliest, latest); away++) {
    for (const offset of away === 0 ? [0] : [-away, away]) {
      if (offset < earliest || offset > latest) continue;
      const date = addDays(around, offset);
      if (dayOf(date) === days[0] && (months === null || monthOf(date) === months[0])) return { from: date, to: date };
    }
  }
  return null;
}
