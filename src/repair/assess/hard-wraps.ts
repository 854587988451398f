import type { IsWord } from "../form/spacing.js";
import { hardWraps } from "../model/thresholds.js";

const { lines: fewest, narrowest, slack, indent, markedShare, partedShare, partedWords, longestIndent } = hardWraps;

const mark = /[，。、；：！？,;:]/;
/** The end of a line that goes on in the next one, and the start of one that is no item of a list and no heading. */
const goesOn = /[\p{Script=Han}A-Za-z0-9，、（《“—·％%]$/u;
const continues =
  /^(?![（(]?[一二三四五六七八九十百\d]{1,4}[）)、.．]|第[一二三四五六七八九十百\d]{1,4}[条條章节節款]|附件|附：|[【■◆●•*#>-])[\p{Script=Han}A-Za-z0-9“《（”》），。、；：]/u;

/** The orphan that a cut left at the end of a line, and the mark that was cut: no line begins with one. */
const orphan = /\p{Script=Han}\?$/u;
const cutMark = /^[，；！、。,;!]/;

/**
 * The width in columns, two for a Han character, at which the lines of a saved page were broken inside sentences; 0 where they
 * were not. Lines that touch, of nearly one width, that hold marks and part words.
 */
export function wrapWidth(text: string, isWord: IsWord): number {
  // spaces at the ends of lines go when the text is put into its form: what is decided here must not depend on them
  const lines = text.split("\n").map((line) => line.trim());
  const widths = lines.map(columns);
  let width = 0;
  for (const found of widths) width = Math.max(width, found);
  if (width < narrowest || lines.length <= fewest) return 0;
  let broken = 0;
  let short = 0; // headings and the like
  let withMarks = 0;
  let words = 0;
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < lines.length; i++) {
    const [line, next] = [lines[i] as string, lines[i + 1] as string];
    if (!goesOn.test(line) || !continues.test(next)) continue;
    if ((widths[i] as number) < leastWidth(width, lines[i - 1])) {
      short++;
      continue;
    }
    broken++;
    if (mark.test(line.slice(0, -1))) withMarks++;
    const pair = line.slice(-1) + next.charAt(0);
    if (!isWord(pair)) continue;
    words++;
    pairs.add(pair);
  }
  // lines of a list that end and begin alike part one word all the time, and end no sentence
  const prose =
    withMarks >= markedShare * broken && words >= partedShare * broken && pairs.size >= partedWords && /[。！？]\s*$/m.test(text);
  return broken >= fewest && broken > short && prose ? width : 0;
}

const space = /[ \u00a0\u3000]/;

/** Where a line that begins at `at` goes on behind its indent. */
export function pastIndent(text: string, at: number): number {
  let next = at;
  while (next - at < longestIndent && space.test(text.charAt(next))) next++;
  return next;
}

/** Whether the line break at `at` stands inside a sentence of a text that was broken at a width. */
export function isWrap(text: string, at: number, width: number): boolean {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const room = 2 * longestIndent;
  if (at - start > width + room || at - start < (width - slack - indent) / 2) return false;
  const line = text.slice(start, at).trim();
  const above = start === 0 ? undefined : text.slice(Math.max(0, start - 1 - room), start - 1).trimEnd();
  const next = pastIndent(text, at + 1);
  const right = text.slice(next, next + 12);
  return (
    columns(line) >= leastWidth(width, above) &&
    ((goesOn.test(line) && continues.test(right)) || (orphan.test(line) && cutMark.test(right)))
  );
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
