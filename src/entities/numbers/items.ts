import type { Measures, Unit } from "../../dictionary/values/measures.js";
import { isLatin, skipBlanks } from "./characters.js";
import { add, compare, type Decimal, shift, zero } from "./decimal.js";
import type { NumberSpan } from "./read.js";
import type { CellUnit } from "./tables.js";

/** A number or a range with its unit, as it stands in a list. */
export interface Item {
  readonly first: NumberSpan;
  readonly second: NumberSpan | null;
  readonly end: number;
  /** 角 and 分 after 元 */
  readonly small: Small | null;
  unit: Unit | null;
  magnitude: number;
}

function usable(text: string, number: NumberSpan): boolean {
  if (number.kind === "code" || number.kind === "digits" || number.ordinal || number.padded) return false;
  return (
    !isLatin(text, number.start - 1) || /(?:RMB|CNY|USD|HKD|EUR|TWD|NTD|MOP|JPY|GBP)$/.test(text.slice(number.start - 3, number.start))
  );
}

/** The number at `index`, with the next one where both are a range. Null where none is that may be an amount. */
export function readItem(
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
  const mayJoin = second !== undefined && usable(text, second) && ascends(first, second) && isJoined(text, end, second, measures);
  if (mayJoin && !(unit !== null && isChange(text, first, unit))) {
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
  // 十块三毛: 块 counts pieces but for the coins after it
  const ofMoney = unit !== null && (unit.unit.kind === "money" || unit.unit.name === "块");
  const small = ofMoney
    ? smallMoney(text, numbers, index + 1, end)
    : text[end - 1] === "成"
      ? smallTenths(text, numbers[index + 1], end)
      : null;
  const said = small !== null && ofMoney && unit.unit.kind !== "money" ? (measures.units.at("元", 0)?.value ?? null) : unit?.unit;
  return { first, second: null, end: small?.end ?? end, small, unit: said ?? null, magnitude: first.magnitude };
}

const changes =
  /(?:增加|减少|上升|下跌|下降|提高|增长|回落|攀升|上调|下调|调升|调低|上涨|回升|净增|升|跌|增|减)了?(?:约|近|逾|超过?)?[ ]?$/;

/** 增加12间至1,234间: by how much, and to what it came; a percentage so said is a range (下降5%至10%). */
function isChange(text: string, first: NumberSpan, { unit, end }: { unit: Unit; end: number }): boolean {
  if (unit.dimension === "percent" || !/^[ ]?[至到]/.test(text.slice(end, end + 2))) return false;
  return changes.test(text.slice(Math.max(0, first.start - 8), first.start));
}

/** A range goes up, its lower end open at most by the magnitude that it shares. */
function ascends(first: NumberSpan, second: NumberSpan): boolean {
  return !first.more && compare(first.low, second.high) <= 0;
}

export interface Small {
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

/** 半 or 六 after 三成, as percentages. */
function smallTenths(text: string, next: NumberSpan | undefined, end: number): Small | null {
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
export function isListed(text: string, item: Item, next: NumberSpan): boolean {
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
export function share(items: Item[]): void {
  const last = items.at(-1);
  if (last === undefined || last.unit === null) return;
  for (const item of items) {
    item.unit ??= last.unit;
    if (item.magnitude === 0) item.magnitude = last.magnitude;
  }
}

/** The unit after a number, or null. */
function unitAfter(text: string, number: NumberSpan, measures: Measures): { unit: Unit; end: number } | null {
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
