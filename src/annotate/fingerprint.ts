/** Length of the character shingles that are hashed. */
const SHINGLE = 4;

/**
 * 64-bit simhash of a normalised text as 16 hex digits: texts that differ in a few words differ in a few bits. Only Han,
 * letters and digits count, so line breaks and punctuation change nothing.
 */
export function fingerprint(text: string): string {
  const kept = text.replace(/[^\p{L}\p{N}]+/gu, "").toLowerCase();
  const votes = new Int32Array(64);
  const last = Math.max(0, kept.length - SHINGLE);
  for (let at = 0; at <= last; at++) {
    // two FNV-1a hashes with different seeds are the halves of one of 64 bits
    let low = 0x811c9dc5;
    let high = 0x1b873593;
    for (let i = at; i < at + SHINGLE && i < kept.length; i++) {
      const unit = kept.charCodeAt(i);
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul(high ^ unit, 0x85ebca6b);
    }
    low ^= low >>> 15;
    high ^= high >>> 13;
    for (let bit = 0; bit < 32; bit++) {
      votes[bit] = (votes[bit] as number) + ((low >>> bit) & 1 ? 1 : -1);
      votes[bit + 32] = (votes[bit + 32] as number) + ((high >>> bit) & 1 ? 1 : -1);
    }
  }
  let digits = "";
  for (let nibble = 15; nibble >= 0; nibble--) {
    let value = 0;
    for (let bit = 3; bit >= 0; bit--) value = value * 2 + ((votes[nibble * 4 + bit] as number) > 0 ? 1 : 0);
    digits += value.toString(16);
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
