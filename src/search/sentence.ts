import type { Span } from "../text/offset-map.js";

const ends = /[。！？!?；;\n]/;
const closing = /[”’』」》）)"\]】]/;
/** A text without marks is cut this far from what is shown. */
const farthest = 200;

/** The sentence around a span: from behind the last full stop, question mark, semicolon or line end to the next one, inclusive. */
export function sentenceAround(text: string, { start, end }: Span): Span {
  let from = start;
  while (from > 0 && start - from < farthest && !ends.test(text[from - 1] ?? "")) from--;
  let to = end;
  if (!ends.test(text[to - 1] ?? "")) {
    while (to < text.length && to - end < farthest && !ends.test(text[to] ?? "")) to++;
    if (to < text.length && to - end < farthest && text[to] !== "\n") to++;
  }
  while (from < start && (closing.test(text[from] ?? "") || /\s/.test(text[from] ?? ""))) from++;
  while (to < text.length && closing.test(text[to] ?? "")) to++;
  while (to > end && /\s/.test(text[to - 1] ?? "")) to--;
  return { start: wholeFrom(text, from), end: wholeTo(text, to) };
}

/** Offsets that split no pair of surrogates. */
function wholeFrom(text: string, at: number): number {
  return at > 0 && isLow(text, at) ? at - 1 : at;
}
function wholeTo(text: string, at: number): number {
  return at < text.length && isLow(text, at) ? at + 1 : at;
}
function isLow(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
