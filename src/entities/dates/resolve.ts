import type { Context } from "../annotator.js";
import { addDays, addMonths, dayOf, daysBetween, daysIn, iso, monthOf, yearOf } from "./calendar-days.js";
import { countedFrom, isCounted } from "./counted.js";
import { daysOf, nthIn } from "./days-of.js";
import { type Placed, type Point, type Precision, standsAlone } from "./grammar/draft.js";
import type { Expression } from "./grammar/expression.js";
import { isTold, type LastDay, onDay, onOrAfter, onOrBefore, yearByWeekday } from "./nearest-days.js";
import { type Anchor, type Occurrence, type Resolved, referencesOf, window, type Year } from "./references.js";
import type { Sentences } from "./sentences.js";

export interface Interval {
  readonly from: string | null;
  readonly to: string | null;
  readonly precision: Precision;
  readonly resolved: Resolved;
}

const unknown = (precision: Precision): Interval => ({ from: null, to: null, precision, resolved: "unknown" });

/** What resolves the dates of one doc, to be asked in order. */
export interface Resolver {
  readonly resolve: (expression: Expression, index: number) => Interval;
}

export function resolver(text: string, expressions: readonly Expression[], sentences: Sentences, context: Context): Resolver {
  const references = referencesOf(text, expressions, sentences, context);
  const { known, today, published, limit } = references;
  const resolvedSoFar: Interval[] = [];

  const yearsOf = (point: Point, index: number): { first: number; last: number; resolved: Resolved } | null => {
    if (point.years !== null) return { first: point.years[0], last: point.years[1], resolved: "text" };
    if (point.yearOffset === null) return null;
    const [first, last] = point.yearOffset;
    const base = point.fromText ? references.yearBefore(index, first < 0) : today;
    if (base === null) return null;
    const year = yearOf(base.date);
    return { first: year + first, last: year + last, resolved: base.resolved };
  };

  const resolvePoint = (point: Point, expression: Expression, index: number): Interval => {
    const whole = resolveWhole(point, expression, index);
    if (point.nth === null || whole.from === null || whole.to === null) return whole;
    const days = nthIn(point.nth, whole.from, whole.to);
    return days === null ? unknown("day") : { ...whole, ...days };
  };

  const resolveWhole = (point: Point, expression: Expression, index: number): Interval => {
    if (isCounted(point)) {
      if (today === null) return unknown(point.precision);
      const ahead = ["due", "announces"].includes(sentences.mood(expression.start, expression.end));
      return { ...countedFrom(today.date, point, ahead), precision: point.precision, resolved: today.resolved };
    }
    const years = yearsOf(point, index);
    const { placed } = point;
    if (placed !== null) {
      const found = years
        ? { year: years.first, resolved: years.resolved }
        : (cycleYear(placed, today) ?? references.yearOf(index, placedIn(placed)));
      const days = found && daysOf(placed, found.year);
      return found && days && (years !== null || point.yearOffset === null)
        ? { ...days, precision: point.precision, resolved: found.resolved }
        : unknown(point.precision);
    }
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
      if (found === null) return unknown(point.precision);
      const year = yearByWeekday(point, found.year);
      return within(year, year, point, found.resolved);
    }
    return resolveDay(point, index, expression);
  };

  /**
   * A day without its month: near the day on which the document came out, unless the text tells of another time just
   * before; then the month is that of the date last said.
   */
  const resolveDay = (point: Point, index: number, expression: Expression): Interval => {
    const day = point.days?.[0] ?? 1;
    const sentence = sentences.at(expression.start);
    const said = lastDay(index, (start) => sentence - sentences.at(start) <= 1);
    const ahead = ["due", "announces"].includes(sentences.mood(expression.start, expression.end));
    const now = limit === null ? null : (known.find(({ date }) => date === limit) ?? null);
    const same = said !== null && said.sentence === sentence;
    // a date that is told of and past has a story of its own
    if (said !== null && (now === null || isTold(said, day, same, now.date))) {
      const date = onDay(`${said.date.slice(0, 7)}-01`, day, same && said.isDay && day < dayOf(said.date) ? 1 : 0);
      return date === null ? unknown("day") : { from: date, to: date, precision: "day", resolved: "document" };
    }
    const anchor = now ?? known[0] ?? null;
    if (anchor === null) return unknown("day");
    const [past, next] = [onOrBefore(anchor.date, day), onOrAfter(anchor.date, day)];
    const [since, until] = [daysBetween(past, anchor.date), daysBetween(anchor.date, next)];
    const date = (ahead ? until <= 21 || since > 7 : until <= 9 && since >= 20) ? next : past;
    return { from: date, to: date, precision: "day", resolved: anchor.resolved };
  };

  /** The day or month last said, near enough before. */
  const lastDay = (index: number, near: (start: number) => boolean): LastDay | null => {
    for (let i = index - 1; i >= 0 && i >= index - window; i--) {
      const expression = expressions[i];
      if (expression === undefined || !near(expression.start)) return null;
      const { from, precision } = resolvedSoFar[i] ?? {};
      const since = expression.open === "to" && !text.startsWith("起", expression.end - 1);
      if (from && !since && (precision === "day" || precision === "month" || precision === "ten-days")) {
        return { date: from, isDay: precision === "day", sentence: sentences.at(expression.start) };
      }
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
        if (published === null) return unknown("years");
        const months = said.unit === "year" ? said.amount * 12 : said.unit === "month" ? said.amount : 0;
        const moved = (sign: number) =>
          said.unit === "day" ? addDays(published.date, sign * said.amount) : addMonths(published.date, sign * months);
        const precision = said.unit === "year" ? "years" : said.unit;
        const { resolved } = published;
        if (said.direction < 0) return { from: moved(-1), to: published.date, precision, resolved };
        return { from: published.date, to: moved(1), precision, resolved };
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
    const last = endOf(second, first.from, first.resolved, expression, index);
    if (last.to === null || last.to < first.from) return first;
    const precision = first.precision === "year" && last.precision === "year" ? "years" : last.precision;
    return { from: first.from, to: last.to, precision, resolved: first.resolved === "text" ? last.resolved : first.resolved };
  };

  const endOf = (second: Point, from: string, resolved: Resolved, expression: Expression, index: number): Interval => {
    if (!standsAlone(second)) return following(second, from, resolved);
    if (!second.fromText || second.yearOffset === null) return resolvePoint(second, expression, index);
    // 2023年12月至次年2月
    return within(yearOf(from) + second.yearOffset[0], yearOf(from) + second.yearOffset[1], second, resolved);
  };

  const resolve = (expression: Expression, index: number): Interval => {
    const interval = resolveSaid(expression, index);
    resolvedSoFar[index] = interval;
    const before =
      expression.said.kind === "points" && expression.said.first.placed?.kind === "festival" && text[expression.end - 1] === "前";
    if (expression.open === "from") return { ...interval, from: null, to: before ? interval.from : interval.to };
    if (expression.open === "to") return { ...interval, to: null };
    return interval;
  };

  return { resolve };
}

/** The end of a range that leaves out its year, or its month, after the day on which the range begins. */
function following(second: Point, from: string, resolved: Resolved): Interval {
  const year = yearOf(from);
  if (second.placed !== null) {
    const days = [year, year + 1].map((each) => (second.placed === null ? null : daysOf(second.placed, each)));
    const found = days.find((each) => each !== null && each.to >= from) ?? null;
    return found === null ? unknown(second.precision) : { ...found, precision: second.precision, resolved };
  }
  if (second.months === null && second.days !== null) {
    const month = addMonths(`${from.slice(0, 7)}-01`, second.days[1] < dayOf(from) ? 1 : 0);
    return within(yearOf(month), yearOf(month), { ...second, months: [monthOf(month), monthOf(month)] }, resolved);
  }
  const passes = second.months !== null && second.months[1] < monthOf(from) ? 1 : 0;
  return within(year + passes, year + passes, second, resolved);
}

/** The year of a sixty-year cycle (甲辰年) that is nearest to the reference. */
function cycleYear(placed: Placed, today: Anchor | null): Year | null {
  if (placed.kind !== "lunar" || placed.cycle === null || today === null) return null;
  const year = yearOf(today.date);
  const away = (((placed.cycle + 4 - year) % 60) + 60) % 60;
  return { year: away <= 30 ? year + away : year + away - 60, resolved: today.resolved };
}

/** The days of a festival or a lunar date, year by year. */
function placedIn(placed: Placed): Occurrence {
  return { first: (year) => daysOf(placed, year)?.from ?? null, last: (year) => daysOf(placed, year)?.to ?? "" };
}

function within(first: number, last: number, { months, days, precision }: Point, resolved: Resolved): Interval {
  const [from, to] = months ?? [1, 12];
  return {
    from: iso(first, from, days === null ? 1 : days[0]),
    to: iso(last, to, days === null ? 0 : days[1]),
    precision: first < last ? "years" : precision,
    resolved,
  };
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
