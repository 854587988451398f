import type { Range } from "./condition.js";

const amount = String.raw`\d{1,15}(?:,\d{3}){0,6}(?:\.\d{1,9})?(?:[eE]\+?\d{1,2}|[万亿萬億]{1,2})?`;
const bounded = new RegExp(`^(>=|<=|≥|≤|=|>|<|＞|＜)?\\s*(${amount})$`);
const between = new RegExp(`^(${amount})?\\s*(?:\\.\\.|-|~|至)\\s*(${amount})?$`);
const money = /^(.{1,60}?)\s*([A-Za-z]{3})?$/u;

/** A range of money with its currency (ISO 4217). */
export interface MoneyRange extends Range {
  readonly currency: string;
}

/**
 * A numeric filter: `>=1e7`, `>300`, `<=300`, `100..200`, `100..`, `300`; a number may end in 万 or 亿 and have separators of
 * thousands. Bounds are inclusive but for > and <. Null for what is no range, or ends before it begins.
 */
export function parseRange(text: string): Range | null {
  const trimmed = text.trim();
  const one = bounded.exec(trimmed);
  if (one) return boundedRange(one[1] ?? "=", parseAmount(one[2] ?? ""));
  const two = between.exec(trimmed);
  if (!two || (two[1] === undefined && two[2] === undefined)) return null;
  const range = { min: two[1] === undefined ? null : parseAmount(two[1]), max: two[2] === undefined ? null : parseAmount(two[2]) };
  return range.min !== null && range.max !== null && range.min > range.max ? null : range;
}

/** A range of money: as `parseRange`, with an ISO 4217 code behind it; CNY unless said (`>=1e7USD`). */
export function parseMoney(text: string): MoneyRange | null {
  const parts = money.exec(text.trim());
  const range = parseRange(parts?.[1] ?? "");
  return range && { ...range, currency: (parts?.[2] ?? "CNY").toUpperCase() };
}

function boundedRange(sign: string, value: number): Range {
  switch (sign) {
    case ">=":
    case "≥":
      return { min: value, max: null };
    case "<=":
    case "≤":
      return { min: null, max: value };
    case ">":
    case "＞":
      return { min: above(value), max: null };
    case "<":
    case "＜":
      return { min: null, max: below(value) };
    default:
      return { min: value, max: value };
  }
}

/** The next number that can be told from this one: amounts have no step of their own. */
function above(value: number): number {
  return value === 0 ? Number.MIN_VALUE : value * (1 + 2 * Number.EPSILON);
}

function below(value: number): number {
  return value === 0 ? -Number.MIN_VALUE : value * (1 - Number.EPSILON);
}

function parseAmount(text: string): number {
  // as an exponent, so that 1.1亿 is 110000000 and not the product's rounding
  const exponents: Record<string, number> = { 万: 4, 萬: 4, 亿: 8, 億: 8 };
  let exponent = 0;
  const digits = text.replaceAll(",", "").replace(/[万亿萬億]/g, (unit) => {
    exponent += exponents[unit] ?? 0;
    return "";
  });
  return Number(exponent === 0 ? digits : `${digits}e${exponent}`);
}
