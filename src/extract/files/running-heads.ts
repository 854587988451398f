import { isBareNumber, isPageNumber } from "./page-number.js";
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
// the part of a page's height at its edges that a printer leaves free, and how much smaller what stands there is than the text
const outermost = 0.055;
const small = 0.9;

/** The lines of each page without what is printed on many of them, and without page numbers. */
export function withoutRunningHeads(pages: readonly PrintedPage[]): PrintedLine[][] {
  const repeated = repeatedLines(pages);
  return pages.map(({ lines, height }, p) => {
    const edge = outerLines(lines);
    return lines.filter((line) => {
      if (!edge.has(line)) return true;
      if (isPageNumber(line.text) || (isBareNumber(line.text) && isNumbered(pages, p, line))) return false;
      // a running head is never printed larger than the text: what is, is the title, which a table repeats with its head
      if (p === 0 && line.isHeading) return true;
      if (isOutermost(line, height) && (isBareNumber(line.text) || isSmall(line, lines))) return false;
      const inMargin = line.y > height * (1 - margin) || line.y < height * margin;
      return !repeated.has(line) || (line.isRow && !inMargin);
    });
  });
}

/** Whether a line stands where no text is printed, only a head or a number. */
const isOutermost = ({ y, isRow }: PrintedLine, height: number): boolean =>
  !isRow && (y > height * (1 - outermost) || y < height * outermost);

/** Whether a line is printed smaller than the text of its page. */
function isSmall({ size }: PrintedLine, lines: readonly PrintedLine[]): boolean {
  const sizes = lines.map((line) => line.size).sort((a, b) => a - b);
  return size < (sizes[sizes.length >> 1] ?? 0) * small;
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
