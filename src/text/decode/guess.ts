import { type CharacterCosts, costOf } from "./cost.js";
import { type Declaration, familyOf } from "./declared.js";
import { decodePlainly } from "./legacy.js";

/** Bytes of text outside ASCII that a guess looks at. */
const sampleSize = 8192;
/** Readings whose cost is within so many bits of the least are a tie, which the declarations break. */
const tie = 16;
/** Bits per character outside ASCII over which a reading is no Chinese text: running text costs 8 to 11, noise 18 and more. */
const implausible = 15;

/**
 * UTF-16 without a mark: NULs (of ASCII) or the high bytes of Han, general and full-width punctuation stand at every second
 * place and hardly anywhere else.
 */
export function guessUtf16(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const length = Math.min(bytes.length, sampleSize) & ~1;
  if (length < 4) return null;
  const high = [0, 0];
  const nul = [0, 0];
  for (let i = 0; i < length; i++) {
    const byte = bytes[i] as number;
    const side = i & 1;
    if (byte === 0) nul[side] = (nul[side] as number) + 1;
    if (byte === 0 || byte === 0x20 || byte === 0x30 || byte === 0xff || (byte >= 0x4e && byte <= 0x9f)) {
      high[side] = (high[side] as number) + 1;
    }
  }
  const units = length / 2;
  const [be, le] = high as [number, number];
  const [nulBe, nulLe] = nul as [number, number];
  if (le >= 0.95 * units && (nulLe > 4 * nulBe + 1 || be < 0.8 * units)) return "utf-16le";
  if (be >= 0.95 * units && (nulBe > 4 * nulLe + 1 || le < 0.8 * units)) return "utf-16be";
  return null;
}

/** The family that explains bytes which are not UTF-8 throughout, and by what evidence; null when none does. */
export function guessFamily(
  bytes: Uint8Array,
  declarations: readonly Declaration[],
  costs: CharacterCosts,
): { family: "utf-8" | "gb18030" | "big5"; evidence: "bytes" | "meta" | "header" } | null {
  const sample = sampleOf(bytes);
  const readings = [
    { family: "utf-8" as const, text: Buffer.from(sample).toString("utf8") },
    { family: "gb18030" as const, text: decodePlainly(sample, "gb18030") },
    { family: "big5" as const, text: decodePlainly(sample, "big5") },
  ]
    .map(({ family, text }) => ({ family, cost: costOf(text, costs), mean: meanOf(text, costs) }))
    .sort((x, y) => x.cost - y.cost);
  const [first] = readings;
  if (!first) return null;
  const tied = readings.filter(({ cost, mean }) => cost - first.cost < tie && mean < implausible);
  if (tied.length > 1) {
    for (const evidence of ["meta", "header"] as const) {
      for (const declared of declarations) {
        const match = tied.find(({ family }) => declared.evidence === evidence && family === familyOf(declared.label));
        if (match) return { family: match.family, evidence };
      }
    }
  }
  const best = tied[0];
  if (best) return { family: best.family, evidence: "bytes" };
  // a page in ASCII with a few stray bytes: whether they are too many is for the limits to say
  return isAsciiWithStrays(bytes) ? { family: "utf-8", evidence: "bytes" } : null;
}

/** Mean cost of the characters outside ASCII, in bits. */
function meanOf(text: string, costs: CharacterCosts): number {
  const rest = text.replace(/[\0-\x7f]+/g, "");
  return rest.length === 0 ? 0 : costOf(rest, costs) / rest.length;
}

/** The first bytes outside ASCII with the four bytes after each, runs of other ASCII left out. */
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

function isAsciiWithStrays(bytes: Uint8Array): boolean {
  let strays = 0;
  for (const byte of bytes) if (byte >= 0x80) strays++;
  return strays < 0.01 * bytes.length;
}
