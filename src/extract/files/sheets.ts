import { formatValue } from "hucre";
import { readXls, readXlsx } from "hucre/xlsx";
import { type FileLine, onOneLine } from "./line.js";
import { type CellFormats, xlsFormats } from "./xls-formats.js";

/**
 * hucre reads sheets because it alone of the kept readers (read-excel-file, exceljs, SheetJS) has limits of its own: on what an
 * entry inflates to, on coordinates and on the rectangle that a sheet spans, so that two cells far apart cost nothing. It
 * has no dependencies and formats values as the sheet shows them. MIT.
 */

type Sheet = Awaited<ReturnType<typeof readXlsx>>["sheets"][number];

/**
 * The rows of every visible sheet as lines, cells joined by one tab, as a reader sees their values: a merged cell's text
 * once, at its first place; the sheet's name above where there are several; boxes of text below.
 * @param type of an xls the parser gives bare values, and the formats of its numbers are read beside it
 * @throws whatever the parser throws on a broken file
 */
export async function readSheets(bytes: Uint8Array, type: "xlsx" | "xls"): Promise<FileLine[]> {
  const read = type === "xlsx" ? readXlsx : readXls;
  const { sheets } = await read(bytes, { readStyles: true, sheets: ({ hidden, veryHidden }) => !hidden && !veryHidden });
  const formats = type === "xls" ? await xlsFormats(bytes) : null;
  const visible = sheets.filter(({ name }) => type === "xlsx" || !isHidden(bytes, name));
  const filled = visible
    .map((sheet) => ({ name: sheet.name, rows: rowsOf(sheet, formats?.get(sheet.name)) }))
    .filter(({ rows }) => rows.length > 0);
  return filled.flatMap(({ name, rows }) => (filled.length > 1 ? [{ text: onOneLine(name), kind: "sheet" as const }, ...rows] : rows));
}

function rowsOf(sheet: Sheet, formats: CellFormats | undefined): FileLine[] {
  const covered = coveredCells(sheet);
  const rows: FileLine[] = [];
  sheet.rows.forEach((row, r) => {
    const cells = row.map((value, c) => {
      const at = `${r},${c}`;
      return covered.has(at) ? "" : shown(value, formats?.get(at) ?? sheet.cells?.get(at)?.style?.numFmt);
    });
    const line = rowOf(cells);
    if (line !== null) rows.push(line);
  });
  for (const { text } of sheet.textBoxes ?? []) {
    for (const line of (text ?? "").split("\n")) if (line.trim() !== "") rows.push({ text: onOneLine(line), kind: "text" });
  }
  return rows;
}

/** A row's cells as a line; one that holds a single text is no row of a table. Null where all are empty. */
export function rowOf(cells: readonly string[]): FileLine | null {
  const filled = cells.filter((cell) => cell !== "").length;
  return filled === 0 ? null : { text: cells.join("\t").trimEnd(), kind: filled > 1 ? "row" : "text" };
}

/** The places that a merged cell covers beside its first: some programs leave their old values there. */
function coveredCells({ merges = [], rows }: Sheet): Set<string> {
  const covered = new Set<string>();
  for (const { startRow, startCol, endRow, endCol } of merges) {
    for (let r = startRow; r <= Math.min(endRow, rows.length - 1); r++) {
      const last = Math.min(endCol, (rows[r]?.length ?? 0) - 1);
      for (let c = startCol; c <= last; c++) if (r !== startRow || c !== startCol) covered.add(`${r},${c}`);
    }
  }
  return covered;
}

/** A cell's value as the sheet shows it; on one line. */
function shown(value: Sheet["rows"][number][number], format: string | undefined): string {
  if (value === null) return "";
  if (value instanceof Date) return formatValue(value, format ?? "yyyy-mm-dd");
  if (typeof value === "number") return formatValue(value, format ?? "General");
  return onOneLine(String(value));
}

const boundSheet = 0x0085;

/** Whether an xls hides a sheet, which the parser does not say: by its record BoundSheet8 (MS-XLS 2.4.28), found by the name. */
function isHidden(bytes: Uint8Array, name: string): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const encodings = [Buffer.concat([Buffer.from([name.length, 1]), Buffer.from(name, "utf16le")])];
  if (/^[\x20-\xff]*$/.test(name)) encodings.push(Buffer.concat([Buffer.from([name.length, 0]), Buffer.from(name, "latin1")]));
  return encodings.some((named) => {
    for (let at = file.indexOf(named); at >= 0; at = file.indexOf(named, at + 1)) {
      if (at >= 10 && file.readUInt16LE(at - 10) === boundSheet && file.readUInt16LE(at - 8) === named.length + 6)
        return (file[at - 2] ?? 0) % 4 > 0;
    }
    return false;
  });
}
