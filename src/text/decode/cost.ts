/**
 * What a character costs in a reading of bytes, in eighths of a bit, by UTF-16 code unit: about -8·log2 of its frequency in
 * Chinese text. The reading of least cost is the likeliest.
 */
export type CharacterCosts = Uint8Array;

/** Eighths of a bit in one bit. */
export const bit = 8;

/** A character that no decoder gives for bytes of its own charset. */
const impossible = 31 * bit;
const rarestHan = 25 * bit;

/** Costs of what is not Han, by range, the later winning: [first, last, bits]. Only orders of magnitude matter. */
const ranges: readonly (readonly [number, number, number])[] = [
  [0x0000, 0xffff, 22],
  [0x0000, 0x001f, 20],
  [0x0020, 0x007e, 6],
  [0x0030, 0x0039, 5],
  [0x0080, 0x009f, 28],
  [0x00a0, 0x00ff, 15],
  [0x0100, 0x024f, 18],
  [0x0370, 0x04ff, 17],
  [0x2010, 0x2027, 8],
  [0x2030, 0x22ff, 15],
  [0x2460, 0x257f, 16],
  [0x25a0, 0x266f, 14],
  [0x3000, 0x3002, 9],
  [0x3003, 0x3017, 9],
  [0x3040, 0x30ff, 18],
  [0x3100, 0x312f, 19],
  [0x3200, 0x33ff, 16],
  [0x3400, 0x4dbf, 25],
  [0x4e00, 0x9fff, 25],
  [0xd800, 0xdfff, 13],
  [0xe000, 0xf8ff, 26],
  [0xf900, 0xfaff, 25],
  [0xfe30, 0xfe4f, 14],
  [0xff00, 0xffef, 10],
];

const pinyin = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü";
const marks = "，。、；：？！“”（）《》「」—";

/**
 * @param frequencies share of running text by character; need not add up to 1
 * @returns costs of all UTF-16 code units
 */
export function buildCharacterCosts(frequencies: ReadonlyMap<string, number>): CharacterCosts {
  const costs = new Uint8Array(0x10000);
  for (const [first, last, bits] of ranges) costs.fill(bits * bit, first, last + 1);
  for (const letter of pinyin) costs[letter.charCodeAt(0)] = 10 * bit;
  costs[0xa0] = 8 * bit;
  for (const mark of marks) costs[mark.charCodeAt(0)] = 6 * bit;
  for (const [character, frequency] of frequencies) {
    if (character.length > 1) continue;
    const at = character.charCodeAt(0);
    if (at < 0x3400 || at > 0x9fff) continue;
    costs[at] = Math.min(rarestHan, Math.round(-Math.log2(frequency) * bit));
  }
  costs[0xfffd] = impossible;
  return costs;
}

/** The cost of a text, in bits. */
export function costOf(text: string, costs: CharacterCosts): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += costs[text.charCodeAt(i)] as number;
  return sum / bit;
}
