import type { BoundWord, Measures, Unit } from "../../dictionary/values/measures.js";
import type { Doc } from "../doc.js";
import { boundAfter, boundBefore } from "./bounds.js";
import { ARABIC, classAt } from "./characters.js";
import { add, compare, type Decimal, decimal, multiply, negate, shift } from "./decimal.js";
import { type AmountItem, changePattern, isListed, readItem, share } from "./items.js";
import type { NumberSpan } from "./read.js";
import { numbersOf } from "./scan.js";
import { cellUnitsOf } from "./tables.js";

/**
 * A number, a range or one of a list with its bound and unit. Offsets are UTF-16: `start` is where the bound word,
 * the currency or the number begins, `end` where the unit or the bound after it ends.
 */
export interface Amount {
  readonly start: number;
  readonly end: number;
  readonly numberStart: number;
  readonly numberEnd: number;
  /** where the unit ends; `numberEnd` where there is none, or where another number of the list carries it */
  readonly unitEnd: number;
  /** where what is counted may begin: after the unit that a whole list shares */
  readonly headAt: number;
  readonly unit: Unit | null;
  readonly bound: BoundWord;
  readonly value: Decimal | null;
  readonly min: Decimal | null;
  readonly max: Decimal | null;
  /** currency written before the number: 人民币, US$ */
  readonly currency: string | null;
  readonly kind: NumberSpan["kind"];
  /** written with 万 or 亿 */
  readonly magnitude: boolean;
}

/** Every amount of a doc in order, for the annotators of money and counts. */
export function amountsOf(doc: Doc): readonly Amount[] {
  return doc.part(scan);
}

function scan(doc: Doc): Amount[] {
  const { text } = doc;
  const { measures, amountWords } = doc.dictionary;
  const numbers = numbersOf(doc);
  const source = { text, numbers, cells: cellUnitsOf(doc), measures, change: amountWords.compiled(changePattern) };
  const amounts: Amount[] = [];
  let index = 0;
  while (index < numbers.length) {
    const items: AmountItem[] = [];
    for (;;) {
      const item = readItem(source, index);
      if (item === null) break;
      items.push(item);
      index += (item.second === null ? 1 : 2) + (item.small?.count ?? 0);
      const next = numbers[index];
      if (item.unit !== null || next === undefined || !isListed(text, item, next)) break;
    }
    if (items.length === 0) index++;
    share(items);
    const headAt = items.at(-1)?.end ?? 0;
    for (const item of items) {
      const free = amounts.at(-1)?.end ?? 0;
      if (mayBeAmount(text, item, measures)) amounts.push(toAmount(text, item, { free, headAt }, measures));
    }
  }
  return raiseLimits(doc, joinLimits(text, amounts));
}

/** 最高额度由60万元提高到90万元: what a limit is raised to is one. */
function raiseLimits({ text, dictionary }: Doc, amounts: Amount[]): Amount[] {
  const { replaced } = dictionary.instruments.lists;
  for (const [index, amount] of amounts.entries()) {
    const last = amounts[index - 1];
    if (last?.bound !== "at-most" || amount.bound !== "exact" || amount.start - last.end > 8) continue;
    const gap = text.slice(last.end, amount.start);
    if (replaced.some((word) => gap.endsWith(word))) amounts[index] = { ...amount, bound: "at-most", min: null };
  }
  return amounts;
}

const between = /^[ ]?(?:[，,]?(?:且|并且?|同时|的同时|但))?[ ]?$/;
/** between limits whose words follow their numbers: 1000万元以上，5000万元以下 */
const pause = /^[，,、][ ]?$/;

/** 五万元以上十万元以下, 大于20%且小于30%, 不高于15%且不低于5%: a lower and an upper limit of one unit are one range. */
function joinLimits(text: string, amounts: readonly Amount[]): Amount[] {
  const joined: Amount[] = [];
  for (const amount of amounts) {
    const last = joined.at(-1);
    if (last !== undefined && isOpposite(last, amount) && isOneRange(text, last, amount)) {
      const { start, numberStart, currency } = last;
      const [min, max] = [last.min ?? amount.min, last.max ?? amount.max];
      joined[joined.length - 1] = { ...amount, start, numberStart, currency, bound: "range", value: null, min, max };
    } else joined.push(amount);
  }
  return joined;
}

function isOneRange(text: string, first: Amount, second: Amount): boolean {
  const joint = text.slice(first.end, second.start);
  return between.test(joint) || (first.start === first.numberStart && second.start === second.numberStart && pause.test(joint));
}

function isOpposite(a: Amount, b: Amount): boolean {
  if (a.unit === null || a.unit.name !== b.unit?.name || (b.currency !== null && a.currency !== b.currency)) return false;
  const [low, high] = a.max === null ? [a, b] : [b, a];
  if (low.max !== null || high.min !== null) return false;
  return low.min !== null && high.max !== null && compare(low.min, high.max) < 0;
}

/** Whether an item may be an amount at all: it has a unit, a currency or 万 or 亿. Most numbers of a text have none of these. */
function mayBeAmount(text: string, { first, second, unit, magnitude }: AmountItem, { currencies }: Measures): boolean {
  if (unit !== null || magnitude > 0 || isShort(text, first)) return true;
  return (
    currencies.before(text, first.start) !== null || text[first.start - 1] === " " || currencies.at(text, (second ?? first).end) !== null
  );
}

/** 13万2 */
function isShort(text: string, { end }: NumberSpan): boolean {
  return text[end - 2] === "万" && classAt(text, end - 1) === ARABIC;
}

/** `free`: where the amount before ends; `headAt`: where what the whole list counts may begin. */
interface AmountSurroundings {
  readonly free: number;
  readonly headAt: number;
}

function toAmount(text: string, item: AmountItem, { free, headAt }: AmountSurroundings, measures: Measures): Amount {
  const { first, second, unit, end } = item;
  const negative = first.start > free && isNegative(text, first.start, unit);
  const numberEnd = second?.end ?? first.end;
  const from = negative ? first.start - 1 : first.start;
  const sign = onlyAfter(free, currencyBefore(text, from, measures));
  const large = unit?.kind === "money" && item.magnitude > 0;
  const before = onlyAfter(free, boundBefore(text, sign?.at ?? from, measures, large));
  const after = boundAfter(text, end, measures);
  const start = before?.at ?? sign?.at ?? from;
  const bound = before?.bound ?? (first.more ? "over" : first.about ? "about" : (after?.bound ?? "exact"));
  return {
    start,
    end: after?.at ?? end,
    numberStart: first.start,
    numberEnd,
    unitEnd: end,
    headAt,
    unit,
    currency: sign?.currency ?? null,
    kind: first.kind,
    magnitude: item.magnitude > 0 || isShort(text, first),
    ...valuesOf(item, negative, bound),
  };
}

/** Between two ends: below zero the larger number is the lower one. */
function rangeOf(one: Decimal, other: Decimal): Pick<Amount, "bound" | "value" | "min" | "max"> {
  const [min, max] = compare(one, other) <= 0 ? [one, other] : [other, one];
  return { bound: "range", value: null, min, max };
}

/** What an item comes to in its unit; `bound` is what the words around a single number make of it. */
function valuesOf(item: AmountItem, negative: boolean, bound: BoundWord): Pick<Amount, "bound" | "value" | "min" | "max"> {
  const { first, second, unit, small } = item;
  const factor = unit === null || unit.factor === null ? null : decimal(unit.factor);
  const scale = (value: Decimal) => signed(factor === null ? value : multiply(value, factor), negative);
  const shared = sharedPower(item);
  const low = scale(shift(first.low, shared));
  if (second !== null) {
    const max = scale(second.high);
    // 5000-1万元: the lower end does not share the magnitude
    return rangeOf(compare(low, max) <= 0 ? low : scale(first.low), max);
  }
  const value = small === null ? low : add(low, small.value);
  const high = small === null ? scale(shift(first.high, shared)) : value;
  if (first.kind === "pair" || (first.kind === "fraction" && compare(value, high) !== 0)) {
    return rangeOf(value, high);
  }
  if (first.kind === "some") return { bound: "over", value: null, min: value, max: null };
  return { bound, value, ...limits(bound, value) };
}

/** The power of ten that the first number leaves to what follows it: 100-200万, 两到三千. */
function sharedPower({ first, second, magnitude }: AmountItem): number {
  const digit = first.kind === "han" && first.end - first.start === 1 ? (second?.round ?? 0) : 0;
  return (magnitude > first.magnitude && first.magnitude === 0 && !first.padded ? magnitude : 0) + digit;
}

/** What a number before does not hold already: 元 of 3元人民币5元 belongs to the first. */
function onlyAfter<T extends { readonly at: number }>(free: number, found: T | null): T | null {
  return found !== null && found.at >= free ? found : null;
}

/** -5.2%, 负5.2%: a sign, not the mark of a range or a list. */
function isNegative(text: string, start: number, unit: Unit | null): boolean {
  const sign = text[start - 1];
  if (unit === null || (unit.kind !== "money" && unit.dimension !== "percent" && unit.name !== "摄氏度")) return false;
  if (sign === "负") return true;
  return (
    (sign === "-" || sign === "−" || sign === "－") &&
    /[\p{Script=Han}(（:：,，、\s]/u.test(text[start - 2] ?? "\n") &&
    !/[元%％点日月年]/.test(text[start - 2] ?? "")
  );
}

function signed(value: Decimal, negative: boolean): Decimal {
  return negative ? negate(value) : value;
}

/** What a filter may rely on, by the table of bounds. */
function limits(bound: BoundWord, value: Decimal): { min: Decimal | null; max: Decimal | null } {
  switch (bound) {
    case "over":
    case "at-least":
      return { min: value, max: null };
    case "under":
    case "at-most":
      return { min: null, max: value };
    default:
      return { min: value, max: value };
  }
}

function currencyBefore(text: string, start: number, measures: Measures): { currency: string; at: number } | null {
  let end = start;
  while (end > start - 2 && (text[end - 1] === " " || text[end - 1] === "\u00a0")) end--;
  const found = measures.currencies.before(text, end);
  return found === null ? null : { currency: found.value, at: end - found.word.length };
}
