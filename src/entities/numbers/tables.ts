import type { Measures, Unit } from "../../dictionary/values/measures.js";
import { classAt, MAGNITUDE, UNIT, valueAt } from "./characters.js";

/** What a table's header says of the numbers in a cell: their unit, and the power of ten before it (万元: 4). */
export interface CellUnit {
  readonly unit: Unit;
  readonly magnitude: number;
}

const none: ReadonlyMap<number, CellUnit> = new Map();
const numeric = /^[ \u00a0\u3000]*[-−]?(\d[\d,]*(?:\.\d+)?)[ \u00a0\u3000]*$/;
/** 投资额（万元）, 增速(%), 金额/万元 */
const bracketed = /[(（/](?:单位[:：]?)?[ ]?([^()（）/]{1,8})[)）]?[ ]*$/;
const stated = /单位[:：][ ]?([\p{Script=Han}%％、，,/ ]{1,20})/u;
/** columns that a unit stated for the whole table does not reach */
const plain =
  /序号|编号|代码|年份|年度$|(?<![预决]算|核定|执行|拨付|发生|金额)数$|数量|人数|户数|家数|个数|排名|名次|日期|时间|电话|邮编|面积|长度|里程/;
/** a column that holds the unit of each row */
const unitColumn = /^(?:计量)?单位$/;
/** columns of rates, whatever the unit of the row or the table */
const rates = /比例|占比|比重|增长|增速|增幅|率$/;

/**
 * The units that headers give to cells that hold only a number, by the offset of its first digit. Rows are lines whose
 * cells are joined by tabs; a unit stands in the column's header, in the row's first cell or its column 单位, or in a line
 * 单位：万元 above.
 */
export function cellUnits(text: string, measures: Measures): ReadonlyMap<number, CellUnit> {
  if (!text.includes("\t")) return none;
  const units = new Map<number, CellUnit>();
  let above: Stated = nothing;
  let columns: (CellUnit | null)[] = [];
  let names: string[] = [];
  let inTable = false;
  let start = 0;
  while (start <= text.length) {
    const close = text.indexOf("\n", start);
    const end = close < 0 ? text.length : close;
    const line = text.slice(start, end);
    const whole = stated.exec(line);
    if (whole !== null) above = readStated(whole[1] ?? "", measures);
    if (line.includes("\t")) {
      const cells = line.split("\t");
      if (!inTable) {
        columns = [];
        names = [];
        inTable = true;
      }
      if (cells.some((cell) => numeric.test(cell))) readRow(cells, start, { columns, names, above }, measures, units);
      else readHeader(cells, columns, names, measures);
    } else if (line.trim() !== "") {
      if (inTable) above = whole === null ? nothing : above;
      inTable = false;
    }
    start = end + 1;
  }
  return units;
}

interface Table {
  readonly columns: readonly (CellUnit | null)[];
  readonly names: readonly string[];
  readonly above: Stated;
}

/** The unit of a whole table, and that of its columns of rates. */
interface Stated {
  readonly amounts: CellUnit | null;
  readonly rates: CellUnit | null;
}

const nothing: Stated = { amounts: null, rates: null };

/** 单位：万元、% */
function readStated(said: string, measures: Measures): Stated {
  const units = said.split(/[、，,/ ]/).flatMap((word) => readUnit(word, measures) ?? []);
  return {
    amounts: units.find(({ unit }) => unit.dimension !== "percent") ?? null,
    rates: units.find(({ unit }) => unit.dimension === "percent") ?? null,
  };
}

function readHeader(cells: readonly string[], columns: (CellUnit | null)[], names: string[], measures: Measures): void {
  for (const [column, cell] of cells.entries()) {
    const said = bracketed.exec(cell);
    columns[column] = (said && readUnit(said[1] ?? "", measures)) ?? columns[column] ?? null;
    names[column] = `${names[column] ?? ""}${cell.trim()}`;
  }
}

function readRow(cells: readonly string[], start: number, table: Table, measures: Measures, units: Map<number, CellUnit>): void {
  const first = bracketed.exec(cells[0] ?? "");
  const own = table.names.findIndex((name) => unitColumn.test(name));
  const row = (first && readUnit(first[1] ?? "", measures)) ?? (own < 0 ? null : readUnit(cells[own] ?? "", measures));
  let at = start;
  for (const [column, cell] of cells.entries()) {
    const found = numeric.exec(cell);
    if (found !== null) {
      const name = (table.names[column] ?? "").replace(/[(（].*$/, "");
      const ofRates = rates.test(name);
      const whole = column === 0 || name === "" ? null : ofRates ? table.above.rates : plain.test(name) ? null : table.above.amounts;
      const unit = table.columns[column] ?? (ofRates && own < 0 ? null : row) ?? whole;
      if (unit) units.set(at + cell.indexOf(found[1] ?? ""), unit);
    }
    at += cell.length + 1;
  }
}

/** 万元 → 元 and 4. Null where it is no unit. */
function readUnit(said: string, measures: Measures): CellUnit | null {
  let at = 0;
  let magnitude = 0;
  const word = said.trim();
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
