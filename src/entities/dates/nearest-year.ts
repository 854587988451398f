import { daysBetween, yearOf } from "./calendar-days.js";
import type { Tense } from "./sentences.js";

/** First and last day of a date in a year; `first` is null where that year has no such day. */
export interface YearlyOccurrence {
  first(year: number): string | null;
  last(year: number): string;
}

/**
 * The year in which a date falls nearest to a day: the latest that is not after it, or the first that is not before it where
 * the clause speaks of the future. What is due after `open`, the day of publication, need not be a year after another date
 * of the text.
 */
export function nearestYear(day: string, { first, last }: YearlyOccurrence, tense: Tense, open: string | null): number | null {
  const years = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((offset) => yearOf(day) + offset);
  const past = years.filter((year) => (first(year) ?? "9999") <= day).at(-1) ?? null;
  if (tense === "past") return past;
  // a period that has begun and not ended is still to come
  const next = years.find((year) => first(year) !== null && last(year) >= day) ?? null;
  if (past === next) return next;
  if (past === null || next === null) return next ?? past;
  if (open !== null && tense !== "event" && last(past) >= open) return past;
  if (tense === "due") return next;
  const [since, until] = [Math.max(0, daysBetween(last(past), day)), daysBetween(day, first(next) ?? day)];
  // 将 and 报名 are written of the past as well: a day just gone is not a year ahead
  if (tense === "future") return since <= 31 && until > 31 ? past : next;
  return since <= until ? past : next;
}
