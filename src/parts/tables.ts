import type { PartLists, PartWords } from "../dictionary/documents/part-words.js";
import { oneOf } from "../lexicon/alternation.js";
import type { Line } from "./lines.js";
import type { TextRow } from "./part.js";

/** characters of a cell that names a column */
const NAME = 24;
const NUMBER = /^[-+]?[\d,.]+\s?[%％]?$|^\d{4}[-年/.]\d{1,2}/;

function tablePatterns({ unit: { labels, ends }, ordinals }: PartLists) {
  return {
    unit: new RegExp(`${oneOf(labels)}[ \\u3000]?[:：][ \\u3000]?([^\\s，。；、:：)）]{0,6}${oneOf(ends)})(?=$|[\\s)）])`),
    ordinal: new RegExp(`^${oneOf(ordinals)}`),
  };
}

/** The unit that a line beside a table states (单位：万元), null where it states none. */
export function statedUnit(line: string, words: PartWords): string | null {
  return line.length > 80 ? null : (words.compiled(tablePatterns).unit.exec(line)?.[1] ?? null);
}

/** The rows of a table, that which names the columns marked, and its unit where a row states it. */
export function tableRows(lines: readonly Line[], words: PartWords): { rows: readonly TextRow[]; unit: string | null } {
  const header = headerOf(lines, words);
  const rows = lines.map(({ start, end }, i) => ({ textStart: start, textEnd: end, ...(i === header && { header: true as const }) }));
  const unit = lines
    .slice(0, header + 2)
    .map(({ text }) => statedUnit(text, words))
    .find((each) => each !== null);
  return { rows, unit: unit ?? null };
}

/** Which row names the columns: the first with a name in every cell, before rows that hold values; -1 where none does. */
function headerOf(lines: readonly Line[], words: PartWords): number {
  const { ordinal } = words.compiled(tablePatterns);
  const cells = lines.slice(0, 4).map(({ text }) => text.split("\t").map((cell) => cell.trim()));
  const most = Math.max(...cells.map((row) => row.length));
  for (const [i, row] of cells.entries()) {
    if (i + 1 >= lines.length) break;
    if (row.length < most || row.some((cell) => cell.length > NAME || NUMBER.test(cell) || /[。；]/.test(cell))) continue;
    const named = row.filter((cell) => cell !== "").length;
    if (named < 2) continue;
    const below = cells.slice(i + 1);
    return ordinal.test(row[0] as string) || namesColumns(row, below) ? i : -1;
  }
  return -1;
}

/** Whether cells name the columns below them: two stand over numbers, more over anything but pairs of a label and its value. */
function namesColumns(row: readonly string[], below: readonly (readonly string[])[]): boolean {
  if (row.length === 2) return below.length > 0 && below.every((other) => NUMBER.test(other[1] ?? ""));
  const pairs = row.length % 2 === 0 && row.some((cell, i) => i % 2 === 1 && /\d/.test(cell));
  return !pairs;
}
