import { addDays, addMonths, type DayRange, dayOf, iso, monthOf, weekday, yearOf } from "./calendar-days.js";
import type { PartialDate } from "./grammar/partial-date.js";

/** Whether a date is counted from the reference by days, weeks, months or quarters: 昨天, 下周三, 上月, 本季度. */
export function isRelative(partial: PartialDate): boolean {
  return partial.dayOffset !== null || partial.week !== null || partial.monthOffset !== null || partial.quarterOffset !== null;
}

/**
 * The days of a counted date. The day that explains it wins over the count, since a text is often published a day
 * after it was written: 今(21)日. `ahead`: a bare 周三 is the next one, not the last.
 */
export function resolveRelative(today: string, partial: PartialDate, ahead: boolean): DayRange {
  const { dayOffset, week, quarterOffset } = partial;
  if (dayOffset !== null) {
    // a page may go online some weeks late; where the month is said there is one such day a year
    const reach = partial.months === null ? 45 : 366;
    const told =
      partial.days && (dayOffset[0] > 0 ? explained(today, partial, -2, reach) : explained(addDays(today, 1), partial, -reach, 0));
    return told ?? { from: addDays(today, dayOffset[0]), to: addDays(today, dayOffset[1]) };
  }
  if (week !== null) {
    const sinceMonday = (weekday(today) + 6) % 7;
    const offset = week.offset ?? (ahead ? (week.first >= sinceMonday ? 0 : 1) : week.first <= sinceMonday ? 0 : -1);
    const monday = addDays(today, offset * 7 - sinceMonday);
    const first = addDays(monday, week.first);
    const told = partial.days && explained(first, partial, -15, 15);
    return told ?? { from: first, to: addDays(monday, week.last) };
  }
  if (quarterOffset !== null) {
    const first = addMonths(`${today.slice(0, 4)}-01-01`, (Math.floor((monthOf(today) - 1) / 3) + quarterOffset) * 3);
    const [from, to] = partial.months ?? [1, 3];
    const last = addMonths(first, to - 1);
    const end = iso(yearOf(last), monthOf(last), 0);
    return partial.days === null ? { from: addMonths(first, from - 1), to: end } : { from: end, to: end };
  }
  return monthFrom(today, partial);
}

function monthFrom(today: string, partial: PartialDate): DayRange {
  const counted = addMonths(`${today.slice(0, 7)}-01`, (partial.monthOffset ?? 0) + (partial.yearOffset?.[0] ?? 0) * 12);
  const index = (month: string) => yearOf(month) * 12 + monthOf(month);
  const told = partial.months?.[0];
  // 本(12)月 that was published in January
  const near = told === undefined ? [counted] : [-1, 0, 1].map((years) => iso(yearOf(counted) + years, told, 1));
  const [month = counted] = near.sort((a, b) => Math.abs(index(a) - index(counted)) - Math.abs(index(b) - index(counted)));
  const [first, last] = partial.days ?? [1, 0];
  return { from: iso(yearOf(month), monthOf(month), first), to: iso(yearOf(month), monthOf(month), last) };
}

/** The day of that number, and of that month where it is said, nearest to another, between so many days before and after it. */
function explained(around: string, { days, months }: PartialDate, earliest: number, latest: number): DayRange | null {
  for (let away = 0; away <= Math.max(-earliest, latest); away++) {
    for (const offset of away === 0 ? [0] : [-away, away]) {
      if (offset < earliest || offset > latest) continue;
      const date = addDays(around, offset);
      if (dayOf(date) === days?.[0] && (months === null || monthOf(date) === months[0])) return { from: date, to: date };
    }
  }
  return null;
}
