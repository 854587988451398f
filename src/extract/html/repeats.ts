import type { Removed } from "../../model/record.js";
import type { PageLine } from "./lines.js";

const repeatLines = 3;
const repeatChars = 100;
const twiceChars = 30;

/** Drops runs of lines that occurred before: some pages carry their text twice, for the screen and for printing; one that hides its text shows its
 * beginning above it. */
export function withoutRepeats(lines: readonly PageLine[], removed: Removed[], isUnveiled: boolean): PageLine[] {
  const least = isUnveiled ? 1 : repeatLines;
  const half = lines.length / 2;
  if (isTwice(lines)) {
    pushAll(removed, asRepeated(lines.slice(half)));
    return lines.slice(0, half);
  }
  const first = new Map<string, number>();
  const kept: PageLine[] = [];
  let i = 0;
  while (i < lines.length) {
    const line = lines[i] as PageLine;
    const before = first.get(line.text);
    if (before === undefined) first.set(line.text, i);
    else {
      const length = repeated(lines, before, i);
      const some = lines.slice(i, i + length);
      const chars = some.reduce((sum, { text }) => sum + text.length, 0);
      if (length >= least && chars >= repeatChars) {
        // rows of a table repeat themselves by nature; looking at each of them again would take the square of the table
        if (some.some(({ row }) => !row)) pushAll(removed, asRepeated(some));
        else pushAll(kept, some);
        i += length;
        continue;
      }
    }
    kept.push(line);
    i++;
  }
  return kept;
}

const asRepeated = (lines: readonly PageLine[]): Removed[] => lines.map(({ text }) => ({ text, reason: "repeated" }));

/** Spreading a long list into the arguments of `push` overflows the stack. */
function pushAll<T>(to: T[], added: readonly T[]): void {
  for (const one of added) to.push(one);
}

/** How many lines from `at` on repeat those from `before` on, up to `at` itself. */
function repeated(lines: readonly PageLine[], before: number, at: number): number {
  let length = 0;
  while (before + length < at && lines[at + length]?.text === lines[before + length]?.text) length++;
  return length;
}

/** Whether the second half of the lines repeats the first, and is more than a word. */
function isTwice(lines: readonly PageLine[]): boolean {
  const half = lines.length / 2;
  if (lines.length < 2 || !Number.isInteger(half)) return false;
  let chars = 0;
  for (let i = 0; i < half; i++) {
    if (lines[i]?.text !== lines[i + half]?.text) return false;
    chars += lines[i]?.text.length ?? 0;
  }
  return chars >= twiceChars;
}
