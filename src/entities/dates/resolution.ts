import type { LunarCalendar } from "../../dictionary/values/lunar-calendar.js";
import { addMonths, dayOf, iso, monthOf, yearOf } from "./calendar-days.js";
import type { PartialDate, Precision } from "./grammar/partial-date.js";
import { movableDays } from "./movable-dates.js";
import type { ResolutionSource } from "./references.js";

/** The days that a date expression stands for. */
export interface Resolution {
  readonly from: string | null;
  readonly to: string | null;
  readonly precision: Precision;
  readonly resolved: ResolutionSource;
}

export function unknown(precision: Precision): Resolution {
  return { from: null, to: null, precision, resolved: "unknown" };
}

/** The months and days of a date in the years from `first` to `last`. */
export function inYears(first: number, last: number, { months, days, precision }: PartialDate, resolved: ResolutionSource): Resolution {
  const [from, to] = months ?? [1, 12];
  return {
    from: iso(first, from, days === null ? 1 : days[0]),
    to: iso(last, to, days === null ? 0 : days[1]),
    precision: first < last ? "years" : precision,
    resolved,
  };
}

/** The end of a range that leaves out its year, or its month: the first such day after the one on which the range begins. */
export function endOfRange(end: PartialDate, from: string, resolved: ResolutionSource, lunar: LunarCalendar): Resolution {
  const year = yearOf(from);
  if (end.movable !== null) {
    const { movable, precision } = end;
    const days = [year, year + 1].map((each) => movableDays(movable, each, lunar));
    const found = days.find((each) => each !== null && each.to >= from) ?? null;
    return found === null ? unknown(precision) : { ...found, precision, resolved };
  }
  if (end.months === null && end.days !== null) {
    const month = addMonths(`${from.slice(0, 7)}-01`, end.days[1] < dayOf(from) ? 1 : 0);
    return inYears(yearOf(month), yearOf(month), { ...end, months: [monthOf(month), monthOf(month)] }, resolved);
  }
  const passes = end.months !== null && end.months[1] < monthOf(from) ? 1 : 0;
  return inYears(year + passes, year + passes, end, resolved);
}
