import { gbk } from "../../text/double-byte.js";
import { lostInARow, outOfStep, soundReading, unglossed } from "../model/costs.js";
import { bareGlossAt, type Gloss, glossAt } from "../model/gloss.js";
import type { LanguageModel } from "../model/language-model.js";
import type { Byte, Slot } from "../model/slots.js";
import type { Lattice, Transition } from "./lattice.js";
import { type Cause, LatticeBuilder, type Step } from "./lattice-builder.js";
import { glossedBy, type Pending, stepOf } from "./pending.js";
import { type Decoder, isSameDecoder, lastByteBefore, markAt, type Stretch, swallowedBrackets } from "./stretch.js";

/**
 * The lattice of a stretch from its start to its end: at each position it may be in step, or one byte late. Offsets of
 * transitions are in the stretch.
 */
export function buildLattice(stretch: Stretch, language: LanguageModel): Lattice {
  return new StretchLattice(stretch, language).build();
}

class StretchLattice {
  private readonly builder = new LatticeBuilder();
  /** what a gloss parted is kept apart only where its decoder differs */
  private readonly glossCause: Cause;

  constructor(
    private readonly stretch: Stretch,
    private readonly language: LanguageModel,
  ) {
    this.glossCause = isSameDecoder(stretch.glossDecoder, stretch.cutDecoder) ? "cut" : "gloss";
  }

  build(): Lattice {
    const { text } = this.stretch;
    const { builder } = this;
    for (let at = 0; at <= text.length; at++) {
      for (const cause of ["cut", "gloss"] as const) {
        const node = builder.outOfStep(at, cause);
        const lead = builder.pending(node);
        if (lead === undefined) continue;
        const pending = this.pending(node, at, lead, cause);
        this.readOutOfStep(pending);
        if (this.decoder(cause).lostPairs.vanish) this.losePair(pending, at, 1);
      }
      // pairs that were lost are looked for behind what they stand behind
      for (const [node, { lead, times, cause }] of builder.lostNodes(at)) {
        const pending = this.pending(node, at, lead, cause);
        this.readOutOfStep(pending);
        if (this.decoder(cause).lostPairs.vanish && times < lostInARow.vanished) this.losePair(pending, at, times + 1);
      }
      if (at < text.length) this.readInStep(at);
    }
    builder.lattice.length = builder.inStep(text.length) + 1;
    return builder.lattice;
  }

  private decoder(cause: Cause): Decoder {
    return cause === "gloss" ? this.stretch.glossDecoder : this.stretch.cutDecoder;
  }

  /** @param before where the run begins at a gloss that stands at `at` */
  private pending(node: number, at: number, lead: Byte, cause: Cause, before?: Transition): Pending {
    const { slots } = this.language;
    const begins = before !== undefined;
    const onlyCommon = typeof lead === "object" && !begins;
    return {
      node,
      at,
      lead,
      cause,
      // a gloss may have been put between its bytes before it was looked for itself
      cost: begins ? outOfStep.entry : 0,
      before,
      glossed: begins,
      slot: (trail, syllable) => (onlyCommon ? this.language.commonSlot(lead, trail, syllable) : slots.slot(lead, trail, syllable)),
    };
  }

  /** Edges that read the text as it stands, and those that leave it. */
  private readInStep(at: number): void {
    const { text, glossDecoder, settled = 0 } = this.stretch;
    const from = this.builder.inStep(at);
    const char = text.charAt(at);
    const slot = this.language.slots.known(char);
    if (at < settled) {
      this.stayInStep(from, slot, { to: at + 1 });
      return;
    }
    const bare = char === "?" ? bareGlossAt(text, at + 1) : undefined;
    const misfit = char === "(" ? glossAt(text, at) : undefined;
    const behind = glossAt(text, at + 1);
    const broken = bare ?? misfit;
    if (broken) this.stayInStep(from, slot, { to: broken.end, cost: soundReading.brokenGloss });
    else if (behind && this.language.pinyin.isReadAs(char, behind.syllable)) this.stayInStep(from, slot, { to: behind.end, glossed: true });
    else if (behind && /[@-~]/.test(char)) this.stayInStep(from, slot, { to: behind.end, cost: soundReading.strayMark });
    else this.stayInStep(from, slot, { to: at + 1, cost: this.oddity(at) });
    // the gloss may be that of the next character, whose first byte is this one's last
    if (glossDecoder.dropsOrphans && behind && this.language.pinyin.charsReadAs(gbk.codeOf(char) & 0xff, behind.syllable).length > 0)
      this.stayInStep(from, slot, { to: at + 1, glossed: true });
    const gloss = glossDecoder.dropsOrphans ? misfit : bare;
    if (gloss) this.startAtGloss(from, at, gloss);
    else this.startAtCut(from, at);
  }

  /** What it costs to take a character for sound. */
  private oddity(at: number): number {
    const { text, cutDecoder } = this.stretch;
    const char = text.charAt(at);
    if (char === "?" && markAt(this.stretch, at + 1) !== undefined) return soundReading.strayMark;
    if (!cutDecoder.dropsOrphans) return 0;
    const isStray = /[@-Z[-~]/.test(char) && markAt(this.stretch, at - 1) !== undefined && /\p{Script=Han}/u.test(text.charAt(at + 1));
    return isStray ? soundReading.strayLetter : 0;
  }

  /** A gloss was put between the bytes of two characters: the second byte of the last one begins the glossed character. */
  private startAtGloss(from: number, at: number, gloss: Gloss): void {
    const { text, glossDecoder } = this.stretch;
    const bytes = this.language.pinyin.charsReadAs(lastByteBefore(text, at), gloss.syllable).map((char) => gbk.codeOf(char) & 0xff);
    if (bytes.length === 0) return;
    const lead = { key: bytes.join(), bytes };
    const pending = this.pending(from, gloss.end, lead, this.glossCause, { to: "out of step", at, kind: "broken-gloss" });
    this.readOutOfStep(pending);
    if (glossDecoder.lostPairs.vanish) this.losePair(pending, gloss.end, 1);
  }

  /** A mark was cut out between the bytes of characters. */
  private startAtCut(from: number, at: number): void {
    const { text, cutDecoder, splitMarks } = this.stretch;
    const where = cutDecoder.dropsOrphans ? at : at + 1;
    if (!cutDecoder.dropsOrphans && text.charAt(at) !== "?") return;
    const mark = markAt(this.stretch, where);
    if (mark === undefined) return;
    const code = gbk.codeOf(mark);
    const usual = mark === "！" || mark === "？" ? outOfStep.entryAtRareMark : outOfStep.entry;
    const cost = splitMarks?.has(mark) ? outOfStep.entryAtSplitMark : usual;
    const before: Transition = { to: "out of step", at, kind: "cut" };
    this.stayOutOfStep(from, this.language.slots.slot("orphan", code >> 8), where + 1, code & 0xff, "cut", { cost, before });
  }

  /** All edges from a node in which a byte is pending. */
  private readOutOfStep(pending: Pending): void {
    const { text, cutDecoder } = this.stretch;
    const { node, at, cause, slot } = pending;
    const { dropsOrphans } = this.decoder(cause);
    const char = text.charAt(at);
    const mark = markAt(this.stretch, at);
    // a piece ends at its mark, whatever brought it out of step
    const isQuestion = char === "?" && !dropsOrphans;
    const mayEnd = mark === undefined || isQuestion ? dropsOrphans && (char === "" || char.charCodeAt(0) < 0x80) : cutDecoder.dropsOrphans;
    if (mayEnd) {
      const gloss = glossAt(text, at);
      this.returnToStep(node, slot("orphan", gloss?.syllable), gloss?.end ?? at, glossedBy(pending, gloss));
    }
    // 0x80 alone was an orphan too, wherever it stood
    if (dropsOrphans) this.returnToStep(node, slot(0x80), at, stepOf(pending, outOfStep.loneByte));
    if (char === "") return;
    if (isQuestion) this.readQuestionMark(pending);
    else this.readCharacter(pending, char, gbk.codeOf(mark ?? char));
  }

  /** The character at a node out of step holds the second byte of one pair, and mostly the first byte of the next. */
  private readCharacter(pending: Pending, char: string, code: number): void {
    const { text, glossed } = this.stretch;
    const { node, at, cause, slot } = pending;
    const ascii = char.charCodeAt(0);
    if (code >= 0) {
      if (char === "?" && this.mayEndPiece(at)) this.returnToStep(node, slot("orphan"), at + 1, stepOf(pending));
      const low = code & 0xff;
      const own = glossAt(text, at + 1);
      const fits = own && this.language.pinyin.isReadAs(char, own.syllable);
      const extra = !fits && glossed?.has(char) ? unglossed : 0;
      this.stayOutOfStep(node, slot(code >> 8), fits ? own.end : at + 1, low, cause, stepOf(pending, extra));
      if (low < 0x7f) {
        const eaten = this.language.slots.known(String.fromCharCode(low));
        this.returnToStep(node, slot(code >> 8), at + 1, stepOf(pending, outOfStep.eatenAscii), eaten);
      }
    } else if (ascii >= 0x40 && ascii <= 0x7e) {
      const gloss = glossAt(text, at + 1);
      this.returnToStep(node, slot(ascii, gloss?.syllable), gloss?.end ?? at + 1, glossedBy(pending, gloss));
    } else if (char === "€") this.returnToStep(node, slot(0x80), at + 1, stepOf(pending));
  }

  /** Whether the `?` at `at` may be what an orphan left at the end of a piece. */
  private mayEndPiece(at: number): boolean {
    return !this.stretch.cutDecoder.dropsOrphans && markAt(this.stretch, at + 1) !== undefined;
  }

  /** Out of step, a `?` is the orphan that ends the run, or stands for a whole pair. */
  private readQuestionMark(pending: Pending): void {
    const { text, folds } = this.stretch;
    const { node, at, cause, slot } = pending;
    const bare = bareGlossAt(text, at + 1);
    if (bare) {
      this.returnToStep(node, slot("orphan", bare.syllable), bare.end, glossedBy(pending, bare));
      return;
    }
    const next = text.charAt(at + 1);
    if (next === "" || next === "\n" || this.mayEndPiece(at)) this.returnToStep(node, slot("orphan"), at + 1, stepOf(pending));
    else this.swallow(pending);
    // 0x80 alone was an orphan that swallowed nothing
    const gloss = glossAt(text, at + 1);
    this.returnToStep(node, slot(0x80, gloss?.syllable), gloss?.end ?? at + 1, glossedBy(pending, gloss));
    // the site folded a mark to it
    const mark = gbk.codeOf("？");
    this.stayOutOfStep(node, slot(mark >> 8), at + 1, mark & 0xff, cause, stepOf(pending, folds ? 0 : outOfStep.foldedMark));
    // its decoder had no character for a pair
    const times = this.builder.afterLost(node)?.times ?? 0;
    if (this.decoder(cause).lostPairs.leaveMark && times < lostInARow.marked)
      this.losePair(pending, at + 1, times + 1, outOfStep.markedPair);
  }

  /** The `?` of an orphan took the next character with it: that one is lost, but a bracket shows by its partner. */
  private swallow(pending: Pending): void {
    const { node, at, slot } = pending;
    const { slots } = this.language;
    this.returnToStep(node, slot("orphan"), at + 1, stepOf(pending), slots.known("?"));
    for (const bracket of swallowedBrackets(this.stretch.text, at)) {
      const step = { ...stepOf(pending, outOfStep.swallowedBracket), lost: true };
      this.returnToStep(node, slot("orphan"), at + 1, step, slots.known(bracket));
    }
  }

  /** A pair was lost before `at`: what is pending then is one of its second bytes. */
  private losePair(pending: Pending, at: number, times: number, cost: number = outOfStep.vanishedPair): void {
    if (at > this.stretch.text.length) return;
    const { node, lead, cause } = pending;
    for (const { leads, trails } of this.language.slots.lostPairs()) {
      const slot = this.language.commonSlot(lead, leads);
      if (slot.length === 0) continue;
      const to = this.builder.lostNode(at, { lead: trails, times, cause });
      this.builder.add(node, slot, { ...stepOf(pending, cost), to, lost: true });
    }
  }

  private stayOutOfStep(from: number, slot: Slot, at: number, trail: number, cause: Cause, step: Omit<Step, "to">): void {
    if (slot.length === 0 || at > this.stretch.text.length) return;
    this.builder.add(from, slot, { ...step, to: this.builder.pendingNode(at, cause, trail) });
  }

  /** Comes back into step, where one more character may stand that is known. */
  private returnToStep(from: number, slot: Slot, at: number, step: Omit<Step, "to">, more?: Slot): void {
    if (slot.length === 0) return;
    const to = this.builder.inStep(at);
    const behind: Transition = { to: "in step", at, kind: "cut" };
    if (!more) {
      this.builder.add(from, slot, { ...step, to, behind });
      return;
    }
    // edges lead to higher nodes
    const node = this.builder.allocate(at - 1);
    if (node <= from) return;
    this.builder.add(from, slot, { ...step, to: node });
    this.builder.add(node, more, { to, behind, lost: step.lost ?? false });
  }

  private stayInStep(from: number, slot: Slot, step: Step): void {
    this.builder.add(from, slot, { ...step, to: this.builder.inStep(step.to) });
  }
}
