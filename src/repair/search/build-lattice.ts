import { gbk } from "../../text/double-byte.js";
import { bareGlossAt, type Gloss, glossAt } from "../model/gloss.js";
import { charsReadAs, isReadAs } from "../model/pinyin.js";
import { type Byte, commonOf, known, type Lattice, lostPairs, type Place, placeOf, type Turn } from "./lattice.js";
import { Nodes, type Run, type Step } from "./lattice-builder.js";
import { type Fates, lastByteBefore, markAt, type Reader, swallowedBrackets } from "./stretch.js";

/** How much more probable, in nats, a repair must be than the text as it stands. */
const gain = 6;
/** The same behind a mark that such texts hardly use. */
const rareGain = 5;
/** The same where the site has been seen to split at the mark. */
const knownGain = 0;
/** What it costs to take for sound: a gloss without its bracket or behind a character that it does not fit, … */
const brokenGloss = 25;
/** … a mark behind a question mark, a gloss behind a letter. */
const strayMark = 12;
/** A letter between a mark and Han is not rare, but rare enough where orphans vanish. */
const strayLetter = 7;
/** What it costs to take a `?` for a folded mark where the site does not fold. */
const unfolded = 6;
/** What it costs to take what was swallowed for a bracket. */
const swallowedBracket = 1;
/** What it costs that the site did not gloss a character that it glosses elsewhere. */
const unglossed = 12;
/** What it costs that a byte vanished that stood alone. */
const loneByte = 2;
/** What it costs that the decoder had no character for a pair: where it left a `?`, and where the pair vanished. */
const markedPair = 0.3;
const vanishedPair = 1.2;
/** What it costs that an ASCII character was taken for the second byte of a pair. */
const eaten = 2;

/** So many pairs in a row may have been lost without a trace; where each left a `?`, more. */
const mostVanished = 2;
const mostMarked = 6;

/** A way on from where it is known what it costs to begin. */
interface Begin {
  readonly cost: number;
  readonly before: Turn | undefined;
  readonly glossed: boolean;
}

type PlaceOf = (trail: Byte, syllable?: string) => Place;

/**
 * The lattice of `text` from its begin to its end: at each position it may be in step, or one byte late.
 * Offsets of turns are in `text`.
 */
export function latticeOf(reader: Reader): Lattice {
  return new Tracks(reader).build();
}

class Tracks {
  private readonly nodes = new Nodes();
  /** what a gloss parted is told apart only where it makes a difference */
  private readonly broken: Run;

  constructor(private readonly reader: Reader) {
    this.broken = isAlike(reader.glosses, reader.cuts) ? "cut" : "gloss";
  }

  build(): Lattice {
    const { text } = this.reader;
    const { nodes } = this;
    for (let at = 0; at <= text.length; at++) {
      for (const run of ["cut", "gloss"] as const) {
        const node = nodes.outOfStep(at, run);
        const lead = nodes.pending(node);
        if (lead === undefined) continue;
        this.late(node, at, lead, run);
        if (this.fates(run).lost.vanished) this.lose(node, at, lead, run, 1);
      }
      // pairs that were lost are looked for behind what they stand behind
      for (const [node, { lead, times, run }] of nodes.lostNodes(at)) {
        this.late(node, at, lead, run);
        if (this.fates(run).lost.vanished && times < mostVanished) this.lose(node, at, lead, run, times + 1);
      }
      if (at < text.length) this.sound(at);
    }
    nodes.lattice.length = nodes.inStep(text.length) + 1;
    return nodes.lattice;
  }

  private fates(run: Run): Fates {
    return run === "gloss" ? this.reader.glosses : this.reader.cuts;
  }

  /** Ways that read the text as it stands, and those that leave it. */
  private sound(at: number): void {
    const { text, glosses, settled = 0 } = this.reader;
    const from = this.nodes.inStep(at);
    const char = text.charAt(at);
    if (at < settled) {
      this.link(from, known(char), { to: at + 1 });
      return;
    }
    const bare = char === "?" ? bareGlossAt(text, at + 1) : undefined;
    const misfit = char === "(" ? glossAt(text, at) : undefined;
    const behind = glossAt(text, at + 1);
    if (bare) this.link(from, known(char), { to: bare.end, cost: brokenGloss });
    else if (misfit) this.link(from, known(char), { to: misfit.end, cost: brokenGloss });
    else if (behind && isReadAs(char, behind.syllable)) this.link(from, known(char), { to: behind.end, glossed: true });
    else if (behind && /[@-~]/.test(char)) this.link(from, known(char), { to: behind.end, cost: strayMark });
    else this.link(from, known(char), { to: at + 1, cost: this.strangeness(at) });
    // the gloss may be that of the next character, whose first byte is this one's last
    if (glosses.dropped && behind && charsReadAs(gbk.codeOf(char) & 0xff, behind.syllable).length > 0)
      this.link(from, known(char), { to: at + 1, glossed: true });
    const gloss = glosses.dropped ? misfit : bare;
    if (gloss) this.breakAt(from, at, gloss);
    else this.cutAt(from, at);
  }

  /** What it costs to take a character for sound. */
  private strangeness(at: number): number {
    const { text, cuts } = this.reader;
    const char = text.charAt(at);
    if (char === "?" && markAt(this.reader, at + 1) !== undefined) return strayMark;
    if (!cuts.dropped) return 0;
    const stray = /[@-Z[-~]/.test(char) && markAt(this.reader, at - 1) !== undefined && /\p{Script=Han}/u.test(text.charAt(at + 1));
    return stray ? strayLetter : 0;
  }

  /** A gloss was put between the bytes of two characters: the second byte of the last one begins the glossed character. */
  private breakAt(from: number, at: number, gloss: Gloss): void {
    const bytes = charsReadAs(lastByteBefore(this.reader.text, at), gloss.syllable).map((char) => gbk.codeOf(char) & 0xff);
    const lead = { key: bytes.join(), bytes };
    if (bytes.length === 0) return;
    const before: Turn = { to: "out of step", at, kind: "broken-gloss" };
    this.late(from, gloss.end, lead, this.broken, before);
    if (this.reader.glosses.lost.vanished) this.lose(from, gloss.end, lead, this.broken, 1, { cost: gain, before, glossed: true });
  }

  /** A mark was cut out between the bytes of characters. */
  private cutAt(from: number, at: number): void {
    const { text, cuts } = this.reader;
    const where = cuts.dropped ? at : at + 1;
    if (!cuts.dropped && text.charAt(at) !== "?") return;
    const mark = markAt(this.reader, where);
    if (mark === undefined) return;
    const pair = gbk.codeOf(mark);
    const cost = this.reader.splits?.has(mark) ? knownGain : mark === "！" || mark === "？" ? rareGain : gain;
    this.shift(from, placeOf("orphan", pair >> 8), where + 1, pair & 0xff, "cut", { cost, before: { to: "out of step", at, kind: "cut" } });
  }

  /** Ways on from a position where `lead` is pending; `before` where it is pending since a gloss that stands there. */
  private late(from: number, at: number, lead: Byte, run: Run, before?: Turn): void {
    const { text, cuts } = this.reader;
    const { dropped } = this.fates(run);
    const char = text.charAt(at);
    const code = char.charCodeAt(0);
    const mark = markAt(this.reader, at);
    const begins = before !== undefined;
    // a gloss may have been put between its bytes before it was looked for itself
    const step: Begin = { cost: begins ? gain : 0, before, glossed: begins };
    const lost = typeof lead === "object" && !begins;
    const place: PlaceOf = (trail, syllable) =>
      lost ? commonOf(lead, trail, this.reader.isCommon, syllable) : placeOf(lead, trail, syllable);
    // a piece ends at its mark, whatever brought it out of step
    const swallows = char === "?" && !dropped;
    if (mark === undefined || swallows ? dropped && (char === "" || code < 0x80) : cuts.dropped) {
      const gloss = glossAt(text, at);
      this.back(from, place("orphan", gloss?.syllable), gloss?.end ?? at, { ...step, glossed: step.glossed || gloss !== undefined });
    }
    // 0x80 alone was an orphan too, wherever it stood
    if (dropped) this.back(from, place(0x80), at, { ...step, cost: step.cost + loneByte });
    if (char === "") return;
    const pair = gbk.codeOf(mark ?? char);
    if (swallows) this.question(from, at, lead, run, place, step);
    else if (pair >= 0) {
      if (char === "?" && this.endsPiece(at)) this.back(from, place("orphan"), at + 1, step);
      const low = pair & 0xff;
      const own = glossAt(text, at + 1);
      const fits = own && isReadAs(char, own.syllable);
      const cost = step.cost + (!fits && this.reader.glossed?.has(char) ? unglossed : 0);
      this.shift(from, place(pair >> 8), fits ? own.end : at + 1, low, run, { ...step, cost });
      if (low < 0x7f) this.back(from, place(pair >> 8), at + 1, { ...step, cost: cost + eaten }, known(String.fromCharCode(low)));
    } else if (code >= 0x40 && code <= 0x7e) {
      const gloss = glossAt(text, at + 1);
      this.back(from, place(code, gloss?.syllable), gloss?.end ?? at + 1, { ...step, glossed: step.glossed || gloss !== undefined });
    } else if (char === "€") this.back(from, place(0x80), at + 1, step);
  }

  /** Whether the `?` at `at` may be what an orphan left at the end of a piece. */
  private endsPiece(at: number): boolean {
    return !this.reader.cuts.dropped && markAt(this.reader, at + 1) !== undefined;
  }

  /** Out of step, a `?` is the orphan that ends the run, or stands for a whole pair. */
  private question(from: number, at: number, lead: Byte, run: Run, place: PlaceOf, step: Begin): void {
    const { text } = this.reader;
    const bare = bareGlossAt(text, at + 1);
    if (bare) {
      this.back(from, place("orphan", bare.syllable), bare.end, { ...step, glossed: true });
      return;
    }
    const next = text.charAt(at + 1);
    if (next === "" || next === "\n" || this.endsPiece(at)) this.back(from, place("orphan"), at + 1, step);
    else {
      // what was swallowed is lost, but a bracket may be told by its partner
      this.back(from, place("orphan"), at + 1, step, known("?"));
      for (const bracket of swallowedBrackets(text, at))
        this.back(from, place("orphan"), at + 1, { ...step, cost: step.cost + swallowedBracket, lost: true }, known(bracket));
    }
    // 0x80 alone was an orphan that swallowed nothing
    const gloss = glossAt(text, at + 1);
    this.back(from, place(0x80, gloss?.syllable), gloss?.end ?? at + 1, { ...step, glossed: step.glossed || gloss !== undefined });
    // the site folded a mark to it
    const mark = gbk.codeOf("？");
    this.shift(from, place(mark >> 8), at + 1, mark & 0xff, run, { ...step, cost: step.cost + (this.reader.folds ? 0 : unfolded) });
    // its decoder had no character for a pair
    const times = this.nodes.afterLost(from)?.times ?? 0;
    if (this.fates(run).lost.marked && times < mostMarked) this.lose(from, at + 1, lead, run, times + 1, { ...step, marked: true });
  }

  /** A pair was lost before `at`: what is pending then is one of its second bytes. */
  private lose(
    from: number,
    at: number,
    lead: Byte,
    run: Run,
    times: number,
    { marked, ...step }: Partial<Begin> & { readonly marked?: boolean } = {},
  ): void {
    if (at > this.reader.text.length) return;
    for (const { leads, trails } of lostPairs()) {
      const place = commonOf(lead, leads, this.reader.isCommon);
      if (place.length === 0) continue;
      const to = this.nodes.lost(at, { lead: trails, times, run });
      this.nodes.add(from, place, { ...step, to, cost: (step.cost ?? 0) + (marked ? markedPair : vanishedPair), lost: true });
    }
  }

  /** Stays out of step: `trail` is pending then. */
  private shift(from: number, place: Place, at: number, trail: number, run: Run, step: Omit<Step, "to">): void {
    if (place.length === 0 || at > this.reader.text.length) return;
    this.nodes.add(from, place, { ...step, to: this.nodes.late(at, run, trail) });
  }

  /** Comes back into step, where one more character may stand that is known. */
  private back(from: number, place: Place, at: number, step: Omit<Step, "to">, more?: Place): void {
    if (place.length === 0) return;
    const to = this.nodes.inStep(at);
    const behind: Turn = { to: "in step", at, kind: "cut" };
    if (!more) {
      this.nodes.add(from, place, { ...step, to, behind });
      return;
    }
    // nodes lead to higher ones
    const node = this.nodes.give(at - 1);
    if (node <= from) return;
    this.nodes.add(from, place, { ...step, to: node });
    this.nodes.add(node, more, { to, behind, lost: step.lost ?? false });
  }

  private link(from: number, place: Place, step: Step): void {
    this.nodes.add(from, place, { ...step, to: this.nodes.inStep(step.to) });
  }
}

/** Whether two decoders do the same. */
function isAlike(one: Fates, other: Fates): boolean {
  return one.dropped === other.dropped && one.lost.vanished === other.lost.vanished && one.lost.marked === other.lost.marked;
}
