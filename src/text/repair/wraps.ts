import type { IsWord } from "./spacing.js";

/** Broken lines that a text must show, and the columns that the longest of them must fill. */
const fewest = 3;
const narrowest = 36;
/** Columns that a broken line may lack: a mark or a word that did not fit went to the next line; and an indent that is gone. */
const slack = 4;
const indent = 4;
/** Share of the broken lines that hold marks, as prose does and a list of names does not; and of the breaks that part a word. */
const marked = 0.5;
const parted = { share: 0.15, least: 2 };

const mark = /[，。、；：！？,;:]/;
/** How a line ends that goes on in the next one, and how one begins that no list and no heading begins with. */
const goesOn = /[\p{Script=Han}A-Za-z0-9，、（《“—·％%]$/u;
const continues =
  /^(?![（(]?[一二三四五六七八九十百\d]{1,4}[）)、.．]|第[一二三四五六七八九十百\d]{1,4}[条條章节節款]|附件|附：|[【■◆●•*#>-])[\p{Script=Han}A-Za-z0-9“《（”》），。、；：]/u;

/**
 * The width in columns, two for a Han character, at which the lines of a saved page were broken inside sentences; 0 where they
 * were not. Lines that touch, of nearly one width, that hold marks and part words.
 */
export function wrapWidth(text: string, isWord: IsWord): number {
  const lines = text.split("\n");
  const widths = lines.map(columns);
  let width = 0;
  for (const found of widths) width = Math.max(width, found);
  if (width < narrowest || lines.length <= fewest) return 0;
  let broken = 0;
  let short = 0; // headings and the like
  let withMarks = 0;
  let words = 0;
  for (let i = 0; i + 1 < lines.length; i++) {
    const [line, next] = [lines[i] as string, lines[i + 1] as string];
    if (!goesOn.test(line) || !continues.test(next)) continue;
    if ((widths[i] as number) < leastWidth(width, lines[i - 1])) {
      short++;
      continue;
    }
    broken++;
    if (mark.test(line.slice(0, -1))) withMarks++;
    if (isWord(line.slice(-1) + next.charAt(0))) words++;
  }
  const prose = withMarks >= marked * broken && words >= Math.max(parted.least, parted.share * broken);
  return broken >= fewest && broken > short && prose ? width : 0;
}

/** Whether the line break at `at` stands inside a sentence of a text that was broken at a width. */
export function isWrap(text: string, at: number, width: number): boolean {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const next = text.slice(at + 1, at + 12);
  if (at - start > width || at - start < (width - slack - indent) / 2) return false;
  const line = text.slice(start, at);
  const above = start === 0 ? undefined : text.slice(Math.max(0, start - 3), start - 1);
  return columns(line) >= leastWidth(width, above) && goesOn.test(line) && continues.test(next);
}

/** Columns that a broken line has at least; the first one of a paragraph may have lost its indent. */
function leastWidth(width: number, above: string | undefined): number {
  return above === undefined || !goesOn.test(above) ? width - slack - indent : width - slack;
}

function columns(line: string): number {
  let width = 0;
  for (let i = 0; i < line.length; i++) width += line.charCodeAt(i) < 0x2000 ? 1 : 2;
  return width;
}
