import type { PrintedLine, PrintedPage } from "./printed.js";

// running heads are among the first or last lines of a page
const outer = 2;
// how far one may stand from where it stands on other pages, in points
const drift = 4;
// it stands on this share of the pages, every other page at least nearly
const share = 0.3;
// the margins in which a row is a running head too, as shares of the height; elsewhere it is the repeated head of a table
const margin = 0.09;
const longest = 80;

// — 1 —, - 1 -, 第 1 页 共 3 页, 1/3, Page 1 of 3
const pageNumber =
  /^(?:[-—–－·•~]{1,3}\s*\d{1,4}\s*[-—–－·•~]{1,3}|第\s*\d{1,4}\s*[页頁](?:[\s,，/（(]*共\s*\d{1,4}\s*[页頁][)）]?)?|\d{1,4}\s*\/\s*\d{1,4}|page\s*\d{1,4}(?:\s*of\s*\d{1,4})?)$/i;
const bareNumber = /^(?:\d{1,4}|[ivxl]{1,7})$/i;

/** The lines of each page without what is printed on many of them, and without page numbers. */
export function withoutRunningHeads(pages: readonly PrintedPage[]): PrintedLine[][] {
  const repeated = repeatedLines(pages);
  return pages.map(({ lines, height }, p) => {
    const edge = outerLines(lines);
    return lines.filter((line) => {
      if (!edge.has(line)) return true;
      if (pageNumber.test(line.text) || (bareNumber.test(line.text) && isNumbered(pages, p, line))) return false;
      const inMargin = line.y > height * (1 - margin) || line.y < height * margin;
      return !repeated.has(line) || (line.isRow && !inMargin);
    });
  });
}

function outerLines(lines: readonly PrintedLine[]): Set<PrintedLine> {
  const sorted = [...lines].sort((a, b) => b.y - a.y);
  return new Set([...sorted.slice(0, outer), ...sorted.slice(-outer)]);
}

/** Lines that stand at the same height on many pages, whatever the numbers in them. */
function repeatedLines(pages: readonly PrintedPage[]): Set<PrintedLine> {
  const found = new Map<string, { line: PrintedLine; page: number }[]>();
  for (const [page, { lines }] of pages.entries()) {
    for (const line of outerLines(lines)) {
      if (line.text.length > longest) continue;
      const key = line.text.replace(/\d+/g, "#").replace(/\s+/g, "");
      found.set(key, [...(found.get(key) ?? []), { line, page }]);
    }
  }
  const fewest = Math.max(pages.length > 3 ? 3 : 2, Math.ceil(pages.length * share));
  const repeated = new Set<PrintedLine>();
  for (const places of found.values()) {
    for (const { line } of places) {
      const same = new Set(places.filter((other) => Math.abs(other.line.y - line.y) <= drift).map(({ page }) => page));
      if (same.size >= fewest) repeated.add(line);
    }
  }
  return repeated;
}

/** Whether a bare number is a page number: it is its page's, or counts with that of another page. */
function isNumbered(pages: readonly PrintedPage[], page: number, { text, y }: PrintedLine): boolean {
  const number = Number(text);
  if (Number.isNaN(number)) return true;
  if (number === page + 1) return true;
  return [page - 1, page + 1].some((other) =>
    pages[other]?.lines.some((line) => Math.abs(line.y - y) <= drift && Number(line.text) === number + other - page),
  );
}
