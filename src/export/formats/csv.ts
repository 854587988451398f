import type { Cell, Column } from "../columns.js";

export interface CsvOptions {
  /** begin with a byte order mark: spreadsheets then read UTF-8 */
  readonly bom?: boolean;
  /** leave the row of names out: the file goes on behind another one */
  readonly continued?: boolean;
}

/** Rows as CSV (RFC 4180). No cell of text is run as a formula: what begins like one gets an apostrophe before it. */
export async function* csv<Row>(
  rows: AsyncIterable<Row>,
  columns: readonly Column<Row>[],
  options: CsvOptions = {},
): AsyncGenerator<string> {
  if (!options.continued) yield `${options.bom ? "\ufeff" : ""}${columns.map(({ name }) => name).join(",")}\r\n`;
  for await (const row of rows) yield `${columns.map((column) => cell(column.value(row))).join(",")}\r\n`;
}

/** What spreadsheets take for a formula, also behind spaces and in full width. */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/;

function cell(value: Cell | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
