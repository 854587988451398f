import type { Mention } from "../../model/entity.js";
import type { Context } from "../annotator.js";
import { addDays, daysBetween, iso, yearOf } from "./calendar-days.js";
import type { DateExpression } from "./grammar/date-expression.js";
import type { Mood, Sentences } from "./sentences.js";

export type ResolutionSource = Mention<"date">["resolved"];

/** A day by which another is completed, and where it comes from. */
export interface ReferenceDate {
  readonly date: string;
  readonly resolved: ResolutionSource;
}

export interface ResolvedYear {
  readonly year: number;
  readonly resolved: ResolutionSource;
}

/** A year, or a day near which a date lies. */
interface YearEvidence {
  readonly year: number | null;
  readonly day: string | null;
  /** the text tells it: what it tells next may have come after it, up to the limit */
  readonly told: boolean;
  /** said before, in the same sentence; anything else yields to a day just before publication */
  readonly firm: boolean;
  readonly resolved: ResolutionSource;
}

/** First and last day of a date in a year; null where that year has none. */
export interface YearlyOccurrence {
  first(year: number): string | null;
  last(year: number): string;
}

/** What the dates of a doc are completed by: the document's own days, and those that the text says nearby. */
export interface ReferenceDates {
  /** the document's own days, in the order in which they complete a date */
  readonly known: readonly ReferenceDate[];
  /** the day that 今年 and 今天 count from */
  readonly today: ReferenceDate | null;
  /** the day that 近三年 ends with */
  readonly published: ReferenceDate | null;
  /** the day after which nothing is that is told of */
  readonly limit: string | null;
  /** The last year said shortly before an expression, for 上年 and 次年; `far`: else the document's, of which it tells all along. */
  yearBefore(index: number, far: boolean): ReferenceDate | null;
  /** The year of a date that is said without one. */
  yearOf(index: number, at: YearlyOccurrence): ResolvedYear | null;
}

/** How many dates around one are looked at: a sentence has few, and a text without marks must not cost the square of them. */
export const window = 12;

/** days before publication of which news tells without the year */
const freshness = 31;
/** days after publication up to which a text names its days without the year; a signed document plans further ahead */
const nearHorizon = 31;
const signedHorizon = 183;
const past = /[了已曾原]|去年|上年|同期|当时|以来|截至/;

export function referencesOf(text: string, expressions: readonly DateExpression[], sentences: Sentences, context: Context): ReferenceDates {
  const published = dateOf(context.publishedAt) ?? headDay(text, expressions, dateOf(context.fetchedAt));
  const limit = published ?? dateOf(context.fetchedAt);
  const known = knownDays(context, published);
  const own = known.find(({ date, resolved }) => resolved !== "document" || limit === null || date <= limit) ?? null;
  const today = datelineDay(text, limit) ?? own;
  const numbers = expressions.map(({ start }) => sentences.at(start));
  const parts = expressions.map(({ start }) => sentences.part(start));
  const fullDays = expressions.map((expression) => fullDay(expression, today));
  const years = expressions.map(saidYear);
  const lastYears = running(years);

  /** The expression nearest to one that fits, of its sentence or up to `back` before: first of those before it, then after, where no semicolon parts them. */
  const nearest = (index: number, back: number, fits: (i: number) => boolean): number | null => {
    const sentence = numbers[index] ?? 0;
    for (let i = index - 1; i >= 0 && i >= index - window && sentence - (numbers[i] ?? 0) <= back; i--) if (fits(i)) return i;
    for (let i = index + 1; i < expressions.length && i <= index + window && parts[i] === parts[index]; i++) if (fits(i)) return i;
    return null;
  };

  /** The years or days that may complete a date, the nearest evidence first. */
  const candidates = (index: number): YearEvidence[] => {
    const found: YearEvidence[] = [];
    const day = nearest(index, 1, (i) => fullDays[i] !== null);
    const before = (i: number) => i < index && numbers[i] === numbers[index];
    if (day !== null) found.push({ year: null, day: fullDays[day] ?? null, told: true, firm: before(day), resolved: "document" });
    const bare = nearest(index, 0, (i) => years[i] !== null);
    if (bare !== null) found.push({ year: years[bare] ?? null, day: null, told: true, firm: before(bare), resolved: "document" });
    for (const { date, resolved } of known) found.push({ year: null, day: date, told: false, firm: true, resolved });
    return found;
  };

  /** The year in which a date falls shortly before publication: news tells of such days. */
  const freshYear = (at: YearlyOccurrence): number | null => {
    const year = published === null ? null : around(published, at, "tells", null);
    const day = year === null ? null : at.first(year);
    return published !== null && day !== null && daysBetween(day, published) <= freshness ? year : null;
  };

  /** A timetable says neither 将 nor 拟: what lies just ahead is to come, where no word of its clause tells of the past. */
  const isAhead = ({ start, end }: DateExpression, at: YearlyOccurrence, year: number): boolean => {
    const first = published === null ? null : at.first(year);
    const clause = sentences.clause(start, end);
    if (published === null || first === null || !/\p{Script=Han}{4}/u.test(clause) || past.test(clause)) return false;
    const ahead = daysBetween(published, first);
    return ahead > 0 && ahead <= (context.signedAt === null ? nearHorizon : signedHorizon);
  };

  return {
    known,
    today,
    published: known.find(({ resolved }) => resolved === "published") ?? today,
    limit,
    yearBefore(index, far) {
      const said = (i: number) => i < index && years[i] !== null;
      const found = nearest(index, 0, said) ?? nearest(index, 1, said);
      if (found !== null) return { date: iso(years[found] ?? 0, 1, 1), resolved: "document" };
      if (!far) return null;
      const last = lastYears[index] ?? null;
      const near = last !== null && today !== null && yearOf(today.date) - last >= 0 && yearOf(today.date) - last <= 1;
      return near ? { date: iso(last, 1, 1), resolved: "document" } : today;
    },
    yearOf(index, at) {
      const expression = expressions[index];
      if (expression === undefined) return null;
      const mood = sentences.mood(expression.start, expression.end);
      const fresh = mood === "tells" ? freshYear(at) : null;
      for (const { year, day, told, firm, resolved } of candidates(index)) {
        const moods: Mood[] = told && limit !== null && mood === "tells" ? ["held", "tells"] : [mood];
        for (const each of moods) {
          const result = year ?? (day === null ? null : around(day, at, each, told ? limit : null));
          const first = result === null ? null : at.first(result);
          if (result === null || first === null) continue;
          if (limit !== null && first > limit && mood === "tells") continue;
          if (fresh !== null && !firm && result < fresh) return { year: fresh, resolved: "published" };
          if (!told && mood === "tells" && isAhead(expression, at, result + 1)) return { year: result + 1, resolved };
          return { year: result, resolved };
        }
      }
      return null;
    },
  };
}

/**
 * The year in which a date falls nearest to a day: the latest not after it, or the first not before it where the clause
 * announces. What is due after `open`, the day of publication, need not be a year after another date of the text.
 */
function around(day: string, { first, last }: YearlyOccurrence, mood: Mood, open: string | null): number | null {
  const years = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((offset) => yearOf(day) + offset);
  const past = years.filter((year) => (first(year) ?? "9999") <= day).at(-1) ?? null;
  if (mood === "tells") return past;
  // a period that has begun and not ended is still to come
  const next = years.find((year) => first(year) !== null && last(year) >= day) ?? null;
  if (past === next) return next;
  if (past === null || next === null) return next ?? past;
  if (open !== null && mood !== "held" && last(past) >= open) return past;
  if (mood === "due") return next;
  const [since, until] = [Math.max(0, daysBetween(last(past), day)), daysBetween(day, first(next) ?? day)];
  // 将 and 报名 tell of the past as well: a day just gone is not a year ahead
  if (mood === "announces") return since <= 31 && until > 31 ? past : next;
  return since <= until ? past : next;
}

/** For every place the last year at or before it. */
function running(years: readonly (number | null)[]): (number | null)[] {
  let last: number | null = null;
  return years.map((year) => {
    last = year ?? last;
    return last;
  });
}

/** A day that is said with its year, or with one counted from this: 明年1月10日. */
function fullDay({ meaning }: DateExpression, today: ReferenceDate | null): string | null {
  if (meaning.kind !== "points") return null;
  const { years, yearOffset, anaphoric, months, days } = meaning.first;
  if (months === null || days === null || days[0] <= 0) return null;
  if (years !== null) return iso(years[0], months[0], days[0]);
  return yearOffset === null || anaphoric || today === null ? null : iso(yearOf(today.date) + yearOffset[0], months[0], days[0]);
}

/** A year that places other dates of its sentence: none that only opens a period (1992年以来), explains a word (去年(2020年)) or names a title. */
function saidYear(expression: DateExpression | undefined): number | null {
  if (expression?.meaning.kind !== "points" || expression.open !== null || expression.titled) return null;
  const { years, yearOffset } = expression.meaning.first;
  return yearOffset === null ? (years?.[0] ?? null) : null;
}

/** The document's own days, in the order in which they complete a date. */
function knownDays(context: Context, published: string | null): ReferenceDate[] {
  const days: [string | null, ResolutionSource][] = [
    [dateOf(context.signedAt), "document"],
    [published, context.publishedAt === null ? "document" : "published"],
    [dateOf(context.fetchedAt), "fetched"],
  ];
  return days.flatMap(([date, resolved]) => (date === null ? [] : [{ date, resolved }]));
}

/** （中央社台北19日电）, 新华社北京5月9日电: the day of a report, which may go online the day after */
const dateline = /(?:^|\n)[^\n。]{0,24}[\p{Script=Han})）](?:(\d{1,2})月)?(\d{1,2})日[^\n。，,]{0,6}[电讯]/u;
/** days by which a report may be older than its page */
const datelineAge = 7;

/** The day that 今天 means in an agency's report; null without a dateline, or with one of another time. */
function datelineDay(text: string, latest: string | null): ReferenceDate | null {
  const said = latest === null ? null : dateline.exec(text.slice(0, head.reach));
  if (said === null || latest === null) return null;
  for (let age = 0; age <= datelineAge; age++) {
    const date = addDays(latest, -age);
    const [, month, day] = date.split("-").map(Number);
    if (day === Number(said[2]) && (said[1] === undefined || month === Number(said[1]))) return { date, resolved: "document" };
  }
  return null;
}

/** how far down a text its head reaches, and how long a line of it may be */
const head = { reach: 200, line: 60 };

/** The day that the head of a text bears in a short line, for a page that does not say when it was published; none after `latest`. */
function headDay(text: string, expressions: readonly DateExpression[], latest: string | null): string | null {
  for (const expression of expressions.slice(0, 3)) {
    if (expression.start > head.reach) break;
    const day = expression.open === null ? fullDay(expression, null) : null;
    const from = text.lastIndexOf("\n", expression.start) + 1;
    const to = text.indexOf("\n", expression.end);
    if (day !== null && (latest === null || day <= latest) && (to < 0 ? text.length : to) - from <= head.line) return day;
  }
  return null;
}

function dateOf(moment: string | null): string | null {
  return moment === null ? null : moment.slice(0, 10);
}
