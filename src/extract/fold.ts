import { configs } from "opencc-js/preset/t2cn";

/**
 * A cheap view of a line for recognising it, never for output: `(pinyin)` glosses off, Traditional characters
 * Simplified one by one, full-width forms half-width, no white space. `at[i]` is where its i-th unit stands in the line
 * (UTF-16), `at[length]` the line's end.
 */
export interface Folded {
  readonly text: string;
  readonly at: readonly number[];
}

// one syllable of at most six letters, tone marks included, as sites append it to a Han character
const gloss = /[(（][a-zü\u00e0-\u01dc]{1,7} ?[)）]/y;

let simplified: Map<number, string> | undefined;

/** Single characters only: what a class of chrome is called never depends on a phrase. */
function simplifiedCharacters(): Map<number, string> {
  if (simplified) return simplified;
  simplified = new Map();
  for (const group of configs.t2s?.conversionChain ?? []) {
    for (const dictionary of group) {
      if (typeof dictionary !== "string") continue;
      for (const entry of dictionary.split("|")) {
        const [from = "", to = ""] = entry.split(" ");
        if (from.length === 1 && to.length === 1) simplified.set(from.charCodeAt(0), to);
      }
    }
  }
  return simplified;
}

/** The folded view with its way back. Linear in the line. */
export function fold(line: string): Folded {
  const map = simplifiedCharacters();
  const at: number[] = [];
  let text = "";
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    if ((code === 0x28 || code === 0xff08) && text.length > 0 && text.charCodeAt(text.length - 1) >= 0x2e80) {
      gloss.lastIndex = i;
      if (gloss.test(line)) {
        i = gloss.lastIndex - 1;
        continue;
      }
    }
    if (code <= 0x20 || code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200f) || code === 0xfeff) continue;
    at.push(i);
    if (code >= 0xff01 && code <= 0xff5e) text += String.fromCharCode(code - 0xfee0);
    else if (code < 0x3400) text += line[i];
    else text += map.get(code) ?? line[i];
  }
  at.push(line.length);
  return { text, at };
}

/** The published text that stands behind `folded.text.slice(start, end)`, trimmed. */
export function published(line: string, folded: Folded, start: number, end: number): string {
  if (start >= end) return "";
  return line.slice(folded.at[start], end < folded.text.length ? folded.at[end] : line.length).trim();
}
