import { addDays, addMonths, dayOf, iso, monthOf, weekday, yearOf } from "./calendar-days.js";
import type { Days } from "./days-of.js";
import type { Point } from "./grammar/draft.js";

/** Whether a date is counted from the reference by days, weeks, months or quarters: 昨天, 下周三, 上月, 本季度. */
export function isCounted(point: Point): boolean {
  return point.dayOffset !== null || point.week !== null || point.monthOffset !== null || point.quarterOffset !== null;
}

/**
 * The days of a counted date. The day that explains it wins over the count, since a text is often published a day
 * after it was written: 今(21)日. `ahead`: a bare 周三 is the next one, not the last.
 */
export function countedFrom(today: string, point: Point, ahead: boolean): Days {
  const { dayOffset, week, quarterOffset } = point;
  if (dayOffset !== null) {
    // a page may go online some weeks late; where the month is said there is one such day a year
    const reach = point.months === null ? 45 : 366;
    const told = point.days && (dayOffset[0] > 0 ? explained(today, point, -2, reach) : explained(addDays(today, 1), point, -reach, 0));
    return told ?? { from: addDays(today, dayOffset[0]), to: addDays(today, dayOffset[1]) };
  }
  if (week !== null) {
    const sinceMonday = (weekday(today) + 6) % 7;
    const offset = week.offset ?? (ahead ? (week.first >= sinceMonday ? 0 : 1) : week.first <= sinceMonday ? 0 : -1);
    const monday = addDays(today, offset * 7 - sinceMonday);
    const first = addDays(monday, week.first);
    const told = point.days && explained(first, point, -15, 15);
    return told ?? { from: first, to: addDays(monday, week.last) };
  }
  if (quarterOffset !== null) {
    const first = addMonths(`${today.slice(0, 4)}-01-01`, (Math.floor((monthOf(today) - 1) / 3) + quarterOffset) * 3);
    const [from, to] = point.months ?? [1, 3];
    const last = addMonths(first, to - 1);
    const end = iso(yearOf(last), monthOf(last), 0);
    return point.days === null ? { from: addMonths(first, from - 1), to: end } : { from: end, to: end };
  }
  return monthFrom(today, point);
}

function monthFrom(today: string, point: Point): Days {
  const counted = addMonths(`${today.slice(0, 7)}-01`, (point.monthOffset ?? 0) + (point.yearOffset?.[0] ?? 0) * 12);
  const index = (month: string) => yearOf(month) * 12 + monthOf(month);
  const told = point.months?.[0];
  // 本(12)月 that was published in January
  const near = told === undefined ? [counted] : [-1, 0, 1].map((years) => iso(yearOf(counted) + years, told, 1));
  const [month = counted] = near.sort((a, b) => Math.abs(index(a) - index(counted)) - Math.abs(index(b) - index(counted)));
  const [first, last] = point.days ?? [1, 0];
  return { from: iso(yearOf(month), monthOf(month), first), to: iso(yearOf(month), monthOf(month), last) };
}

/** The day of that number, and of that month where it is said, nearest to another, between so many days before and after it. */
function explained(around: string, { days, months }: Point, earliest: number, latest: number): Days | null {
  for (let away = 0; away <= Math.max(-earliest, latest); away++) {
    for (const offset of away === 0 ? [0] : [-away, away]) {
      if (offset < earliest || offset > latest) continue;
      const date = addDays(around, offset);
      if (dayOf(date) === days?.[0] && (months === null || monthOf(date) === months[0])) return { from: date, to: date };
    }
  }
  return null;
}
