import { isUtf8 } from "node:buffer";

/**
 * Decodes UTF-8. A character whose bytes are damaged becomes one U+FFFD, not one for each of its bytes, so that what is
 * counted are characters.
 */
export function decodeUtf8(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (isUtf8(buffer)) return buffer.toString("utf8");
  const parts: string[] = [];
  let sound = 0; // where the sound stretch began
  for (let i = 0; i < buffer.length; ) {
    const length = sequenceLength(buffer, i);
    if (length > 0) {
      i += length;
      continue;
    }
    parts.push(buffer.toString("utf8", sound, i), "\ufffd");
    const longest = (buffer[i] as number) >= 0xf0 && (buffer[i] as number) <= 0xf4 ? 4 : 3;
    const end = Math.min(buffer.length, i + longest);
    for (i++; i < end && (buffer[i] as number) >= 0x80 && sequenceLength(buffer, i) === 0; ) i++;
    sound = i;
  }
  parts.push(buffer.toString("utf8", sound));
  return parts.join("");
}

/** Bytes of the well-formed character that begins at `at`, 0 where none does (Unicode, table 3-7). */
function sequenceLength(bytes: Uint8Array, at: number): number {
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
