import type { Span } from "../text/offset-map.js";

/** A line of a text without its break, otherwise unchanged. */
export interface TextLine extends Span {
  readonly text: string;
}

/** The first lines of a text that are not blank. */
export function firstLines(text: string, count: number): TextLine[] {
  const lines: TextLine[] = [];
  for (let start = 0; start < text.length && lines.length < count; ) {
    const stop = text.indexOf("\n", start);
    const end = stop < 0 ? text.length : stop;
    if (text.slice(start, end).trim()) lines.push({ start, end, text: text.slice(start, end) });
    start = end + 1;
  }
  return lines;
}
