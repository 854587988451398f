/** A piece of text on a page; coordinates in points from the lower left corner. */
export interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** of the font */
  readonly size: number;
}

/** A line as printed on the page. */
export interface PrintedLine {
  readonly text: string;
  readonly x: number;
  readonly end: number;
  readonly size: number;
  /** a table row, with tabs between its cells */
  readonly isRow: boolean;
  /** margins of the page or column that it is in */
  left: number;
  right: number;
  /** least width of a full line, as opposed to the longest of a few short ones */
  full: number;
  /** whether paragraphs there begin with an indent, so that a line without one continues the paragraph */
  isIndenting: boolean;
  /** of a larger font than the text */
  isHeading: boolean;
}

interface Cell {
  text: string;
  readonly x: number;
  readonly y: number;
  end: number;
  readonly size: number;
}

// gaps between pieces, in font sizes: between words, between cells of a row, between cells that align with those above
const wordGap = 0.2;
const cellGap = 1.2;
const alignedGap = 0.35;
// tolerance of that alignment, in points
const aligned = 1.5;
// largest gap between lines of a column, in font sizes
const lineGap = 2.5;
const headingSize = 1.15;
// columns of running text have at least this many lines side by side, of this many characters
const fewestLines = 3;
const shortestColumn = 10;
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
  for (let i = 0; i < rows.length; ) {
    const { end, columns } = pairsFrom(rows, i);
    if (columns === null) {
      for (const line of rows.slice(i, end).map(lineOf)) {
        across.push(line);
        lines.push(line);
      }
    } else {
      for (const side of [0, 1] as const) {
        const column = columns.flatMap((pair) => (pair[side] ? [lineOf([pair[side]])] : []));
        setMargins(column, fullColumn * (column[0]?.size ?? 1));
        lines.push(...column);
      }
    }
    i = end;
  }
  setMargins(across, fullPage * width);
  return lines;
}

function setMargins(lines: readonly PrintedLine[], full: number): void {
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  for (const { x, end, isRow } of lines) {
    if (isRow) continue;
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
      last.text += `${gap > wordGap * size && !isHan(last.text.at(-1)) && !isHan(text[0]) ? " " : ""}${text}`;
      last.end = Math.max(last.end, x + width);
    }
  }
  return cells;
}

type Pair = readonly [left: Cell | null, right: Cell | null];

/**
 * The run of rows split by one gutter that begins with a row of two cells; at least one row long. Long lines that fill their
 * side make columns of running text; the cells of a table do not.
 * @returns the rows as pairs, or null where they are not columns, and where the run ends
 */
function pairsFrom(rows: readonly Cell[][], from: number): { end: number; columns: readonly Pair[] | null } {
  let end = from;
  let left = Number.NEGATIVE_INFINITY;
  let right = Number.POSITIVE_INFINITY;
  const pairs: Pair[] = [];
  for (; end < rows.length; end++) {
    const pair = pairOf(rows[end] as Cell[], rows[end - 1], left, right, pairs.length === 0);
    if (pair === null) break;
    left = Math.max(left, pair[0]?.end ?? left);
    right = Math.min(right, pair[1]?.x ?? right);
    pairs.push(pair);
  }
  const whole = pairs.flatMap(([a, b]) => (a && b ? [[a, b] as const] : []));
  const running = whole.filter(
    ([a, b]) => Math.min(a.text.length, b.text.length) >= shortestColumn && left - a.end < 2 * a.size && b.x - right < 2.5 * b.size,
  );
  const areColumns = whole.length >= fewestLines && running.length >= whole.length * 0.6;
  return { end: Math.max(end, from + 1), columns: areColumns ? pairs : null };
}

/** A row's cells on either side of the gutter; a single cell continues its column. Null where the row does not fit. */
function pairOf(row: readonly Cell[], before: readonly Cell[] | undefined, left: number, right: number, isFirst: boolean): Pair | null {
  const [a, b] = row;
  if (a && b) return row.length === 2 && Math.max(left, a.end) < Math.min(right, b.x) ? [a, b] : null;
  if (!a || isFirst || (before?.[0]?.y ?? 0) - a.y > lineGap * a.size) return null;
  return a.end < right ? [a, null] : a.x > left ? [null, a] : null;
}

function lineOf(cells: readonly Cell[]): PrintedLine {
  const x = cells[0]?.x ?? 0;
  const end = cells.at(-1)?.end ?? x;
  const text = cells.map((cell) => cell.text.trim()).join("\t");
  return {
    text,
    x,
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

// — 1 —, - 1 -, 第1页, 第 1 页 共 3 页, 1/3
const pageNumber =
  /^(?:[-—–－·•]{0,3}\s*\d{1,4}\s*[-—–－·•]{0,3}|第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*\/\s*\d{1,4})$/;

/** Joins broken lines to paragraphs, across pages as well, and leaves out page numbers. */
export function paragraphsOf(pages: readonly (readonly PrintedLine[])[]): string[] {
  const paragraphs: string[] = [];
  let before: PrintedLine | null = null;
  for (const page of pages) {
    const lines = page.filter((line, i) => !((i === 0 || i === page.length - 1) && pageNumber.test(line.text)));
    for (const line of lines) {
      if (before !== null && goesOn(before, line)) paragraphs.push(joined(paragraphs.pop() ?? "", line.text));
      else paragraphs.push(line.text);
      before = line;
    }
  }
  return paragraphs;
}

/**
 * A full line continues in the next one, unless that one is indented, of another size, or a table row; a heading continues
 * in the line centred below it.
 */
function goesOn(before: PrintedLine, line: PrintedLine): boolean {
  if (before.isRow || line.isRow || Math.abs(before.size - line.size) > 0.5) return false;
  if (before.isHeading && line.isHeading) return Math.abs(before.x + before.end - line.x - line.end) < before.size;
  const isFull = before.right - before.end < 1.5 * before.size && before.end - before.left > before.full;
  if (!isFull || line.x - line.left >= 0.8 * line.size) return false;
  return line.isIndenting || before.isIndenting || !/[。！？.!?]["”’）)]?$/.test(before.text);
}

function joined(before: string, after: string): string {
  return isHan(before.at(-1)) || isHan(after[0]) ? before + after : `${before} ${after}`;
}

/** Han characters and Chinese punctuation, which take no space between them. */
const isHan = (character: string | undefined): boolean =>
  character !== undefined && /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d\ud840-\udfff]/.test(character);
