/** Days as a range, inclusive; null is open. */
export interface Days {
  readonly from: string | null;
  readonly to: string | null;
}

const day = /^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?$/;
const bounded = /^(>=|<=|≥|≤|=|>|<)?([^<>=≤≥]{1,14})$/;

/**
 * A range of days: `2023`, `2023-05`, `2023-05-01`, `2023..2024`, `2023-05..`, `>=2023-05-01`; a year or month is all its
 * days. Null for what is none, or ends before it begins.
 */
export function parseDays(text: string): Days | null {
  const [first = "", second, ...more] = text.trim().split("..");
  if (more.length > 0) return null;
  if (second === undefined) return boundedDays(first);
  const from = first === "" ? null : spanOf(first);
  const to = second === "" ? null : spanOf(second);
  if (from === undefined || to === undefined || (from === null && to === null)) return null;
  const days = { from: from?.from ?? null, to: to?.to ?? null };
  return days.from !== null && days.to !== null && days.from > days.to ? null : days;
}

function boundedDays(text: string): Days | null {
  const [, sign = "=", said = ""] = bounded.exec(text) ?? [];
  const span = spanOf(said);
  if (span === undefined) return null;
  if (sign === ">=" || sign === "≥") return { from: span.from, to: null };
  if (sign === "<=" || sign === "≤") return { from: null, to: span.to };
  if (sign === ">") return { from: nextDay(span.to, 1), to: null };
  if (sign === "<") return { from: null, to: nextDay(span.from, -1) };
  return span;
}

/** The first and the last day of a year, a month or a day; undefined for what is none. */
function spanOf(text: string): { readonly from: string; readonly to: string } | undefined {
  const [, year, month, date] = day.exec(text.trim()) ?? [];
  if (year === undefined) return undefined;
  const from = `${year}-${(month ?? "1").padStart(2, "0")}-${(date ?? "1").padStart(2, "0")}`;
  if (Number.isNaN(Date.parse(from)) || new Date(from).toISOString().slice(0, 10) !== from) return undefined;
  if (date !== undefined) return { from, to: from };
  const end = new Date(Date.UTC(Number(year), month === undefined ? 12 : Number(month), 0));
  return { from, to: end.toISOString().slice(0, 10) };
}

function nextDay(from: string, step: number): string {
  return new Date(Date.parse(from) + step * 86_400_000).toISOString().slice(0, 10);
}
