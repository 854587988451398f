import { isUtf8 } from "node:buffer";

const looked = 65_536;
const mostRecords = 200;
const agreeing = 0.9;
// a title above the table, a note below it
const mostOutside = 3;
const fewestRecords = 2;
// two columns may be chance, a table of labels and values, or running text
const fewestPairs = 4;
const longestPair = 60;
/** full stops at the end of a record, in Latin-1: of UTF-8, of GBK, of Big5 */
const sentence = /(?:\xe3\x80\x82|\xa1\xa3|\xa1\x43)["']?$/;

/**
 * The delimiter of a text that is a table, by its bytes: none of the delimiters is ever part of a character in UTF-8, GBK or
 * Big5 (but `|` in the latter two). Null where the lines do not agree on a number of columns.
 */
export function csvDelimiter(bytes: Uint8Array): string | null {
  const wide = wideCharset(bytes);
  const head = bytes.subarray(0, looked);
  const text = (wide ? new TextDecoder(wide).decode(head) : Buffer.from(head).toString("latin1")).replace(/^\xef\xbb\xbf/, "");
  if (/^\s*[<{[]/.test(text)) return null;
  const candidates = wide !== null || isUtf8(bytes) ? [",", "\t", ";", "|"] : [",", "\t", ";"];
  const isCut = bytes.length > looked;
  let best: { delimiter: string; columns: number } | null = null;
  for (const delimiter of candidates) {
    const columns = columnsOf(text, delimiter, isCut);
    if (columns > (best?.columns ?? 1)) best = { delimiter, columns };
  }
  return best?.delimiter ?? null;
}

function wideCharset([a, b]: Uint8Array): string | null {
  return a === 0xff && b === 0xfe ? "utf-16le" : a === 0xfe && b === 0xff ? "utf-16be" : null;
}

/** How many columns nearly all records have; 0 where they do not agree or read like text. */
function columnsOf(text: string, delimiter: string, isCut: boolean): number {
  const records = recordsOf(text, delimiter);
  if (isCut && records.length < mostRecords) records.pop();
  const filled = records.filter((record) => record.some((cell) => cell.trim() !== ""));
  while (filled.length > 0 && records.length - filled.length < mostOutside && filled[0]?.length === 1) filled.shift();
  for (let outside = 0; outside < mostOutside && filled.at(-1)?.length === 1; outside++) filled.pop();
  if (filled.length < fewestRecords) return 0;
  const counts = new Map<number, number>();
  for (const { length } of filled) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [columns = 0, times = 0] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  if (columns < 2 || times < agreeing * filled.length) return 0;
  if (filled.filter((record) => sentence.test((record.at(-1) ?? "").trim())).length * 2 > filled.length) return 0;
  if (columns > 2) return columns;
  const isTable = delimiter !== "\t" && times === filled.length && times >= fewestPairs;
  return isTable && filled.every((record) => record.every((cell) => cell.length <= longestPair)) ? columns : 0;
}

/** The records at the beginning of a text, by RFC 4180. */
function recordsOf(text: string, delimiter: string): string[][] {
  const records: string[][] = [[]];
  let cell = "";
  let isQuoted = false;
  for (let i = 0; i < text.length && records.length <= mostRecords; i++) {
    const character = text.charAt(i);
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text.charAt(i + 1) === '"') cell += text.charAt(++i);
      else isQuoted = false;
    } else if (character === '"' && cell === "") isQuoted = true;
    else if (character === delimiter || character === "\n" || character === "\r") {
      records.at(-1)?.push(cell);
      cell = "";
      if (character !== delimiter) records.push([]);
    } else cell += character;
  }
  if (cell !== "" || (records.at(-1)?.length ?? 0) > 0) records.at(-1)?.push(cell);
  return records.slice(0, mostRecords);
}
