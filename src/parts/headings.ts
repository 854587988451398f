import type { PartLists } from "../dictionary/documents/part-words.js";
import type { Dictionary } from "../dictionary/load.js";
import { hanDigits } from "../entities/numbers/characters.js";
import { oneOf } from "../lexicon/alternation.js";
import { endsAsTitle } from "./attachments.js";
import { endsSentence, holdsSentence, type Line } from "./lines.js";

/** characters of a heading without a number */
const LONGEST = 36;
/** and of the document's own title, which may stand above its text */
const TITLE = 80;
/** a line with so many is running text */
const PROSE = 24;
/** a line of a title that goes on in the next has at least so many */
const BROKEN = 8;
/** headings one under another; more short lines are a list */
const STACKED = 3;

function headingPatterns({ boxes, captions }: PartLists) {
  return {
    box: new RegExp(`^${oneOf(boxes)}[ \\u3000]?[\\d${hanDigits}十—-]{0,4}[：: \\u3000]?[^。；]{0,50}$`),
    caption: new RegExp(`^${oneOf(captions)}[ \\u3000]?[\\d${hanDigits}十]{1,3}(?:[-—.]\\d{1,2})?[：: \\u3000][^。；]{1,60}$`),
  };
}

const NUMBERED = new RegExp(
  `[〔[［【（(]\\d{4}[〕\\]］】）)].{0,8}号$|^第?\\s?[\\d${hanDigits}十百零〇]+\\s?号$|\\d{4}年第\\s?\\d+\\s?号$|字第\\s?\\d+\\s?号$`,
);
const DATED = /^\p{Script=Han}{0,4}\s?\d{2,4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日/u;
const VALUE = /[:：]|[、，,].*[、，,]|\d{4}[-年]\d|@|https?:|^\d+$|[?？]/;

/** What the lines of a document are for headings. */
export type LineRole = "plain" | "first" | "table" | "other" | null;

/** A heading: its first line and the line behind it. */
export interface HeadingSpan {
  readonly from: number;
  readonly to: number;
  readonly caption?: true;
}

/**
 * The lines that head what follows and have no number. Linear in the number of lines.
 * @param roleOf what a line is: `plain`, the `first` of a row of labels, a row of a `table`, something `other` that a heading
 * does not stand over
 */
export function headingSpans(lines: readonly Line[], roleOf: (line: number) => LineRole, dictionary: Dictionary): HeadingSpan[] {
  const patterns = dictionary.partWords.compiled(headingPatterns);
  const headings = new Map<number, HeadingSpan>();
  const listed = listedLines(lines, roleOf);
  let stacked = 0;
  for (let i = lines.length - 1; i >= 0; i--) {
    if (roleOf(i) !== "plain") {
      stacked = 0;
      continue;
    }
    const { text } = lines[i] as Line;
    const next = roleOf(i + 1);
    const caption = patterns.box.test(text) || (next === "table" && patterns.caption.test(text));
    const heads = next === "first" || next === "table" || headings.has(i + 1) || (next === "plain" && isProse((lines[i + 1] as Line).text));
    stacked = !caption && headings.has(i + 1) ? stacked + 1 : 0;
    if (caption) headings.set(i, { from: i, to: i + 1, caption });
    else if (heads && stacked < STACKED && !listed.has(i) && isHeading(text)) headings.set(i, { from: i, to: i + 1 });
  }
  const title = ownTitle(lines, roleOf, dictionary);
  for (let i = title?.from ?? 0; i < (title?.to ?? 0); i++) headings.delete(i);
  return [...headings.values(), ...(title ? [title] : [])].sort((a, b) => a.from - b.from).reduce(broken(lines, dictionary), []);
}

/** Joins two lines to one heading where only the second ends as titles do. */
function broken(lines: readonly Line[], dictionary: Dictionary) {
  return (headings: HeadingSpan[], heading: HeadingSpan): HeadingSpan[] => {
    const above = headings.at(-1);
    const first = above && (lines[above.to - 1] as Line).text;
    const second = (lines[heading.from] as Line).text;
    const joins = above && first && above.to === heading.from && !above.caption && !heading.caption && above.to - above.from === 1;
    if (joins && first.length >= BROKEN && endsAsTitle(second, dictionary) && !endsAsTitle(first, dictionary)) {
      headings[headings.length - 1] = { from: above.from, to: heading.to };
    } else headings.push(heading);
    return headings;
  };
}

/** Short lines of which so many stand one under another that they are a list. */
function listedLines(lines: readonly Line[], roleOf: (line: number) => LineRole): Set<number> {
  const listed = new Set<number>();
  for (let from = 0; from < lines.length; ) {
    let to = from;
    while (to < lines.length && roleOf(to) === "plain" && isHeading((lines[to] as Line).text)) to++;
    if (to - from > STACKED + 1) for (let i = from; i < to; i++) listed.add(i);
    from = to + 1;
  }
  return listed;
}

function isHeading(text: string): boolean {
  if (text.length > LONGEST || text.length < 2 || !/\p{Script=Han}/u.test(text)) return false;
  if (/[）)]/.test(text) && !/[（(]/.test(text)) return false;
  return (
    !endsSentence(text) &&
    !holdsSentence(text) &&
    !NUMBERED.test(text) &&
    !DATED.test(text) &&
    !VALUE.test(text) &&
    !/^[（(“"]|[ \u3000]{2}/.test(text)
  );
}

function isProse(text: string): boolean {
  return text.length > PROSE || /[。；;：:，]/.test(text);
}

/** The document's own title, where it stands above its text: the first lines up to one that ends as titles do. */
function ownTitle(lines: readonly Line[], roleOf: (line: number) => LineRole, dictionary: Dictionary): HeadingSpan | null {
  const first = firstTitleLine(lines, roleOf);
  if (first < 0) return null;
  for (let to = first; to < Math.min(first + 4, lines.length); to++) {
    if (roleOf(to) !== "plain" || !isTitle((lines[to] as Line).text)) break;
    if (endsAsTitle((lines[to] as Line).text, dictionary)) return { from: first, to: to + 1 };
  }
  const next = roleOf(first + 1);
  return next === null || next === "other" ? null : { from: first, to: first + 1 };
}

/** The first line that may be a title; before it only tables and numbers stand. */
function firstTitleLine(lines: readonly Line[], roleOf: (line: number) => LineRole): number {
  for (let i = 0; i < Math.min(lines.length, 12); i++) {
    const role = roleOf(i);
    if (role === "table") continue;
    if (role !== "plain") return -1;
    const { text } = lines[i] as Line;
    if (isTitle(text)) return i;
    if (!NUMBERED.test(text) && !DATED.test(text)) return -1;
  }
  return -1;
}

function isTitle(text: string): boolean {
  if (text.length > TITLE || text.length < 2 || !/\p{Script=Han}/u.test(text) || NUMBERED.test(text) || DATED.test(text)) return false;
  return !/[。；;：:，,、]$/.test(text) && !/。/.test(text) && !/^[（(]/.test(text) && !/^.{0,8}[:：]/.test(text);
}
