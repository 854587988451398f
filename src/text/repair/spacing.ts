import type { Edit } from "../offset-map.js";

const space = /[ \u00a0\u2000-\u200a\u202f\u205f\u3000]+/y;
const han = /\p{Script=Han}/u;
/** So many single characters apart by equal gaps are one word that was set wide: 山 东 省. */
const wideSet = 3;
const longestGap = 4;

/**
 * Spaces at `at`: none at the ends of a line or cell, none inside a word that was set wide, plain ones elsewhere.
 * @returns where to go on
 */
export function spacing(text: string, at: number, words: ReadonlySet<string>, edits: Edit[]): number {
  const end = gapEnd(text, at);
  if (isRim(text, at - 1) || isRim(text, end)) {
    edits.push({ start: at, end, to: "" });
    return end;
  }
  const gaps = wideGaps(text, at, end, words);
  if (gaps.length > 0) {
    for (const gap of gaps) edits.push({ start: gap, end: gap + end - at, to: "" });
    return (gaps.at(-1) as number) + end - at;
  }
  const plain = " ".repeat(end - at);
  if (text.slice(at, end) !== plain) edits.push({ start: at, end, to: plain });
  return end;
}

function gapEnd(text: string, at: number): number {
  space.lastIndex = at;
  return space.test(text) ? space.lastIndex : at;
}

function isRim(text: string, at: number): boolean {
  const char = text.charAt(at);
  return char === "" || char === "\n" || char === "\t" || char === "\r";
}

/** Where the gaps of a word that was set wide begin: single Han characters, apart by gaps of one width. */
function wideGaps(text: string, at: number, end: number, words: ReadonlySet<string>): number[] {
  const width = end - at;
  if (width > longestGap || !han.test(text.charAt(at - 1)) || han.test(text.charAt(at - 2))) return [];
  const gaps: number[] = [];
  let word = text.charAt(at - 1);
  for (let gap = at; gapEnd(text, gap) === gap + width; ) {
    const next = gap + width;
    if (!han.test(text.charAt(next)) || han.test(text.charAt(next + 1))) break;
    gaps.push(gap);
    word += text.charAt(next);
    gap = next + 1;
  }
  return gaps.length + 1 >= wideSet || words.has(word) ? gaps : [];
}
