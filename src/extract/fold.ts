import entries from "opencc-js/dict/TSCharacters";

/**
 * A cheap view of a line for recognising it, never for output: without `(pinyin)` glosses and white space, with Traditional
 * characters Simplified one by one and full-width forms half-width. `at[i]` is the offset of its i-th unit in the line (UTF-16),
 * `at[length]` the line's end.
 */
export interface Folded {
  readonly text: string;
  readonly at: Int32Array;
}

// one pinyin syllable, with or without its tone, as sites append it to a Han character; losing a real (bim) does no harm here
const gloss = /[(（][a-zü\u00e0-\u01dc]{1,7} ?[)）]/y;

/** The folded form of each UTF-16 unit; 0 for white space. Character by character will do: no name of chrome depends on a phrase. */
const looks = buildLooks();

function buildLooks(): Uint16Array {
  const table = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit);
  for (let unit = 0xff01; unit <= 0xff5e; unit++) table[unit] = unit - 0xfee0;
  for (let unit = 0; unit <= 0x20; unit++) table[unit] = 0;
  for (let unit = 0x2000; unit <= 0x200f; unit++) table[unit] = 0;
  for (const unit of [0xa0, 0x3000, 0xfeff]) table[unit] = 0;
  for (const entry of entries.split("|")) {
    const [from = "", to = ""] = entry.split(" ");
    if (from.length === 1 && to.length === 1) table[from.charCodeAt(0)] = to.charCodeAt(0);
  }
  return table;
}

/** The line that was folded last: its class, its labels and its date are looked for one after another. */
let last = { line: "", folded: { text: "", at: new Int32Array(1) } as Folded };
/** What a line folds to, before it is a string; a line that does not fit has an array of its own. */
const shared = new Uint16Array(4096);

/** The folded view of a line, with the offsets that lead back. Linear in the line. */
export function fold(line: string): Folded {
  if (line === last.line) return last.folded;
  const folded = folding(line);
  if (line.length <= shared.length) last = { line, folded };
  return folded;
}

function folding(line: string): Folded {
  const units = line.length > shared.length ? new Uint16Array(line.length) : shared;
  const at = new Int32Array(line.length + 1);
  let length = 0;
  let same = true;
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    if ((code === 0x28 || code === 0xff08) && length > 0 && (units[length - 1] ?? 0) >= 0x2e80) {
      gloss.lastIndex = i;
      if (gloss.test(line)) {
        i = gloss.lastIndex - 1;
        same = false;
        continue;
      }
    }
    const look = looks[code] ?? 0;
    if (look !== code) same = false;
    if (look === 0) continue;
    units[length] = look;
    at[length++] = i;
  }
  at[length] = line.length;
  return { text: same ? line : textOf(units.subarray(0, length)), at };
}

const textOf = (units: Uint16Array): string => Buffer.from(units.buffer, units.byteOffset, units.byteLength).toString("utf16le");

/** The published text that corresponds to `folded.text.slice(start, end)`, trimmed. */
export function published(line: string, folded: Folded, start: number, end: number): string {
  if (start >= end) return "";
  return line.slice(folded.at[start], end < folded.text.length ? folded.at[end] : line.length).trim();
}
