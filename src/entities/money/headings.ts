import type { Span } from "../../text/offset-map.js";
import type { Doc } from "../doc.js";
import { type Kind, type KindWord, kindWordsIn } from "./passages.js";

/** How many lines above a sum are looked at for the heading that holds it, and how long one may be. */
const linesAbove = 12;
const longest = 48;
const longestLead = 160;

/** What the heading above a line says of the sums in it: 三、贷款贴息, 对下列企业给予一次性奖励：. `at` is where the line begins. */
export function headingWord(doc: Doc, at: number): Kind | null {
  const { text } = doc;
  let end = text.lastIndexOf("\n", at - 1);
  for (let count = 0; count < linesAbove && end > 0; count++) {
    const start = text.lastIndexOf("\n", end - 1) + 1;
    if (isHeading(text, start, end)) {
      const word = mainWord(doc, start, end);
      if (word !== null) return { kind: word.kind, word: { start: word.start, end: word.end } };
    }
    end = start - 1;
  }
  return null;
}

function isHeading(text: string, start: number, end: number): boolean {
  let last = end - 1;
  while (last > start && text[last] === " ") last--;
  const length = last + 1 - start;
  if (length < 2 || length > longestLead || text.slice(start, end).includes("\t")) return false;
  if (text[last] === "：" || text[last] === ":") return true;
  return length <= longest && !"。；;，、！".includes(text[last] ?? " ");
}

/** The last word of a heading that names what is given, else its last word. */
function mainWord(doc: Doc, start: number, end: number): KindWord | null {
  const words = kindWordsIn(doc, doc.text, start, end);
  const { given } = doc.dictionary.instruments;
  return words.findLast(({ kind }) => given.has(kind) || kind === "fine") ?? words.at(-1) ?? null;
}

/** A cell farther from the beginning of its row has no header. */
const longestRow = 800;

/** The word in the header of the column in which a cell stands: 拟补助金额. */
export function headerWord(doc: Doc, at: number): Kind | null {
  const cell = headerAt(doc, at);
  const word = cell && kindWordsIn(doc, doc.text, cell.start, cell.end).at(-1);
  return word ? { kind: word.kind, word: { start: word.start, end: word.end } } : null;
}

/** The header of the column in which a cell stands; null where there is none. */
export function headerAt(doc: Doc, at: number): Span | null {
  const { text } = doc;
  const floor = Math.max(0, at - longestRow);
  const start = floor + text.slice(floor, at).lastIndexOf("\n") + 1;
  const before = text.slice(start, at);
  const column = before.split("\t").length - 1;
  const header = doc.part(tableHeads).get(start);
  if (header === undefined) return null;
  let cell = header.start;
  for (let index = 0; index < column; index++) {
    cell = text.indexOf("\t", cell) + 1;
    if (cell === 0 || cell > header.end) return null;
  }
  const close = text.indexOf("\t", cell);
  return { start: cell, end: close < 0 || close > header.end ? header.end : close };
}

/** The first row of the table of each row, by the offset where the row begins. */
function tableHeads({ text }: Doc): ReadonlyMap<number, { start: number; end: number }> {
  const heads = new Map<number, { start: number; end: number }>();
  let head: { start: number; end: number } | null = null;
  let tab = text.indexOf("\t");
  for (let start = 0; start < text.length; ) {
    const close = text.indexOf("\n", start);
    const end = close < 0 ? text.length : close;
    if (tab >= 0 && tab < start) tab = text.indexOf("\t", start);
    if (tab >= 0 && tab < end) {
      head ??= { start, end };
      heads.set(start, head);
    } else if (end > start) head = null;
    start = end + 1;
    // nothing but prose behind: no more rows
    if (tab < 0) break;
  }
  return heads;
}
