import { hanDigits } from "../entities/numbers/characters.js";

/** A line of a text with its break; blank lines belong to the one above them, those at the beginning to the first. */
export interface Line {
  /** where the line begins in the text, in UTF-16 code units */
  readonly start: number;
  /** behind its break and the blank lines below it */
  readonly end: number;
  /** without blanks at its ends; cells of a table are apart by tabs */
  readonly text: string;
  /** whether it is a row of a table: cells apart by tabs, the first or the last of which may be empty */
  readonly row: boolean;
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
      lines.push({ start: begin, end, text: trimmed, row: isRow(written, trimmed, last) });
      begin = end;
    } else if (last) {
      lines[lines.length - 1] = { ...last, end };
      begin = end;
    }
    start = end;
  }
  // a text of blank lines alone is one line
  if (lines.length === 0 && text.length > 0) lines.push({ start: 0, end: text.length, text: "", row: false });
  return lines;
}

/** A label and what it labels, apart by one tab: so Word's lists come. */
const labelled = new RegExp(`^[（(]?(?:\\d{1,3}|[${hanDigits}十]{1,3}|[A-Za-z])[.．、）)][^\\t]{0,4}\\t[^\\t]+$`);

function isRow(written: string, trimmed: string, above: Line | undefined): boolean {
  if (!written.includes("\t")) return false;
  if (above?.row) return true;
  // a tab before the first word indents; one behind a label parts it from its text
  return trimmed.includes("\t") && !labelled.test(trimmed);
}

/** Whether a line ends as a sentence, a clause or a list does. */
export function endsSentence(line: string): boolean {
  return /[。；;！？!?，,：:、][”’」』)）]?$/.test(line);
}

/** Whether a line holds a whole sentence; a question alone heads its answer. */
export function holdsSentence(line: string): boolean {
  return /[。；;！!]|[？?]./.test(line);
}
