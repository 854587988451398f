import type { AmountLists } from "../../dictionary/values/amount-words.js";
import type { Measures, Unit } from "../../dictionary/values/measures.js";
import { oneOf } from "../../lexicon/alternation.js";
import { isLatin, skipBlanks } from "./characters.js";
import { add, compare, type Decimal, shift, zero } from "./decimal.js";
import type { NumberSpan } from "./read.js";
import type { CellUnit } from "./tables.js";

/** A number or a range with its unit, as it stands in a list. */
export interface AmountItem {
  readonly first: NumberSpan;
  readonly second: NumberSpan | null;
  readonly end: number;
  /** 角 and 分 after 元 */
  readonly small: SmallAmount | null;
  unit: Unit | null;
  magnitude: number;
}

function usable(text: string, number: NumberSpan): boolean {
  if (number.kind === "code" || number.kind === "digits" || number.ordinal || number.padded) return false;
  return (
    !isLatin(text, number.start - 1) || /(?:RMB|CNY|USD|HKD|EUR|TWD|NTD|MOP|JPY|GBP)$/.test(text.slice(number.start - 3, number.start))
  );
}

/** What items are read from: a text with its numbers, the units that its tables give to cells, and the words around numbers. */
export interface ItemSource {
  readonly text: string;
  readonly numbers: readonly NumberSpan[];
  readonly cells: ReadonlyMap<number, CellUnit>;
  readonly measures: Measures;
  /** matches what precedes the size of a change */
  readonly change: RegExp;
}

interface UnitSpan {
  readonly unit: Unit;
  readonly end: number;
}

/** The number at `index`, with the next one where both are a range. Null where there is none that may be an amount. */
export function readItem(source: ItemSource, index: number): AmountItem | null {
  const { text, numbers, cells, measures } = source;
  const first = numbers[index];
  if (first === undefined || !usable(text, first)) return null;
  const unit = unitAfter(text, first, measures);
  const cell = unit === null ? cells.get(first.start) : undefined;
  if (cell !== undefined) return { first, second: null, end: first.end, small: null, unit: cell.unit, magnitude: cell.magnitude };
  return readRange(source, first, numbers[index + 1], unit) ?? readSingle(source, index, first, unit);
}

/** The range that two numbers make: 100-200万元, 5亿元至10亿. */
function readRange(
  { text, measures, change }: ItemSource,
  first: NumberSpan,
  second: NumberSpan | undefined,
  unit: UnitSpan | null,
): AmountItem | null {
  if (second === undefined || !usable(text, second) || !ascends(first, second)) return null;
  if (!isJoined(text, unit?.end ?? first.end, second, measures) || (unit !== null && isChange(text, first, unit, change))) return null;
  const other = unitAfter(text, second, measures);
  if (!sharesUnit(unit, other, second)) return null;
  return {
    first,
    second,
    end: other?.end ?? second.end,
    small: null,
    unit: other?.unit ?? unit?.unit ?? null,
    magnitude: second.magnitude,
  };
}

function sharesUnit(unit: UnitSpan | null, other: UnitSpan | null, second: NumberSpan): boolean {
  if (unit === null) return true;
  if (other !== null) return unit.unit.name === other.unit.name;
  // 5亿元至10亿: the second leaves its unit out
  return unit.unit.kind === "money" && second.magnitude > 0;
}

function readSingle({ text, numbers, measures }: ItemSource, index: number, first: NumberSpan, unit: UnitSpan | null): AmountItem {
  const end = unit?.end ?? first.end;
  const { magnitude } = first;
  // 十块三毛: 块 counts pieces but for the coins after it
  if (unit !== null && (unit.unit.kind === "money" || unit.unit.name === "块")) {
    const small = smallMoney(text, numbers, index + 1, end);
    const yuan = small !== null && unit.unit.kind !== "money" ? (measures.units.at("元", 0)?.value ?? null) : unit.unit;
    return { first, second: null, end: small?.end ?? end, small, unit: yuan, magnitude };
  }
  const small = text[end - 1] === "成" ? smallTenths(text, numbers[index + 1], end) : null;
  return { first, second: null, end: small?.end ?? end, small, unit: unit?.unit ?? null, magnitude };
}

/** Matches what precedes the size of a change: 增加了约. */
export function changePattern({ changes: { verbs, bounds } }: AmountLists): RegExp {
  return new RegExp(`${oneOf(verbs)}了?${oneOf(bounds)}?[ ]?$`);
}

/** 增加12间至1,234间: by how much, and what it came to; a percentage in this form is a range (下降5%至10%). */
function isChange(text: string, first: NumberSpan, { unit, end }: UnitSpan, change: RegExp): boolean {
  if (unit.dimension === "percent" || !/^[ ]?[至到]/.test(text.slice(end, end + 2))) return false;
  return change.test(text.slice(Math.max(0, first.start - 8), first.start));
}

/** A range goes up, its lower end open at most by the magnitude that it shares. */
function ascends(first: NumberSpan, second: NumberSpan): boolean {
  return !first.more && compare(first.low, second.high) <= 0;
}

interface SmallAmount {
  readonly value: Decimal;
  readonly end: number;
  readonly count: number;
}

/** 6角7分 after 5元. */
function smallMoney(text: string, numbers: readonly NumberSpan[], index: number, end: number): SmallAmount | null {
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

/** 半 or 六 after 三成, as percentages. */
function smallTenths(text: string, next: NumberSpan | undefined, end: number): SmallAmount | null {
  if (text[end] === "半") return { value: { digits: 5n, exponent: 0 }, end: end + 1, count: 0 };
  // 九成五, and in Taiwan 9成5
  const single = next !== undefined && next.start === end && next.end === end + 1 && compare(next.low, ten) < 0;
  const digit = single && (next.kind === "han" || (next.kind === "arabic" && !/[家户个人名万亿元年月%％]/.test(text[next.end] ?? " ")));
  return digit ? { value: next.low, end: next.end, count: 1 } : null;
}

const ten: Decimal = { digits: 10n, exponent: 0 };

/** Whether a range sign joins what ends at `end` to the number at `start`. */
function isJoined(text: string, end: number, second: NumberSpan, measures: Measures): boolean {
  if (isRange(text, end, second.start)) return true;
  // 20%和30%之间
  if (!/^[ ]?[和与][ ]?$/.test(text.slice(end, second.start))) return false;
  return /^之?间(?!接|隔|断)/.test(text.slice(unitAfter(text, second, measures)?.end ?? second.end, second.end + 12));
}

function isRange(text: string, end: number, start: number): boolean {
  if (start <= end || start - end > 6) return false;
  return /^(?:[(（]不?含[)）])?\s?(?:--|――|——|-|–|—|―|～|~|∼|－|至|到)\s?$/.test(text.slice(end, start));
}

/** Whether 、 or 和 joins an item without a unit to the next number. */
export function isListed(text: string, item: AmountItem, next: NumberSpan): boolean {
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
export function share(items: AmountItem[]): void {
  const last = items.at(-1);
  if (last === undefined || last.unit === null) return;
  for (const item of items) {
    item.unit ??= last.unit;
    if (item.magnitude === 0) item.magnitude = last.magnitude;
  }
}

/** The unit after a number, or null. */
function unitAfter(text: string, number: NumberSpan, measures: Measures): UnitSpan | null {
  if (number.kind === "fraction") return { unit: fractionUnit, end: number.end };
  const at = skipBlanks(text, number.end);
  const found = measures.units.at(text, at);
  if (found === null) return null;
  // 7.2 本预案: the number of a section
  if (at > number.end && found.value.kind === "counter" && isLineStart(text, number.start)) return null;
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
