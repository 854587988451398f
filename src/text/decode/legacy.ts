import iconv from "iconv-lite";
import { bit, type CharacterCosts, costOf } from "./cost.js";

/** The two families of double-byte charsets. Each is read by its largest member. */
export type LegacyFamily = "gb18030" | "big5";

/**
 * What skipping a byte costs: dearer than any character where a fault is known to be, and so dear where none shows that no
 * clean line of rare characters is ever read another way.
 */
const skipCost = { faulty: 28 * bit, strange: 64 * bit };

/** How much likelier a text was cut off after a first byte than a byte was lost elsewhere. */
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
  if (!plain.includes("\ufffd") && !isStrange(plain, costs)) return plain;
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    const line = bytes.subarray(start, end);
    const text = decodePlainly(line, family);
    if (text.includes("\ufffd")) parts.push(readInStep(line, family, costs, skipCost.faulty));
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
    if (isDigit(bytes[i]) && isLead(bytes[i - 1]) && isLead(bytes[i + 1]) && isDigit(bytes[i + 2])) return true;
  }
  return false;
}

const pairTables = new Map<LegacyFamily, (string | undefined)[]>();

/** All two-byte characters of a family, by `lead << 8 | trail`; undefined where there is none. */
export function pairsOf(family: LegacyFamily): readonly (string | undefined)[] {
  const known = pairTables.get(family);
  if (known) return known;
  const codes: number[] = [];
  for (let lead = 0x81; lead < 0xff; lead++)
    for (let trail = 0x40; trail < 0xff; trail++) if (trail !== 0x7f) codes.push(lead, trail, 0x0a);
  const table: (string | undefined)[] = new Array(0x10000);
  const characters = decodePlainly(Uint8Array.from(codes), family).split("\n");
  for (let i = 0; i * 3 < codes.length; i++) {
    const character = characters[i];
    if (character && !character.includes("\ufffd")) table[((codes[i * 3] as number) << 8) | (codes[i * 3 + 1] as number)] = character;
  }
  pairTables.set(family, table);
  return table;
}

/**
 * The likeliest reading of a line that holds a fault: the cheapest path over single bytes, pairs, four-byte sequences and
 * skipped bytes. One or two skipped bytes in a row are one U+FFFD.
 */
function readInStep(bytes: Uint8Array, family: LegacyFamily, costs: CharacterCosts, skip: number): string {
  const table = pairsOf(family);
  const n = bytes.length;
  // best[i]: the least cost of reading bytes i..n; step[i]: how many bytes are taken there, 0 for a skipped one
  const best = new Float64Array(n + 1);
  const step = new Uint8Array(n + 1);
  for (let i = n - 1; i >= 0; i--) {
    const byte = bytes[i] as number;
    best[i] = (isOrphan(bytes, i) ? skip - orphanBonus : skip) + (best[i + 1] as number);
    const take = (length: number, cost: number) => {
      const sum = cost + (best[i + length] as number);
      if (sum < (best[i] as number)) {
        best[i] = sum;
        step[i] = length;
      }
    };
    if (byte < 0x80) take(1, costs[byte] as number);
    else if (i + 1 < n) {
      const pair = table[(byte << 8) | (bytes[i + 1] as number)];
      if (pair !== undefined) take(2, costOf(pair, costs) * bit);
      if (family === "gb18030" && isLead(byte) && isDigit(bytes[i + 1])) {
        if (i + 3 < n && isLead(bytes[i + 2]) && isDigit(bytes[i + 3])) take(4, 25 * bit);
        // cut at the very end, after two or three of four bytes
        else if (i + 2 === n || (i + 3 === n && isLead(bytes[i + 2]))) take(n - i, skip);
      }
    }
  }
  const parts: string[] = [];
  for (let i = 0; i < n; ) {
    const length = step[i] as number;
    if (length === 0) {
      parts.push("\ufffd");
      i += step[i + 1] === 0 && i + 1 < n ? 2 : 1;
    } else {
      parts.push(
        length === 2
          ? (table[((bytes[i] as number) << 8) | (bytes[i + 1] as number)] ?? "\ufffd")
          : decodePlainly(bytes.subarray(i, i + length), family),
      );
      i += length;
    }
  }
  return parts.join("");
}
