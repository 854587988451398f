import { parseCsv } from "hucre/csv";
import { type FileLine, onOneLine } from "./line.js";
import { rowOf } from "./sheets.js";

/** The records of a decoded CSV as rows. */
export function readCsv(text: string, delimiter: string): FileLine[] {
  return parseCsv(text, { delimiter }).flatMap((record) => {
    const line = rowOf(record.map((cell) => (cell === null ? "" : onOneLine(String(cell)))));
    return line === null ? [] : [line];
  });
}
