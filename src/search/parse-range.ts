import { ZhengwenError } from "../model/errors.js";
import type { MoneyRange, Range } from "./query.js";

const amount = String.raw`\d{1,15}(?:\.\d{1,9})?(?:[eE]\+?\d{1,2}|[万亿])?`;
const bounded = new RegExp(`^(>=|<=|≥|≤|=)?\\s*(${amount})$`);
const between = new RegExp(`^(${amount})\\s*(?:\\.\\.|-|~|至)\\s*(${amount})$`);
const money = /^(.{1,60}?)\s*([A-Za-z]{3})?$/u;

/**
 * A numeric filter: `>=1e7`, `<=300`, `100..200`, `300`; a number may end in 万 or 亿. All bounds are inclusive.
 * @throws usage.query
 */
export function parseRange(text: string): Range {
  const trimmed = text.trim();
  const one = bounded.exec(trimmed);
  if (one) {
    const value = parseAmount(one[2] ?? "");
    const sign = one[1] ?? "=";
    return { min: sign === "<=" || sign === "≤" ? null : value, max: sign === ">=" || sign === "≥" ? null : value };
  }
  const two = between.exec(trimmed);
  if (!two) throw new ZhengwenError("usage.query", `${JSON.stringify(text)} is no range: write >=1e7, <=300, 100..200 or 300.`);
  const range = { min: parseAmount(two[1] ?? ""), max: parseAmount(two[2] ?? "") };
  if (range.min > range.max) throw new ZhengwenError("usage.query", `${JSON.stringify(text)} ends before it begins.`);
  return range;
}

/** A range of money: as `parseRange`, with an ISO 4217 code behind it; CNY unless said (`>=1e7USD`). @throws usage.query */
export function parseMoney(text: string): MoneyRange {
  const parts = money.exec(text.trim());
  if (!parts) throw new ZhengwenError("usage.query", `${JSON.stringify(text)} is no amount: write >=1e7 or >=1e7USD.`);
  return { ...parseRange(parts[1] ?? ""), currency: (parts[2] ?? "CNY").toUpperCase() };
}

function parseAmount(text: string): number {
  // as an exponent, so that 1.1亿 is 110000000 and not the product's rounding
  return Number(text.replace("万", "e4").replace("亿", "e8"));
}
