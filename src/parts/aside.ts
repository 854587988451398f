import type { PartLists, PartWords } from "../dictionary/documents/part-words.js";
import { oneOf } from "../lexicon/alternation.js";
import type { Line } from "./lines.js";

/** lines that one quotation may take */
const QUOTED = 40;
/** the fewest lines of a table of contents that nothing announces */
const FEWEST = 4;
/** of so many lines of one, one may not be found again: a page breaks a heading, or writes it otherwise */
const MISSED = 5;

function contentsPattern({ contents }: PartLists): RegExp {
  return new RegExp(`^${oneOf(contents)}$`);
}

const LEADER = /[\s.．·…—-]/;

/** 第一章 总则……3: without the page, the leaders and blanks. Read from the end: from the front each leader would be a start to try. */
function bare(line: string): string {
  let end = line.length;
  while (end > 0 && line.length - end < 3 && isDigit(line.charCodeAt(end - 1))) end--;
  while (end > 0 && LEADER.test(line[end - 1] as string)) end--;
  return line.slice(0, end).replace(/\s/g, "");
}

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

/**
 * Tables of contents: the lines that announce one, and its entries, whose labels label nothing. The first entry comes again
 * where the text itself begins, and the others come behind that. Linear in the number of lines.
 */
export function contentsOf(lines: readonly Line[], words: PartWords): { headings: readonly number[]; entries: ReadonlySet<number> } {
  const contents = words.compiled(contentsPattern);
  const texts = lines.map(({ text }) => bare(text));
  const last = new Map(texts.map((text, i) => [text, i]));
  const again = new Int32Array(lines.length).fill(-1);
  const seen = new Map<string, number>();
  for (let i = lines.length - 1; i >= 0; i--) {
    again[i] = seen.get(texts[i] as string) ?? -1;
    seen.set(texts[i] as string, i);
  }
  const headings: number[] = [];
  const entries = new Set<number>();
  for (let i = 0; i < lines.length; i++) {
    const { text } = lines[i] as Line;
    const announced = contents.test(text.replace(/\s/g, ""));
    const from = announced ? i + 1 : i;
    const to = again[from] ?? -1;
    if (to < 0 || !(announced || isFirst(text)) || !(announced ? to > from : to - from >= FEWEST) || !comeAgain(texts, last, from, to))
      continue;
    if (announced) headings.push(i);
    for (let at = from; at < to; at++) entries.add(at);
    i = to - 1;
  }
  return { headings, entries };
}

const isFirst = (text: string): boolean => text.length <= 40 && /^(?:第?[一1]|[（(][一1])/.test(text);

function comeAgain(texts: readonly string[], last: ReadonlyMap<string, number>, from: number, to: number): boolean {
  let missed = 0;
  for (let at = from; at < to; at++) {
    if ((last.get(texts[at] as string) ?? 0) < to) missed++;
    if (missed * MISSED > Math.max(at - from, MISSED)) return false;
  }
  return true;
}

/** Lines of text that is quoted over several lines, but for the first of each. */
export function quotedLines(lines: readonly Line[]): Set<number> {
  const quoted = new Set<number>();
  let open = 0;
  for (const [i, { text }] of lines.entries()) {
    if (open > 0) quoted.add(i);
    if (!text.includes("“") && !text.includes("”")) {
      open = Math.max(0, open - 1);
      continue;
    }
    const [begun, ended] = [text.split("“").length, text.split("”").length];
    if (open === 0 && text.startsWith("“") && begun > ended) open = QUOTED;
    else if (ended > begun || /”[。；]?$/.test(text)) open = 0;
    else open = Math.max(0, open - 1);
  }
  return quoted;
}
