import { formatValue } from "hucre";
import { readXlsx as readWorkbook } from "hucre/xlsx";

/**
 * hucre reads xlsx because it alone of the kept readers (read-excel-file, exceljs, SheetJS) has limits of its own: on what an
 * entry inflates to, on coordinates and on the rectangle that a sheet spans, so that two cells far apart cost nothing. It
 * has no dependencies and formats values as the sheet shows them. MIT.
 */

type Sheet = Awaited<ReturnType<typeof readWorkbook>>["sheets"][number];

/**
 * The rows of every visible sheet as lines, cells joined by one tab, as a reader sees their values; the sheet's name above
 * where there are several.
 * @throws whatever the parser throws on a broken file
 */
export async function readXlsx(bytes: Uint8Array): Promise<string[]> {
  const { sheets } = await readWorkbook(bytes, { readStyles: true, sheets: ({ hidden, veryHidden }) => !hidden && !veryHidden });
  const filled = sheets.map((sheet) => ({ name: sheet.name, rows: rowsOf(sheet) })).filter(({ rows }) => rows.length > 0);
  return filled.flatMap(({ name, rows }) => (filled.length > 1 ? [name, ...rows] : rows));
}

function rowsOf(sheet: Sheet): string[] {
  const rows: string[] = [];
  sheet.rows.forEach((row, r) => {
    const cells = row.map((value, c) => shown(value, sheet.cells?.get(`${r},${c}`)?.style?.numFmt));
    const line = cells.join("\t").trimEnd();
    if (line.trim() !== "") rows.push(line);
  });
  return rows;
}

/** A cell's value as the sheet shows it; on one line. */
function shown(value: Sheet["rows"][number][number], format: string | undefined): string {
  if (value === null) return "";
  if (value instanceof Date) return formatValue(value, format ?? "yyyy-mm-dd");
  if (typeof value === "number") return formatValue(value, format ?? "General");
  return String(value).replace(/\s+/g, " ").trim();
}
