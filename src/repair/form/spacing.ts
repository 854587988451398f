import type { Edit } from "../../text/offset-map.js";

const space = /[ \u00a0\u2000-\u200a\u202f\u205f\u3000\ue5e5]+/y;
const han = /\p{Script=Han}/u;
const zeroWidth = /\p{Default_Ignorable_Code_Point}/u;
/** So many single characters with equal gaps between them are one word that was set wide: 山 东 省. */
const wideSet = 3;
const longestGap = 4;
const longestWord = 5;

/** Whether the segmenter's dictionary has a word, given in either script. */
export type IsWord = (word: string) => boolean;

/**
 * Spaces at `at`: none at the ends of a line or cell, none inside a word that was set wide, plain ones elsewhere.
 * @returns where to go on
 */
export function spacing(text: string, at: number, isWord: IsWord, edits: Edit[]): number {
  const end = gapEnd(text, at);
  if (isLineEnd(text, at - 1) || isLineEnd(text, end)) {
    edits.push({ start: at, end, to: "" });
    return end;
  }
  const gaps = wideGaps(text, at, end, isWord);
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

function isLineEnd(text: string, at: number): boolean {
  const char = text.charAt(at);
  return char === "" || char === "\n" || char === "\t" || char === "\r";
}

/** Where the gaps of a word that was set wide begin: single Han characters with gaps of one width between them. */
function wideGaps(text: string, at: number, end: number, isWord: IsWord): number[] {
  const width = end - at;
  const kind = text.slice(at, end);
  const before = text.charAt(at - 2);
  if (width > longestGap || !han.test(text.charAt(at - 1)) || han.test(before) || zeroWidth.test(before)) return [];
  // a gap beside narrower ones stands between words that were set wide: 姓 名   张 三
  if (width > 1 && han.test(text.charAt(end)) && (isNarrower(text, at - 2, -1, width) || isNarrower(text, end + 1, 1, width))) return [];
  const gaps: number[] = [];
  let word = text.charAt(at - 1);
  for (let gap = at; gapEnd(text, gap) === gap + width && text.startsWith(kind, gap); ) {
    const next = gap + width;
    if (!han.test(text.charAt(next))) break;
    if (han.test(text.charAt(next + 1))) {
      // the last character may stand at the start of others: 山 东 省人民政府, but not 朱 虹 殷国桓
      const whole = [1, 2].some(
        (length) => word.length > 1 && word.length + length <= longestWord && isWord(word + text.slice(next, next + length)),
      );
      return whole ? [...gaps, gap] : joined(gaps, word, isWord);
    }
    gaps.push(gap);
    word += text.charAt(next);
    gap = next + 1;
  }
  return joined(gaps, word, isWord);
}

/** Whether a gap at `at`, to one side, is narrower than `width` and has Han behind it. */
function isNarrower(text: string, at: number, step: 1 | -1, width: number): boolean {
  let length = 0;
  while (length < width && isSpace(text, at + length * step)) length++;
  return length > 0 && length < width && han.test(text.charAt(at + length * step));
}

function isSpace(text: string, at: number): boolean {
  space.lastIndex = at;
  return at >= 0 && space.test(text);
}

function joined(gaps: number[], word: string, isWord: IsWord): number[] {
  return word.length >= wideSet || (word.length === 2 && isWord(word)) ? gaps : [];
}
