import type { DamageRules } from "../../dictionary/damage.js";
import { pairOf } from "./gbk.js";
import type { Gloss } from "./gloss.js";
import { isCommonBy, type Judge } from "./model.js";
import { isOdd } from "./odd.js";
import { charsReadAs, isReadAs } from "./readings.js";

/** What became of orphan bytes, a `?` or nothing: of those that a gloss parted, and of those that a cut mark did. */
export interface Orphans {
  readonly glosses: "marked" | "dropped";
  readonly cuts: "marked" | "dropped";
}

const gone = { dropped: true, lost: { vanished: false, marked: false } };
const both = (fate: Orphans["cuts"]): Orphans => ({ glosses: fate, cuts: fate });

/** So many marks tell what became of orphans, where no gloss does. */
const toldByMarks = 60;
const oddNames = 3;
/** No sentence goes on behind a question mark with one of these marks: such a pair outweighs more. */
const plainNames = 6;

/** A gloss that was put between the bytes of two characters leaves an orphan before its bracket: a `?` that swallowed it, or nothing. */
export function orphansOf(text: string, glosses: readonly Gloss[], rules: DamageRules, judge: () => Judge): Orphans {
  let marked = 0;
  let dropped = 0;
  for (const { start, syllable } of glosses) {
    const opened = text.charCodeAt(start) === 0x28;
    if (!opened && text.charCodeAt(start - 1) === 0x3f) marked++;
    else if (opened && isMisfit(text.charAt(start - 1), syllable)) dropped++;
  }
  const orphan = /\?[，；？！、。,;?!]/;
  if (marked !== dropped || !orphan.test(text)) return marked > dropped ? both("marked") : both("dropped");
  // question marks stand before other marks in sound text too: what counts is whether the text behind them is sound
  const reader = { text, marks: rules.marks, glosses: gone, cuts: gone, isCommon: isCommonBy(judge()), folds: false };
  const mark = /\?[，；？！、。,;?!]|[，；？！、。,;!](?![\n，；？！、。,;?!])/g;
  for (let hit = mark.exec(text), seen = 0; hit && seen < toldByMarks; hit = mark.exec(text)) {
    const unsure = hit[0].length === 1 || text.charAt(mark.lastIndex) !== "?";
    if (unsure && !isOdd(reader, mark.lastIndex, judge(), true)) continue;
    seen++;
    if (hit[0].length > 1) marked++;
    else dropped++;
  }
  // rare names look odd behind any mark
  const plainly = text.match(/\?[，；、。,;]/g)?.length ?? 0;
  return dropped > oddNames * marked + plainNames * plainly ? both("dropped") : both("marked");
}

/**
 * Whether a gloss does not fit its character, but one whose first byte is the character's last.
 * @param among only such characters count
 */
export function isMisfit(char: string, syllable: string, among?: ReadonlySet<string>): boolean {
  const pair = pairOf(char);
  return pair >= 0 && !isReadAs(char, syllable) && charsReadAs(pair & 0xff, syllable).some((one) => !among || among.has(one));
}
