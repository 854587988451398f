import iconv from "iconv-lite";
import { gbk } from "../double-byte.js";

/** How many characters of each revealing kind a text holds. */
export interface Survey {
  /** control characters other than white space and escape */
  readonly controls: number;
  /** U+FFFD, whoever put it there */
  readonly replaced: number;
  /** longest run of U+FFFD */
  readonly replacedRun: number;
  /** letters of Latin-1: what bytes from C0 look like, every second or third of Chinese, when read as Latin-1 or cp1252 */
  readonly latin: number;
  /** signs of Latin-1 and cp1252, C1 controls among them */
  readonly signs: number;
  /** Han whose GBK code is the first two bytes of a character in UTF-8; a third of all where UTF-8 was read as GBK */
  readonly halves: number;
  /** all others outside Latin-1 and cp1252 */
  readonly wide: number;
  /**
   * halves, and letters or signs of Latin-1, that stand as near to another one as in double-encoded text and hardly ever
   * elsewhere; and lines and tags whose Han are halves in the share that such text has
   */
  readonly strange: number;
}

const Kind = { plain: 0, control: 1, replaced: 2, latin: 3, half: 4, wide: 5, sign: 6, border: 7 } as const;

/** How far apart two halves, and two letters of Latin-1, stand at most where Chinese was read with the wrong charset. */
const halfGap = 3;
const latinGap = 3;
/** Up to so many Han of a line or tag one in three must be a half: any name may hold one. */
const fewHan = 8;

/** Signs of Latin-1 that sound pages are full of. */
const usualSigns = [..."\u00a0«»·©®°±"].map((sign) => sign.charCodeAt(0));

const kinds = buildKinds();

function buildKinds(): Uint8Array {
  const table = new Uint8Array(0x10000);
  table.fill(Kind.control, 0x00, 0x09).fill(Kind.control, 0x0e, 0x1b).fill(Kind.control, 0x1c, 0x20);
  table[0x7f] = Kind.control;
  for (const border of "\n<>") table[border.charCodeAt(0)] = Kind.border;
  table.fill(Kind.wide, 0x100);
  table.fill(Kind.sign, 0x80, 0xc0).fill(Kind.latin, 0xc0, 0x100);
  for (const character of iconv.decode(Buffer.from(Array.from({ length: 32 }, (_, i) => 0x80 + i)), "win1252")) {
    table[character.charCodeAt(0)] = Kind.sign;
  }
  for (const lead of [0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xef]) {
    for (let trail = 0x80; trail < 0xc0; trail++) table[gbk.charOf(lead, trail).charCodeAt(0)] = Kind.half;
  }
  table[0xfffd] = Kind.replaced;
  return table;
}

/** One pass over a text. */
export function survey(text: string): Survey {
  const counts = new SurveyCounts();
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const kind = kinds[unit] as number;
    if (kind !== Kind.plain) counts.add(kind, unit, i);
  }
  return counts.finish();
}

/** What was counted up to a place, and where the last character of each revealing kind stood. */
class SurveyCounts {
  private readonly counts = [0, 0, 0, 0, 0, 0, 0, 0];
  private strange = 0;
  /** up to the start of the line or tag */
  private halvesBefore = 0;
  private wideBefore = 0;
  private lastHalf = -halfGap - 1;
  private lastLatin = -latinGap - 1;
  private lastLatinUnit = 0;
  private lastReplaced = -2;
  private run = 0;
  private replacedRun = 0;

  add(kind: number, unit: number, at: number): void {
    this.counts[kind] = (this.counts[kind] as number) + 1;
    if (kind === Kind.border) this.endLine();
    else if (kind === Kind.half) {
      if (at - this.lastHalf <= halfGap) this.strange++;
      this.lastHalf = at;
    } else if (kind === Kind.latin || (kind === Kind.sign && unit <= 0xbf && !usualSigns.includes(unit))) this.addLatin(unit, at);
    else if (kind === Kind.replaced) this.addReplaced(at);
  }

  finish(): Survey {
    this.endLine();
    const [, controls = 0, replaced = 0, latin = 0, halves = 0, wide = 0, signs = 0] = this.counts;
    return { controls, replaced, replacedRun: this.replacedRun, latin, signs, halves, wide, strange: this.strange };
  }

  private endLine(): void {
    const halves = (this.counts[Kind.half] as number) - this.halvesBefore;
    const wide = (this.counts[Kind.wide] as number) - this.wideBefore;
    this.halvesBefore += halves;
    this.wideBefore += wide;
    const han = halves + wide;
    if (halves > 0 && han > 1 && (han > fewHan ? looksHalved(halves, wide) : halves * 3 >= han)) this.strange++;
  }

  private addLatin(unit: number, at: number): void {
    // rows of one sign are dots of a table of contents and the like
    if (at - this.lastLatin <= latinGap && unit !== this.lastLatinUnit) this.strange++;
    this.lastLatin = at;
    this.lastLatinUnit = unit;
  }

  private addReplaced(at: number): void {
    this.run = at - this.lastReplaced === 1 ? this.run + 1 : 1;
    this.lastReplaced = at;
    this.replacedRun = Math.max(this.replacedRun, this.run);
  }
}

/** Of three Han that stand for two characters of UTF-8, one at least is a half. Ordinary text has one in a thousand. */
export function looksHalved(halves: number, wide: number): boolean {
  return halves > 0 && halves * 8 >= halves + wide;
}
