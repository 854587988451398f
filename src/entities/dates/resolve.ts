import type { Context } from "../annotator.js";
import { addDays, addMonths, dayOf, daysBetween, daysIn, iso, monthOf, yearOf } from "./calendar-days.js";
import type { DateExpression } from "./grammar/date-expression.js";
import { type MovableDate, type PartialDate, type Precision, standsAlone } from "./grammar/partial-date.js";
import { movableDays, ordinalWeekIn } from "./movable-dates.js";
import { belongsToPreceding, onDay, onOrAfter, onOrBefore, type PrecedingDate, yearByWeekday } from "./nearby-days.js";
import { type ReferenceDate, type ResolutionSource, type ResolvedYear, referencesOf, window, type YearlyOccurrence } from "./references.js";
import { isRelative, resolveRelative } from "./relative-dates.js";
import type { Sentences } from "./sentences.js";

export interface Resolution {
  readonly from: string | null;
  readonly to: string | null;
  readonly precision: Precision;
  readonly resolved: ResolutionSource;
}

const unknown = (precision: Precision): Resolution => ({ from: null, to: null, precision, resolved: "unknown" });

/** What resolves the dates of one doc, to be asked in order. */
export interface Resolver {
  readonly resolve: (expression: DateExpression, index: number) => Resolution;
}

export function resolver(text: string, expressions: readonly DateExpression[], sentences: Sentences, context: Context): Resolver {
  const references = referencesOf(text, expressions, sentences, context);
  const { known, today, published, limit } = references;
  const resolvedSoFar: Resolution[] = [];

  const yearsOf = (partial: PartialDate, index: number): { first: number; last: number; resolved: ResolutionSource } | null => {
    if (partial.years !== null) return { first: partial.years[0], last: partial.years[1], resolved: "text" };
    if (partial.yearOffset === null) return null;
    const [first, last] = partial.yearOffset;
    const base = partial.anaphoric ? references.yearBefore(index, first < 0) : today;
    if (base === null) return null;
    const year = yearOf(base.date);
    return { first: year + first, last: year + last, resolved: base.resolved };
  };

  const resolvePartial = (partial: PartialDate, expression: DateExpression, index: number): Resolution => {
    const whole = resolveWhole(partial, expression, index);
    if (partial.ordinalWeek === null || whole.from === null || whole.to === null) return whole;
    const days = ordinalWeekIn(partial.ordinalWeek, whole.from, whole.to);
    return days === null ? unknown("day") : { ...whole, ...days };
  };

  const resolveWhole = (partial: PartialDate, expression: DateExpression, index: number): Resolution => {
    if (isRelative(partial)) {
      if (today === null) return unknown(partial.precision);
      const ahead = ["due", "announces"].includes(sentences.mood(expression.start, expression.end));
      return { ...resolveRelative(today.date, partial, ahead), precision: partial.precision, resolved: today.resolved };
    }
    const years = yearsOf(partial, index);
    const { movable } = partial;
    if (movable !== null) {
      const found = years
        ? { year: years.first, resolved: years.resolved }
        : (cycleYear(movable, today) ?? references.yearOf(index, occurrenceOf(movable)));
      const days = found && movableDays(movable, found.year);
      return found && days && (years !== null || partial.yearOffset === null)
        ? { ...days, precision: partial.precision, resolved: found.resolved }
        : unknown(partial.precision);
    }
    if (years !== null) return within(years.first, years.last, partial, years.resolved);
    if (partial.yearOffset !== null) return unknown(partial.precision);
    if (partial.months !== null) {
      // a period told of has ended or begun: 1—6月 goes by June
      const last = expression.meaning.kind === "points" && expression.meaning.first === partial ? expression.meaning.second : null;
      const [month] = last?.months ?? partial.months;
      const day = (last?.months ? last : partial).days?.[0] ?? 1;
      const found = references.yearOf(index, {
        first: (year) => (day > daysIn(year, month) ? null : iso(year, month, day)),
        last: (year) => within(year, year, last?.months ? last : partial, "text").to ?? "",
      });
      if (found === null) return unknown(partial.precision);
      const year = yearByWeekday(partial, found.year);
      return within(year, year, partial, found.resolved);
    }
    return resolveDay(partial, index, expression);
  };

  /**
   * A day without its month: near the day on which the document came out, unless the text tells of another time just
   * before; then the month is that of the date last said.
   */
  const resolveDay = (partial: PartialDate, index: number, expression: DateExpression): Resolution => {
    const day = partial.days?.[0] ?? 1;
    const sentence = sentences.at(expression.start);
    const said = precedingDate(index, (start) => sentence - sentences.at(start) <= 1);
    const ahead = ["due", "announces"].includes(sentences.mood(expression.start, expression.end));
    const now = limit === null ? null : (known.find(({ date }) => date === limit) ?? null);
    const same = said !== null && said.sentence === sentence;
    // a date that is told of and past has a story of its own
    if (said !== null && (now === null || belongsToPreceding(said, day, same, now.date))) {
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
  const precedingDate = (index: number, near: (start: number) => boolean): PrecedingDate | null => {
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

  const resolveSaid = (expression: DateExpression, index: number): Resolution => {
    const { meaning } = expression;
    switch (meaning.kind) {
      case "points": {
        const first = resolvePartial(meaning.first, expression, index);
        if (meaning.second === null) return first;
        return joined(first, meaning, expression, index);
      }
      case "fixed":
        return { from: meaning.from, to: meaning.to, precision: meaning.precision, resolved: "text" };
      case "span": {
        if (published === null) return unknown("years");
        const months = meaning.unit === "year" ? meaning.amount * 12 : meaning.unit === "month" ? meaning.amount : 0;
        const moved = (sign: number) =>
          meaning.unit === "day" ? addDays(published.date, sign * meaning.amount) : addMonths(published.date, sign * months);
        const precision = meaning.unit === "year" ? "years" : meaning.unit;
        const { resolved } = published;
        if (meaning.direction < 0) return { from: moved(-1), to: published.date, precision, resolved };
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
  const joined = (
    first: Resolution,
    meaning: { first: PartialDate; second: PartialDate | null },
    expression: DateExpression,
    index: number,
  ): Resolution => {
    const { second } = meaning;
    if (second === null || first.from === null) return first;
    const last = endOf(second, first.from, first.resolved, expression, index);
    if (last.to === null || last.to < first.from) return first;
    const precision = first.precision === "year" && last.precision === "year" ? "years" : last.precision;
    return { from: first.from, to: last.to, precision, resolved: first.resolved === "text" ? last.resolved : first.resolved };
  };

  const endOf = (second: PartialDate, from: string, resolved: ResolutionSource, expression: DateExpression, index: number): Resolution => {
    if (!standsAlone(second)) return following(second, from, resolved);
    if (!second.anaphoric || second.yearOffset === null) return resolvePartial(second, expression, index);
    // 2023年12月至次年2月
    return within(yearOf(from) + second.yearOffset[0], yearOf(from) + second.yearOffset[1], second, resolved);
  };

  const resolve = (expression: DateExpression, index: number): Resolution => {
    const interval = resolveSaid(expression, index);
    resolvedSoFar[index] = interval;
    const before =
      expression.meaning.kind === "points" && expression.meaning.first.movable?.kind === "festival" && text[expression.end - 1] === "前";
    if (expression.open === "from") return { ...interval, from: null, to: before ? interval.from : interval.to };
    if (expression.open === "to") return { ...interval, to: null };
    return interval;
  };

  return { resolve };
}

/** The end of a range that leaves out its year, or its month, after the day on which the range begins. */
function following(second: PartialDate, from: string, resolved: ResolutionSource): Resolution {
  const year = yearOf(from);
  if (second.movable !== null) {
    const days = [year, year + 1].map((each) => (second.movable === null ? null : movableDays(second.movable, each)));
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
function cycleYear(movable: MovableDate, today: ReferenceDate | null): ResolvedYear | null {
  if (movable.kind !== "lunar" || movable.cycle === null || today === null) return null;
  const year = yearOf(today.date);
  const away = (((movable.cycle + 4 - year) % 60) + 60) % 60;
  return { year: away <= 30 ? year + away : year + away - 60, resolved: today.resolved };
}

/** The days of a festival or a lunar date, year by year. */
function occurrenceOf(movable: MovableDate): YearlyOccurrence {
  return { first: (year) => movableDays(movable, year)?.from ?? null, last: (year) => movableDays(movable, year)?.to ?? "" };
}

function within(first: number, last: number, { months, days, precision }: PartialDate, resolved: ResolutionSource): Resolution {
  const [from, to] = months ?? [1, 12];
  return {
    from: iso(first, from, days === null ? 1 : days[0]),
    to: iso(last, to, days === null ? 0 : days[1]),
    precision: first < last ? "years" : precision,
    resolved,
  };
}

/** The printing date in the text, whose line ends in 印发: …办公厅秘书处 2021年12月6日印发. */
function printedIn(text: string, expressions: readonly DateExpression[]): string | null {
  for (let i = expressions.length - 1; i >= 0; i--) {
    const { meaning, end } = expressions[i] as DateExpression;
    if (meaning.kind !== "points" || !/^[^\S\n]*印发[^\S\n]*(?:\n|$)/.test(text.slice(end, end + 12))) continue;
    const { years, months, days } = meaning.first;
    if (years !== null && months !== null && days !== null) return iso(years[0], months[0], days[0]);
  }
  return null;
}

/** The printing date of the metadata table. */
function printedDate({ facts }: Context): string | null {
  const found = /(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/.exec(facts.印发日期 ?? "");
  return found === null ? null : iso(Number(found[1]), Number(found[2]), Number(found[3]));
}
