import type { Mention } from "../../model/entity.js";
import type { Instrument } from "../../model/enums.js";
import type { Span } from "../../text/offset-map.js";
import type { Doc } from "../doc.js";

/** An amount of money with the place of its number; the mention may begin earlier, with the word that bounds it. */
export interface Sum {
  readonly mention: Mention<"money">;
  readonly numberStart: number;
}

/** A word that names a kind of sum, where it stands. */
export interface KindWord extends Span {
  readonly kind: Instrument;
}

/** What kind of sum one is, and the word that shows it; null where nothing in the document says it. */
export interface Kind {
  readonly kind: Instrument;
  readonly word: Span | null;
}

/** A line that states sums, with what its rules look at: the sums in order and the words that name kinds of sums. */
export interface Passage extends Span {
  readonly sums: readonly Sum[];
  readonly words: readonly KindWord[];
}

/** What of a line is read: no rule looks farther than a paragraph of this length on each side of a sum. */
const reach = 400;
/** A longer line is read in stretches, so that time stays linear in its length. */
const longest = 1600;

/** The lines of a text that state sums. `sums` in order. */
export function passagesOf(doc: Doc, sums: readonly Sum[]): Passage[] {
  const { text } = doc;
  const passages: Passage[] = [];
  let index = 0;
  while (index < sums.length) {
    const first = sums[index] as Sum;
    const { start: at } = first.mention;
    const start = sentenceStart(text, at, Math.max(0, at - reach), lineBreak);
    const lineEnd = sentenceEnd(text, at, Math.min(text.length, at + longest + reach), lineBreak);
    const inLine: Sum[] = [first];
    let end = Math.min(lineEnd, first.mention.end + reach);
    index++;
    for (
      let next = sums[index];
      next !== undefined && next.mention.start < end && next.mention.start < at + longest;
      next = sums[++index]
    ) {
      inLine.push(next);
      end = Math.min(lineEnd, next.mention.end + reach);
    }
    passages.push({ start, end, sums: inLine, words: kindWordsIn(doc, doc.text, start, end) });
  }
  return passages;
}

/** The words of a stretch of a text that name kinds of sums, the longest at each place, in order. */
export function kindWordsIn({ dictionary }: Doc, text: string, start: number, end: number): KindWord[] {
  const { kinds } = dictionary.instruments;
  const words: KindWord[] = [];
  for (let at = start; at < end; ) {
    const found = kinds.at(text, at);
    if (found === null || at + found.word.length > end) {
      at++;
      continue;
    }
    if (found.value !== null) words.push({ kind: found.value, start: at, end: at + found.word.length });
    at += found.word.length;
  }
  return words;
}

/** Where the clause around `at` begins: behind the last of `，；。：` or a tab; a comma between digits parts nothing. */
export function clauseStart(text: string, at: number, floor: number): number {
  let start = at;
  while (start > floor && !isBreak(text, start - 1, clauseBreaks)) start--;
  return start;
}

/** Where the clause around `at` ends. */
export function clauseEnd(text: string, at: number, ceiling: number): number {
  let end = at;
  while (end < ceiling && !isBreak(text, end, clauseBreaks)) end++;
  return end;
}

/** Where the sentence around `at` begins, by one of the lists of marks below. */
export function sentenceStart(text: string, at: number, floor: number, breaks: string): number {
  let start = at;
  while (start > floor && !holds(breaks, text.charCodeAt(start - 1))) start--;
  return start;
}

/** Where the sentence around `at` ends, its mark not counted. */
export function sentenceEnd(text: string, at: number, ceiling: number, breaks: string): number {
  let end = at;
  while (end < ceiling && !holds(breaks, text.charCodeAt(end))) end++;
  return end;
}

const lineBreak = "\n";
const clauseBreaks = "，,；;。：:！？!?\n\t";
/** marks that end a sentence or a part of one that semicolons make */
export const segmentBreaks = "；;。！？!?\n\t";
export const sentenceBreaks = "。！？!?\n\t";

const COMMA = ",".charCodeAt(0);

/** Whether a mark is one of those listed, by its unit: a text is read mark by mark, and each as a string would be an object. */
function holds(breaks: string, unit: number): boolean {
  for (let i = 0; i < breaks.length; i++) if (breaks.charCodeAt(i) === unit) return true;
  return false;
}

function isBreak(text: string, at: number, breaks: string): boolean {
  const mark = text.charCodeAt(at);
  if (!holds(breaks, mark)) return false;
  return mark !== COMMA || !/\d/.test(text[at - 1] ?? " ") || !/\d/.test(text[at + 1] ?? " ");
}

/** Whether two sums stand in a list: 100万元、50万元和20万元, 每架次2万元、每列5万元. */
export function isListed(text: string, first: Sum, second: Sum): boolean {
  const gap = second.mention.start - first.mention.end;
  if (gap < 0 || gap > longestItem) return false;
  return /^[ ]?(?:[和及或至][ ]?$|、(?![^，,；;。：:\n\t]*[，,；;。：:\n\t]))/.test(text.slice(first.mention.end, second.mention.start));
}

/** How much may stand between two sums of a list. */
const longestItem = 10;

/** A span as it stands in the normalised text; the pipeline carries it to the published one. */
export function said(text: string, start: number, end: number): { quote: string; start: number; end: number } {
  return { quote: text.slice(start, end), start, end };
}
