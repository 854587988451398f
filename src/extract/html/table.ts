import type { PageLine } from "./lines.js";
import { type Element, type Page, within } from "./page.js";

// a cell with more text than this is a column of the page's layout
const longestCell = 2_000;
const widest = 100;
// how many levels above a text its cell, row and table may be
const climb = 24;
const cellTags = new Set(["td", "th", "dt", "dd"]);

/**
 * Joins the lines of each row of a data table into one line, with a tab between cells. Cells that span columns or rows leave
 * empty cells, so that columns keep their places. Layout tables stay as they are.
 */
export function joinRows(page: Page, container: Element, lines: readonly PageLine[]): PageLine[] {
  const tables = new Map<Element, boolean>();
  const joined: PageLine[] = [];
  const spans = new Map<Element, number[]>();
  let i = 0;
  while (i < lines.length) {
    const line = lines[i] as PageLine;
    const row = rowOf(line.owner, container);
    const table = row && tableOf(row);
    if (!row || !table) {
      joined.push(line);
      i++;
      continue;
    }
    const data = tables.get(table) ?? isData(page, table, lines, i);
    tables.set(table, data);
    if (!data) {
      joined.push(line);
      i++;
      continue;
    }
    let end = i;
    while (end < lines.length && within((lines[end] as PageLine).owner, row)) end++;
    const covered = spans.get(table) ?? [];
    spans.set(table, covered);
    const inRow = lines.slice(i, end);
    joined.push({
      ...line,
      text: cellsOf(page, row, inRow, covered),
      linked: inRow.reduce((sum, { linked }) => sum + linked, 0),
      row: true,
    });
    i = end;
  }
  return joined;
}

/** The innermost row around an element, within the container. */
function rowOf(owner: Element, container: Element): Element | null {
  for (let at: Element | null = owner, i = 0; at !== null && at !== container && i < climb; at = at.parent, i++)
    if (at.tag === "tr") return at;
  return null;
}

function tableOf(row: Element): Element | null {
  for (let at = row.parent, i = 0; at !== null && i < climb; at = at.parent, i++) if (at.tag === "table") return at;
  return null;
}

/** Whether it is a data table: it has rows with several filled cells, none as long as a page, and no table inside. */
function isData(page: Page, table: Element, lines: readonly PageLine[], from: number): boolean {
  for (let order = table.order + 1; order <= table.last; order++) if (page.elements[order]?.tag === "table") return false;
  const filled = new Map<Element, Set<Element>>();
  const chars = new Map<Element, number>();
  for (let i = from; i < lines.length && within((lines[i] as PageLine).owner, table); i++) {
    const { owner, text } = lines[i] as PageLine;
    const cell = cellOf(owner);
    if (cell?.parent == null) continue;
    const length = (chars.get(cell) ?? 0) + text.length;
    if (length > longestCell) return false;
    chars.set(cell, length);
    filled.set(cell.parent, (filled.get(cell.parent) ?? new Set()).add(cell));
  }
  return [...filled.values()].some((cells) => cells.size >= 2);
}

/** The innermost cell of a table, or term of a list, around an element. */
export function cellOf(owner: Element): Element | null {
  for (let at: Element | null = owner, i = 0; at !== null && i < climb; at = at.parent, i++) if (cellTags.has(at.tag)) return at;
  return null;
}

/** `covered[c]` counts the rows below that a cell above still fills in column c. */
function cellsOf(page: Page, row: Element, lines: readonly PageLine[], covered: number[]): string {
  const texts = new Map<Element, string>();
  for (const { owner, text } of lines) {
    const cell = cellOf(owner) ?? row;
    const before = texts.get(cell);
    texts.set(cell, before === undefined ? text : `${before} ${text}`);
  }
  const cells: string[] = [];
  const skip = (): void => {
    while ((covered[cells.length] ?? 0) > 0 && cells.length < widest) {
      covered[cells.length] = (covered[cells.length] ?? 1) - 1;
      cells.push("");
    }
  };
  for (let order = row.order + 1; order <= row.last; order++) {
    const cell = page.elements[order];
    if (cell === undefined || cell.parent !== row || (cell.tag !== "td" && cell.tag !== "th")) continue;
    skip();
    const width = spanOf(cell.attributes.colspan);
    const height = spanOf(cell.attributes.rowspan);
    for (let i = 0; i < width; i++) {
      if (height > 1) covered[cells.length] = height - 1;
      cells.push(i === 0 ? (texts.get(cell) ?? "").replace(/\t/g, " ") : "");
    }
  }
  skip();
  const stray = texts.get(row);
  return (stray === undefined ? cells : [stray, ...cells]).join("\t").replace(/\t+$/, "");
}

const spanOf = (value: string | undefined): number => {
  const span = Number.parseInt(value ?? "1", 10);
  return span >= 1 ? Math.min(span, widest) : 1;
};
