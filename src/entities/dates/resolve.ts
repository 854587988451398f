import type { LunarCalendar } from "../../dictionary/values/lunar-calendar.js";
import type { Context } from "../annotator.js";
import type { Doc } from "../doc.js";
import { addDays, addMonths, dayOf, daysBetween, daysIn, iso, yearOf } from "./calendar-days.js";
import type { DateExpression, DateMeaning } from "./grammar/date-expression.js";
import { isAnchored, type MovableDate, type PartialDate } from "./grammar/partial-date.js";
import { issueDate } from "./issue-date.js";
import { movableDays } from "./movable-dates.js";
import { belongsToPreceding, onDay, onOrAfter, onOrBefore, type PrecedingDate, yearByWeekday } from "./nearby-days.js";
import type { YearlyOccurrence } from "./nearest-year.js";
import { ordinalWeekIn } from "./ordinal-weeks.js";
import { lookAround, type ReferenceDate, type ResolutionSource, type ResolvedYear, referencesOf } from "./references.js";
import { isRelative, resolveRelative } from "./relative-dates.js";
import { endOfRange, inYears, type Resolution, unknown } from "./resolution.js";
import type { Sentences } from "./sentences.js";

type RangeMeaning = Extract<DateMeaning, { kind: "points" }>;
type DurationMeaning = Extract<DateMeaning, { kind: "span" }>;

/** Resolves the dates of one text; they are to be asked for in order. */
export interface Resolver {
  readonly resolve: (expression: DateExpression, index: number) => Resolution;
}

export function resolverOf(doc: Doc, expressions: readonly DateExpression[], sentences: Sentences, context: Context): Resolver {
  const references = referencesOf(doc, expressions, sentences, context);
  const { known, today, published, limit } = references;
  const { text } = doc;
  const { lunar } = doc.dictionary.calendar;
  const resolvedSoFar: Resolution[] = [];

  const isAhead = ({ start, end }: DateExpression): boolean => ["due", "future"].includes(sentences.tense(start, end));

  /** The years that a date gives, or that it counts from the reference date. */
  const yearsOf = (date: PartialDate, index: number): { first: number; last: number; resolved: ResolutionSource } | null => {
    if (date.years !== null) return { first: date.years[0], last: date.years[1], resolved: "text" };
    if (date.yearOffset === null) return null;
    const [first, last] = date.yearOffset;
    const base = date.anaphoric ? references.yearBefore(index, first < 0) : today;
    if (base === null) return null;
    const year = yearOf(base.date);
    return { first: year + first, last: year + last, resolved: base.resolved };
  };

  const resolveDate = (date: PartialDate, expression: DateExpression, index: number): Resolution => {
    const whole = resolveWhole(date, expression, index);
    if (date.ordinalWeek === null || whole.from === null || whole.to === null) return whole;
    const days = ordinalWeekIn(date.ordinalWeek, whole.from, whole.to);
    return days === null ? unknown("day") : { ...whole, ...days };
  };

  /** A date without regard to the week of the month or year that it names. */
  const resolveWhole = (date: PartialDate, expression: DateExpression, index: number): Resolution => {
    if (isRelative(date)) {
      if (today === null) return unknown(date.precision);
      return { ...resolveRelative(today.date, date, isAhead(expression)), precision: date.precision, resolved: today.resolved };
    }
    if (date.movable !== null) return resolveMovable(date, date.movable, index);
    const years = yearsOf(date, index);
    if (years !== null) return inYears(years.first, years.last, date, years.resolved);
    if (date.yearOffset !== null) return unknown(date.precision);
    return date.months === null ? resolveBareDay(date, expression, index) : resolveMonths(date, date.months, expression, index);
  };

  const resolveMovable = (date: PartialDate, movable: MovableDate, index: number): Resolution => {
    const years = yearsOf(date, index);
    // 上年春节 where no year was mentioned before
    if (years === null && date.yearOffset !== null) return unknown(date.precision);
    const found =
      years === null
        ? (cycleYear(movable, today) ?? references.inferYear(index, occurrenceOf(movable, lunar)))
        : { year: years.first, resolved: years.resolved };
    const days = found === null ? null : movableDays(movable, found.year, lunar);
    return found === null || days === null ? unknown(date.precision) : { ...days, precision: date.precision, resolved: found.resolved };
  };

  /** Months, or days of a month, without their year. */
  const resolveMonths = (date: PartialDate, months: readonly [number, number], { meaning }: DateExpression, index: number): Resolution => {
    // a period that is reported has ended: the year of 1—6月 goes by June
    const second = meaning.kind === "points" && meaning.first === date ? meaning.second : null;
    const last = second !== null && second.months !== null ? second : date;
    const [begins, ends] = last.months ?? months;
    // so has 前11个月; a quarter or a half-year is spoken of while it runs
    const month = last.precision === "month" ? ends : begins;
    const day = last.days?.[0] ?? 1;
    const found = references.inferYear(index, {
      first: (year) => (day > daysIn(year, month) ? null : iso(year, month, day)),
      last: (year) => inYears(year, year, last, "text").to ?? "",
    });
    if (found === null) return unknown(date.precision);
    const year = yearByWeekday(date, found.year);
    return inYears(year, year, date, found.resolved);
  };

  /**
   * A day without its month: near the day on which the document came out, unless the text speaks of another time just
   * before; then its month is that of the date before it.
   */
  const resolveBareDay = (date: PartialDate, expression: DateExpression, index: number): Resolution => {
    const day = date.days?.[0] ?? 1;
    const sentence = sentences.at(expression.start);
    const before = precedingDate(index, (start) => sentence - sentences.at(start) <= 1);
    const now = limit === null ? null : (known.find((reference) => reference.date === limit) ?? null);
    const sameSentence = before !== null && before.sentence === sentence;
    // a past date that is reported has a story of its own
    // (12日) tells which day of these is meant, whatever was told before it
    const isGloss = now !== null && /[(（]/.test(doc.text.slice(Math.max(0, expression.start - 1), expression.start + 1));
    if (before !== null && !isGloss && (now === null || belongsToPreceding(before, day, sameSentence, now.date))) {
      const nextMonth = sameSentence && before.isDay && day < dayOf(before.date);
      return singleDay(onDay(`${before.date.slice(0, 7)}-01`, day, nextMonth ? 1 : 0), "document");
    }
    const reference = now ?? known[0] ?? null;
    return reference === null ? unknown("day") : singleDay(nearestDay(reference.date, day, isAhead(expression)), reference.resolved);
  };

  /** The day or month last written, near enough before. */
  const precedingDate = (index: number, isNear: (start: number) => boolean): PrecedingDate | null => {
    for (let i = index - 1; i >= 0 && i >= index - lookAround; i--) {
      const expression = expressions[i];
      if (expression === undefined || !isNear(expression.start)) return null;
      const { from, precision } = resolvedSoFar[i] ?? {};
      const since = expression.open === "to" && !text.startsWith("起", expression.end - 1);
      if (from && !since && (precision === "day" || precision === "month" || precision === "ten-days")) {
        return { date: from, isDay: precision === "day", sentence: sentences.at(expression.start) };
      }
    }
    return null;
  };

  const resolveMeaning = (expression: DateExpression, index: number): Resolution => {
    const { meaning } = expression;
    switch (meaning.kind) {
      case "points":
        return resolveRange(meaning, expression, index);
      case "fixed":
        return { from: meaning.from, to: meaning.to, precision: meaning.precision, resolved: "text" };
      case "span":
        return published === null ? unknown("years") : resolveDuration(meaning, published);
      case "issued": {
        const issued = issueDate(text, expressions, context);
        return issued === null ? unknown("day") : { from: issued, to: null, precision: "day", resolved: "document" };
      }
      case "lost":
        return unknown("day");
    }
  };

  /** From the first day of one date to the last of the other, whose year follows that of the first. */
  const resolveRange = ({ first, second }: RangeMeaning, expression: DateExpression, index: number): Resolution => {
    const start = resolveDate(first, expression, index);
    if (second === null || start.from === null) return start;
    const end = resolveEnd(second, start.from, start.resolved, expression, index);
    if (end.to === null || end.to < start.from) return start;
    const precision = start.precision === "year" && end.precision === "year" ? "years" : end.precision;
    return { from: start.from, to: end.to, precision, resolved: start.resolved === "text" ? end.resolved : start.resolved };
  };

  const resolveEnd = (
    end: PartialDate,
    from: string,
    resolved: ResolutionSource,
    expression: DateExpression,
    index: number,
  ): Resolution => {
    if (!isAnchored(end)) return endOfRange(end, from, resolved, lunar);
    if (!end.anaphoric || end.yearOffset === null) return resolveDate(end, expression, index);
    // 2023年12月至次年2月
    return inYears(yearOf(from) + end.yearOffset[0], yearOf(from) + end.yearOffset[1], end, resolved);
  };

  return {
    resolve(expression, index) {
      const resolution = resolveMeaning(expression, index);
      resolvedSoFar[index] = resolution;
      if (expression.open === "from")
        return { ...resolution, from: null, to: endsBefore(text, expression) ? resolution.from : resolution.to };
      if (expression.open === "to") return { ...resolution, to: null };
      return resolution;
    },
  };
}

/** 春节前 ends where the festival begins. */
function endsBefore(text: string, { meaning, end }: DateExpression): boolean {
  return meaning.kind === "points" && meaning.first.movable?.kind === "festival" && text[end - 1] === "前";
}

function singleDay(date: string | null, resolved: ResolutionSource): Resolution {
  return date === null ? unknown("day") : { from: date, to: date, precision: "day", resolved };
}

/** The day of that number nearest to a date: mostly the last one, unless the clause looks ahead or the next is much nearer. */
function nearestDay(date: string, day: number, ahead: boolean): string {
  const [past, next] = [onOrBefore(date, day), onOrAfter(date, day)];
  const [since, until] = [daysBetween(past, date), daysBetween(date, next)];
  return (ahead ? until <= 21 || since > 7 : until <= 9 && since >= 20) ? next : past;
}

/** 近三年 up to the day of publication, 未来五年 on from it. */
function resolveDuration({ amount, unit, direction }: DurationMeaning, { date, resolved }: ReferenceDate): Resolution {
  const other = unit === "day" ? addDays(date, direction * amount) : addMonths(date, direction * (unit === "year" ? amount * 12 : amount));
  const precision = unit === "year" ? "years" : unit;
  return direction < 0 ? { from: other, to: date, precision, resolved } : { from: date, to: other, precision, resolved };
}

/** The year of a cycle of sixty (甲辰年) that is nearest to the reference date. */
function cycleYear(movable: MovableDate, today: ReferenceDate | null): ResolvedYear | null {
  if (movable.kind !== "lunar" || movable.cycle === null || today === null) return null;
  const year = yearOf(today.date);
  const away = (((movable.cycle + 4 - year) % 60) + 60) % 60;
  return { year: away <= 30 ? year + away : year + away - 60, resolved: today.resolved };
}

/** The days of a festival or a lunar date, year by year. */
function occurrenceOf(movable: MovableDate, lunar: LunarCalendar): YearlyOccurrence {
  return { first: (year) => movableDays(movable, year, lunar)?.from ?? null, last: (year) => movableDays(movable, year, lunar)?.to ?? "" };
}
