/** A piece of text on a page; coordinates in points from the lower left corner. */
export interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** of the font */
  readonly size: number;
}

/** A line as it stands on the page. */
export interface PrintedLine {
  readonly text: string;
  readonly x: number;
  readonly end: number;
  readonly size: number;
  /** cells of a table row, apart by tabs */
  readonly isRow: boolean;
  /** margins of the page or column that it stands in */
  left: number;
  right: number;
  /** how wide a line must be to be a full one, and not the longest of some short ones */
  full: number;
  /** whether paragraphs there begin with an indent, so that a line without one goes on */
  isIndenting: boolean;
}

interface Cell {
  text: string;
  readonly x: number;
  end: number;
  readonly size: number;
}

// how far apart pieces stand, in font sizes: words of one line, cells of a row
const wordGap = 0.2;
const cellGap = 1.2;
// columns of running text: so many lines beside each other, of so many characters
const fewestLines = 4;
const shortestColumn = 10;
// the first line of a paragraph stands in by two characters
const indent = [1.5, 3] as const;
// a full line takes so many characters of a column, or such a share of the page's width
const fullColumn = 9;
const fullPage = 0.55;

/**
 * The lines of one page from top to bottom, columns of running text one after the other.
 * @param width of the page, in points
 */
export function pageLines(pieces: readonly Piece[], width: number): PrintedLine[] {
  const rows = rowsOf(pieces);
  const across: PrintedLine[] = [];
  const lines: PrintedLine[] = [];
  for (let i = 0; i < rows.length; ) {
    const { end, areColumns } = pairsFrom(rows, i);
    if (!areColumns) {
      for (const line of rows.slice(i, end).map(lineOf)) {
        across.push(line);
        lines.push(line);
      }
      i = end;
      continue;
    }
    for (const side of [0, 1]) {
      const column = rows.slice(i, end).flatMap((cells) => (cells[side] ? [lineOf([cells[side]])] : []));
      setMargins(column, fullColumn * (column[0]?.size ?? 1));
      lines.push(...column);
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
  for (const line of lines) Object.assign(line, { left, right, full, isIndenting });
}

/** Pieces on one baseline, from left to right, joined to cells. */
function rowsOf(pieces: readonly Piece[]): Cell[][] {
  const sorted = pieces.filter(({ text }) => text !== "").sort((a, b) => b.y - a.y);
  const rows: Cell[][] = [];
  for (let i = 0; i < sorted.length; ) {
    const first = sorted[i] as Piece;
    let end = i + 1;
    while (end < sorted.length && first.y - (sorted[end] as Piece).y < first.size / 2) end++;
    const cells = cellsOf(sorted.slice(i, end).sort((a, b) => a.x - b.x));
    if (cells.length > 0) rows.push(cells);
    i = end;
  }
  return rows;
}

function cellsOf(pieces: readonly Piece[]): Cell[] {
  const cells: Cell[] = [];
  for (const { text, x, width, size } of pieces) {
    // white space is told by the gaps: the parser puts it between pieces as it likes
    if (text.trim() === "") continue;
    const last = cells.at(-1);
    const gap = last === undefined ? Number.POSITIVE_INFINITY : x - last.end;
    if (last === undefined || gap > cellGap * size) cells.push({ text, x, end: x + width, size });
    else {
      last.text += `${gap > wordGap * size && !isHan(last.text.at(-1)) && !isHan(text[0]) ? " " : ""}${text}`;
      last.end = Math.max(last.end, x + width);
    }
  }
  return cells;
}

/**
 * The run of rows of two cells on either side of one gutter, at least one row long, and whether they are columns of running
 * text. Those of a table are none: their cells are short or do not fill their column.
 */
function pairsFrom(rows: readonly Cell[][], from: number): { end: number; areColumns: boolean } {
  let end = from;
  let left = Number.NEGATIVE_INFINITY;
  let right = Number.POSITIVE_INFINITY;
  for (; end < rows.length && rows[end]?.length === 2; end++) {
    const [a, b] = rows[end] as [Cell, Cell];
    if (Math.max(left, a.end) >= Math.min(right, b.x)) break;
    left = Math.max(left, a.end);
    right = Math.min(right, b.x);
  }
  const rowsBeside = rows.slice(from, end) as [Cell, Cell][];
  if (rowsBeside.length < fewestLines) return { end: Math.max(end, from + 1), areColumns: false };
  const running = ([a, b]: [Cell, Cell]) =>
    a.text.length >= shortestColumn && b.text.length >= shortestColumn && left - a.end < 2 * a.size && b.x - right < 2.5 * b.size;
  return { end, areColumns: rowsBeside.filter(running).length >= rowsBeside.length * 0.6 };
}

function lineOf(cells: readonly Cell[]): PrintedLine {
  const x = cells[0]?.x ?? 0;
  const end = cells.at(-1)?.end ?? x;
  const text = cells.map((cell) => cell.text.trim()).join("\t");
  return { text, x, end, size: cells[0]?.size ?? 1, isRow: cells.length > 1, left: x, right: end, full: 0, isIndenting: false };
}

// — 1 —, - 1 -, 第1页, 第 1 页 共 3 页, 1/3
const pageNumber =
  /^(?:[-—–－·•]{0,3}\s*\d{1,4}\s*[-—–－·•]{0,3}|第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*\/\s*\d{1,4})$/;

/** Lines that a page broke are joined to paragraphs, over the borders of pages too; page numbers are left out. */
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

/** A full line goes on in the next one, unless that one is indented, of another size, or a row of a table. */
function goesOn(before: PrintedLine, line: PrintedLine): boolean {
  if (before.isRow || line.isRow || Math.abs(before.size - line.size) > 0.5) return false;
  const isFull = before.right - before.end < 1.5 * before.size && before.end - before.left > before.full;
  if (!isFull || line.x - line.left >= 0.8 * line.size) return false;
  return line.isIndenting || before.isIndenting || !/[。！？.!?]["”’）)]?$/.test(before.text);
}

function joined(before: string, after: string): string {
  return isHan(before.at(-1)) || isHan(after[0]) ? before + after : `${before} ${after}`;
}

/** Han characters and the punctuation between them, which need no space. */
const isHan = (character: string | undefined): boolean =>
  character !== undefined && /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d\ud840-\udfff]/.test(character);
