import type { PersonContexts } from "../../dictionary/persons/contexts.js";

/** Marks, spaces and digits that stand right behind names. */
const MARK = /[\s,，。、;；:：!！?？()（）〕】╱／“”"'《》「」·\t/\d]/;
/** Between a name and what it says: on the 5th. */
const DAY = /\d{1,2}日/y;
const SAYS = /指(?=[，,：:])/y;
const AND_OTHERS = /^等[一二三四五六七八九十\d]{1,2}人/;

/** Whether what stands behind an offset often follows persons' names. */
export function followsName(text: string, end: number, { behind }: PersonContexts): boolean {
  return end >= text.length || MARK.test(text[end] as string) || behind.at(text, end) !== null;
}

/** 王凯|说, 陈炳辰|也|指出: what shows that a name speaks or acts as persons do, behind two adverbs or times at most. */
export function speaks(text: string, end: number, { speaks: { verbs, adverbs } }: PersonContexts): boolean {
  let ends = [end];
  for (let between = 0; ends.length > 0; between++) {
    if (ends.some((at) => verbs.at(text, at) !== null || matchesAt(SAYS, text, at))) return true;
    if (between === 2) return false;
    ends = ends.flatMap((at) => [...adverbs.allAt(text, at).map(({ word }) => at + word.length), ...dayAt(text, at)]);
  }
  return false;
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function dayAt(text: string, at: number): number[] {
  return matchesAt(DAY, text, at) ? [DAY.lastIndex] : [];
}

/** Whether what stands behind a name only persons do or suffer, or counts others with it: 等人, 等3人. */
export function acts(text: string, end: number, { acts }: PersonContexts): boolean {
  return acts.at(text, end) !== null || /[：:／/]/.test(text[end] ?? "") || AND_OTHERS.test(text.slice(end, end + 4));
}

/** Whether a prize, a street or a thing bears the name. */
export function isNamesake(text: string, end: number, { namesakes }: PersonContexts): boolean {
  return namesakes.at(text, /[”"]/.test(text[end] ?? "") ? end + 1 : end) !== null;
}
