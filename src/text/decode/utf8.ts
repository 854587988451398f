import { isUtf8 } from "node:buffer";
import { type CharacterCosts, costOf } from "./cost.js";
import { decodePlainly } from "./legacy.js";

/** Bits per character under which a stretch that is not UTF-8 is text in another charset, and the fewest characters that show it. */
const fragmentMean = 12;
const fragmentLength = 2;
/** Bytes that a stretch is looked at behind its first fault. */
const longestFragment = 256;

/**
 * Decodes UTF-8. A character whose bytes are damaged becomes one U+FFFD, not one for each of its bytes, so that what is
 * counted are characters. A stretch of GBK, as a page put together from several files may hold, is read as such.
 * @param costs how common characters are; without them other charsets are not looked for
 */
export function decodeUtf8(bytes: Uint8Array, costs?: CharacterCosts): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (isUtf8(buffer)) return buffer.toString("utf8");
  const parts: string[] = [];
  let sound = 0; // where the sound stretch began
  let run = 0; // behind the last ASCII or sequence of three and more
  for (let i = 0; i < buffer.length; ) {
    const length = sequenceLength(buffer, i);
    if (length > 0) {
      i += length;
      if (length !== 2) run = i;
      continue;
    }
    let end = faultEnd(buffer, i);
    let fragment = costs && fragmentOf(buffer.subarray(run, end), costs);
    if (costs && fragment === undefined) {
      // by chance characters of GBK hold what looks like one of UTF-8
      const far = asciiAfter(buffer, end);
      fragment = far > end ? fragmentOf(buffer.subarray(run, far), costs) : undefined;
      if (fragment !== undefined) end = far;
    }
    // one character for each three bytes: what is damaged is mostly Han
    parts.push(buffer.toString("utf8", sound, fragment ? run : i), fragment ?? "\ufffd".repeat(Math.ceil((end - i) / 3)));
    sound = end;
    run = end;
    i = end;
  }
  parts.push(buffer.toString("utf8", sound));
  return parts.join("");
}

/** Where ASCII, or a sequence of three and more, follows a fault: two bytes behind one are right by chance. */
function faultEnd(bytes: Uint8Array, at: number): number {
  let end = at + 1;
  while (end < bytes.length && (bytes[end] as number) >= 0x80 && sequenceLength(bytes, end) < 3) end++;
  return end;
}

function asciiAfter(bytes: Uint8Array, at: number): number {
  let end = at;
  while (end < bytes.length && end < at + longestFragment && (bytes[end] as number) >= 0x80) end++;
  return end;
}

/** What the bytes are in GBK, where they are common Chinese in it. */
function fragmentOf(bytes: Uint8Array, costs: CharacterCosts): string | undefined {
  const text = decodePlainly(bytes, "gb18030");
  if (text.length < fragmentLength || text.includes("\ufffd")) return undefined;
  return costOf(text, costs) < fragmentMean * text.length ? text : undefined;
}

/** Whether the bytes end within a sequence of three or four that is sound so far, `at` being one of its bytes. */
export function isCutSequence(bytes: Uint8Array, at: number): boolean {
  let lead = at;
  while (lead > 0 && at - lead < 3 && ((bytes[lead] as number) & 0xc0) === 0x80) lead--;
  const first = bytes[lead] as number;
  if (first < 0xe0 || first > 0xf4 || bytes.length - lead >= (first < 0xf0 ? 3 : 4)) return false;
  for (let i = lead + 1; i < bytes.length; i++) if (((bytes[i] as number) & 0xc0) !== 0x80) return false;
  return true;
}

/** Bytes of the well-formed character that begins at `at`, 0 where none does (Unicode, table 3-7). */
export function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const next = (offset: number, low = 0x80, high = 0xbf) => {
    const byte = bytes[at + offset];
    return byte !== undefined && byte >= low && byte <= high;
  };
  if (lead < 0xe0) return next(1) ? 2 : 0;
  if (lead < 0xf0) {
    const low = lead === 0xe0 ? 0xa0 : 0x80;
    const high = lead === 0xed ? 0x9f : 0xbf;
    return next(1, low, high) && next(2) ? 3 : 0;
  }
  const low = lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xf4 ? 0x8f : 0xbf;
  return next(1, low, high) && next(2) && next(3) ? 4 : 0;
}
