import { gbk } from "../../text/double-byte.js";
import { fullMark } from "../model/full-marks.js";
import { type Gloss, glossAt } from "../model/gloss.js";
import type { Pinyin } from "../model/pinyin.js";

/** A text, or part of a line of one, with what is assumed of the site that damaged it. It is read as it stands, and out of step. */
export interface Stretch {
  readonly text: string;
  /** full-width marks that sites split at */
  readonly marks: ReadonlySet<string>;
  /** what decoded the bytes that a gloss parted: some sites decode the text with its glosses first, … */
  readonly glossDecoder: Decoder;
  /** … and what decoded those that a cut mark parted */
  readonly cutDecoder: Decoder;
  /** whether the site folds full-width marks to half-width */
  readonly folds: boolean;
  /** characters that the site glosses wherever they stand */
  readonly glossed?: ReadonlySet<string>;
  /** marks that the site has been seen to split at */
  readonly splitMarks?: ReadonlySet<string>;
  /** so many characters at its start are repaired already, and stand */
  readonly settled?: number;
}

/** What a decoder does with bytes that make no character. */
export interface Decoder {
  /** whether orphan bytes vanish instead of becoming `?` */
  readonly dropsOrphans: boolean;
  /** what may have become of pairs for which it has no character */
  readonly lostPairs: LostPairFate;
}

/** Whether pairs for which a decoder has no character may vanish without a trace, and whether each may leave a `?`. */
export interface LostPairFate {
  readonly vanish: boolean;
  readonly leaveMark: boolean;
}

/** Whether two decoders do the same. */
export function isSameDecoder(one: Decoder, other: Decoder): boolean {
  return (
    one.dropsOrphans === other.dropsOrphans &&
    one.lostPairs.vanish === other.lostPairs.vanish &&
    one.lostPairs.leaveMark === other.lostPairs.leaveMark
  );
}

/** The mark that stands at `at`, full-width also where the site folded it. */
export function markAt({ text, marks }: Pick<Stretch, "text" | "marks">, at: number): string | undefined {
  const full = fullMark(text.charAt(at));
  return marks.has(full) ? full : undefined;
}

/** The gloss at `at` that fits the character before it. */
export function fittingGloss(text: string, at: number, pinyin: Pinyin): Gloss | undefined {
  const gloss = glossAt(text, at);
  return gloss && pinyin.isReadAs(text.charAt(at - 1), gloss.syllable) ? gloss : undefined;
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
  const code = gbk.codeOf(charBefore(text, at));
  return code < 0 ? -1 : code & 0xff;
}

function charBefore(text: string, at: number): string {
  if (text.charAt(at - 1) !== ")") return text.charAt(at - 1);
  const open = text.lastIndexOf("(", at - 1);
  return open > 0 && glossAt(text, open)?.end === at ? text.charAt(open - 1) : ")";
}
