import { iso, yearOf } from "./calendar-days.js";
import type { DateExpression } from "./grammar/date-expression.js";

/** A day that is written with its year, or with one counted from `today`: 明年1月10日. */
export function statedDay({ meaning }: DateExpression, today: string | null): string | null {
  if (meaning.kind !== "points") return null;
  const { years, yearOffset, anaphoric, months, days } = meaning.first;
  if (months === null || days === null || days[0] <= 0) return null;
  if (years !== null) return iso(years[0], months[0], days[0]);
  return yearOffset === null || anaphoric || today === null ? null : iso(yearOf(today) + yearOffset[0], months[0], days[0]);
}

/** A year that 上年 and 次年 count from: also one up to which something is told (截至2015年末, 比上年…). */
export function namedYear(expression: DateExpression): number | null {
  return statedYear(expression.open === "from" ? { ...expression, open: null } : expression);
}

/** A year that other dates of its sentence share: not one that only opens a period (1992年以来), explains a word (去年(2020年)) or belongs to a title. */
export function statedYear(expression: DateExpression): number | null {
  if (expression.meaning.kind !== "points" || expression.open !== null || expression.titled) return null;
  const { years, yearOffset } = expression.meaning.first;
  return yearOffset === null ? (years?.[0] ?? null) : null;
}
