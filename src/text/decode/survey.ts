import iconv from "iconv-lite";
import { gbk } from "../double-byte.js";

/** How many characters of each telling kind a text holds. */
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
  const counts = [0, 0, 0, 0, 0, 0, 0, 0];
  let halvesBefore = 0; // this line or tag
  let wideBefore = 0;
  let strange = 0;
  let lastHalf = -halfGap - 1;
  let lastLatin = -latinGap - 1;
  let lastReplaced = -2;
  let run = 0;
  let replacedRun = 0;
  for (let i = 0; i <= text.length; i++) {
    const kind = i < text.length ? (kinds[text.charCodeAt(i)] as number) : Kind.border;
    if (kind === Kind.plain) continue;
    counts[kind] = (counts[kind] as number) + 1;
    if (kind === Kind.border) {
      const [halves, wide] = [(counts[Kind.half] as number) - halvesBefore, (counts[Kind.wide] as number) - wideBefore];
      if (halves > 0 && halves + wide > 1 && (halves + wide > fewHan ? looksHalved(halves, wide) : halves * 3 >= halves + wide)) strange++;
      halvesBefore += halves;
      wideBefore += wide;
    } else if (kind === Kind.half) {
      if (i - lastHalf <= halfGap) strange++;
      lastHalf = i;
    } else if (kind === Kind.latin || kind === Kind.sign) {
      const code = text.charCodeAt(i);
      if (kind === Kind.sign && (code > 0xbf || usualSigns.includes(code))) continue;
      // rows of one sign are dots of a table of contents and the like
      if (i - lastLatin <= latinGap && code !== text.charCodeAt(lastLatin)) strange++;
      lastLatin = i;
    } else if (kind === Kind.replaced) {
      run = i - lastReplaced === 1 ? run + 1 : 1;
      lastReplaced = i;
      if (run > replacedRun) replacedRun = run;
    }
  }
  const [, controls = 0, replaced = 0, latin = 0, halves = 0, wide = 0, signs = 0] = counts;
  return { controls, replaced, replacedRun, latin, signs, halves, wide, strange };
}

/** Of three Han that stand for two characters of UTF-8, one at least is a half. Ordinary text has one in a thousand. */
export function looksHalved(halves: number, wide: number): boolean {
  return halves > 0 && halves * 8 >= halves + wide;
}
