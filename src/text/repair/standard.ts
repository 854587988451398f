import characters from "opencc-js/dict/STCharacters";
import phrases from "opencc-js/dict/STPhrases";

let written: Set<string> | undefined;

/** Whether a converter to Traditional writes a character at all: 向 becomes 向 or 嚮, never 曏. Built when first asked for. */
export function isWritten(char: string): boolean {
  if (!written) {
    written = new Set();
    for (const rows of [characters, phrases])
      for (const row of rows.split("|")) for (const one of row.slice(row.indexOf(" ") + 1)) written.add(one);
  }
  return written.has(char);
}
