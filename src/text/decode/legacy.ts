import iconv from "iconv-lite";
import { type LegacyFamily, pairTable } from "../double-byte.js";
import { bit, type CharacterCosts } from "./cost.js";

/**
 * What skipping a byte costs: more than any character where a fault is known to be, and where none shows so much that no clean
 * line of rare characters is ever read another way.
 */
const skipCost = { faulty: 28 * bit, strange: 64 * bit };

/** A character of four bytes is a rare one. */
const fourByteCost = 25 * bit;

/** A text cut off after a first byte is likelier than a byte lost elsewhere, by this much. */
const orphanBonus = 12 * bit;

/** Bits per character over which a stretch gathers strangeness, and how much of it makes a line strange. Running text costs 7 to 11. */
const strangeMean = 14 * bit;
const strangeSum = 64 * bit;

const gb18030 = new TextDecoder("gb18030");

/** Decodes as the platform does: U+FFFD for each fault, out of step until the next ASCII byte after it. */
export function decodePlainly(bytes: Uint8Array, family: LegacyFamily): string {
  return family === "gb18030" ? gb18030.decode(bytes) : iconv.decode(asBuffer(bytes), "big5-hkscs");
}

/**
 * Decodes, and reads lines that hold a fault again so that everything after the fault is in step: a fault is U+FFFD, or a
 * stretch that no text looks like, where bytes were lost in pairs.
 */
export function decodeLegacy(bytes: Uint8Array, family: LegacyFamily, costs: CharacterCosts): string {
  const plain = decodePlainly(bytes, family);
  const fault = plain.indexOf("\ufffd");
  // a fault at the very end alone is a character that was cut
  if ((fault < 0 || fault === plain.length - 1) && !isStrange(plain, costs)) return plain;
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    const line = bytes.subarray(start, end);
    const text = decodePlainly(line, family);
    const at = text.indexOf("\ufffd");
    const isCut = end === bytes.length && at === text.length - 1;
    if (at >= 0 && !isCut) parts.push(readInStep(line, family, costs, skipCost.faulty));
    else parts.push(isStrange(text, costs) ? readInStep(line, family, costs, skipCost.strange) : text);
    start = end;
  }
  return parts.join("");
}

/** Whether some stretch of the text costs far more than running text does. */
function isStrange(text: string, costs: CharacterCosts): boolean {
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    sum += (costs[unit] as number) - strangeMean;
    if (sum < 0) sum = 0;
    else if (sum > strangeSum) return true;
  }
  return false;
}

/** The charset by the name of the smallest member of its family that holds the text. */
export function nameOf(bytes: Uint8Array, family: LegacyFamily): string {
  if (family === "gb18030") return hasFourByteSequence(bytes) ? "gb18030" : "gbk";
  const buffer = asBuffer(bytes);
  return iconv.decode(buffer, "cp950") === iconv.decode(buffer, "big5-hkscs") ? "big5" : "big5-hkscs";
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

const isLead = (byte: number | undefined) => byte !== undefined && byte > 0x80 && byte < 0xff;
const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** A first byte with no second one: the text ends there, or goes on in ASCII. */
function isOrphan(bytes: Uint8Array, at: number): boolean {
  const next = bytes[at + 1];
  return isLead(bytes[at]) && (next === undefined || next < 0x40);
}

/** In a faultless text a digit that stands between two leads, and a lead between two digits, belong to four bytes. */
function hasFourByteSequence(bytes: Uint8Array): boolean {
  for (let i = 1; i + 2 < bytes.length; i++) {
    if (((bytes[i] as number) & 0xf0) !== 0x30) continue;
    if (isDigit(bytes[i]) && isLead(bytes[i - 1]) && isLead(bytes[i + 1]) && isDigit(bytes[i + 2])) return true;
  }
  return false;
}

/** The euro sign in Windows' GBK: the one character above ASCII that is a single byte. */
const euro = { char: "€", byte: 0x80 };

/**
 * The bytes that a decoder of the family read a text from.
 * @param lost the byte that stands for what it had not read: U+FFFD, and what the family does not hold
 */
export function bytesIn(family: LegacyFamily, text: string, lost: number): number[] {
  const table = pairTable(family);
  const bytes: number[] = [];
  for (const char of text) {
    const unit = char.charCodeAt(0);
    const code = unit < 0x80 ? -1 : table.codeOf(char);
    if (unit < 0x80) bytes.push(unit);
    else if (char === euro.char && family === "gb18030") bytes.push(euro.byte);
    else if (code >= 0) bytes.push(code >> 8, code & 0xff);
    else if (unit === 0xfffd || family === "big5") bytes.push(lost);
    else bytes.push(...iconv.encode(char, "gb18030"));
  }
  return bytes;
}

/**
 * The likeliest reading of a line that holds a fault: the cheapest path over single bytes, pairs, four-byte sequences and
 * skipped bytes. One or two skipped bytes in a row are one U+FFFD.
 */
function readInStep(bytes: Uint8Array, family: LegacyFamily, costs: CharacterCosts, skip: number): string {
  return decodeSteps(bytes, cheapestSteps(bytes, family, costs, skip), family);
}

/** How many bytes the cheapest path takes at each position, 0 where it skips one. */
function cheapestSteps(bytes: Uint8Array, family: LegacyFamily, costs: CharacterCosts, skip: number): Uint8Array {
  const table = pairTable(family);
  const n = bytes.length;
  /** by position: the least cost of reading from there to the end */
  const best = new Float64Array(n + 1);
  const steps = new Uint8Array(n);
  for (let i = n - 1; i >= 0; i--) {
    const byte = bytes[i] as number;
    const char = i + 1 < n ? table.charOf(byte, bytes[i + 1] as number) : "";
    const wide = family === "gb18030" && char === "" ? fourByteLength(bytes, i) : 0;
    let least = (isOrphan(bytes, i) ? skip - orphanBonus : skip) + (best[i + 1] as number);
    let length = 0;
    const asOne = byte < 0x80 ? (costs[byte] as number) + (best[i + 1] as number) : Infinity;
    if (asOne < least) {
      least = asOne;
      length = 1;
    }
    const asPair = char === "" ? Infinity : costOfUnits(char, costs) + (best[i + 2] as number);
    if (asPair < least) {
      least = asPair;
      length = 2;
    }
    // a sequence that is cut at the very end is one fault
    const asWide = wide === 0 ? Infinity : (wide === 4 ? fourByteCost : skip - orphanBonus) + (best[i + wide] as number);
    if (asWide < least) {
      least = asWide;
      length = wide;
    }
    best[i] = least;
    steps[i] = length;
  }
  return steps;
}

/** The cost of a character of one code unit or two. */
function costOfUnits(char: string, costs: CharacterCosts): number {
  return (costs[char.charCodeAt(0)] as number) + (char.length > 1 ? (costs[char.charCodeAt(1)] as number) : 0);
}

function decodeSteps(bytes: Uint8Array, steps: Uint8Array, family: LegacyFamily): string {
  const parts: string[] = [];
  let sound = 0; // where the sound stretch began
  for (let i = 0; i < bytes.length; ) {
    const length = steps[i] as number;
    i += length;
    if (length > 0) continue;
    parts.push(decodePlainly(bytes.subarray(sound, i), family), "\ufffd");
    i += i + 1 < bytes.length && steps[i + 1] === 0 ? 2 : 1;
    sound = i;
  }
  parts.push(decodePlainly(bytes.subarray(sound), family));
  return parts.join("");
}

/** Bytes of the four-byte sequence at a position: 4, fewer where the text ends in it, 0 where there is none. */
function fourByteLength(bytes: Uint8Array, at: number): number {
  if (!isLead(bytes[at]) || !isDigit(bytes[at + 1])) return 0;
  if (at + 2 === bytes.length) return 2;
  if (!isLead(bytes[at + 2])) return 0;
  if (at + 3 === bytes.length) return 3;
  return isDigit(bytes[at + 3]) ? 4 : 0;
}
