import iconv from "iconv-lite";
import { type CharacterCosts, costOf } from "./cost.js";
import { decodeLegacy } from "./legacy.js";
import { type Survey, survey } from "./survey.js";

/** A text whose double encoding was undone, and how it had come about. */
export interface Undone {
  readonly text: string;
  /** lines that were changed */
  readonly lines: number;
  readonly how: string;
}

/** Bits by which the other reading of a line must be the likelier one. No clean line comes near. */
const margin = 24;

/** Characters of cp1252 that are not their own byte. */
const windowsBytes = new Map<string, number>();
for (let byte = 0x80; byte < 0xa0; byte++) {
  const character = iconv.decode(Buffer.of(byte), "win1252");
  if (character !== "\ufffd") windowsBytes.set(character, byte);
}

/**
 * Undoes text that was decoded with the wrong charset and saved again: UTF-8 or GBK read as Latin-1 or cp1252, and UTF-8
 * read as GBK. Line by line, for a page may hold such a text in a sound frame; only where the other reading is the likelier
 * one by far. What was lost on the way becomes U+FFFD.
 * @returns null when no line was changed
 */
export function undoDoubleEncoding(text: string, found: Survey, costs: CharacterCosts): Undone | null {
  if (found.latin < 4 && found.halves < 2) return null;
  const ways = new Map<string, number>();
  const lines = text.split("\n").map((line) => {
    if (line.length < 3) return line;
    const better = undoLine(line, costs);
    if (!better) return line;
    ways.set(better.how, (ways.get(better.how) ?? 0) + 1);
    return better.text;
  });
  if (ways.size === 0) return null;
  const [how] = [...ways].sort((a, b) => b[1] - a[1])[0] as [string, number];
  return { text: lines.join("\n"), how, lines: [...ways.values()].reduce((sum, count) => sum + count) };
}

function undoLine(line: string, costs: CharacterCosts): { text: string; how: string } | null {
  const { latin, halves } = survey(line);
  if (latin < 3 && halves < 2) return null;
  const now = costOf(line, costs) - margin;
  const readings: { text: string; how: string }[] = [];
  if (latin >= 3) {
    const bytes = asLatin(line);
    if (bytes) {
      readings.push({ text: bytes.toString("utf8"), how: "UTF-8 read as Latin-1" });
      readings.push({ text: decodeLegacy(bytes, "gb18030", costs), how: "GBK read as Latin-1" });
    }
  }
  if (halves >= 2) readings.push({ text: asGbk(line).toString("utf8"), how: "UTF-8 read as GBK" });
  let best: { text: string; how: string } | null = null;
  let least = now;
  for (const reading of readings) {
    const cost = costOf(reading.text, costs);
    if (cost < least) {
      least = cost;
      best = reading;
    }
  }
  return best;
}

/** The bytes that look like this when read as Latin-1 or cp1252, or null when some character cannot come from that. */
function asLatin(line: string): Buffer | null {
  const bytes = Buffer.alloc(line.length);
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    const byte = code < 0x100 ? code : windowsBytes.get(line.charAt(i));
    if (byte === undefined) {
      if (code !== 0xfffd) return null;
      bytes[i] = 0xff;
    } else bytes[i] = byte;
  }
  return bytes;
}

/** The bytes that look like this when read as GBK. A byte FF, which no charset holds, stands for what had been lost. */
function asGbk(line: string): Buffer {
  if (!/[€\ufffd]/.test(line)) return iconv.encode(line, "gb18030");
  const parts = line.split(/([€\ufffd])/).map((part) => {
    if (part === "€") return Buffer.of(0x80);
    return part === "\ufffd" ? Buffer.of(0xff) : iconv.encode(part, "gb18030");
  });
  return Buffer.concat(parts);
}
