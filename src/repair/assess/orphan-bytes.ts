import type { DamageRules } from "../../dictionary/repair/damage.js";
import { gbk } from "../../text/double-byte.js";
import { bareGlossAt, type Gloss, glossAt } from "../model/gloss.js";
import { isCommonBy, type Judge } from "../model/language-model.js";
import { charsReadAs, isReadAs } from "../model/pinyin.js";
import { solve } from "../search/repair-stretch.js";
import { type Fates, fittingGloss, markAt, type Reader } from "../search/stretch.js";
import { isOdd } from "./plausibility.js";

type Fate = "marked" | "dropped";

/** What became of orphan bytes, a `?` or nothing: of those that a gloss parted, and of those that a cut mark did. */
export interface Orphans {
  readonly glosses: Fate;
  readonly cuts: Fate;
}

/** A run that a cut brought out of step is seldom longer. */
const longestRun = 12;
const longestBroken = 40;
/** A gloss that ends here, its bracket or the `?` that swallowed it included. */
const anyGloss = /[(?][^()?]{1,7}\)$/;
const longestGloss = 9;
/** So much more probable, in nats, one fate of cuts must be than the other that no more of them are looked at. */
const enough = 25;
/** The most that one place may tell; and what it tells that only one of two ways leads anywhere. */
const mostTold = 15;
const nowhere = 6;
/** How much more probable it is that one decoder read both, than that glosses and cuts fared differently. */
const alike = 9;
/** Characters behind a mark that are looked at. */
const span = 4;
/** Places that are searched, and marks of a kind that are looked at, at most. */
const mostSearches = 24;
const mostMarks = 2000;
/** What stands before a place on its line and may matter for it. */
const lineBefore = 120;

/** Tells what became of orphans: from glosses that broke characters, and from the marks. */
export function orphansOf(text: string, glosses: readonly Gloss[], rules: DamageRules, judge: () => Judge): Orphans {
  const told = byGlosses(text, glosses, rules);
  const cuts = byMarks(text, rules, judge, told);
  return { glosses: told ?? cuts, cuts };
}

/** A gloss that was put between the bytes of two characters leaves an orphan before its bracket: a `?` that swallowed it, or nothing. */
function byGlosses(text: string, glosses: readonly Gloss[], { marks }: DamageRules): Fate | undefined {
  let sure = 0;
  let unsure = 0;
  for (const { start, syllable } of glosses) {
    const opened = text.charCodeAt(start) === 0x28;
    let tells = 0;
    if (!opened && text.charCodeAt(start - 1) === 0x3f) tells = 1;
    else if (opened && isMisfit(text.charAt(start - 1), syllable)) tells = -1;
    if (tells === 0) continue;
    // the gloss at the end of a run that a cut brought out of step shows what became of the cut's orphan
    if (isBehindMark(text, start - 1, marks)) unsure += tells;
    else sure += tells;
  }
  const sum = sure || unsure;
  return sum === 0 ? undefined : sum > 0 ? "marked" : "dropped";
}

/** Whether nothing but characters of two bytes stands between a place and a mark before it. */
function isBehindMark(text: string, at: number, marks: ReadonlySet<string>): boolean {
  for (let i = at - 1; i >= 0 && i > at - longestRun; i--) {
    if (markAt({ text, marks }, i) !== undefined) return true;
    if (text.charCodeAt(i) < 0x80) return false;
  }
  return false;
}

const lost = { vanished: true, marked: true };
const usual: Readonly<Record<Fate, Fates>> = { marked: { dropped: false, lost }, dropped: { dropped: true, lost } };

/** A mark behind a `?` that may be an orphan's, and one behind which an orphan may have vanished. */
const markedCut = /\?[，；？！、。,;!]|(?<=[^\n?])\?\?(?!\?)/g;
const droppedCut = /(?<!\?)[，；？！、。,;!](?![\n，；？！、。,;?!])/g;

/** What stands around marks is read as if orphans had become a `?`, and as if they had vanished: how much likelier is it so or so? */
function byMarks(text: string, { marks }: DamageRules, judge: () => Judge, told: Fate | undefined): Fate {
  markedCut.lastIndex = 0;
  if (told !== "marked" && !markedCut.test(text)) return "dropped";
  const as = (cuts: Fate): Reader => ({
    text,
    marks,
    glosses: usual[told ?? cuts],
    cuts: usual[cuts],
    isCommon: isCommonBy(judge()),
    folds: false,
  });
  const [marked, dropped] = [as("marked"), as("dropped")];
  let sum = told === undefined ? 0 : told === "marked" ? alike : -alike;
  let searches = mostSearches;
  for (const [form, isHint] of [
    [markedCut, (at: number) => !bareGlossAt(text, at + 2)],
    [droppedCut, (at: number) => !isUsual(dropped, at + 1) && isOdd(dropped, at + 1, judge(), true)],
  ] as const) {
    form.lastIndex = 0;
    let looked = 0;
    let read = 0;
    for (let hit = form.exec(text); hit && searches > 0 && looked < mostMarks; hit = form.exec(text)) {
      looked++;
      if (!isHint(hit.index)) continue;
      searches--;
      const from = Math.max(read, beginOf(text, hit.index));
      const left = lineTo(text, from);
      const [one, other] = [solve(marked, from, left, judge()), solve(dropped, from, left, judge())];
      const gain = other.cost - one.cost;
      if (!Number.isNaN(gain)) sum += Number.isFinite(gain) ? Math.max(-mostTold, Math.min(mostTold, gain)) : Math.sign(gain) * nowhere;
      if (Math.abs(sum) > enough) return sum > 0 ? "marked" : "dropped";
      read = Math.max(hit.index + 1, Math.min(one.end, other.end));
      form.lastIndex = Math.max(form.lastIndex, read);
    }
  }
  return sum === 0 ? (told ?? "dropped") : sum > 0 ? "marked" : "dropped";
}

/** Whether nothing but common characters follows: a cheap look that spares most of the dear ones. */
function isUsual({ text, isCommon }: Reader, at: number): boolean {
  for (let i = at, seen = 0; i < text.length && seen < span; i++) {
    const gloss = glossAt(text, i);
    if (gloss && i > at && isReadAs(text.charAt(i - 1), gloss.syllable)) {
      i = gloss.end - 1;
      continue;
    }
    const char = text.charAt(i);
    if (char === "\n") return true;
    if (gloss || /[@-~]/.test(char) || !isCommon(char)) return false;
    seen++;
  }
  return true;
}

/** A run that a gloss brought out of step is read from its begin: from before the gloss that has no bracket, or does not fit. */
function beginOf(text: string, at: number): number {
  let begin = at;
  for (let i = at - 1; i >= 0 && i > at - longestBroken; i--) {
    const gloss = text.charAt(i) === ")" ? anyGloss.exec(text.slice(Math.max(0, i - longestGloss), i + 1)) : null;
    if (gloss) {
      i -= gloss[0].length - 1;
      if (text.charAt(i) === "?" || !fittingGloss(text, i)) begin = i;
    } else if (text.charCodeAt(i) < 0x80) break;
  }
  return begin;
}

/** What stands before a place on its line, without the glosses that fit. */
function lineTo(text: string, at: number): string {
  const from = Math.max(text.lastIndexOf("\n", at - 1) + 1, at - lineBefore);
  let line = "";
  for (let i = from; i < at; i++) {
    const gloss = glossAt(text, i);
    if (gloss && gloss.end <= at) i = gloss.end - 1;
    else line += text.charAt(i);
  }
  return line;
}

/**
 * Whether a gloss does not fit its character, but one whose first byte is the character's last.
 * @param among only such characters count
 */
export function isMisfit(char: string, syllable: string, among?: ReadonlySet<string>): boolean {
  const pair = gbk.codeOf(char);
  return pair >= 0 && !isReadAs(char, syllable) && charsReadAs(pair & 0xff, syllable).some((one) => !among || among.has(one));
}
