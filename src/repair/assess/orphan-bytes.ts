import type { DamageRules } from "../../dictionary/repair/damage.js";
import { gbk } from "../../text/double-byte.js";
import type { DocumentModel } from "../model/document-model.js";
import { bareGlossAt, type Gloss, glossAt } from "../model/gloss.js";
import type { Pinyin } from "../model/pinyin.js";
import { orphanEvidence } from "../model/thresholds.js";
import { repairStretch } from "../search/repair-stretch.js";
import { type Decoder, fittingGloss, markAt, type Stretch } from "../search/stretch.js";
import { pinyinOf, type RepairTools } from "../tools.js";
import { isImplausible } from "./plausibility.js";

/** What a decoder made of a byte that was left without its other half: a `?`, or nothing. */
export type OrphanFate = "marked" | "dropped";

/** What became of orphan bytes: of those that a gloss parted, and of those that a cut mark did. */
export interface OrphanFates {
  readonly glosses: OrphanFate;
  readonly cuts: OrphanFate;
}

/** A run that a cut brought out of step is seldom longer, nor is one that a gloss did; in characters. */
const longestRun = 12;
const longestBroken = 40;
/** A gloss that ends here, its bracket or the `?` that swallowed it included. */
const anyGloss = /[(?][^()?]{1,7}\)$/;
const longestGloss = 9;
/** Characters behind a mark that are looked at, and those before a place on its line that may matter for it. */
const span = 4;
const lineBefore = 120;

/** Finds out what became of orphans: from glosses that broke characters, and from the marks. */
export function orphanFates(text: string, glosses: readonly Gloss[], tools: RepairTools, model: () => DocumentModel): OrphanFates {
  const shown = byGlosses(text, glosses, tools);
  const cuts = new MarkEvidence(text, tools.damage, model, shown).fate();
  return { glosses: shown ?? cuts, cuts };
}

/** A gloss that was put between the bytes of two characters leaves an orphan before its bracket: a `?` that swallowed it, or nothing. */
function byGlosses(text: string, glosses: readonly Gloss[], tools: RepairTools): OrphanFate | undefined {
  const { marks } = tools.damage;
  const pinyin = pinyinOf(tools);
  let sure = 0;
  let unsure = 0;
  for (const { start, syllable } of glosses) {
    const opened = text.charCodeAt(start) === 0x28;
    let shows = 0;
    if (!opened && text.charCodeAt(start - 1) === 0x3f) shows = 1;
    else if (opened && isMisfit(text.charAt(start - 1), syllable, pinyin)) shows = -1;
    if (shows === 0) continue;
    // the gloss at the end of a run that a cut brought out of step shows what became of the cut's orphan
    if (isBehindMark(text, start - 1, marks)) unsure += shows;
    else sure += shows;
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

const lostPairs = { vanish: true, leaveMark: true };
const decoders: Readonly<Record<OrphanFate, Decoder>> = {
  marked: { dropsOrphans: false, lostPairs },
  dropped: { dropsOrphans: true, lostPairs },
};

/** A mark behind a `?` that may be an orphan's, and one behind which an orphan may have vanished. */
const markedCut = /\?[，；？！、。,;!]|(?<=[^\n?])\?\?(?!\?)/g;
const droppedCut = /(?<!\?)[，；？！、。,;!](?![\n，；？！、。,;?!])/g;

/** What stands around marks is read as if orphans had become a `?`, and as if they had vanished: the cheaper way in all is what happened. */
class MarkEvidence {
  private readonly marked: Stretch;
  private readonly dropped: Stretch;
  /** how much cheaper it is that orphans became a `?`, in nats */
  private sum: number;
  private searches: number = orphanEvidence.searches;

  /** @param shown what the glosses show of their own orphans */
  constructor(
    private readonly text: string,
    { marks }: DamageRules,
    private readonly model: () => DocumentModel,
    private readonly shown: OrphanFate | undefined,
  ) {
    const under = (cuts: OrphanFate): Stretch => ({
      text,
      marks,
      glossDecoder: decoders[shown ?? cuts],
      cutDecoder: decoders[cuts],
      folds: false,
    });
    this.marked = under("marked");
    this.dropped = under("dropped");
    const { sameDecoder } = orphanEvidence;
    this.sum = shown === undefined ? 0 : shown === "marked" ? sameDecoder : -sameDecoder;
  }

  fate(): OrphanFate {
    const { text, dropped, shown } = this;
    markedCut.lastIndex = 0;
    if (shown !== "marked" && !markedCut.test(text)) return "dropped";
    const model = this.model();
    this.gather(markedCut, (at) => !bareGlossAt(text, at + 2));
    if (!this.isDecided()) this.gather(droppedCut, (at) => !isUsual(text, at + 1, model) && isImplausible(dropped, at + 1, model, true));
    if (this.sum === 0) return shown ?? "dropped";
    return this.sum > 0 ? "marked" : "dropped";
  }

  private isDecided(): boolean {
    return Math.abs(this.sum) > orphanEvidence.enough;
  }

  /** Reads the places of one form both ways, until they are decided. */
  private gather(form: RegExp, isHint: (at: number) => boolean): void {
    const { text } = this;
    form.lastIndex = 0;
    let looked = 0;
    let read = 0;
    for (let hit = form.exec(text); hit && this.searches > 0 && looked < orphanEvidence.marks; hit = form.exec(text)) {
      looked++;
      if (!isHint(hit.index)) continue;
      this.searches--;
      const end = this.readBothWays(Math.max(read, beginOf(text, hit.index, this.model().language.pinyin)));
      if (this.isDecided()) return;
      read = Math.max(hit.index + 1, end);
      form.lastIndex = Math.max(form.lastIndex, read);
    }
  }

  /** @returns up to where the place was read */
  private readBothWays(from: number): number {
    const { text, marked, dropped } = this;
    const left = lineTo(text, from);
    const [one, other] = [repairStretch(marked, from, left, this.model()), repairStretch(dropped, from, left, this.model())];
    this.sum += evidenceOf(other.cost - one.cost);
    return Math.min(one.end, other.end);
  }
}

/** What one place says, bounded; infinite where only one way leads anywhere, not a number where neither does. */
function evidenceOf(gain: number): number {
  const { mostOfOne, onlyWay } = orphanEvidence;
  if (Number.isNaN(gain)) return 0;
  return Number.isFinite(gain) ? Math.max(-mostOfOne, Math.min(mostOfOne, gain)) : Math.sign(gain) * onlyWay;
}

/** Whether nothing but common characters follows: a cheap look that spares most of the searches. */
function isUsual(text: string, at: number, { language }: DocumentModel): boolean {
  for (let i = at, seen = 0; i < text.length && seen < span; i++) {
    const gloss = glossAt(text, i);
    if (gloss && i > at && language.pinyin.isReadAs(text.charAt(i - 1), gloss.syllable)) {
      i = gloss.end - 1;
      continue;
    }
    const char = text.charAt(i);
    if (char === "\n") return true;
    if (gloss || /[@-~]/.test(char) || !language.isCommon(char)) return false;
    seen++;
  }
  return true;
}

/** A run that a gloss brought out of step is read from its start: from before the gloss that has no bracket, or does not fit. */
function beginOf(text: string, at: number, pinyin: Pinyin): number {
  let begin = at;
  for (let i = at - 1; i >= 0 && i > at - longestBroken; i--) {
    const gloss = text.charAt(i) === ")" ? anyGloss.exec(text.slice(Math.max(0, i - longestGloss), i + 1)) : null;
    if (gloss) {
      i -= gloss[0].length - 1;
      if (text.charAt(i) === "?" || !fittingGloss(text, i, pinyin)) begin = i;
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
export function isMisfit(char: string, syllable: string, pinyin: Pinyin, among?: ReadonlySet<string>): boolean {
  const code = gbk.codeOf(char);
  return code >= 0 && !pinyin.isReadAs(char, syllable) && pinyin.charsReadAs(code & 0xff, syllable).some((one) => !among || among.has(one));
}
