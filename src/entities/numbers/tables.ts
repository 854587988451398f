import type { AmountLists } from "../../dictionary/values/amount-words.js";
import type { Measures, Unit } from "../../dictionary/values/measures.js";
import { oneOf } from "../../lexicon/alternation.js";
import type { Doc } from "../doc.js";
import { classAt, MAGNITUDE, UNIT, valueAt } from "./characters.js";

/** What a table's header gives to the numbers in a cell: their unit, and the power of ten before it (万元: 4). */
export interface CellUnit {
  readonly unit: Unit;
  readonly magnitude: number;
  /** what the column is headed with, without its brackets; empty where it has no header */
  readonly column?: string;
}

const none: ReadonlyMap<number, CellUnit> = new Map();
const numeric = /^[ \u00a0\u3000]*[-−]?(\d[\d,]*(?:\.\d+)?)[ \u00a0\u3000]*$/;
/** 投资额（万元）, 增速(%), 金额/万元 */
const bracketed = /[(（/](?:单位[:：]?)?[ ]?([^()（）/]{1,8})[)）]?[ ]*$/;
const stated = /单位[:：][ ]?([\p{Script=Han}%％、，,/ ]{1,20})/u;
/** a column that holds the unit of each row */
const unitColumn = /^(?:计量)?单位$/;

function columnPatterns({ columns }: AmountLists) {
  return {
    /** columns that a unit stated for the whole table does not reach: years, numbers of something but not of money */
    plain: new RegExp(`${oneOf(columns.plain)}|${oneOf(columns.plainEndings)}$|(?<!${oneOf(columns.money)})数$`),
    /** columns of rates, whatever the unit of the row or the table */
    rates: new RegExp(`${oneOf(columns.rates)}|率$`),
  };
}

/**
 * The units that headers give to cells that hold only a number, by the offset of its first digit. Rows are lines whose
 * cells are joined by tabs; a unit stands in the column's header, in the row's first cell or its column 单位, or in a line
 * 单位：万元 above.
 */
export function cellUnitsOf(doc: Doc): ReadonlyMap<number, CellUnit> {
  return doc.part(cellUnits);
}

function cellUnits({ text, dictionary }: Doc): ReadonlyMap<number, CellUnit> {
  if (!text.includes("\t")) return none;
  const { measures, amountWords } = dictionary;
  const patterns = amountWords.compiled(columnPatterns);
  const units = new Map<number, CellUnit>();
  let table: TableHeader | null = null;
  let above: StatedUnits = nothing;
  let start = 0;
  while (start <= text.length) {
    const close = text.indexOf("\n", start);
    const end = close < 0 ? text.length : close;
    const line = text.slice(start, end);
    const whole = stated.exec(line);
    if (whole !== null) above = readStatedUnits(whole[1] ?? "", measures);
    if (line.includes("\t")) {
      const cells = line.split("\t");
      table ??= { columns: [], names: [] };
      if (cells.some((cell) => numeric.test(cell))) readRow(cells, start, { table, above, patterns, measures, units });
      else readHeader(cells, table, measures);
    } else if (line.trim() !== "") {
      if (table !== null && whole === null) above = nothing;
      table = null;
    }
    start = end + 1;
  }
  return units;
}

/** What the header lines give for each column. */
interface TableHeader {
  readonly columns: (CellUnit | null)[];
  readonly names: string[];
}

/** The unit of a whole table, and that of its columns of rates. */
interface StatedUnits {
  readonly amounts: CellUnit | null;
  readonly rates: CellUnit | null;
}

const nothing: StatedUnits = { amounts: null, rates: null };

/** 单位：万元、% */
function readStatedUnits(written: string, measures: Measures): StatedUnits {
  const units = written.split(/[、，,/ ]/).flatMap((word) => readUnit(word, measures) ?? []);
  return {
    amounts: units.find(({ unit }) => unit.dimension !== "percent") ?? null,
    rates: units.find(({ unit }) => unit.dimension === "percent") ?? null,
  };
}

function readHeader(cells: readonly string[], { columns, names }: TableHeader, measures: Measures): void {
  for (const [column, cell] of cells.entries()) {
    columns[column] = bracketedUnit(cell, measures) ?? columns[column] ?? null;
    names[column] = `${names[column] ?? ""}${cell.trim()}`;
  }
}

function bracketedUnit(cell: string, measures: Measures): CellUnit | null {
  const written = bracketed.exec(cell);
  return written && readUnit(written[1] ?? "", measures);
}

interface RowContext {
  readonly table: TableHeader;
  readonly above: StatedUnits;
  readonly patterns: ReturnType<typeof columnPatterns>;
  readonly measures: Measures;
  readonly units: Map<number, CellUnit>;
}

function readRow(cells: readonly string[], start: number, context: RowContext): void {
  const { table, patterns, measures, units } = context;
  const own = table.names.findIndex((name) => unitColumn.test(name));
  const ofRow = bracketedUnit(cells[0] ?? "", measures) ?? (own < 0 ? null : readUnit(cells[own] ?? "", measures));
  let at = start;
  for (const [column, cell] of cells.entries()) {
    const found = numeric.exec(cell);
    if (found !== null) {
      const name = (table.names[column] ?? "").replace(/[(（].*$/, "");
      // a row's unit in its first cell is not that of its rates
      const row = own < 0 && patterns.rates.test(name) ? null : ofRow;
      const unit = table.columns[column] ?? row ?? (column === 0 ? null : unitAbove(name, context));
      if (unit) units.set(at + cell.indexOf(found[1] ?? ""), { ...unit, column: name });
    }
    at += cell.length + 1;
  }
}

/** The unit stated for the whole table, where it reaches a column of this name. */
function unitAbove(name: string, { above, patterns }: RowContext): CellUnit | null {
  if (name === "") return null;
  if (patterns.rates.test(name)) return above.rates;
  return patterns.plain.test(name) ? null : above.amounts;
}

/** 万元 → 元 and 4. Null where it is no unit. */
function readUnit(written: string, measures: Measures): CellUnit | null {
  let at = 0;
  let magnitude = 0;
  const word = written.trim();
  // 新台币千元
  const currency = measures.currencies.at(word, 0);
  if (currency !== null && currency.word.length > 1 && currency.word.length < word.length) {
    const rest = readUnit(word.slice(currency.word.length), measures);
    return rest?.unit.kind === "money" ? { ...rest, unit: { ...rest.unit, currency: currency.value } } : null;
  }
  if (measures.units.at(word, 0)?.word === word) return cell(word, 0, 0, measures);
  while (classAt(word, at) === MAGNITUDE || classAt(word, at) === UNIT) magnitude += valueAt(word, at++);
  return cell(word, at, magnitude, measures);
}

function cell(word: string, at: number, magnitude: number, measures: Measures): CellUnit | null {
  const found = measures.units.at(word, at);
  return found !== null && at + found.word.length === word.length ? { unit: found.value, magnitude } : null;
}
