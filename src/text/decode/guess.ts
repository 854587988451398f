import { isAscii } from "node:buffer";
import type { Charset } from "../../model/record.js";
import { type CharacterCosts, costOf } from "./cost.js";
import { type Declaration, type Family, familyOf } from "./declared.js";
import { decodePlainly } from "./legacy.js";

/** Bytes of a text that a guess looks at. */
const sampleSize = 8192;
/** Readings whose cost is within so many bits of the least are a tie, which the declarations break. */
const tie = 16;
/** Bits per character outside ASCII over which a reading is no Chinese text: running text costs 7 to 11, noise 18 and more. */
const implausible = 15;

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
  const plausible = (["utf-8", "gb18030", "big5"] as const)
    .map((family) => ({ family, ...weigh(readAs(sample, family), costs) }))
    .filter(({ family, mean }) => mean < implausible || (valid && family === "utf-8"))
    .sort((a, b) => a.cost - b.cost);
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
  const least = Math.min(...(["utf-8", "gb18030", "big5"] as const).map((family) => costOf(readAs(head, family), costs)));
  const [best] = (["utf-16le", "utf-16be"] as const)
    .map((family) => ({ family, ...weigh(readAs(head, family), costs) }))
    .sort((a, b) => a.cost - b.cost);
  return best && best.cost < least && best.mean < implausible ? best.family : null;
}

function readAs(bytes: Uint8Array, family: Family): string {
  if (family === "gb18030" || family === "big5") return decodePlainly(bytes, family);
  return new TextDecoder(family, { ignoreBOM: true }).decode(bytes);
}

/** The cost of a text in bits, and the mean of its characters outside ASCII. */
function weigh(text: string, costs: CharacterCosts): { cost: number; mean: number } {
  const rest = text.replace(/[\0-\x7f]+/g, "");
  return { cost: costOf(text, costs), mean: rest.length === 0 ? 0 : costOf(rest, costs) / rest.length };
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
