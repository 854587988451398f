/** Calendar arithmetic on ISO dates (`2023-06-28`), without clocks and time zones. */

const dayLength = 86_400_000;

/** First and last day. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The days of a month; without a year February has 29. */
export function daysIn(year: number | null, month: number): number {
  if (month === 2 && (year === null || isLeap(year))) return 29;
  return lengths[month - 1] ?? 0;
}

/** `day` 0, or one that the month lacks, is the last day of the month. */
export function iso(year: number, month: number, day: number): string {
  const last = daysIn(year, month);
  const within = day === 0 || day > last ? last : day;
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(within).padStart(2, "0")}`;
}

export function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

export function monthOf(date: string): number {
  return Number(date.slice(5, 7));
}

export function dayOf(date: string): number {
  return Number(date.slice(8, 10));
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10);
}

/** The same day some months later, or the last day of that month. */
export function addMonths(date: string, months: number): string {
  const index = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  return iso(year, month, Math.min(dayOf(date), daysIn(year, month)));
}

/** 0 is Sunday. */
export function weekday(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** DayRange from `a` to `b`. */
export function daysBetween(a: string, b: string): number {
  return Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / dayLength);
}

/** The first such day of the week (0 is Sunday) at or after a day. */
export function firstWeekdayFrom(date: string, day: number): string {
  return addDays(date, (day - weekday(date) + 7) % 7);
}
