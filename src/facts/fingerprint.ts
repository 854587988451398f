/** Length of the character shingles that are hashed. */
const SHINGLE = 4;

/** 1 for each UTF-16 unit that counts: letters, digits and Han; made at first use. */
let counting: Uint8Array | undefined;

function countingUnits(): Uint8Array {
  if (counting) return counting;
  counting = new Uint8Array(0x10000);
  for (let unit = 0; unit < 0x10000; unit++) {
    const surrogate = unit >= 0xd800 && unit <= 0xdfff;
    if (surrogate || /[\p{L}\p{N}]/u.test(String.fromCharCode(unit))) counting[unit] = 1;
  }
  return counting;
}

/**
 * 64-bit simhash of a normalised text as 16 hex digits: texts that differ in a few words differ in a few bits. Only Han,
 * letters and digits count, so line breaks and punctuation change nothing.
 */
export function fingerprint(text: string): string {
  const units = countingUnits();
  const kept = new Uint16Array(text.length);
  let length = 0;
  const lower = text.toLowerCase();
  for (let at = 0; at < lower.length; at++) {
    const unit = lower.charCodeAt(at);
    if (units[unit] === 1 && length < kept.length) kept[length++] = unit;
  }
  // how often each value of each of the 8 bytes of a shingle's hash occurs: eight counts in place of 64 votes
  const bytes = new Int32Array(8 * 256);
  const last = Math.max(0, length - SHINGLE);
  for (let at = 0; at <= last; at++) {
    // two FNV-1a hashes with different seeds are the halves of one of 64 bits
    let low = 0x811c9dc5;
    let high = 0x1b873593;
    for (let i = at; i < at + SHINGLE && i < length; i++) {
      const unit = kept[i] as number;
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul(high ^ unit, 0x85ebca6b);
    }
    low ^= low >>> 15;
    high ^= high >>> 13;
    for (let byte = 0; byte < 4; byte++) {
      const ofLow = byte * 256 + ((low >>> (byte * 8)) & 255);
      const ofHigh = (byte + 4) * 256 + ((high >>> (byte * 8)) & 255);
      bytes[ofLow] = (bytes[ofLow] as number) + 1;
      bytes[ofHigh] = (bytes[ofHigh] as number) + 1;
    }
  }
  return digitsOf(bytes, last + 1);
}

/** Each bit is set where more than half of the shingles have it; the highest byte comes first. */
function digitsOf(bytes: Int32Array, shingles: number): string {
  let digits = "";
  for (let byte = 7; byte >= 0; byte--) {
    let value = 0;
    for (let bit = 7; bit >= 0; bit--) {
      let votes = 0;
      for (let pattern = 0; pattern < 256; pattern++) if ((pattern >>> bit) & 1) votes += bytes[byte * 256 + pattern] as number;
      value = value * 2 + (votes * 2 > shingles ? 1 : 0);
    }
    digits += value.toString(16).padStart(2, "0");
  }
  return digits;
}

/** How many of the 64 bits of two fingerprints differ. */
export function distance(one: string, other: string): number {
  let bits = 0;
  for (let at = 0; at < 16; at += 8) {
    let left = Number.parseInt(one.slice(at, at + 8), 16) ^ Number.parseInt(other.slice(at, at + 8), 16);
    for (; left !== 0; left &= left - 1) bits++;
  }
  return bits;
}
