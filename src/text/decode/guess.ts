import { isAscii } from "node:buffer";
import type { Charset } from "../../model/record.js";
import { type CharacterCosts, costOf } from "./cost.js";
import { type Declaration, type Family, familyOf } from "./declared.js";
import { decodeLegacy, decodePlainly } from "./legacy.js";
import { decodeUtf8 } from "./utf8.js";

/** Bytes of a text that a guess looks at. */
const sampleSize = 4096;
/** Readings whose cost is within so many bits of the least are a tie, which the declarations break. */
const tie = 16;
/**
 * Bits per character outside ASCII over which a reading is no Chinese text. Running text and lists of names cost up to 11, over
 * few characters up to 13; Korean read as GBK 14.6, Chinese in the wrong charset and noise 17 and more.
 */
const implausible = (characters: number) => 12.3 + 13 / Math.sqrt(characters);
/** What is added to it where the page or its header declares the charset. */
const credit = 2;

export interface Guess {
  readonly family: Family;
  readonly evidence: Exclude<Charset["evidence"], "bom">;
}

/**
 * The family of charsets that makes the bytes the likeliest text, and by what evidence.
 * @param valid whether they are UTF-8 throughout
 * @returns null when no reading makes them a text
 */
export function guessFamily(bytes: Uint8Array, valid: boolean, declarations: readonly Declaration[], costs: CharacterCosts): Guess | null {
  // three bytes and more that are right by chance are next to impossible, two are not: 号 in GBK is a letter in UTF-8
  const nul = bytes.includes(0);
  if (valid && !nul && (isAscii(bytes) || hasLongSequence(bytes))) return { family: "utf-8", evidence: "bytes" };
  const wide = guessUtf16(bytes, costs);
  if (wide) return { family: wide, evidence: "bytes" };
  if (valid && (isAscii(bytes) || hasLongSequence(bytes))) return { family: "utf-8", evidence: "bytes" };
  const sample = sampleOf(bytes);
  const declared = new Set(declarations.map(({ label }) => familyOf(label)));
  const weighAll = (read: (family: (typeof narrow)[number]) => string) =>
    narrow
      .map((family) => ({ family, ...weigh(read(family), costs, declared.has(family)) }))
      .filter(({ family, plausible }) => plausible || (valid && family === "utf-8"))
      .sort((a, b) => a.cost - b.cost);
  let plausible = weighAll((family) => readAs(sample, family));
  // a byte lost early leaves a long line out of step
  if (plausible.length === 0) plausible = weighAll((family) => decodeAs(sample, family, costs));
  const [first] = plausible;
  // a page in ASCII with a few stray bytes: whether they are too many is for the limits to say
  if (!first) return hasOnlyStrays(bytes) ? { family: "utf-8", evidence: "bytes" } : null;
  const tied = plausible.filter(({ cost, family }) => cost - first.cost < tie || (valid && family === "utf-8" && isWestern(sample)));
  if (tied.length > 1) {
    for (const evidence of ["meta", "header"] as const) {
      for (const declared of declarations) {
        const match = tied.find(({ family }) => declared.evidence === evidence && family === familyOf(declared.label));
        if (match) return { family: match.family, evidence };
      }
    }
    if (valid && isWestern(sample)) return { family: "utf-8", evidence: "bytes" };
  }
  return { family: first.family, evidence: "bytes" };
}

/** UTF-16 without a mark: the first bytes cost less in it than in any other reading. */
function guessUtf16(bytes: Uint8Array, costs: CharacterCosts): Family | null {
  const head = bytes.subarray(0, Math.min(bytes.length & ~1, sampleSize));
  if (head.length < 4) return null;
  const least = Math.min(...narrow.map((family) => costOf(readAs(head, family), costs)));
  const [best] = (["utf-16le", "utf-16be"] as const)
    .map((family) => ({ family, ...weigh(readAs(head, family), costs, false) }))
    .sort((a, b) => a.cost - b.cost);
  return best && best.cost < least && best.plausible ? best.family : null;
}

const narrow = ["utf-8", "gb18030", "big5"] as const;

function readAs(bytes: Uint8Array, family: Family): string {
  if (family === "gb18030" || family === "big5") return decodePlainly(bytes, family);
  return new TextDecoder(family, { ignoreBOM: true }).decode(bytes);
}

/** Decodes all of a text as the family says; faults become U+FFFD, one a character. */
export function decodeAs(bytes: Uint8Array, family: Family, costs: CharacterCosts): string {
  if (family === "gb18030" || family === "big5") return decodeLegacy(bytes, family, costs);
  return family === "utf-8" ? decodeUtf8(bytes) : readAs(bytes, family);
}

/** The cost of a text in bits, and whether its characters outside ASCII look like Chinese text. */
function weigh(text: string, costs: CharacterCosts, declared: boolean): { cost: number; plausible: boolean } {
  const rest = text.replace(/[\0-\x7f]+/g, "");
  const mean = costOf(rest, costs) / rest.length;
  return { cost: costOf(text, costs), plausible: rest.length === 0 || mean < implausible(rest.length) + (declared ? credit : 0) };
}

/** The first bytes outside ASCII with the four bytes after each; other ASCII is left out. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const sample = new Uint8Array(sampleSize);
  let length = 0;
  let keep = 0;
  for (let i = 0; i < bytes.length && length < sampleSize; i++) {
    const byte = bytes[i] as number;
    if (byte >= 0x80) keep = 5;
    if (keep > 0) {
      keep--;
      sample[length++] = keep === 0 && byte < 0x80 ? 0x0a : byte;
    }
  }
  return sample.subarray(0, length);
}

function hasLongSequence(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] as number) >= 0xe0) return true;
  return false;
}

/** Only signs and letters of Latin-1 beside ASCII, as on an English page in UTF-8. */
function isWestern(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] as number) >= 0xc4) return false;
  return true;
}

function hasOnlyStrays(bytes: Uint8Array): boolean {
  let strays = 0;
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] as number) >= 0x80) strays++;
  return strays < 0.01 * bytes.length;
}
