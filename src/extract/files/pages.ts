import { ZhengwenError } from "../../model/errors.js";
import { pageLines } from "./layout.js";
import type { FileLine } from "./line.js";
import { paragraphsOf } from "./paragraphs.js";
import type { FilePage, PrintedLine, PrintedPage } from "./printed.js";
import { withoutRunningHeads } from "./running-heads.js";

export const printedPage = ({ pieces, width, height }: FilePage): PrintedPage => ({ lines: pageLines(pieces, width), width, height });

/**
 * The text of printed pages in reading order, lines joined to paragraphs; running heads and page numbers go.
 * @param characters of text beyond which the file is refused
 * @throws attachment.too-large
 */
export function pagesToLines(pages: readonly FilePage[], characters: number): FileLine[] {
  return printedLines(pages.map(printedPage), characters);
}

/** @throws attachment.too-large */
export function printedLines(pages: readonly PrintedPage[], characters: number): FileLine[] {
  const length = pages.reduce((sum, { lines }) => sum + lengthOf(lines), 0);
  if (length > characters) throw tooLong(characters);
  return paragraphsOf(withoutRunningHeads(pages));
}

export const lengthOf = (lines: readonly PrintedLine[]): number => lines.reduce((sum, { text }) => sum + text.length, 0);

export const tooLong = (characters: number): ZhengwenError =>
  new ZhengwenError("attachment.too-large", `It has over ${characters} characters of text.`);
