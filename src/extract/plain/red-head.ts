import type { TitleWords } from "../../dictionary/documents/titles.js";
import { titleOf } from "../files/title.js";
import { isDocumentNumber, type PlainLine } from "./lines.js";

/** The top of an official paper: what is printed in red, the number below it, and the lines of the title. */
export interface RedHead {
  readonly title: string;
  readonly number: string;
  /** indices of the lines above the title, and of those of the title: `from…end - 1` */
  readonly from: number;
  readonly end: number;
}

// the head is at the top, its number near it
const mostAbove = 6;
const mostBelow = 12;

/**
 * Reads …人民政府办公室文件, the number, and the title below both, which may take several lines.
 * @returns null where a text does not begin with such a head
 */
export function readRedHead(lines: readonly PlainLine[], words: TitleWords): RedHead | null {
  const filled = [...lines.entries()].filter(([, { text }]) => text.length > 0).slice(0, mostAbove + mostBelow);
  const at = filled.slice(0, mostAbove).findIndex(([, { text }]) => isDocumentNumber(text));
  const head = filled.slice(0, Math.max(at, 0));
  if (head.length === 0 || !head.some(([, { text }]) => isHead(text, words))) return null;
  const below = filled.slice(at + 1);
  const title = titleOf(
    below.map(([, { text }]) => ({ text, kind: "text" })),
    words,
  );
  const [from, last] = [below[title?.from ?? -1]?.[0], below[(title?.end ?? 0) - 1]?.[0]];
  if (title === null || title.from > 1 || from === undefined || last === undefined) return null;
  return { title: title.text, number: filled[at]?.[1].text ?? "", from, end: last + 1 };
}

const isHead = (text: string, { headEndings }: TitleWords): boolean =>
  headEndings.some((ending) => text.replace(/\s+/g, "").endsWith(ending)) && !/[《「。，]/.test(text);
