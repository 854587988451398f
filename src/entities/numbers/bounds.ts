import type { BoundWord, Measures } from "../../dictionary/values/measures.js";
import { classAt, DIGIT, MAGNITUDE, skipBlanks, UNIT } from "./characters.js";

export interface BoundSpan {
  readonly bound: BoundWord;
  /** where the word begins (before a number) or ends (after a unit) */
  readonly at: number;
}

/**
 * The word before `start` that bounds the number there: 约, 不超过, 最高奖励. `large`: money in 万 or 亿, before which 过 is
 * a bound. Null where none stands.
 */
export function boundBefore(text: string, start: number, measures: Measures, large = false): BoundSpan | null {
  let end = start;
  while (text[end - 1] === " " || text[end - 1] === "\u00a0") end--;
  if (text[end - 1] === "了" || text[end - 1] === "到" || text[end - 1] === "过") {
    const longer = plainBound(text, end, measures, large) ?? plainBound(text, end - 1, measures, large);
    if (longer) return longer;
  }
  return plainBound(text, end, measures, large) ?? reachingBound(text, end, measures);
}

function plainBound(text: string, end: number, measures: Measures, large: boolean): BoundSpan | null {
  const found = measures.boundsBefore.before(text, end);
  if (found === null) return null;
  const { word, value } = found;
  // 上百家, but 上五年
  if (word === "上" && !isRound(text, skipBlanks(text, end))) return null;
  // 过百亿元, 过万家, 产值过5亿元, but 召开过3次
  if (word === "过" && !isRound(text, skipBlanks(text, end)) && !(large && !measures.doneBefore.has(text[end - 2] ?? " "))) return null;
  const longer = measures.notBounds.get(word);
  if (longer?.some((other) => text.endsWith(other, end))) return null;
  return { bound: value, at: end - word.length };
}

/** 百, 千, 万, 亿 without a digit */
function isRound(text: string, at: number): boolean {
  const kind = classAt(text, at);
  return kind === MAGNITUDE || (kind === UNIT && classAt(text, at + 1) !== DIGIT);
}

/** How far a bound reaches: over a short verb, and 不超过 over a noun as well. */
const nearReach = 10;
const farReach = 20;

function reachingBound(text: string, end: number, { reaching }: Measures): BoundSpan | null {
  for (let at = end - 1; at >= end - farReach && at > 0; at--) {
    const code = text.charCodeAt(at);
    if (code < 0x3400 || code > 0x9fff) return null;
    if (reaching.ends[text.charCodeAt(at - 1)] !== 1) continue;
    const far = reaching.far.before(text, at);
    if (far !== null) return { bound: far.value, at: at - far.word.length };
    const near = end - at <= nearReach ? reaching.near.before(text, at) : null;
    if (near !== null && reaching.verbs.at(text, at) !== null) return { bound: near.value, at: at - near.word.length };
  }
  return null;
}

/** The word after `end` that bounds the number before it: 以上, 左右. Null where none stands. */
export function boundAfter(text: string, end: number, measures: Measures): BoundSpan | null {
  const at = skipBlanks(text, end);
  const found = measures.boundsAfter.at(text, at);
  if (found === null || isOtherWord(found.word, text[at + found.word.length], measures)) return null;
  return { bound: found.value, at: at + found.word.length };
}

/** 起 and 内 and 多 are no bounds where a longer word begins with them. */
function isOtherWord(word: string, next: string | undefined, { notBefore }: Measures): boolean {
  return next !== undefined && notBefore.get(word)?.includes(next) === true;
}
