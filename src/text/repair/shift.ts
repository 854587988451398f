import { pairOf } from "./gbk.js";
import { bareGlossAt, type Gloss, glossAt } from "./gloss.js";
import {
  type Byte,
  type Bytes,
  commonOf,
  firstNode,
  type IsCommon,
  known,
  type Lattice,
  lostPairs,
  type Place,
  placeOf,
  stride,
  type Turn,
} from "./lattice.js";
import { charsReadAs, isReadAs } from "./readings.js";

/** A stretch of a line that is read both ways: as it stands, and as bytes read out of step. */
export interface Reader {
  readonly text: string;
  /** full-width marks that sites split at */
  readonly marks: ReadonlySet<string>;
  /** whether orphan bytes vanished instead of becoming `?` */
  readonly dropped: boolean;
  readonly isCommon: IsCommon;
  /** whether the site folds full-width marks to half-width */
  readonly folds: boolean;
  /** characters that the site glosses wherever they stand */
  readonly glossed?: ReadonlySet<string>;
  /** what may have become of pairs for which its decoder had no character */
  readonly lost: LostFates;
}

/** Whether pairs for which a decoder had no character may have vanished without a trace, and whether each may have left a `?`. */
export interface LostFates {
  readonly vanished: boolean;
  readonly marked: boolean;
}

/** How much more probable, in nats, a repair must be than the text as it stands. */
const gain = 6;
/** The same behind a mark that such texts hardly use. */
const rareGain = 5;
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

const folded: Readonly<Record<string, string>> = { ",": "，", ";": "；", "?": "？", "!": "！" };

/** The mark that stands at `at`, full-width also where the site folded it. */
export function markAt({ text, marks }: Reader, at: number): string | undefined {
  const char = text.charAt(at);
  const full = folded[char] ?? char;
  return marks.has(full) ? full : undefined;
}

/** Nodes of one position: out of step, in step, and those where pairs were lost, out of step too, or where one character more stands. */
const outOfStep = 0;
const inStep = firstNode;
const others = 2;
/** So many pairs in a row may have been lost without a trace; where each left a `?`, more. */
const mostVanished = 2;
const mostMarked = 6;

/** Where a way leads, and what is known of it. */
interface Step {
  readonly to: number;
  readonly cost?: number;
  readonly lost?: boolean;
  readonly glossed?: boolean;
  readonly before?: Turn | undefined;
  readonly behind?: Turn | undefined;
}

/**
 * The lattice of `text` from its begin to its end: at each position it may be in step, or one byte late.
 * Offsets of turns are in `text`.
 */
export function latticeOf(reader: Reader): Lattice {
  return new Tracks(reader).build();
}

/** The gloss at `at` that fits the character before it. */
export function fittingGloss(text: string, at: number): Gloss | undefined {
  const gloss = glossAt(text, at);
  return gloss && isReadAs(text.charAt(at - 1), gloss.syllable) ? gloss : undefined;
}

class Tracks {
  private readonly lattice: Lattice = [];
  /** by position: the first byte that is pending there when out of step */
  private readonly pending: (number | undefined)[] = [];
  /** by node: the first byte that is pending there because a pair was lost, and how many were */
  private readonly afterLost = new Map<number, { lead: Bytes; times: number }>();
  /** by position: nodes given away */
  private readonly used: number[] = [];

  constructor(private readonly reader: Reader) {}

  build(): Lattice {
    const { text } = this.reader;
    const { vanished } = this.reader.lost;
    for (let at = 0; at <= text.length; at++) {
      const lead = this.pending[at];
      const node = at * stride + outOfStep;
      if (lead !== undefined) {
        this.late(node, at, lead);
        if (vanished) this.lose(node, at, lead, 1);
      }
      // pairs that were lost are looked for behind what they stand behind
      for (let other = at * stride + others; other < at * stride + others + (this.used[at] ?? 0); other++) {
        const after = this.afterLost.get(other);
        if (!after) continue;
        this.late(other, at, after.lead);
        if (vanished && after.times < mostVanished) this.lose(other, at, after.lead, after.times + 1);
      }
      if (at < text.length) this.sound(at);
    }
    this.lattice.length = text.length * stride + inStep + 1;
    return this.lattice;
  }

  /** Ways that read the text as it stands, and those that leave it. */
  private sound(at: number): void {
    const { text, dropped } = this.reader;
    const from = at * stride + inStep;
    const char = text.charAt(at);
    const bare = char === "?" ? bareGlossAt(text, at + 1) : undefined;
    const misfit = char === "(" ? glossAt(text, at) : undefined;
    const behind = glossAt(text, at + 1);
    if (bare) this.link(from, known(char), { to: bare.end, cost: brokenGloss });
    else if (misfit) this.link(from, known(char), { to: misfit.end, cost: brokenGloss });
    else if (behind && isReadAs(char, behind.syllable)) this.link(from, known(char), { to: behind.end, glossed: true });
    else if (behind && /[@-~]/.test(char)) this.link(from, known(char), { to: behind.end, cost: strayMark });
    else this.link(from, known(char), { to: at + 1, cost: this.strangeness(at) });
    // the gloss may be that of the next character, whose first byte is this one's last
    if (dropped && behind && charsReadAs(pairOf(char) & 0xff, behind.syllable).length > 0)
      this.link(from, known(char), { to: at + 1, glossed: true });
    const gloss = dropped ? misfit : bare;
    if (gloss) this.breakAt(from, at, gloss);
    else this.cutAt(from, at);
  }

  /** What it costs to take a character for sound. */
  private strangeness(at: number): number {
    const { text, dropped } = this.reader;
    const char = text.charAt(at);
    if (!dropped) return char === "?" && markAt(this.reader, at + 1) !== undefined ? strayMark : 0;
    const stray = /[@-Z[-~]/.test(char) && markAt(this.reader, at - 1) !== undefined && /\p{Script=Han}/u.test(text.charAt(at + 1));
    return stray ? strayLetter : 0;
  }

  /** A gloss was put between the bytes of two characters: the second byte of the last one begins the glossed character. */
  private breakAt(from: number, at: number, gloss: Gloss): void {
    const pair = pairOf(charBefore(this.reader.text, at));
    const bytes = pair < 0 ? [] : charsReadAs(pair & 0xff, gloss.syllable).map((char) => pairOf(char) & 0xff);
    const lead = { key: bytes.join(), bytes };
    if (bytes.length === 0) return;
    const before: Turn = { to: "out of step", at, kind: "broken-gloss" };
    this.late(from, gloss.end, lead, before, true);
    if (this.reader.lost.vanished) this.lose(from, gloss.end, lead, 1, { cost: gain, before, glossed: true });
  }

  /** A mark was cut out between the bytes of characters. */
  private cutAt(from: number, at: number): void {
    const { text, dropped } = this.reader;
    const where = dropped ? at : at + 1;
    if (!dropped && text.charAt(at) !== "?") return;
    const mark = markAt(this.reader, where);
    if (mark === undefined) return;
    const pair = pairOf(mark);
    const cost = mark === "！" || mark === "？" ? rareGain : gain;
    this.shift(from, placeOf("orphan", pair >> 8), where + 1, pair & 0xff, { cost, before: { to: "out of step", at, kind: "cut" } });
  }

  /** Ways on from a position where `lead` is pending. */
  private late(from: number, at: number, lead: Byte, before?: Turn, begins = false): void {
    const { text, dropped } = this.reader;
    const char = text.charAt(at);
    const code = char.charCodeAt(0);
    const mark = markAt(this.reader, at);
    // a gloss may have been put between its bytes before it was looked for itself
    const step = { cost: begins ? gain : 0, before, glossed: begins };
    const lost = typeof lead === "object" && !begins;
    const place = (trail: Byte, syllable?: string) =>
      lost ? commonOf(lead, trail, this.reader.isCommon, syllable) : placeOf(lead, trail, syllable);
    if (dropped && (char === "" || code < 0x80 || mark !== undefined)) {
      const gloss = glossAt(text, at);
      this.back(from, place("orphan", gloss?.syllable), gloss?.end ?? at, { ...step, glossed: step.glossed || gloss !== undefined });
    }
    // 0x80 alone was an orphan too, wherever it stood
    if (dropped) this.back(from, place(0x80), at, { ...step, cost: step.cost + loneByte });
    if (char === "") return;
    const pair = pairOf(mark ?? char);
    if (char === "?" && !dropped) this.question(from, at, lead, place, step);
    else if (pair >= 0) {
      const low = pair & 0xff;
      const own = glossAt(text, at + 1);
      const fits = own && isReadAs(char, own.syllable);
      const cost = step.cost + (!fits && this.reader.glossed?.has(char) ? unglossed : 0);
      this.shift(from, place(pair >> 8), fits ? own.end : at + 1, low, { ...step, cost });
      if (low < 0x7f) this.back(from, place(pair >> 8), at + 1, { ...step, cost: cost + eaten }, known(String.fromCharCode(low)));
    } else if (code >= 0x40 && code <= 0x7e) {
      const gloss = glossAt(text, at + 1);
      this.back(from, place(code, gloss?.syllable), gloss?.end ?? at + 1, { ...step, glossed: step.glossed || gloss !== undefined });
    } else if (char === "€") this.back(from, place(0x80), at + 1, step);
  }

  /** Out of step, a `?` is the orphan that ends the run, or stands for a whole pair. */
  private question(
    from: number,
    at: number,
    lead: Byte,
    place: (trail: Byte, syllable?: string) => Place,
    step: { readonly cost: number; readonly before: Turn | undefined; readonly glossed: boolean },
  ): void {
    const { text } = this.reader;
    const bare = bareGlossAt(text, at + 1);
    if (bare) {
      this.back(from, place("orphan", bare.syllable), bare.end, { ...step, glossed: true });
      return;
    }
    const next = text.charAt(at + 1);
    if (next === "" || next === "\n" || markAt(this.reader, at + 1) !== undefined) this.back(from, place("orphan"), at + 1, step);
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
    const mark = pairOf("？");
    this.shift(from, place(mark >> 8), at + 1, mark & 0xff, { ...step, cost: step.cost + (this.reader.folds ? 0 : unfolded) });
    // its decoder had no character for a pair
    const times = this.afterLost.get(from)?.times ?? 0;
    if (this.reader.lost.marked && times < mostMarked) this.lose(from, at + 1, lead, times + 1, { ...step, marked: true });
  }

  /** A pair was lost before `at`: what is pending then is one of its second bytes. */
  private lose(
    from: number,
    at: number,
    lead: Byte,
    times: number,
    { marked, ...step }: { cost?: number; before?: Turn | undefined; glossed?: boolean; marked?: boolean } = {},
  ): void {
    if (at > this.reader.text.length) return;
    for (const { leads, trails } of lostPairs()) {
      const place = commonOf(lead, leads, this.reader.isCommon);
      if (place.length === 0) continue;
      const to = this.lostNode(at, trails, times);
      this.add(from, place, to, { ...step, to, cost: (step.cost ?? 0) + (marked ? markedPair : vanishedPair), lost: true });
    }
  }

  /** The node of what is pending behind pairs that were lost. */
  private lostNode(at: number, lead: Bytes, times: number): number {
    for (let node = at * stride + others; node < at * stride + others + (this.used[at] ?? 0); node++) {
      const known = this.afterLost.get(node);
      if (known?.lead === lead && known.times === times) return node;
    }
    const node = this.give(at);
    this.afterLost.set(node, { lead, times });
    return node;
  }

  /** A node of a position that none other has; -1 where there is none left. */
  private give(at: number): number {
    const used = this.used[at] ?? 0;
    if (used >= stride - others) return -1;
    this.used[at] = used + 1;
    return at * stride + others + used;
  }

  /** Stays out of step: `trail` is pending then. */
  private shift(from: number, place: Place, to: number, trail: number, step: Omit<Step, "to">): void {
    if (place.length === 0 || to > this.reader.text.length) return;
    this.pending[to] = trail;
    this.add(from, place, to * stride + outOfStep, { ...step, to });
  }

  /** Comes back into step, where one more character may stand that is known. */
  private back(from: number, place: Place, at: number, step: Omit<Step, "to">, more?: Place): void {
    if (place.length === 0) return;
    const to = at * stride + inStep;
    const behind: Turn = { to: "in step", at, kind: "cut" };
    if (!more) {
      this.add(from, place, to, { ...step, to, behind });
      return;
    }
    // nodes lead to higher ones
    const node = this.give(at - 1);
    if (node <= from) return;
    this.add(from, place, node, { ...step, to: node });
    this.add(node, more, to, { to, behind, lost: step.lost ?? false });
  }

  private link(from: number, place: Place, { to, cost, glossed }: Step): void {
    this.add(from, place, to * stride + inStep, { to, cost: cost ?? 0, glossed: glossed ?? false });
  }

  private add(from: number, place: Place, to: number, { cost, lost, glossed, before, behind }: Step): void {
    const edge = {
      place,
      to,
      cost: cost ?? 0,
      lost: lost ?? false,
      glossed: glossed ?? false,
      ...(before ? { before } : {}),
      ...(behind ? { behind } : {}),
    };
    const edges = this.lattice[from];
    if (edges) edges.push(edge);
    else this.lattice[from] = [edge];
  }
}

/** The brackets that may have been swallowed by the `?` at `at`: those whose partner stands. */
function swallowedBrackets(text: string, at: number): string[] {
  const opens = /^[^()（）\n]{2,40}[)）]/.test(text.slice(at + 1, at + 42));
  const closes = /[(（][^()（）\n]{1,40}$/.test(text.slice(Math.max(0, at - 41), at));
  if (opens === closes) return [];
  return opens ? ["("] : [")"];
}

/** The character before a place, past a gloss that stands between. */
function charBefore(text: string, at: number): string {
  if (text.charAt(at - 1) !== ")") return text.charAt(at - 1);
  const open = text.lastIndexOf("(", at - 1);
  return open > 0 && glossAt(text, open)?.end === at ? text.charAt(open - 1) : ")";
}
