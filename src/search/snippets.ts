import type { Span } from "../text/offset-map.js";

/** A piece of the shown text with the spans in it (UTF-16 offsets) that answer the query. */
export interface Snippet {
  readonly text: string;
  /** where the piece begins in the shown text */
  readonly start: number;
  readonly spans: readonly Span[];
}

/** Characters shown before and after a span, but for what the last word takes. */
const margin = 36;
/** A word or gloss is kept whole where it ends this near. */
const slack = 24;
const longestPiece = 200;

const words = new Intl.Segmenter("zh", { granularity: "word" });
/** A reading in brackets behind its character, and what looks like a tag. */
const unbroken = /[(（][\p{Script=Latin}\p{M}\s]{1,12}[)）]|<[^<>\n]{1,40}>/gu;

/** The first pieces of the text around spans; pieces end at line ends or between words, never inside a gloss, tag or character. */
export function snippetsOf(text: string, spans: readonly Span[], most: number): Snippet[] {
  const pieces: { start: number; end: number; spans: Span[] }[] = [];
  for (const span of spans) {
    const last = pieces.at(-1);
    const start = edge(text, span.start, -1);
    if (last && start <= last.end) {
      if (span.end - last.start > longestPiece) continue;
      last.end = Math.max(last.end, edge(text, span.end, 1));
      last.spans.push(span);
    } else if (pieces.length < most) {
      const end = Math.min(span.end, wholeCharacter(text, span.start + longestPiece));
      pieces.push({ start, end: edge(text, end, 1), spans: [{ start: span.start, end }] });
    } else break;
  }
  return pieces.map((piece) => ({
    text: text.slice(piece.start, piece.end),
    start: piece.start,
    spans: piece.spans.map(({ start, end }) => ({ start: start - piece.start, end: end - piece.start })),
  }));
}

/** A text up to a length, cut between words. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, betweenWords(text, most, -1, 0, text.length));
}

/** Where a piece ends that goes from a span in one direction. */
function edge(text: string, from: number, step: 1 | -1): number {
  const line = step < 0 ? text.lastIndexOf("\n", from - 1) + 1 : lineEnd(text, from);
  const wanted = from + step * margin;
  if (step < 0 ? line >= wanted : line <= wanted) return from === 0 && step < 0 ? 0 : line;
  return betweenWords(text, wanted, step, Math.min(from, line), Math.max(from, line));
}

function lineEnd(text: string, from: number): number {
  const end = text.slice(from, from + margin + 2 * slack).indexOf("\n");
  return end < 0 ? Math.min(text.length, from + margin + 2 * slack) : from + end;
}

/** The place between two words nearest to `wanted` in a direction, within bounds. */
function betweenWords(text: string, wanted: number, step: 1 | -1, low: number, high: number): number {
  const from = wholeCharacter(text, Math.max(low, wanted - 2 * slack));
  const to = wholeCharacter(text, Math.min(high, wanted + 2 * slack));
  const part = text.slice(from, to);
  const closed = [...part.matchAll(unbroken)].map((found) => [from + found.index, from + found.index + found[0].length] as const);
  const places = [...words.segment(part)].map(({ index }) => from + index);
  const free = [...places, to].filter((at) => !closed.some(([start, end]) => at > start && at < end));
  const outward =
    step < 0 ? free.filter((at) => at <= wanted && at >= wanted - slack).at(-1) : free.find((at) => at >= wanted && at <= wanted + slack);
  return outward ?? wholeCharacter(text, wanted);
}

/** An offset that does not part the halves of a character. */
function wholeCharacter(text: string, at: number): number {
  const inside = at > 0 && at < text.length && /[\udc00-\udfff]/.test(text.charAt(at)) && /[\ud800-\udbff]/.test(text.charAt(at - 1));
  return Math.max(0, Math.min(text.length, inside ? at - 1 : at));
}
