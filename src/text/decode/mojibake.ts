import iconv from "iconv-lite";
import { type CharacterCosts, costOf } from "./cost.js";
import { decodeLegacy, decodePlainly, type LegacyFamily, pairsOf } from "./legacy.js";
import { looksHalved, type Survey, survey } from "./survey.js";
import { decodeUtf8 } from "./utf8.js";

/** A text whose double encoding was undone, and how it had come about. */
export interface Undone {
  readonly text: string;
  /** lines that were changed */
  readonly lines: number;
  readonly how: string;
}

/** A line, or what stands between two tags, and whether the text goes on behind it. */
interface Line {
  readonly text: string;
  readonly found: Survey;
  readonly followed: boolean;
}

/** Reads a line as what it was before it was read wrongly; null where it cannot have come about so. */
interface Way {
  readonly how: string;
  readonly read: (line: Line, costs: CharacterCosts) => string | null;
}

/** Bits by which the other reading of a line must be the likelier one. No clean line comes near. */
const margin = 24;
/** Strange pairs of characters under which a text is not looked at. */
const leastStrange = 2;
/** Different characters that the lines which are evidence must hold when undone. */
const distinctLetters = 3;

const ways: readonly Way[] = [
  { how: "UTF-8 read as Latin-1", read: (line) => readLatin(line, decodeUtf8) },
  { how: "GBK read as Latin-1", read: (line, costs) => readLatin(line, legacy("gb18030", line, costs)) },
  { how: "Big5 read as Latin-1", read: (line, costs) => readLatin(line, legacy("big5", line, costs)) },
  { how: "UTF-8 read as GBK", read: readGbk },
];

/**
 * Undoes text that was decoded with the wrong charset and saved again: UTF-8, GBK or Big5 read as Latin-1 or cp1252, and
 * UTF-8 read as GBK. Line by line and tag by tag, for a page may hold such a text in a sound frame; only where the other
 * reading is the likelier one by far, or likelier at all on a page that was so damaged elsewhere. What was lost on the way
 * becomes U+FFFD.
 * @param found survey of the text
 * @returns null when no line was changed
 */
export function undoDoubleEncoding(text: string, found: Survey, costs: CharacterCosts): Undone | null {
  if (found.strange < leastStrange) return null;
  const lines = text.split(/(?<=[\n>])|(?=<)/).map((line, i, all) => ({ text: line, found: survey(line), followed: i + 1 < all.length }));
  const gains = ways.map((way) => evidenceOf(way, lines, costs));
  const most = Math.max(...gains);
  const way = ways[gains.indexOf(most)];
  if (most === 0 || !way) return null;
  let changed = 0;
  const undone = lines.map((line) => {
    const reading = better(line, way, costs, 0);
    if (!reading) return line.text;
    changed++;
    return reading.text;
  });
  return { text: undone.join(""), how: way.how, lines: changed };
}

/** The gain in bits of all lines that are certain to have come about in this way; 0 where they are too few or too uniform. */
function evidenceOf(way: Way, lines: readonly Line[], costs: CharacterCosts): number {
  const letters = new Set<string>();
  let gain = 0;
  for (const line of lines) {
    const reading = line.found.strange > 0 ? better(line, way, costs, margin) : null;
    if (!reading) continue;
    gain += reading.gain;
    if (letters.size < distinctLetters) for (const letter of reading.text.replace(/[\0-\xff]+/g, "")) letters.add(letter);
  }
  return letters.size < distinctLetters ? 0 : gain;
}

/** The other reading of a line where it is the likelier one by more than `bits`, and by how many it is. */
function better(line: Line, way: Way, costs: CharacterCosts, bits: number): { text: string; gain: number } | null {
  const text = way.read(line, costs);
  if (text === null) return null;
  const gain = costOf(line.text, costs) - costOf(text, costs);
  return gain > bits ? { text, gain } : null;
}

/** Characters of cp1252 that are not their own byte. */
const windowsBytes = new Map<string, number>();
for (let byte = 0x80; byte < 0xa0; byte++) {
  const character = iconv.decode(Buffer.of(byte), "win1252");
  if (character !== "\ufffd") windowsBytes.set(character, byte);
}

/** Only where a byte was lost is there something to be read in step. */
function legacy(family: LegacyFamily, { found }: Line, costs: CharacterCosts): (bytes: Buffer) => string {
  return (bytes) => (found.replaced > 0 ? decodeLegacy(bytes, family, costs) : decodePlainly(bytes, family));
}

/** Dots of a table of contents and the like; ¡¡¡¡ alone may be an indent of GBK. */
const rowOfSigns = /^[\0-\x7f]*([\x80-\xa0\xa2-\xbf\xd7\xf7])([\0-\x7f]*\1){2,}[\0-\x7f]*$/;

/** A byte that no charset holds, for a character that had been lost. */
const lost = 0xff;

function readLatin({ text: line, found }: Line, decode: (bytes: Buffer) => string): string | null {
  if (found.latin + found.signs === 0 || found.wide > 0 || found.halves > 0 || rowOfSigns.test(line)) return null;
  const bytes = Buffer.alloc(line.length);
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    bytes[i] = code < 0x100 ? code : (windowsBytes.get(line.charAt(i)) ?? lost);
  }
  return decode(bytes);
}

function readGbk({ text: line, found, followed }: Line): string | null {
  if (!looksHalved(found.halves, found.wide)) return null;
  const bytes: number[] = [];
  for (const character of line) {
    const code = character.charCodeAt(0);
    const pair = gbkCodes().get(character);
    if (code < 0x80) bytes.push(code);
    else if (code === 0xfffd) bytes.push(lost);
    else if (pair === undefined) bytes.push(...iconv.encode(character, "gb18030"));
    else if (pair < 0x100) bytes.push(pair);
    else bytes.push(pair >> 8, pair & 0xff);
  }
  const restored = followed ? restoreFullStop(bytes) : null;
  if (restored !== null) return restored;
  // a `?` that was written for a lost byte goes with what is left of its character
  return decodeUtf8(Uint8Array.from(bytes)).replaceAll("\ufffd?", "\ufffd");
}

/**
 * A line in UTF-8 that ends in 。 always lost the last of its three bytes when it was read as GBK, for ASCII follows. Two bytes
 * are left, E3 80, of marks that end no line but closing brackets: where none is open it was 。 Null where it was not so.
 */
function restoreFullStop(bytes: readonly number[]): string | null {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x0d || bytes[end - 1] === 0x0a || bytes[end - 1] === 0x20)) end--;
  if (bytes[end - 3] !== 0xe3 || bytes[end - 2] !== 0x80 || (bytes[end - 1] !== lost && bytes[end - 1] !== 0x3f)) return null;
  const text = decodeUtf8(Uint8Array.from(bytes.with(end - 1, 0x82)));
  let open = 0;
  for (const [mark] of text.matchAll(/[〈-】〔-〛]/g)) open += mark.charCodeAt(0) % 2 === 0 ? 1 : -1;
  return open > 0 ? null : text;
}

let codes: ReadonlyMap<string, number> | undefined;

/** The bytes of each character of GBK; made when first needed, which few pages do. */
function gbkCodes(): ReadonlyMap<string, number> {
  if (codes) return codes;
  const map = new Map<string, number>();
  for (const [code, character] of pairsOf("gb18030").entries()) if (character !== undefined) map.set(character, code);
  codes = map.set("€", 0x80);
  return codes;
}
