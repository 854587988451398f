import { gbk } from "../../text/double-byte.js";
import { type Gloss, glossAt } from "../model/gloss.js";
import { isReadAs } from "../model/pinyin.js";
import type { IsCommon } from "./lattice.js";

/** A stretch of a line that is read both ways: as it stands, and as bytes read out of step. */
export interface Reader {
  readonly text: string;
  /** full-width marks that sites split at */
  readonly marks: ReadonlySet<string>;
  /** what became of bytes that a gloss parted: some sites decode the text with its glosses first, … */
  readonly glosses: Fates;
  /** … and what of bytes that a cut mark parted */
  readonly cuts: Fates;
  readonly isCommon: IsCommon;
  /** whether the site folds full-width marks to half-width */
  readonly folds: boolean;
  /** characters that the site glosses wherever they stand */
  readonly glossed?: ReadonlySet<string>;
  /** marks that the site has been seen to split at */
  readonly splits?: ReadonlySet<string>;
  /** so many characters at its begin are repaired already, and stand */
  readonly settled?: number;
}

/** What a decoder did with bytes that make no character. */
export interface Fates {
  /** whether orphan bytes vanished instead of becoming `?` */
  readonly dropped: boolean;
  /** what may have become of pairs for which it had no character */
  readonly lost: LostFates;
}

/** Whether pairs for which a decoder had no character may have vanished without a trace, and whether each may have left a `?`. */
export interface LostFates {
  readonly vanished: boolean;
  readonly marked: boolean;
}

const folded: Readonly<Record<string, string>> = { ",": "，", ";": "；", "?": "？", "!": "！" };

/** A mark as it was before a site folded it to half-width. */
export function fullMark(mark: string): string {
  return folded[mark] ?? mark;
}

/** The mark that stands at `at`, full-width also where the site folded it. */
export function markAt({ text, marks }: Pick<Reader, "text" | "marks">, at: number): string | undefined {
  const full = fullMark(text.charAt(at));
  return marks.has(full) ? full : undefined;
}

/** The gloss at `at` that fits the character before it. */
export function fittingGloss(text: string, at: number): Gloss | undefined {
  const gloss = glossAt(text, at);
  return gloss && isReadAs(text.charAt(at - 1), gloss.syllable) ? gloss : undefined;
}

/** The brackets that may have been swallowed by the `?` at `at`: those whose partner stands. */
export function swallowedBrackets(text: string, at: number): string[] {
  const opens = /^[^()（）\n]{2,40}[)）]/.test(text.slice(at + 1, at + 42));
  const closes = /[(（][^()（）\n]{1,40}$/.test(text.slice(Math.max(0, at - 41), at));
  if (opens === closes) return [];
  return opens ? ["("] : [")"];
}

/** The second byte of the character before a place, past a gloss that stands between; -1 where there is none. */
export function lastByteBefore(text: string, at: number): number {
  const pair = gbk.codeOf(charBefore(text, at));
  return pair < 0 ? -1 : pair & 0xff;
}

function charBefore(text: string, at: number): string {
  if (text.charAt(at - 1) !== ")") return text.charAt(at - 1);
  const open = text.lastIndexOf("(", at - 1);
  return open > 0 && glossAt(text, open)?.end === at ? text.charAt(open - 1) : ")";
}
