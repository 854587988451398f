import type { TitleWords } from "../../dictionary/documents/titles.js";
import { numerals } from "../numerals.js";
import { isDocumentNumber } from "../plain/lines.js";
import type { FileLine } from "./line.js";

/** The lines that a file's title takes, by their indices. */
export interface FileTitle {
  readonly text: string;
  readonly from: number;
  readonly end: number;
  readonly evidence: string;
}

const longestTitle = 120;
const shortestTitle = 2;
const longestKind = 4;
// a title takes no more lines than this
const mostLines = 6;
// what stands below this many rows of a table is no title
const mostRows = 2;
// a font this much larger than the text's, in points
const larger = 1;

const numbered = new RegExp(
  `^(?:[${numerals}]{1,4}、|[（(][${numerals}\\d]{1,4}[)）]|第[${numerals}\\d]{1,5}[章条條节節编編]|\\d{1,3}[.、．)）](?!\\d)|[①-⑳⑴-⒛●■◆•➢□☑*※]|[注註][\\d:：])`,
);
const closing = /[。；;！!？?：:，,、]$/;
const inBrackets = /^[（(【[][^（）()]{1,40}[)）】\]]$/;
const labelled = /^[^：:《》「」]{1,12}[：:]/;
const date = new RegExp(
  `^[（(]?(?:民國|民国|中華民國)?[\\d〇○零${numerals}]{2,4}\\s?[年./-]\\s?[\\d${numerals}]{1,3}\\s?[月./-]?\\s?(?:[\\d${numerals}]{1,3}\\s?日?)?[)）]?$`,
);

/**
 * The title of a file: the first lines that read like a heading, above the first sentence and the rows of a table. Never a row,
 * a line of the contents, an item or a line to be signed. What the file itself styles as its title goes before.
 * @returns null for a file that begins with its text or its table
 */
export function titleOf(lines: readonly FileLine[], words: TitleWords): FileTitle | null {
  const styled = lines.findIndex(({ style, text }) => style === "title" && text.length <= longestTitle);
  if (styled >= 0) return titleAt(lines, styled, styledEnd(lines, styled), "the line that the file styles as its title");
  const first = firstHeading(lines, words);
  if (first < 0) return null;
  const from = isKindOnly(lines, first, words) ? first + 1 : first;
  const end = headingEnd(lines, from, words);
  return titleAt(lines, from, isPeriod(lines[end], lines[from]) ? end + 1 : end, "the first heading of the file");
}

/** Whether a line only says what kind of paper it is, and the title itself is below: 统计表 above …情况统计表. */
function isKindOnly(lines: readonly FileLine[], at: number, words: TitleWords): boolean {
  const [own, next] = [lines[at], lines[at + 1]];
  if (own === undefined || next === undefined || own.text.trim().length > longestKind || !isHeading(next, words)) return false;
  return next.text.trim().length > longestKind && endsTitle(own.text, words) && endsTitle(next.text, words);
}

function titleAt(lines: readonly FileLine[], from: number, end: number, evidence: string): FileTitle {
  const text = lines.slice(from, end).reduce((whole, line) => joined(whole, line.text.trim()), "");
  return { text, from, end, evidence };
}

const years = /^[（(]\d{4}\s?年?\s?[-—–－~～至]{1,2}\s?\d{4}\s?年?[)）]$/;

/** The years that a plan is for, in the title's own font below it: （2021—2035年） */
const isPeriod = (line: FileLine | undefined, title: FileLine | undefined): boolean =>
  line?.size !== undefined && line.size === title?.size && years.test(line.text.trim());

const apart = /^(?:\S\s+)+\S$/;

/** Lines of a title follow one another without a space, but for Latin words and lines of letters set apart (市 政 府). */
export const joined = (before: string, after: string): string =>
  (/\w$/.test(before) && /^\w/.test(after)) || apart.test(before) ? `${before} ${after}` : before + after;

function styledEnd(lines: readonly FileLine[], from: number): number {
  let end = from + 1;
  while (end < lines.length && lines[end]?.style === "title" && end - from < mostLines) end++;
  return end;
}

function firstHeading(lines: readonly FileLine[], words: TitleWords): number {
  let rows = 0;
  let found = -1;
  let above = -1;
  for (const [i, line] of lines.entries()) {
    const text = line.text.trim();
    if (line.kind === "row") rows++;
    if (rows > mostRows || (line.kind === "text" && isSentence(text))) break;
    // the head of official paper is above its number, and the title below, but where a whole title stands above it
    if (isDocumentNumber(text) && found >= 0 && endsWithin(lines, found, i, words)) break;
    if (isDocumentNumber(text)) {
      if (found >= 0 && hasSubject.test(lines[found]?.text ?? "")) above = found;
      found = -1;
    } else if (found >= 0 && i - found >= mostLines) break;
    else if (found < 0 && isHeading(line, words)) found = i;
  }
  return found < 0 ? above : found;
}

/** Whether the lines from one to another end as titles do: 关于…的通知, not …人民政府. */
const endsWithin = (lines: readonly FileLine[], from: number, to: number, words: TitleWords): boolean =>
  lines.slice(from, to).some((line) => isHeading(line, words) && endsTitle(line.text, words) && line.text.trim().length > longestKind);

const isSentence = (text: string): boolean => text.length > longestTitle || /[。；]/.test(text);

/** Whether a line may be one of a title's. */
function isHeading({ text: raw, kind }: FileLine, words: TitleWords): boolean {
  const text = raw.trim();
  const bare = text.replace(/\s+/g, "");
  return (
    kind === "text" &&
    bare.length >= shortestTitle &&
    bare.length <= longestTitle &&
    /\p{Script=Han}{2}|\p{L}{4}/u.test(bare) &&
    !text.includes("\t") &&
    !closing.test(text) &&
    !numbered.test(text) &&
    !inBrackets.test(text) &&
    !labelled.test(bare) &&
    !date.test(bare) &&
    !/[@/]\w+\.\w/.test(text) &&
    !isDocumentNumber(text) &&
    !words.contents.has(bare) &&
    !words.marks.has(bare.replace(markNumber, "")) &&
    !words.headEndings.some((ending) => bare.endsWith(ending) && isHead(bare, ending)) &&
    !words.signatures.some((word) => bare.includes(word))
  );
}

const markNumber = new RegExp(`[-—${numerals}\\d]{0,5}(?:[：:★][^：:]{0,6})?$`);

const about = "关于|關於";
/** What the name of a body alone does not have. */
const hasSubject = new RegExp(`[的对對]|${about}`);

const notHead = new RegExp(`[的《「〈]|${about}`);
/** …人民政府文件: the name of a body and nothing of a document's subject. */
const isHead = (text: string, ending: string): boolean => !notHead.test(text.slice(0, -ending.length));

/** Where the title ends that begins with a line: with its font, or else with the line that ends like a title. */
function headingEnd(lines: readonly FileLine[], from: number, words: TitleWords): number {
  let end = from + 1;
  while (end < lines.length && end - from < mostLines && isHeading(lines[end] as FileLine, words)) end++;
  const first = lines[from] as FileLine;
  const usual = usualSize(lines.slice(from));
  let same = from + 1;
  if (isLarger(first, usual)) {
    while (same < end && Math.abs((lines[same]?.size ?? 0) - (first.size ?? 0)) < larger / 2) same++;
    if (endsTitle(lines[same - 1]?.text ?? "", words)) return same;
    // the fonts of a title may become smaller from line to line
    while (end > same && !isLarger(lines[end - 1] as FileLine, usual)) end--;
  }
  for (let i = from; i < end; i++) if (endsTitle(lines[i]?.text ?? "", words)) return i + 1;
  return same;
}

const isLarger = ({ size, isCentred }: FileLine, usual: number): boolean =>
  size !== undefined && (size >= usual + larger || (size > usual && isCentred === true));

/** The font of most of the text. */
function usualSize(lines: readonly FileLine[]): number {
  const lengths = new Map<number, number>();
  for (const { size, text } of lines) if (size !== undefined) lengths.set(size, (lengths.get(size) ?? 0) + text.length);
  return [...lengths].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
}

/** Whether a line ends like the title of a document: …的通知 */
export function endsTitle(text: string, { endings }: TitleWords): boolean {
  const bare = text
    .trim()
    .replace(/\s+/g, "")
    .replace(/(?:[（(【[][^（）()]{1,20}[)）】\]]|[」』》”\d])+$/, "");
  return endings.some((ending) => bare.endsWith(ending));
}
