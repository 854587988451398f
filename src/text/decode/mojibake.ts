import iconv from "iconv-lite";
import type { LegacyFamily } from "../double-byte.js";
import { bit, type CharacterCosts, costOf } from "./cost.js";
import { hasKanaRow, isAlphabet, isJapanese, isMostlyKana, isWestern } from "./languages.js";
import { bytesIn, decodeLegacy, decodePlainly } from "./legacy.js";
import { looksHalved, type Survey, survey } from "./survey.js";
import { decodeUtf8 } from "./utf8.js";

/** A text whose double encoding was undone, and how it had come about. */
export interface Undone {
  readonly text: string;
  /** lines that were changed */
  readonly lines: number;
  readonly how: string;
}

/** A line, or what stands between two tags, and whether the text goes on behind it. */
interface Line {
  readonly text: string;
  readonly found: Survey;
  readonly followed: boolean;
}

/** Reads a line as what it was before it was read wrongly; null where it cannot have come about so. */
interface Way {
  readonly how: string;
  readonly read: (line: Line, costs: CharacterCosts) => string | null;
  /** sound UTF-8 is no chance: it goes before the other ways */
  readonly first?: true;
  /** the reading must be like Chinese by itself: one double-byte charset read as the other gives Han for Han */
  readonly common?: true;
}

/** Bits by which the other reading of a line must be the likelier one. No clean line comes near. */
const margin = 24;
/** What is strange under which a text is not looked at: sound text has about one such place in a thousand characters. */
const leastStrange = ({ halves, wide }: Survey) => 1 + Math.floor((halves + wide) / 1000);
/** Different characters that the lines which are evidence must hold when undone; fewer where nothing is lost, or where C1 controls stand. */
const distinctLetters = { usual: 3, lossless: 2, controls: 1 };
/** Bits for each character outside ASCII over which a text may be one of the wrong charset, and under which it is Chinese. */
const rare = 14;
const common = 12.5;
/** So many characters in the middle of a text show whether it consists of rare ones. */
const sampled = 8000;
/** A text may have gone through the same mistake more than once. */
const mostLayers = 3;

const ways: readonly Way[] = [
  { how: "UTF-8 read as Latin-1", read: (line) => readLatin(line, (bytes) => decodeUtf8(bytes)), first: true },
  { how: "GBK read as Latin-1", read: (line, costs) => (isWestern(line.text) ? null : readLatin(line, legacy("gb18030", line, costs))) },
  { how: "Big5 read as Latin-1", read: (line, costs) => (isWestern(line.text) ? null : readLatin(line, legacy("big5", line, costs))) },
  { how: "UTF-8 read as GBK", read: readGbk },
  { how: "GBK read as Big5", read: ({ text }) => readCrossed(text, "big5", "gb18030"), common: true },
  { how: "Big5 read as GBK", read: ({ text }) => readCrossed(text, "gb18030", "big5"), common: true },
];

/**
 * Undoes text that was decoded with the wrong charset and saved again: UTF-8, GBK or Big5 read as Latin-1 or cp1252, UTF-8
 * read as GBK, GBK and Big5 read as each other. Line by line and tag by tag, for a page may hold such a text in a sound frame;
 * only where the other reading is the likelier one by far, or likelier at all on a page that was so damaged elsewhere. What
 * was lost on the way becomes U+FFFD.
 * @param found survey of the text
 * @returns null when no line was changed
 */
export function undoDoubleEncoding(text: string, found: Survey, costs: CharacterCosts): Undone | null {
  let undone: Undone | null = null;
  for (let layer = 0; layer < mostLayers; layer++) {
    const given = undone?.text ?? text;
    const next = undoLayer(given, undone ? survey(given) : found, costs);
    if (!next) break;
    undone = undone ? { ...next, how: `${undone.how}, ${next.how}`, lines: Math.max(undone.lines, next.lines) } : next;
  }
  return undone;
}

function undoLayer(text: string, found: Survey, costs: CharacterCosts): Undone | null {
  const crossed = isRare(text, costs);
  if (found.strange < leastStrange(found) && !crossed) return null;
  const lines = linesOf(text);
  let best: { way: Way; gain: number } | undefined;
  for (const way of ways) {
    if (way.common && !crossed) continue;
    const { gain, sound } = evidenceOf(way, lines, costs);
    if (gain > (best?.gain ?? 0)) best = { way, gain };
    if (gain > 0 && sound && way.first) break;
  }
  if (!best) return null;
  const { way } = best;
  let changed = 0;
  const undone = lines.map((line) => {
    const reading = better(line, way, costs, 0);
    if (!reading) return line.text;
    changed++;
    return reading.text;
  });
  return { text: undone.join(""), how: way.how, lines: changed };
}

const nothing = survey("");
const border = /[\n<>]/g;

/** Each line and tag with its survey; those in ASCII alone show nothing. */
function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  border.lastIndex = 0;
  for (let start = 0; start < text.length; ) {
    const hit = border.exec(text);
    const end = !hit ? text.length : hit[0] === "<" ? hit.index : hit.index + 1;
    if (end > start) {
      const line = text.slice(start, end);
      lines.push({ text: line, found: /[^\0-\x7f]/.test(line) ? survey(line) : nothing, followed: end < text.length });
    }
    start = end;
    if (!hit) break;
  }
  return lines;
}

/** Whether the characters of a text are of those that hardly any Chinese text is made of, and no Japanese. */
function isRare(text: string, costs: CharacterCosts): boolean {
  let sum = 0;
  let count = 0;
  let kana = 0;
  const start = Math.max(0, (text.length - sampled) >> 1);
  for (let i = start; i < text.length && i < start + sampled; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x2000) continue;
    sum += costs[code] as number;
    count++;
    if (code > 0x3040 && code < 0x3100) kana++;
  }
  return count > 1 && sum / bit > rare * count && !isMostlyKana(kana, count);
}

/**
 * The gain in bits of all lines that are certain to have come about in this way, 0 where they are too few or too uniform;
 * and whether nothing is lost in any of them.
 */
function evidenceOf(way: Way, lines: readonly Line[], costs: CharacterCosts): { gain: number; sound: boolean } {
  const letters = new Set<string>();
  let gain = 0;
  let sound = true;
  let least = distinctLetters.lossless;
  for (const line of lines) {
    const reading = hasEvidence(line, way) ? better(line, way, costs, margin) : null;
    if (!reading) continue;
    gain += reading.gain;
    sound &&= !reading.text.includes("\ufffd");
    if (way.first && sound && /[\x80-\x9f]/.test(line.text)) least = distinctLetters.controls;
    // é and » beside a no-break space are French, and the bytes of 頻
    else if (way.common || (line.found.latin > 0 && line.text.includes("\u00a0"))) least = distinctLetters.usual;
    if (letters.size < distinctLetters.usual) for (const letter of reading.text.replace(/[\0-\xff]+/g, "")) letters.add(letter);
  }
  // nothing but Latin-1 again: the same mistake made twice
  const again = way.first && letters.size === 0;
  return { gain: again || letters.size >= (sound ? least : distinctLetters.usual) ? gain : 0, sound };
}

function hasEvidence({ found }: Line, way: Way): boolean {
  return found.strange > 0 || (way.common ? found.wide > 0 : looksHalved(found.halves, found.wide));
}

/** The other reading of a line where it is the likelier one by more than `bits`, and by how many it is. 0 bits are enough where other lines are evidence. */
function better(line: Line, way: Way, costs: CharacterCosts, bits: number): { text: string; gain: number } | null {
  const text = way.read(line, costs);
  if (text === null || text === line.text) return null;
  if (way.common && ((bits > 0 ? isJapanese(line.text) : hasKanaRow(line.text)) || !isCommon(text, costs))) return null;
  const gain = costOf(line.text, costs) - costOf(text, costs);
  return gain > bits ? { text, gain } : null;
}

function isCommon(text: string, costs: CharacterCosts): boolean {
  const rest = text.replace(/[\0-\x7f]+/g, "");
  return costOf(rest, costs) < common * rest.length;
}

/** Characters of cp1252 that are not their own byte. */
const windowsBytes = new Map<string, number>();
for (let byte = 0x80; byte < 0xa0; byte++) {
  const character = iconv.decode(Buffer.of(byte), "win1252");
  if (character !== "\ufffd") windowsBytes.set(character, byte);
}

/** Only where a byte was lost is there something to be read in step. */
function legacy(family: LegacyFamily, { found }: Line, costs: CharacterCosts): (bytes: Buffer) => string {
  return (bytes) => (found.replaced > 0 ? decodeLegacy(bytes, family, costs) : decodePlainly(bytes, family));
}

/** Dots of a table of contents and the like; ¡¡¡¡ alone may be an indent of GBK. */
const rowOfSigns = /^[\0-\x7f]*([\x80-\xa0\xa2-\xbf\xd7\xf7])([\0-\x7f]*\1){2,}[\0-\x7f]*$/;

/** A byte that no charset holds, for a character that had been lost. */
const lost = 0xff;

function readLatin({ text: line, found }: Line, decode: (bytes: Buffer) => string): string | null {
  if (found.latin + found.signs === 0 || found.wide > 0 || found.halves > 0 || rowOfSigns.test(line) || isAlphabet(line)) return null;
  const bytes = Buffer.alloc(line.length);
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    bytes[i] = code < 0x100 ? code : (windowsBytes.get(line.charAt(i)) ?? lost);
  }
  const text = decode(bytes);
  // Latin-1 loses nothing: only a character cut at an end may be a fault that was none before
  return text.split("\ufffd").length - 1 > found.replaced + 1 ? null : text;
}

function readGbk({ text: line, found, followed }: Line): string | null {
  if (!looksHalved(found.halves, found.wide)) return null;
  const bytes = bytesIn("gb18030", line, lost);
  const restored = followed ? restoreFullStop(bytes) : null;
  if (restored !== null) return restored;
  // a `?` that was written for a lost byte goes with what is left of its character
  return decodeUtf8(Uint8Array.from(bytes)).replaceAll("\ufffd?", "\ufffd");
}

/** The bytes that a text had in one double-byte charset, read as the other. */
function readCrossed(line: string, was: LegacyFamily, is: LegacyFamily): string {
  return decodePlainly(Uint8Array.from(bytesIn(was, line, lost)), is);
}

/**
 * A line in UTF-8 that ends in 。 always lost the last of its three bytes when it was read as GBK, for ASCII follows. Two bytes
 * are left, E3 80, of marks that end no line but closing brackets: where none is open it was 。 Null where it was not so.
 */
function restoreFullStop(bytes: readonly number[]): string | null {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x0d || bytes[end - 1] === 0x0a || bytes[end - 1] === 0x20)) end--;
  if (bytes[end - 3] !== 0xe3 || bytes[end - 2] !== 0x80 || (bytes[end - 1] !== lost && bytes[end - 1] !== 0x3f)) return null;
  const text = decodeUtf8(Uint8Array.from(bytes.with(end - 1, 0x82)));
  let open = 0;
  for (const [mark] of text.matchAll(/[〈-】〔-〛]/g)) open += mark.charCodeAt(0) % 2 === 0 ? 1 : -1;
  return open > 0 ? null : text;
}
