/** A line of a text with its break; blank lines belong to the one above them, those at the beginning to the first. */
export interface Line {
  /** where the line begins in the text, in UTF-16 code units */
  readonly start: number;
  /** behind its break and the blank lines below it */
  readonly end: number;
  /** without blanks at its ends */
  readonly text: string;
  /** offset of `text` in the whole text */
  readonly at: number;
}

/** The lines of a text; together they cover it. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let begin = 0;
  for (let start = 0; start < text.length; ) {
    const stop = text.indexOf("\n", start);
    const end = stop < 0 ? text.length : stop + 1;
    const written = text.slice(start, stop < 0 ? end : stop);
    const trimmed = written.trim();
    const last = lines.at(-1);
    if (trimmed !== "") {
      lines.push({ start: begin, end, text: trimmed, at: start + written.indexOf(trimmed) });
      begin = end;
    } else if (last) {
      lines[lines.length - 1] = { ...last, end };
      begin = end;
    }
    start = end;
  }
  // a text of blank lines alone is one line
  if (lines.length === 0 && text.length > 0) lines.push({ start: 0, end: text.length, text: "", at: 0 });
  return lines;
}
