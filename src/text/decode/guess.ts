import { isAscii } from "node:buffer";
import type { Charset } from "../../model/record.js";
import { type CharacterCosts, costOf } from "./cost.js";
import { type Declaration, type Family, familyOf } from "./declared.js";
import { isForeign } from "./foreign.js";
import { decodeLegacy, decodePlainly } from "./legacy.js";
import { decodeUtf8, isCutSequence, sequenceLength } from "./utf8.js";

/** Bytes of a text that a guess looks at. */
const sampleSize = 4096;
/** Readings whose cost is within so many bits of the least are a tie, which the declarations break. */
const tie = 10;
/**
 * Bits per character outside ASCII over which a reading is no Chinese text. Running text and lists of names cost up to 11, over
 * few characters and in Cantonese up to 15; Chinese in the wrong charset and noise 17 and more.
 */
const implausible = (characters: number) => 13.8 + 10 / Math.sqrt(characters);
/** What is added to it where the page or its header declares the charset. */
const credit = 2;
/** Bits per character from which a reading is not Chinese for certain: Korean and Thai read as GBK cost 14 and more. */
const doubtful = 12.3;
/** Share of the bytes outside ASCII that must belong to sound sequences of three and more for a damaged text to be UTF-8. */
const soundShare = 0.9;

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
  const utf8 = valid ? isAscii(bytes) || hasLongSequence(bytes) : isNearlyUtf8(bytes);
  const wide = utf8 && !bytes.includes(0) ? null : guessUtf16(bytes, costs);
  if (wide || utf8) return { family: wide ?? "utf-8", evidence: "bytes" };
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
  if (first.family === "gb18030" && first.mean > doubtful && isForeign(sample, first.text, costs)) return null;
  const western = valid && isWestern(sample);
  const tied = plausible.filter(({ cost, family }) => cost - first.cost < tie || (western && family === "utf-8"));
  const declaredOne = tied.length > 1 ? declaredAmong(new Set(tied.map(({ family }) => family)), declarations) : undefined;
  return declaredOne ?? { family: western && tied.length > 1 ? "utf-8" : first.family, evidence: "bytes" };
}

/** The first of some families that is declared; what the page says goes before what its header says. */
function declaredAmong(families: ReadonlySet<Family>, declarations: readonly Declaration[]): Guess | undefined {
  for (const evidence of ["meta", "header"] as const) {
    for (const declaration of declarations) {
      const family = familyOf(declaration.label);
      if (declaration.evidence === evidence && family !== null && families.has(family)) return { family, evidence };
    }
  }
  return undefined;
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
  return family === "utf-8" ? decodeUtf8(bytes, costs) : readAs(bytes, family);
}

/** The cost of a text in bits, and whether its characters outside ASCII look like Chinese text. */
function weigh(text: string, costs: CharacterCosts, declared: boolean): { text: string; cost: number; mean: number; plausible: boolean } {
  // what is cut at the end speaks neither for nor against a charset
  const rest = text.replace(/[\0-\x7f]+|\ufffd$/g, "");
  const mean = rest.length === 0 ? 0 : costOf(rest, costs) / rest.length;
  return { text, cost: costOf(text, costs), mean, plausible: mean < implausible(rest.length) + (declared ? credit : 0) };
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

/** Whether nearly all bytes outside ASCII are sequences of three and more of UTF-8, one that is cut at the end among them. */
function isNearlyUtf8(bytes: Uint8Array): boolean {
  let sound = 0;
  let all = 0;
  for (let i = 0; i < bytes.length; ) {
    if ((bytes[i] as number) < 0x80) {
      i++;
      continue;
    }
    const length = sequenceLength(bytes, i);
    const step = Math.max(1, length);
    if (length > 2 || isCutSequence(bytes, i)) sound += step;
    all += step;
    i += step;
    // other charsets show in their first characters
    if (all > sampleSize / 8 && sound < soundShare * all) return false;
  }
  return sound > 2 && sound >= soundShare * all;
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

/** More bytes outside ASCII are a text that no charset explains. */
const mostStrays = 16;

function hasOnlyStrays(bytes: Uint8Array): boolean {
  let strays = 0;
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] as number) >= 0x80) strays++;
  return strays <= mostStrays && strays < 0.01 * bytes.length;
}
