import type { Festival } from "../../dictionary/values/calendar.js";
import type { LunarCalendar } from "../../dictionary/values/lunar-calendar.js";
import { addDays, type DayRange, firstWeekdayFrom, iso } from "./calendar-days.js";
import type { MovableDate } from "./grammar/partial-date.js";

/** The days of a festival or a lunar date in a year; null where that year has none. */
export function movableDays(movable: MovableDate, year: number, calendar: LunarCalendar): DayRange | null {
  if (movable.kind === "festival") return festivalIn(movable.festival, year, movable.whole, calendar);
  const { month, day, cycle } = movable;
  if (cycle !== null && (((year - 4) % 60) + 60) % 60 !== cycle) return null;
  const from = calendar.day(year, month, day ?? 1);
  const to = day === null ? calendar.day(year, month, calendar.monthLength(year, month)) : from;
  return from === null || to === null ? null : { from, to };
}

/** First and last day of a festival in a year; its days off when `whole`. */
export function festivalIn(festival: Festival, year: number, whole: boolean, calendar: LunarCalendar): DayRange | null {
  const off = whole ? festival.off?.get(year) : undefined;
  if (off !== undefined) return { from: off[0], to: off[1] };
  const day = festivalDay(festival, year, calendar);
  if (day === null) return null;
  const [first, last] = whole ? festival.days : [0, 0];
  return { from: addDays(day, first), to: addDays(day, last) };
}

function festivalDay({ solar, lunar, term, weekday, offset = 0 }: Festival, year: number, calendar: LunarCalendar): string | null {
  if (solar !== undefined) return `${year}-${solar}`;
  if (lunar !== undefined) {
    // the last month of a lunar year mostly falls in January of the next
    const days = [lunar[0] === 12 ? year - 1 : year, year].map((each) => calendar.day(each, lunar[0], lunar[1]));
    const day = days.find((each) => each?.startsWith(`${year}-`)) ?? days[1] ?? null;
    return day && addDays(day, offset);
  }
  if (term !== undefined) return calendar.term(year, term);
  if (weekday === undefined) return null;
  const [month, count, day] = weekday;
  return addDays(firstWeekdayFrom(iso(year, month, 1), day), (count - 1) * 7);
}
