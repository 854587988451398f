import type { Doc } from "../../entities/doc.js";
import { segmentBreaks, sentenceBreaks, sentenceEnd, sentenceStart } from "../../entities/money/passages.js";
import type { Mention } from "../../model/entity.js";
import type { Measure, Said } from "../../model/measure.js";
import type { Span } from "../../text/offset-map.js";

/** A measure without the part that states it. All spans are in the normalised text; the pipeline carries them to the published one. */
export type Row = Omit<Measure, "part">;

/** What the rules for measures read: a body, and what was found in it by type. */
export interface Source {
  readonly doc: Doc;
  readonly sums: readonly Mention<"money">[];
  /** percentages */
  readonly rates: readonly Mention<"quantity">[];
  readonly dates: readonly Mention<"date">[];
}

export function saidAt({ text }: Doc, { start, end }: Span): Said {
  const quote = text.slice(start, end);
  return { quote, start, end, text: quote, textStart: start, textEnd: end };
}

/** How far a sentence is followed from a place in it. */
const reach = 400;

/** The sentence around a place; a semicolon ends it only where `semicolons` says so. */
export function sentenceAround({ text }: Doc, at: number, semicolons: boolean): Span {
  const breaks = semicolons ? segmentBreaks : sentenceBreaks;
  return {
    start: sentenceStart(text, at, Math.max(0, at - reach), breaks),
    end: sentenceEnd(text, at, Math.min(text.length, at + reach), breaks),
  };
}

/** The first of some mentions, in order, that begins at or behind an offset. */
export function firstFrom(mentions: readonly Mention[], offset: number): number {
  let [low, high] = [0, mentions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((mentions[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The mentions that begin within a span. */
export function within<M extends Mention>(mentions: readonly M[], { start, end }: Span): M[] {
  const found: M[] = [];
  for (let index = firstFrom(mentions, start); index < mentions.length; index++) {
    const mention = mentions[index] as M;
    if (mention.start >= end) break;
    found.push(mention);
  }
  return found;
}

/** The day by which something is to be done, where a span states one: 6月30日前. */
export function deadlineIn({ doc, dates }: Source, span: Span): Measure["deadline"] {
  const date = within(dates, span).find(
    ({ role, from, to, end }) => role === "deadline" || (from === null && to !== null) || /^[之以]?前/.test(doc.text.slice(end, end + 2)),
  );
  return date && { ...saidAt(doc, date), value: date.to };
}

/** Whether one of the words stands in a stretch. */
export function holdsWord({ text }: Doc, { start, end }: Span, words: readonly string[]): boolean {
  const stretch = text.slice(start, end);
  return words.some((word) => stretch.includes(word));
}

/** Whether a span overlaps one of these. To be asked in any order. */
export function overlapping(spans: readonly Span[]): (span: Span) => boolean {
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  const ends: number[] = [];
  for (const { end } of sorted) ends.push(Math.max(end, ends.at(-1) ?? 0));
  return ({ start, end }) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.start ?? 0) < end) low = middle + 1;
      else high = middle;
    }
    return low > 0 && (ends[low - 1] ?? 0) > start;
  };
}
