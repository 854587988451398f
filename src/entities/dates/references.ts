import type { DateWords } from "../../dictionary/values/date-words.js";
import { oneOf } from "../../lexicon/alternation.js";
import type { Mention } from "../../model/entity.js";
import type { Context } from "../annotator.js";
import type { Doc } from "../doc.js";
import { daysBetween, iso, yearOf } from "./calendar-days.js";
import { datelineDay, headDay } from "./dateline.js";
import type { DateExpression } from "./grammar/date-expression.js";
import { nearestYear, type YearlyOccurrence } from "./nearest-year.js";
import type { Sentences, Tense } from "./sentences.js";
import { namedYear, statedDay, statedYear } from "./stated.js";

/** Where what completes a date comes from. */
export type ResolutionSource = Mention<"date">["resolved"];

/** A day by which other dates are completed, and where it comes from. */
export interface ReferenceDate {
  readonly date: string;
  readonly resolved: ResolutionSource;
}

export interface ResolvedYear {
  readonly year: number;
  readonly resolved: ResolutionSource;
}

/** A year that a date may lie in, or a day that it may lie near. */
interface YearEvidence {
  readonly year: number | null;
  readonly day: string | null;
  /** the text states it: what it reports next may have come after it, up to the limit */
  readonly stated: boolean;
  /** stated before the date, in the same sentence; anything else yields to a day just before publication */
  readonly firm: boolean;
  readonly resolved: ResolutionSource;
}

/** What the dates of a text are completed by: the document's own days, and those that the text states nearby. */
export interface ReferenceDates {
  /** the document's own days, in the order in which they complete a date */
  readonly known: readonly ReferenceDate[];
  /** the day that 今年 and 今天 count from */
  readonly today: ReferenceDate | null;
  /** the day that 近三年 ends with */
  readonly published: ReferenceDate | null;
  /** the last day on which anything can have happened that the text reports */
  readonly limit: string | null;
  /** The last year stated shortly before a date, for 上年 and 次年; with `far`, failing that, the one that the document is about. */
  yearBefore(index: number, far: boolean): ReferenceDate | null;
  /** The year of a date that is written without one. */
  inferYear(index: number, occurrence: YearlyOccurrence): ResolvedYear | null;
}

/** How many dates around one are looked at: a sentence has few, and a text without marks must not cost the square of them. */
export const lookAround = 12;

/** days before publication of which news reports without their year */
const freshness = 31;
/** days after publication up to which a text names its days without the year; a signed document plans further ahead */
const horizon = { published: 31, signed: 183 };

const clauseMark = /[，,；;。！!\n]/;

/** days after a period within which its results are estimated */
const reporting = 130;

/** Words by which a clause estimates: of a period that has ended, its results. */
function forecastWords({ forecast }: DateWords): RegExp {
  return new RegExp(oneOf(forecast));
}

/** Words by which a clause shows that it reports the past. */
function pastWords({ past }: DateWords): RegExp {
  return new RegExp(oneOf(past));
}

export function referencesOf(doc: Doc, expressions: readonly DateExpression[], sentences: Sentences, context: Context): ReferenceDates {
  const past = doc.dictionary.calendar.compiled(pastWords);
  const forecast = doc.dictionary.calendar.compiled(forecastWords);
  const published = dayOf(context.publishedAt) ?? headDay(doc.text, expressions, dayOf(context.fetchedAt));
  const limit = published ?? dayOf(context.fetchedAt);
  const known = knownDays(context, published);
  const own = known.find(({ date, resolved }) => resolved !== "document" || limit === null || date <= limit) ?? null;
  const dateline = datelineDay(doc.text, limit);
  const today: ReferenceDate | null = dateline === null ? own : { date: dateline, resolved: "document" };
  const sentenceNumbers = expressions.map(({ start }) => sentences.at(start));
  const partNumbers = expressions.map(({ start }) => sentences.part(start));
  const statedDays = expressions.map((expression) => statedDay(expression, today?.date ?? null));
  const statedYears = expressions.map(statedYear);
  const namedYears = expressions.map(namedYear);
  const latestYears = runningLast(statedYears);

  const inPart = (index: number, i: number) => partNumbers[i] === partNumbers[index];
  /** Whether a date behind another one stands in its clause, or in the next where that says nothing but the date: 6月28日下午，召开2023年大会. */
  const inClause = (index: number, i: number) => {
    const { start = 0, end = 0 } = expressions[index] ?? {};
    const between = doc.text.slice(end, expressions[i]?.start);
    const alone = start === 0 || clauseMark.test(doc.text[start - 1] ?? "");
    return !clauseMark.test(alone ? between.replace(/^[^，,\n]{0,2}[，,]/, "") : between);
  };

  /** The nearest date that fits: of those before it in its sentence or up to `back` before, then of those behind it that `isBehind` takes: by default those that no semicolon parts from it. */
  const nearest = (index: number, back: number, fits: (i: number) => boolean, isBehind = inPart): number | null => {
    const sentence = sentenceNumbers[index] ?? 0;
    const isNear = (i: number) => i >= 0 && i >= index - lookAround && sentence - (sentenceNumbers[i] ?? 0) <= back;
    for (let i = index - 1; isNear(i); i--) if (fits(i)) return i;
    const isNearBehind = (i: number) => i < expressions.length && i <= index + lookAround && isBehind(index, i);
    for (let i = index + 1; isNearBehind(i); i++) if (fits(i)) return i;
    return null;
  };

  /** What may give a date its year, the nearest evidence first. */
  const evidenceFor = (index: number): YearEvidence[] => {
    const found: YearEvidence[] = [];
    const isFirm = (i: number) => i < index && sentenceNumbers[i] === sentenceNumbers[index];
    const day = nearest(index, 1, (i) => statedDays[i] !== null);
    if (day !== null) found.push({ year: null, day: statedDays[day] ?? null, stated: true, firm: isFirm(day), resolved: "document" });
    const year = nearest(index, 0, (i) => statedYears[i] !== null, inClause);
    if (year !== null) found.push({ year: statedYears[year] ?? null, day: null, stated: true, firm: isFirm(year), resolved: "document" });
    for (const { date, resolved } of known) found.push({ year: null, day: date, stated: false, firm: true, resolved });
    return found;
  };

  /** The year that a piece of evidence gives; null where it gives none, or one in which what is reported had not happened yet. */
  const yearBy = ({ year, day, stated }: YearEvidence, occurrence: YearlyOccurrence, tense: Tense): number | null => {
    const tenses: readonly Tense[] = stated && limit !== null && tense === "past" ? ["event", "past"] : [tense];
    for (const each of tenses) {
      const found = year ?? (day === null ? null : nearestYear(day, occurrence, each, stated ? limit : null));
      const first = found === null ? null : occurrence.first(found);
      if (first === null || (tense === "past" && limit !== null && first > limit)) continue;
      return found;
    }
    return null;
  };

  /** The year in which a date falls shortly before publication: news reports such days. */
  const freshYear = (occurrence: YearlyOccurrence): number | null => {
    const year = published === null ? null : nearestYear(published, occurrence, "past", null);
    const day = year === null ? null : occurrence.first(year);
    return published !== null && day !== null && daysBetween(day, published) <= freshness ? year : null;
  };

  /** A timetable says neither 将 nor 拟: what lies just ahead is to come, where no word of its clause speaks of the past. */
  const isAhead = ({ start, end }: DateExpression, occurrence: YearlyOccurrence, year: number): boolean => {
    const first = published === null ? null : occurrence.first(year);
    const clause = sentences.clause(start, end);
    if (published === null || first === null || !/\p{Script=Han}{4}/u.test(clause) || past.test(clause)) return false;
    const days = daysBetween(published, first);
    return days > 0 && days <= (context.signedAt === null ? horizon.published : horizon.signed);
  };

  /** A forecast of a period that has just ended tells how it went: 预计上半年净利润6亿元, said in August. */
  const forecasts = ({ start, end, meaning }: DateExpression, occurrence: YearlyOccurrence): boolean => {
    if (published === null || meaning.kind !== "points" || meaning.first.days !== null) return false;
    const year = nearestYear(published, occurrence, "past", null);
    const last = year === null ? null : occurrence.last(year);
    if (last === null || last >= published || daysBetween(last, published) > reporting) return false;
    return forecast.test(sentences.clause(start, end));
  };

  return {
    known,
    today,
    published: known.find(({ resolved }) => resolved === "published") ?? today,
    limit,
    yearBefore(index, far) {
      // 较2022年底增长: what is compared with is no year that the text goes on from
      const isCompared = (i: number) => /[较比]/.test(doc.text[(expressions[i]?.start ?? 0) - 1] ?? "");
      const isStated = (i: number) => i < index && namedYears[i] !== null && !isCompared(i);
      const found = nearest(index, 0, isStated) ?? nearest(index, 1, isStated);
      if (found !== null) return { date: iso(namedYears[found] ?? 0, 1, 1), resolved: "document" };
      if (!far) return null;
      const latest = latestYears[index] ?? null;
      const age = latest === null || today === null ? null : yearOf(today.date) - latest;
      return latest !== null && (age === 0 || age === 1) ? { date: iso(latest, 1, 1), resolved: "document" } : today;
    },
    inferYear(index, occurrence) {
      const expression = expressions[index];
      if (expression === undefined) return null;
      const said = sentences.tense(expression.start, expression.end);
      const tense = said === "future" && forecasts(expression, occurrence) ? "past" : said;
      const fresh = tense === "past" ? freshYear(occurrence) : null;
      for (const evidence of evidenceFor(index)) {
        const year = yearBy(evidence, occurrence, tense);
        if (year === null) continue;
        if (fresh !== null && !evidence.firm && year < fresh) return { year: fresh, resolved: "published" };
        const next = !evidence.stated && tense === "past" && isAhead(expression, occurrence, year + 1);
        return { year: next ? year + 1 : year, resolved: evidence.resolved };
      }
      return null;
    },
  };
}

/** For every place the last year at or before it. */
function runningLast(years: readonly (number | null)[]): (number | null)[] {
  let last: number | null = null;
  return years.map((year) => {
    last = year ?? last;
    return last;
  });
}

/** The document's own days, in the order in which they complete a date. */
function knownDays(context: Context, published: string | null): ReferenceDate[] {
  const days: [string | null, ResolutionSource][] = [
    [dayOf(context.signedAt), "document"],
    [published, context.publishedAt === null ? "document" : "published"],
    [dayOf(context.fetchedAt), "fetched"],
  ];
  return days.flatMap(([date, resolved]) => (date === null ? [] : [{ date, resolved }]));
}

function dayOf(moment: string | null): string | null {
  return moment === null ? null : moment.slice(0, 10);
}
