import { compoundStream } from "./compound.js";

/** The format codes of a sheet's numbers by `row,column`, from 0. */
export type CellFormats = ReadonlyMap<string, string>;

// records of MS-XLS 2.3
const record = { endOfFile: 0x000a, format: 0x041e, xf: 0x00e0, sheet: 0x0085, number: 0x0203, rk: 0x027e, rks: 0x00bd, formula: 0x0006 };
const ofOneCell: ReadonlySet<number> = new Set([record.number, record.rk, record.formula]);
/** Codes of formats that every workbook has without saying so (ECMA-376 18.8.30); others of dates are the reader's own. */
const builtIn: Readonly<Record<number, string>> = {
  1: "0",
  2: "0.00",
  3: "#,##0",
  4: "#,##0.00",
  9: "0%",
  10: "0.00%",
  11: "0.00E+00",
  37: "#,##0;-#,##0",
  38: "#,##0;-#,##0",
  39: "#,##0.00;-#,##0.00",
  40: "#,##0.00;-#,##0.00",
};

/** A record of the stream: what it is, and its data. */
interface BiffRecord {
  readonly id: number;
  readonly at: number;
  readonly data: Buffer;
}

/**
 * The formats of the numbers in an xls, which the reader of sheets gives bare: 0.125 for 12.5%. Linear in the file.
 * @returns by the name of the sheet; what the file does not say is left out
 * @throws whatever the container's parser throws on a broken file
 */
export async function xlsFormats(bytes: Uint8Array): Promise<ReadonlyMap<string, CellFormats>> {
  const records = recordsOf(await compoundStream(bytes, ["Workbook", "Book"]));
  const first = new Map(records.map(({ at }, index) => [at, index]));
  const codes = new Map<number, string>(Object.entries(builtIn).map(([id, code]) => [Number(id), code]));
  const formats: number[] = [];
  const sheets: { name: string; from: number }[] = [];
  for (const { id, data } of records) {
    if (id === record.endOfFile) break;
    if (id === record.format && data.length > 5) codes.set(data.readUInt16LE(0), textAt(data, 2, 2));
    else if (id === record.xf && data.length > 3) formats.push(data.readUInt16LE(2));
    else if (id === record.sheet && data.length > 8) sheets.push({ name: textAt(data, 6, 1), from: first.get(data.readUInt32LE(0)) ?? -1 });
  }
  const codeOf = (xf: number): string | undefined => codes.get(formats[xf] ?? -1);
  return new Map(sheets.filter(({ from }) => from >= 0).map(({ name, from }) => [name, cellsOf(records, from, codeOf)]));
}

function recordsOf(book: Buffer): BiffRecord[] {
  const records: BiffRecord[] = [];
  for (let at = 0; at + 4 <= book.length; ) {
    const length = book.readUInt16LE(at + 2);
    const id = book.readUInt16LE(at);
    if (id === 0 && length === 0) break;
    records.push({ id, at, data: book.subarray(at + 4, at + 4 + length) });
    at += 4 + length;
  }
  return records;
}

function cellsOf(records: readonly BiffRecord[], from: number, codeOf: (xf: number) => string | undefined): CellFormats {
  const cells = new Map<string, string>();
  const put = (row: number, column: number, xf: number) => {
    const code = codeOf(xf);
    if (code !== undefined && code !== "General") cells.set(`${row},${column}`, code);
  };
  for (let index = from + 1; index < records.length; index++) {
    const { id, data } = records[index] as BiffRecord;
    if (id === record.endOfFile) break;
    if (ofOneCell.has(id) && data.length >= 6) put(data.readUInt16LE(0), data.readUInt16LE(2), data.readUInt16LE(4));
    if (id !== record.rks || data.length < 6) continue;
    for (let cell = 0; 4 + cell * 6 + 8 <= data.length; cell++) {
      put(data.readUInt16LE(0), data.readUInt16LE(2) + cell, data.readUInt16LE(4 + cell * 6));
    }
  }
  return cells;
}

/** A string with its length before it, of one byte or two, and a flag that says whether its characters take one byte or two. */
function textAt(data: Buffer, at: number, lengthBytes: 1 | 2): string {
  const length = data.readUIntLE(at, lengthBytes);
  const start = at + lengthBytes + 1;
  const isWide = ((data[at + lengthBytes] ?? 0) & 1) === 1;
  return isWide ? data.toString("utf16le", start, start + 2 * length) : data.toString("latin1", start, start + length);
}
