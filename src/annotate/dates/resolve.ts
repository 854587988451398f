import type { Context } from "../annotator.js";
import { addDays, addMonths, daysBetween, daysIn, iso, monthOf, weekday, yearOf } from "./days.js";
import type { Point, Precision } from "./draft.js";
import type { Expression } from "./expression.js";
import { festivalIn, solarOf } from "./lunar.js";
import { type Anchor, type Occurrence, type Resolved, referencesOf } from "./references.js";
import type { Sentences } from "./sentences.js";

export interface Interval {
  readonly from: string | null;
  readonly to: string | null;
  readonly precision: Precision;
  readonly resolved: Resolved;
}

const unknown = (precision: Precision): Interval => ({ from: null, to: null, precision, resolved: "unknown" });

/** What resolves the dates of one view, to be asked in order. */
export interface Resolver {
  readonly resolve: (expression: Expression, index: number) => Interval;
}

export function resolver(text: string, expressions: readonly Expression[], sentences: Sentences, context: Context): Resolver {
  const references = referencesOf(expressions, sentences, context);
  const { known, today, limit } = references;
  const resolvedSoFar: Interval[] = [];

  const yearsOf = (point: Point, index: number): { first: number; last: number; resolved: Resolved } | null => {
    if (point.years !== null) return { first: point.years[0], last: point.years[1], resolved: "text" };
    if (point.yearOffset === null) return null;
    const base = point.fromText ? references.yearBefore(index, point.yearOffset < 0) : today;
    if (base === null) return null;
    const year = yearOf(base.date) + point.yearOffset;
    return { first: year, last: year, resolved: base.resolved };
  };

  const resolvePoint = (point: Point, expression: Expression, index: number): Interval => {
    if (point.dayOffset !== null) {
      if (today === null) return unknown("day");
      const counted = addDays(today.date, point.dayOffset);
      const day = point.days === null ? counted : nearestTo(counted, point.months?.[0] ?? null, point.days[0]);
      return { from: day, to: day, precision: "day", resolved: today.resolved };
    }
    if (point.week !== null) {
      if (today === null) return unknown("day");
      const monday = addDays(today.date, -((weekday(today.date) + 6) % 7) + point.week.offset * 7);
      const { first, last } = point.week;
      return { from: addDays(monday, first), to: addDays(monday, last), precision: "day", resolved: today.resolved };
    }
    if (point.monthOffset !== null) {
      if (today === null) return unknown(point.precision);
      const month = addMonths(`${today.date.slice(0, 7)}-01`, point.monthOffset + (point.yearOffset ?? 0) * 12);
      return within(yearOf(month), yearOf(month), { ...point, months: [monthOf(month), monthOf(month)] }, today.resolved);
    }
    const years = yearsOf(point, index);
    if (years !== null) return within(years.first, years.last, point, years.resolved);
    if (point.yearOffset !== null) return unknown(point.precision);
    if (point.months !== null) {
      // a period told of has ended or begun: 1—6月 goes by June
      const last = expression.said.kind === "points" && expression.said.first === point ? expression.said.second : null;
      const [month] = last?.months ?? point.months;
      const day = (last?.months ? last : point).days?.[0] ?? 1;
      const found = references.yearOf(index, {
        first: (year) => (day > daysIn(year, month) ? null : iso(year, month, day)),
        last: (year) => within(year, year, last?.months ? last : point, "text").to ?? "",
      });
      return found === null ? unknown(point.precision) : within(found.year, found.year, point, found.resolved);
    }
    return resolveDay(point, index, expression);
  };

  /** A day without month: the month of the last date said, else the latest such day of the document's. */
  const resolveDay = (point: Point, index: number, expression: Expression): Interval => {
    const day = point.days?.[0] ?? 1;
    const sentence = sentences.at(expression.start);
    const said = lastDay(index, (start) => sentence - sentences.at(start) <= 2);
    const anchor = said ?? known[0] ?? null;
    if (anchor === null) return unknown("day");
    const ahead = ["due", "announces"].includes(sentences.mood(expression.start, expression.end));
    for (let months = 0; months < 12; months++) {
      const month = addMonths(`${anchor.date.slice(0, 7)}-01`, ahead ? months : -months);
      if (day > daysIn(yearOf(month), monthOf(month))) continue;
      const date = iso(yearOf(month), monthOf(month), day);
      const fits =
        said !== null && months === 0 ? limit === null || date <= limit || ahead : ahead ? date >= anchor.date : date <= anchor.date;
      if (fits) return { from: date, to: date, precision: "day", resolved: anchor.resolved };
    }
    return unknown("day");
  };

  /** The day or month last said, near enough before. */
  const lastDay = (index: number, near: (start: number) => boolean): Anchor | null => {
    for (let i = index - 1; i >= 0; i--) {
      const expression = expressions[i];
      if (expression === undefined || !near(expression.start)) return null;
      const found = resolvedSoFar[i];
      if (found?.from && (found.precision === "day" || found.precision === "month")) return { date: found.from, resolved: "document" };
    }
    return null;
  };

  const resolveSaid = (expression: Expression, index: number): Interval => {
    const { said } = expression;
    switch (said.kind) {
      case "points": {
        const first = resolvePoint(said.first, expression, index);
        if (said.second === null) return first;
        return joined(first, said, expression, index);
      }
      case "fixed":
        return { from: said.from, to: said.to, precision: said.precision, resolved: "text" };
      case "span": {
        if (today === null) return unknown("years");
        const months = said.unit === "year" ? said.amount * 12 : said.unit === "month" ? said.amount : 0;
        const moved = (sign: number) =>
          said.unit === "day" ? addDays(today.date, sign * said.amount) : addMonths(today.date, sign * months);
        const precision = said.unit === "year" ? "years" : said.unit;
        const { resolved } = today;
        if (said.direction < 0) return { from: moved(-1), to: today.date, precision, resolved };
        return { from: today.date, to: moved(1), precision, resolved };
      }
      case "festival": {
        const whole = said.whole;
        const saidYears = said.year && yearsOf(said.year, index);
        const found = saidYears
          ? { year: saidYears.first, resolved: saidYears.resolved }
          : references.yearOf(
              index,
              once((year) => festivalIn(said.festival, year, false)?.from ?? null),
            );
        const days = found && festivalIn(said.festival, found.year, whole);
        return found && days ? { ...days, precision: "day", resolved: found.resolved } : unknown("day");
      }
      case "lunar": {
        const at = (year: number) => solarOf(year, said.month, said.day);
        const found = said.year === null ? references.yearOf(index, once(at)) : { year: said.year, resolved: "text" as const };
        const day = found && at(found.year);
        return found && day ? { from: day, to: day, precision: "day", resolved: found.resolved } : unknown("day");
      }
      case "issued": {
        const issued = printedIn(text, expressions) ?? printedDate(context) ?? context.signedAt;
        return issued === null ? unknown("day") : { from: issued, to: null, precision: "day", resolved: "document" };
      }
      case "lost":
        return unknown("day");
    }
  };

  /** From the first of one to the last of the other; the second follows the year that the first was given. */
  const joined = (first: Interval, said: { first: Point; second: Point | null }, expression: Expression, index: number): Interval => {
    const { second } = said;
    if (second === null || first.from === null) return first;
    const year = yearOf(first.from);
    const noYear =
      second.years === null &&
      second.yearOffset === null &&
      second.dayOffset === null &&
      second.week === null &&
      second.monthOffset === null;
    const passes = noYear && second.months !== null && second.months[1] < monthOf(first.from) ? 1 : 0;
    const last = noYear ? within(year + passes, year + passes, second, first.resolved) : resolvePoint(second, expression, index);
    if (last.to === null || last.to < first.from) return first;
    const precision = first.precision === "year" && last.precision === "year" ? "years" : last.precision;
    return { from: first.from, to: last.to, precision, resolved: first.resolved === "text" ? last.resolved : first.resolved };
  };

  const resolve = (expression: Expression, index: number): Interval => {
    const interval = resolveSaid(expression, index);
    resolvedSoFar[index] = interval;
    if (expression.open === "from") return { ...interval, from: null };
    if (expression.open === "to") return { ...interval, to: null };
    return interval;
  };

  return { resolve };
}

function within(first: number, last: number, { months, days, precision }: Point, resolved: Resolved): Interval {
  const [from, to] = months ?? [1, 12];
  return { from: iso(first, from, days === null ? 1 : days[0]), to: iso(last, to, days === null ? 0 : days[1]), precision, resolved };
}

/** The day nearest to `date` that is the `day`th, of `month` where that is said: a page may go online a day or a year late. */
function nearestTo(date: string, month: number | null, day: number): string {
  const steps = month === null ? [0, -1, 1] : Array.from({ length: 25 }, (_, i) => i - 12);
  const days = steps
    .map((offset) => addMonths(`${date.slice(0, 7)}-01`, offset))
    .filter((first) => (month === null || monthOf(first) === month) && day <= daysIn(yearOf(first), monthOf(first)))
    .map((first) => addDays(first, day - 1));
  const distance = (one: string) => Math.abs(daysBetween(one, date));
  return days.reduce((best, one) => (distance(one) < distance(best) ? one : best), days[0] ?? date);
}

/** A single day as first and last of itself. */
function once(at: (year: number) => string | null): Occurrence {
  return { first: at, last: (year) => at(year) ?? "" };
}

/** The printing date in the text, whose line ends in 印发: …办公厅秘书处 2021年12月6日印发. */
function printedIn(text: string, expressions: readonly Expression[]): string | null {
  for (let i = expressions.length - 1; i >= 0; i--) {
    const { said, end } = expressions[i] as Expression;
    if (said.kind !== "points" || !/^[^\S\n]*印发[^\S\n]*(?:\n|$)/.test(text.slice(end, end + 12))) continue;
    const { years, months, days } = said.first;
    if (years !== null && months !== null && days !== null) return iso(years[0], months[0], days[0]);
  }
  return null;
}

/** The printing date of the metadata table. */
function printedDate({ facts }: Context): string | null {
  const found = /(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/.exec(facts.印发日期 ?? "");
  return found === null ? null : iso(Number(found[1]), Number(found[2]), Number(found[3]));
}
