import type { BoundWord, Measures, Unit } from "../../dictionary/measures.js";
import type { View } from "../annotator.js";
import { boundAfter, boundBefore } from "./bounds.js";
import { isLatin, skipBlanks } from "./characters.js";
import { add, compare, type Decimal, decimal, multiply, negate, shift, zero } from "./decimal.js";
import type { NumberSpan } from "./read.js";
import { scanNumbers } from "./scan.js";
import { type CellUnit, cellUnits } from "./tables.js";

/**
 * A number, a range or one of a list with its bound and unit. Offsets are UTF-16: `start` is where the bound word,
 * the currency or the number begins, `end` where the unit or the bound after it ends.
 */
export interface Amount {
  readonly start: number;
  readonly end: number;
  readonly numberStart: number;
  readonly numberEnd: number;
  /** where the unit ends; `numberEnd` where there is none, or another number of the list bears it */
  readonly unitEnd: number;
  /** where what is counted may begin: after the unit that a whole list shares */
  readonly headAt: number;
  readonly unit: Unit | null;
  readonly bound: BoundWord;
  readonly value: Decimal | null;
  readonly min: Decimal | null;
  readonly max: Decimal | null;
  /** currency said before the number: 人民币, US$ */
  readonly currency: string | null;
  readonly kind: NumberSpan["kind"];
  /** 万 or 亿 was said */
  readonly magnitude: boolean;
}

const scans = new WeakMap<View, readonly Amount[]>();

/** Every amount of a view in order, made once and shared by the annotators of money and counts. */
export function scanAmounts(view: View, measures: Measures): readonly Amount[] {
  let amounts = scans.get(view);
  if (amounts === undefined) {
    amounts = scan(view, measures);
    scans.set(view, amounts);
  }
  return amounts;
}

interface Item {
  readonly first: NumberSpan;
  readonly second: NumberSpan | null;
  readonly end: number;
  /** 角 and 分 after 元 */
  readonly small: Small | null;
  unit: Unit | null;
  magnitude: number;
}

function scan(view: View, measures: Measures): Amount[] {
  const { text } = view;
  const numbers = scanNumbers(view);
  const cells = cellUnits(text, measures);
  const amounts: Amount[] = [];
  let index = 0;
  while (index < numbers.length) {
    const items: Item[] = [];
    for (;;) {
      const item = readItem(text, numbers, index, cells, measures);
      if (item === null) break;
      items.push(item);
      index += (item.second === null ? 1 : 2) + (item.small?.count ?? 0);
      const next = numbers[index];
      if (item.unit !== null || next === undefined || !isListed(text, item, next)) break;
    }
    if (items.length === 0) index++;
    share(items);
    const headAt = items.at(-1)?.end ?? 0;
    for (const item of items) if (isSaid(text, item, measures)) amounts.push(toAmount(text, item, headAt, measures));
  }
  return joinLimits(amounts);
}

/** 五万元以上十万元以下 is one range. */
function joinLimits(amounts: readonly Amount[]): Amount[] {
  const joined: Amount[] = [];
  for (const amount of amounts) {
    const last = joined.at(-1);
    const one =
      last?.bound === "at-least" && amount.bound === "at-most" && last.end === amount.start && last.unit?.name === amount.unit?.name;
    if (last !== undefined && one) {
      joined[joined.length - 1] = {
        ...amount,
        start: last.start,
        numberStart: last.numberStart,
        bound: "range",
        value: null,
        min: last.min,
      };
    } else joined.push(amount);
  }
  return joined;
}

/** Whether an item may be an amount at all: it has a unit, a currency or 万 or 亿. Most numbers of a text have none. */
function isSaid(text: string, { first, second, unit, magnitude }: Item, { currencies }: Measures): boolean {
  if (unit !== null || magnitude > 0) return true;
  return (
    currencies.before(text, first.start) !== null || text[first.start - 1] === " " || currencies.at(text, (second ?? first).end) !== null
  );
}

/** The unit after a number, or null. */
export function unitAfter(text: string, number: NumberSpan, measures: Measures): { unit: Unit; end: number } | null {
  if (number.kind === "fraction") return { unit: fractionUnit, end: number.end };
  const at = skipBlanks(text, number.end);
  const found = measures.units.at(text, at);
  if (found === null) return null;
  const end = at + found.word.length;
  const { not, only } = found.value;
  const next = text[end] ?? "\n";
  if (not.includes(next) || (only !== null && !only.includes(next))) return null;
  if (isLatin(text, end - 1) && (isLatin(text, end) || /\d/.test(next))) return null;
  return { unit: found.value, end };
}

const fractionUnit: Unit = {
  kind: "measure",
  name: "%",
  dimension: "percent",
  factor: null,
  si: null,
  business: null,
  currency: null,
  not: "",
  only: null,
};

function usable(text: string, number: NumberSpan): boolean {
  if (number.kind === "code" || number.kind === "digits" || number.ordinal || number.padded) return false;
  return (
    !isLatin(text, number.start - 1) || /(?:RMB|CNY|USD|HKD|EUR|TWD|NTD|MOP|JPY|GBP)$/.test(text.slice(number.start - 3, number.start))
  );
}

function readItem(
  text: string,
  numbers: readonly NumberSpan[],
  index: number,
  cells: ReadonlyMap<number, CellUnit>,
  measures: Measures,
): Item | null {
  const first = numbers[index];
  if (first === undefined || !usable(text, first)) return null;
  const unit = unitAfter(text, first, measures);
  const cell = unit === null ? cells.get(first.start) : undefined;
  if (cell !== undefined) return { first, second: null, end: first.end, small: null, unit: cell.unit, magnitude: cell.magnitude };
  const end = unit?.end ?? first.end;
  const second = numbers[index + 1];
  if (second !== undefined && usable(text, second) && !first.more && isRange(text, end, second.start)) {
    const other = unitAfter(text, second, measures);
    const range = {
      first,
      second,
      end: other?.end ?? second.end,
      small: null,
      unit: other?.unit ?? unit?.unit ?? null,
      magnitude: second.magnitude,
    };
    if (other !== null && (unit === null || unit.unit.name === other.unit.name)) return range;
    if (other === null && unit === null) return range;
    // 5亿元至10亿: the second leaves its unit out
    if (other === null && unit !== null && unit.unit.kind === "money" && second.magnitude > 0) return range;
  }
  const small = unit?.unit.kind === "money" ? smallMoney(text, numbers, index + 1, end) : null;
  return { first, second: null, end: small?.end ?? end, small, unit: unit?.unit ?? null, magnitude: first.magnitude };
}

interface Small {
  readonly value: Decimal;
  readonly end: number;
  readonly count: number;
}

/** 6角7分 after 5元. */
function smallMoney(text: string, numbers: readonly NumberSpan[], index: number, end: number): Small | null {
  let value = zero;
  let at = end;
  let count = 0;
  for (const [signs, power] of [
    ["角毛", -1],
    ["分仙", -2],
  ] as const) {
    const number = numbers[index + count];
    if (number === undefined || number.start !== at || !signs.includes(text[number.end] ?? " ")) continue;
    value = add(value, shift(number.low, power));
    at = number.end + 1;
    count++;
  }
  return count === 0 ? null : { value, end: text[at] === "钱" ? at + 1 : at, count };
}

/** Whether a range sign joins what ends at `end` to the number at `start`. */
function isRange(text: string, end: number, start: number): boolean {
  if (start <= end || start - end > 4) return false;
  return /^\s{0,1}(?:-|–|—|――|——|～|~|∼|－|至|到)\s{0,1}$/.test(text.slice(end, start));
}

/** Whether 、 or 和 joins an item without a unit to the next number. */
function isListed(text: string, item: Item, next: NumberSpan): boolean {
  const between = text.slice(item.end, next.start);
  if (between !== "、" && between !== "和" && between !== "及" && between !== "," && between !== "，" && between !== "或") return false;
  // 1、5家: the number of a list at the beginning of a line, but 3、5、8家
  if (between === "、" && isLineStart(text, item.first.start) && text[next.end] !== "、") return false;
  return between === "、" || item.first.kind === "arabic" || next.kind !== "arabic";
}

function isLineStart(text: string, at: number): boolean {
  let start = at;
  while (text[start - 1] === " " || text[start - 1] === "\u3000" || text[start - 1] === "(" || text[start - 1] === "（") start--;
  return start === 0 || text[start - 1] === "\n";
}

/** The unit and the magnitude of a list's last number are those of all: 3、5、8家, 30、50、100万元. */
function share(items: Item[]): void {
  const last = items.at(-1);
  if (last === undefined || last.unit === null) return;
  for (const item of items) {
    item.unit ??= last.unit;
    if (item.magnitude === 0) item.magnitude = last.magnitude;
  }
}

function toAmount(text: string, item: Item, headAt: number, measures: Measures): Amount {
  const { first, second, unit, end } = item;
  const factor = unit?.factor === null || unit === null ? null : decimal(unit.factor);
  const negative = isNegative(text, first.start, unit);
  const scale = (value: Decimal) => signed(factor === null ? value : multiply(value, factor), negative);
  const numberEnd = second?.end ?? first.end;
  const from = negative ? first.start - 1 : first.start;
  const sign = currencyBefore(text, from, measures);
  const before = boundBefore(text, sign?.at ?? from, measures);
  const after = boundAfter(text, end, measures);
  const start = before?.at ?? sign?.at ?? from;
  const shared = item.magnitude > first.magnitude && first.magnitude === 0 && !first.padded ? item.magnitude : 0;
  let low = scale(shift(first.low, shared));
  const common = {
    start,
    end: after?.at ?? end,
    numberStart: first.start,
    numberEnd,
    unitEnd: end,
    headAt,
    unit,
    currency: sign?.currency ?? null,
    kind: first.kind,
    magnitude: item.magnitude > 0,
  };
  if (second !== null) {
    const high = scale(second.high);
    // 5000-1万元: the lower end does not share the magnitude
    const min = compare(low, high) <= 0 ? low : scale(first.low);
    return { ...common, bound: "range", value: null, min, max: high };
  }
  if (item.small !== null) low = add(low, item.small.value);
  const high = item.small === null ? scale(shift(first.high, shared)) : low;
  if (first.kind === "pair") return { ...common, bound: "range", value: null, min: low, max: high };
  if (first.kind === "some") return { ...common, bound: "over", value: null, min: low, max: null };
  const bound = before?.bound ?? (first.more ? "over" : first.about ? "about" : (after?.bound ?? "exact"));
  return { ...common, bound, value: low, ...limits(bound, low) };
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
