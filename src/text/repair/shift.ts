import { pairOf } from "./gbk.js";
import { bareGlossAt, type Gloss, glossAt } from "./gloss.js";
import {
  type Byte,
  type Edge,
  firstNode,
  type IsCommon,
  known,
  type Lattice,
  lostWays,
  type Place,
  placeOf,
  type Turn,
  type Way,
  waysOf,
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
}

/** How much more probable, in nats, a repair must be than the text as it stands. */
const gain = 10;
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
/** What it costs that an ASCII character was taken for the second byte of a pair. */
const eaten = 2;

const folded: Readonly<Record<string, string>> = { ",": "，", ";": "；", "?": "？", "!": "！" };

/** The mark that stands at `at`, full-width also where the site folded it. */
export function markAt({ text, marks }: Reader, at: number): string | undefined {
  const char = text.charAt(at);
  const full = folded[char] ?? char;
  return marks.has(full) ? full : undefined;
}

/** Nodes of one position: out of step, in step, and those between places of one way. */
const stride = 32;
const inStep = firstNode;
const between = 2;

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
  private readonly pending: (Byte | undefined)[] = [];
  private spare = 0;

  constructor(private readonly reader: Reader) {}

  build(): Lattice {
    const { text } = this.reader;
    const end = text.length * stride + inStep;
    for (let at = 0; at <= text.length; at++) {
      this.spare = at * stride + between;
      const lead = this.pending[at];
      if (lead !== undefined) this.late(at * stride, at, lead);
      if (at < text.length) this.sound(at);
    }
    this.lattice.length = end + 1;
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
    if (bare) this.link(from, known(char), bare.end, brokenGloss);
    else if (misfit) this.link(from, known(char), misfit.end, brokenGloss);
    else if (behind && isReadAs(char, behind.syllable)) this.link(from, known(char), behind.end, 0);
    else if (behind && /[@-~]/.test(char)) this.link(from, known(char), behind.end, strayMark);
    else if (dropped && /[@-Z[-~]/.test(char) && markAt(this.reader, at - 1) !== undefined && /\p{Script=Han}/u.test(text.charAt(at + 1)))
      this.link(from, known(char), at + 1, strayLetter);
    else this.link(from, known(char), at + 1, char === "?" && !dropped && markAt(this.reader, at + 1) !== undefined ? strayMark : 0);
    const gloss = dropped ? misfit : bare;
    if (gloss) this.breakAt(from, at, gloss);
    else this.cutAt(from, at);
  }

  /** A gloss was put between the bytes of two characters: the second byte of the last one begins the glossed character. */
  private breakAt(from: number, at: number, gloss: Gloss): void {
    const pair = pairOf(charBefore(this.reader.text, at));
    const leads = pair < 0 ? [] : charsReadAs(pair & 0xff, gloss.syllable).map((char) => pairOf(char) & 0xff);
    if (leads.length > 0) this.late(from, gloss.end, leads, { to: "out of step", at, kind: "broken-gloss" });
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
    this.step(from, where + 1, [{ places: [placeOf("orphan", pair >> 8)], cost, lost: false }], pair & 0xff, {
      to: "out of step",
      at,
      kind: "cut",
    });
  }

  /** Ways on from a position where `lead` is pending. */
  private late(from: number, at: number, lead: Byte, turn?: Turn): void {
    const { text, dropped } = this.reader;
    const char = text.charAt(at);
    const code = char.charCodeAt(0);
    const mark = markAt(this.reader, at);
    const base = turn ? gain : 0;
    const back = (ways: readonly Way[], to: number) =>
      this.connect(from, ways, to * stride + inStep, base, turn, { to: "in step", at: to, kind: "cut" });
    if (dropped && (char === "" || code < 0x80 || mark !== undefined)) {
      const gloss = glossAt(text, at);
      if (gloss) back(waysOf(lead, "orphan", this.reader.isCommon, gloss.syllable), gloss.end);
      else back(one(placeOf(lead, "orphan")), at);
    }
    if (char === "") return;
    const pair = pairOf(mark ?? char);
    if (char === "?" && !dropped) this.question(from, at, lead, base, turn, back);
    else if (pair >= 0) {
      const next = fittingGloss(text, at + 1)?.end ?? at + 1;
      this.step(from, next, waysOf(lead, pair >> 8, this.reader.isCommon), pair & 0xff, turn, base);
      const low = pair & 0xff;
      if (low < 0x7f) back([{ places: [placeOf(lead, pair >> 8), known(String.fromCharCode(low))], cost: eaten, lost: false }], at + 1);
    } else if (code >= 0x40 && code <= 0x7e) {
      const gloss = glossAt(text, at + 1);
      back(waysOf(lead, code, this.reader.isCommon, gloss?.syllable), gloss?.end ?? at + 1);
    } else if (char === "€") back(one(placeOf(lead, 0x80)), at + 1);
  }

  /** Out of step, a `?` is the orphan that ends the run, or stands for a whole pair. */
  private question(
    from: number,
    at: number,
    lead: Byte,
    base: number,
    turn: Turn | undefined,
    back: (ways: readonly Way[], to: number) => void,
  ): void {
    const { text } = this.reader;
    const bare = bareGlossAt(text, at + 1);
    if (bare) {
      back(waysOf(lead, "orphan", this.reader.isCommon, bare.syllable), bare.end);
      return;
    }
    const place = placeOf(lead, "orphan");
    const next = text.charAt(at + 1);
    if (next === "" || next === "\n" || markAt(this.reader, at + 1) !== undefined) back(one(place), at + 1);
    else if (place.length > 0) {
      // what was swallowed is lost, but a bracket may be told by its partner
      back([{ places: [place, known("?")], cost: 0, lost: false }], at + 1);
      for (const bracket of swallowedBrackets(text, at))
        back([{ places: [place, known(bracket)], cost: swallowedBracket, lost: true }], at + 1);
    }
    // 0x80 alone was an orphan that swallowed nothing
    const gloss = glossAt(text, at + 1);
    back(one(placeOf(lead, 0x80, gloss?.syllable)), gloss?.end ?? at + 1);
    // the site folded a mark to it
    const mark = pairOf("？");
    this.step(from, at + 1, one(placeOf(lead, mark >> 8)), mark & 0xff, turn, base + (this.reader.folds ? 0 : unfolded));
    // its decoder had no character for a pair
    const third = pairOf(text.charAt(at + 2));
    if (next === "?" && third >= 0) {
      const ways = lostWays(lead, third >> 8, this.reader.isCommon).filter(({ places }) => places.length > 2);
      this.step(from, fittingGloss(text, at + 3)?.end ?? at + 3, ways, third & 0xff, turn, base);
    }
    const pair = pairOf(next);
    const after = next === "?" ? bareGlossAt(text, at + 2) : undefined;
    if (after) back(lostWays(lead, "orphan", this.reader.isCommon, after.syllable), after.end);
    else if (next === "?" && markAt(this.reader, at + 2) !== undefined) back(lostWays(lead, "orphan", this.reader.isCommon), at + 2);
    else if (pair >= 0)
      this.step(from, fittingGloss(text, at + 2)?.end ?? at + 2, lostWays(lead, pair >> 8, this.reader.isCommon), pair & 0xff, turn, base);
    else if (/[@-~]/.test(next)) {
      const behind = glossAt(text, at + 2);
      back(lostWays(lead, next.charCodeAt(0), this.reader.isCommon, behind?.syllable), behind?.end ?? at + 2);
    }
  }

  /** Stays out of step: `trail` is pending then. */
  private step(from: number, to: number, ways: readonly Way[], trail: number, turn?: Turn, base = 0): void {
    if (to > this.reader.text.length) return;
    this.pending[to] = trail;
    this.connect(from, ways, to * stride, base, turn);
  }

  private link(from: number, place: Place, to: number, cost: number): void {
    this.add(from, { place, to: to * stride + inStep, cost, lost: false });
  }

  private connect(from: number, ways: readonly Way[], to: number, base: number, before?: Turn, behind?: Turn): void {
    for (const { places, cost, lost } of ways) {
      let node = from;
      for (const [i, place] of places.entries()) {
        if (place.length === 0) break;
        const last = i === places.length - 1;
        const target = last ? to : this.spare++;
        const edge: Edge = {
          place,
          to: target,
          cost: i === 0 ? cost + base : 0,
          lost,
          ...(i === 0 && before ? { before } : {}),
          ...(last && behind ? { behind } : {}),
        };
        this.add(node, edge);
        node = target;
      }
    }
  }

  private add(from: number, edge: Edge): void {
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

function one(place: Place): Way[] {
  return place.length > 0 ? [{ places: [place], cost: 0, lost: false }] : [];
}

/** The character before a place, past a gloss that stands between. */
function charBefore(text: string, at: number): string {
  if (text.charAt(at - 1) !== ")") return text.charAt(at - 1);
  const open = text.lastIndexOf("(", at - 1);
  return open > 0 && glossAt(text, open)?.end === at ? text.charAt(open - 1) : ")";
}
