import type { Cell } from "./printed.js";

/** Rows of a page that are read one after the other, or columns of running text side by side. */
export interface Band {
  /** indices of the rows */
  readonly from: number;
  readonly end: number;
  readonly columns: readonly [left: readonly Cell[], right: readonly Cell[]] | null;
}

// columns of running text have at least this many lines on either side, most of them of this many characters
const fewestLines = 3;
const shortestColumn = 10;
const most = 0.6;
// a line of running text fills this share of its column; the cells of a table do not
const filled = 0.8;
// the gutter is in the middle of the text, as shares of its width, and this wide at least, in font sizes
const middle = [0.3, 0.7] as const;
const gutter = 0.8;
const mostGutters = 40;

/**
 * Divides the rows of a page where columns of running text begin and end. The lines of columns need not stand at the same
 * heights: what shows them is a gutter that no line crosses.
 */
export function bandsOf(rows: readonly (readonly Cell[])[]): Band[] {
  const bands: Band[] = [];
  let at = 0;
  for (const band of columnBands(rows)) {
    if (band.from < at) continue;
    if (band.from > at) bands.push({ from: at, end: band.from, columns: null });
    bands.push(band);
    at = band.end;
  }
  if (at < rows.length) bands.push({ from: at, end: rows.length, columns: null });
  return bands;
}

/** The bands of columns, from the top; of those that overlap the longest goes before. */
function columnBands(rows: readonly (readonly Cell[])[]): Band[] {
  const found = guttersOf(rows).flatMap((x) => runsBeside(rows, x));
  const chosen: Band[] = [];
  for (const band of found.sort((a, b) => b.end - b.from - (a.end - a.from))) {
    if (chosen.every(({ from, end }) => band.end <= from || band.from >= end)) chosen.push(band);
  }
  return chosen.sort((a, b) => a.from - b.from);
}

/** Where the right column may begin: wherever a cell in the middle of the page does. */
function guttersOf(rows: readonly (readonly Cell[])[]): number[] {
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  for (const { x, end } of rows.flat()) {
    left = Math.min(left, x);
    right = Math.max(right, end);
  }
  const counts = new Map<number, number>();
  for (const { x, text } of rows.flat()) {
    const isMiddle = x > left + middle[0] * (right - left) && x < left + middle[1] * (right - left);
    if (isMiddle && text.length >= shortestColumn) counts.set(Math.round(x), (counts.get(Math.round(x)) ?? 0) + 1);
  }
  const usual = [...counts].sort(([, a], [, b]) => b - a).slice(0, mostGutters);
  return usual.map(([x]) => x);
}

/** The longest runs of rows that no cell crosses at x, where they are columns. */
function runsBeside(rows: readonly (readonly Cell[])[], x: number): Band[] {
  const bands: Band[] = [];
  let from = 0;
  for (let i = 0; i <= rows.length; i++) {
    const row = rows[i];
    if (row?.every((cell) => cell.end <= x - gutter * cell.size || cell.x >= x - 1)) continue;
    const band = bandOf(rows, from, i, x);
    if (band !== null) bands.push(band);
    from = i + 1;
  }
  return bands;
}

function bandOf(rows: readonly (readonly Cell[])[], from: number, end: number, x: number): Band | null {
  const sides = [0, 1].map((side) => rows.slice(from, end).map((row) => row.filter((cell) => cell.x >= x - 1 === (side === 1))));
  // a side with several cells in a row is a table
  if (sides.some((side) => side.some((cells) => cells.length > 1))) return null;
  const [left = [], right = []] = sides.map((side) => side.flat());
  return isRunning(left) && isRunning(right) ? { from, end, columns: [left, right] } : null;
}

function isRunning(column: readonly Cell[]): boolean {
  if (column.length < fewestLines) return false;
  const start = Math.min(...column.map(({ x }) => x));
  const width = Math.max(...column.map(({ end }) => end)) - start;
  const running = column.filter(({ text, end }) => text.length >= shortestColumn && end - start >= filled * width);
  return running.length >= most * column.length;
}
