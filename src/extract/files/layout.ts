import { numerals } from "../numerals.js";
import { bandsOf } from "./columns.js";
import { isPageNumber } from "./page-number.js";
import type { Cell, Piece, PrintedLine } from "./printed.js";

// gaps between pieces, in font sizes: between words, between cells of a row, between cells that align with those above
const wordGap = 0.2;
const cellGap = 1.2;
const alignedGap = 0.35;
// between the label of an article and its text: 第一条 为了…
const labelGap = 0.4;
const articleLabel = new RegExp(`^第[${numerals}\\d]{1,5}[编編章节節条條]$`);
// tolerance of that alignment, in points
const aligned = 1.5;
const headingSize = 1.15;
// the first line of a paragraph is indented by two characters
const indent = [1.5, 3] as const;
// a full line has at least this many characters of a column, or this share of the page's width
const fullColumn = 9;
const fullPage = 0.55;

/**
 * The lines of a page from top to bottom, with columns of running text one after the other.
 * @param width of the page, in points
 */
export function pageLines(pieces: readonly Piece[], width: number): PrintedLine[] {
  const rows = rowsOf(pieces);
  const across: PrintedLine[] = [];
  const lines: PrintedLine[] = [];
  for (const { from, end, columns } of bandsOf(rows)) {
    if (columns === null) {
      for (const line of rows.slice(from, end).map(lineOf)) {
        across.push(line);
        lines.push(line);
      }
    } else {
      for (const cells of columns) {
        const column = cells.map((cell) => lineOf([cell]));
        setMargins(column, fullColumn * (column[0]?.size ?? 1));
        lines.push(...column);
      }
    }
  }
  setMargins(across, fullPage * width);
  return lines;
}

function setMargins(lines: readonly PrintedLine[], full: number): void {
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  for (const { x, end, isRow, text } of lines) {
    // page numbers may stand outside the margins
    if (isRow || isPageNumber(text)) continue;
    left = Math.min(left, x);
    right = Math.max(right, end);
  }
  const isIndenting = lines.some(({ x, size, isRow }) => !isRow && x - left > indent[0] * size && x - left < indent[1] * size);
  const sizes = lines.map(({ size }) => size).sort((a, b) => a - b);
  const usual = sizes[sizes.length >> 1] ?? 0;
  for (const line of lines) Object.assign(line, { left, right, full, isIndenting, isHeading: line.size > headingSize * usual });
}

/** Pieces on one baseline, from left to right, joined to cells. */
function rowsOf(pieces: readonly Piece[]): Cell[][] {
  // white space is inferred from the gaps: the parser's own is unreliable
  const sorted = pieces.filter(({ text }) => text.trim() !== "").sort((a, b) => b.y - a.y);
  const baselines: Piece[][] = [];
  for (let i = 0; i < sorted.length; ) {
    const first = sorted[i] as Piece;
    let end = i + 1;
    while (end < sorted.length && first.y - (sorted[end] as Piece).y < first.size / 2) end++;
    baselines.push(sorted.slice(i, end).sort((a, b) => a.x - b.x));
    i = end;
  }
  const starts = baselines.map(startsOf);
  return baselines.map((baseline, i) =>
    cellsOf(
      baseline,
      [...(starts[i - 1] ?? []), ...(starts[i + 1] ?? [])].sort((a, b) => a - b),
    ),
  );
}

/** Where the pieces of a row begin that follow a gap, the first included. */
function startsOf(pieces: readonly Piece[]): number[] {
  const starts: number[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const { x, width, size } of pieces) {
    if (x - end > alignedGap * size) starts.push(x);
    end = x + width;
  }
  return starts;
}

/** @param above where pieces of the neighbouring rows begin, in order: a small gap separates cells if the pieces align */
function cellsOf(pieces: readonly Piece[], above: readonly number[]): Cell[] {
  const cells: Cell[] = [];
  let next = 0;
  for (const { text, x, y, width, size } of pieces) {
    while (next < above.length && (above[next] ?? 0) < x - aligned) next++;
    const isUnder = next < above.length && (above[next] ?? 0) <= x + aligned;
    const last = cells.at(-1);
    const gap = last === undefined ? Number.POSITIVE_INFINITY : x - last.end;
    if (last === undefined || gap > cellGap * size || (isUnder && gap > alignedGap * size))
      cells.push({ text, x, y, end: x + width, size });
    else {
      const isWord = gap > wordGap * size && !isHan(last.text.at(-1)) && !isHan(text[0]);
      const isLabel = gap > labelGap * size && cells.length === 1 && articleLabel.test(last.text);
      last.text += `${isWord || isLabel ? " " : ""}${text}`;
      last.end = Math.max(last.end, x + width);
    }
  }
  return cells;
}

function lineOf(cells: readonly Cell[]): PrintedLine {
  const x = cells[0]?.x ?? 0;
  const end = cells.at(-1)?.end ?? x;
  const text = cells.map((cell) => cell.text.trim()).join("\t");
  return {
    text,
    x,
    y: cells[0]?.y ?? 0,
    end,
    size: cells[0]?.size ?? 1,
    isRow: cells.length > 1,
    left: x,
    right: end,
    full: 0,
    isIndenting: false,
    isHeading: false,
  };
}

/** Han characters and Chinese punctuation, which take no space between them. */
export const isHan = (character: string | undefined): boolean =>
  character !== undefined && /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d\ud840-\udfff]/.test(character);
