import { numerals } from "../numerals.js";
import { isHan } from "./layout.js";
import type { FileLine } from "./line.js";
import type { PrintedLine } from "./printed.js";

/** Joins broken lines to paragraphs, across pages as well. */
export function paragraphsOf(pages: readonly (readonly PrintedLine[])[]): FileLine[] {
  const paragraphs: { text: string; readonly first: PrintedLine }[] = [];
  let before: PrintedLine | null = null;
  for (const line of pages.flat()) {
    const last = paragraphs.at(-1);
    if (before !== null && last !== undefined && goesOn(before, line)) last.text = joined(last.text, line.text);
    else paragraphs.push({ text: line.text, first: line });
    before = line;
  }
  return paragraphs.map(({ text, first }) => ({ text, kind: kindOf(text, first), size: first.size, isCentred: isCentred(first) }));
}

// 第一章 总则……3; looked for in so much of a line's end
const longestLeaders = 80;
const leaders = /[.．·…⋯]{4,}\s*[-—]?\s*\d{1,4}\s*[-—]?$/;

const endsInLeaders = (text: string): boolean => leaders.test(text.slice(-longestLeaders));

const kindOf = (text: string, { isRow }: PrintedLine): FileLine["kind"] => (endsInLeaders(text) ? "contents" : isRow ? "row" : "text");

/** Whether a line stands in the middle, away from both margins. */
function isCentred({ x, end, left, right, size }: PrintedLine): boolean {
  const [before, after] = [x - left, right - end];
  return before > 1.5 * size && Math.abs(before - after) < 2 * size;
}

// the lines of a heading are no further apart, in font sizes
const headingGap = 3;

const cell = `[${numerals}\\d]{1,4}`;
/** The label of an item or a heading at the beginning of a line; 第三条第二款 and 1.5亿元 are none. */
const label = new RegExp(
  `^(?:[${numerals}]{1,4}、|[（(]${cell}[)）](?![项款目、和至或])|\\d{1,3}[.．](?![\\d%])|\\d{1,3}[、)）]|第${cell}[章节编条](?![第款项的之和、，或至规])|[①-⑳●■◆•➢]|附件${cell}?[:：\\s]|附件${cell}?$)`,
);
// the beginning of a reference, whose label may stand on the next line
const refers = /[第条款项照据按和与及至、，,（(]$/;

/**
 * A full line continues in the next one, unless that one is indented, of another size, begins with a label or is a table row;
 * a heading continues in the line centred below it.
 */
function goesOn(before: PrintedLine, line: PrintedLine): boolean {
  if (before.isRow || line.isRow || Math.abs(before.size - line.size) > 0.5 || endsInLeaders(before.text)) return false;
  if (label.test(line.text) && !refers.test(before.text)) return false;
  if (before.isHeading && line.isHeading) {
    const below = before.y - line.y;
    return below > 0 && below < headingGap * before.size && Math.abs(before.x + before.end - line.x - line.end) < before.size;
  }
  const isFull = before.right - before.end < 1.5 * before.size && before.end - before.x > before.full;
  if (!isFull || line.x - line.left >= 0.8 * line.size) return false;
  return line.isIndenting || before.isIndenting || !/[。！？.!?]["”’）)]?$/.test(before.text);
}

function joined(before: string, after: string): string {
  return isHan(before.at(-1)) || isHan(after[0]) ? before + after : `${before} ${after}`;
}
