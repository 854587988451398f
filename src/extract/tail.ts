import type { LineClass } from "./line.js";

// how much running text may follow the heading of a section, as a share of the text above it
const share: Readonly<Record<string, number>> = { disclaimer: 1, comments: 1 };
const otherShare = 0.1;
const aLine = 60;

const isSection = (line: { readonly class: LineClass }): boolean => line.class.is === "section";

/**
 * Where a document ends: at the first heading of a foreign section with little running text below it.
 * A heading such as 相关新闻 in the middle of a document stays part of it.
 * @param weight characters of running text in a line, 0 for any other line
 * @param ends whether a line may end a document
 * @returns index of the line, `lines.length` where there is none
 */
export function tailStart<L extends { readonly class: LineClass }>(
  lines: readonly L[],
  weight: (line: L) => number,
  from = 0,
  ends: (line: L) => boolean = isSection,
): number {
  let below = 0;
  for (let i = from; i < lines.length; i++) below += weight(lines[i] as L);
  let above = 0;
  for (let i = from; i < lines.length; i++) {
    const line = lines[i] as L;
    if (above > 0 && ends(line) && below <= Math.max(aLine, above * (share[reasonOf(line.class)] ?? otherShare))) return i;
    above += weight(line);
    below -= weight(line);
  }
  return lines.length;
}

const reasonOf = (is: LineClass): string => ("reason" in is ? is.reason : "");
