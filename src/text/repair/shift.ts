import { charOf, firstLead, isUserDefined, lastLead, pairOf } from "./gbk.js";
import { bareGlossAt, type Gloss, glossAt } from "./gloss.js";
import type { Place } from "./judge.js";
import { charsReadAs, isReadAs } from "./readings.js";

/** A byte of the text as it was: known; an orphan, lost in a `?`; or half of a pair of the user-defined rows, lost without a trace. */
type Byte = number | "orphan" | "user lead" | "user trail";

/** A stretch whose bytes were read out of step, and what may have stood there. */
export interface Zone {
  readonly start: number;
  readonly end: number;
  /** whether an ASCII character behind it was swallowed: the zone ends in its `?` */
  readonly swallowed: boolean;
  readonly kind: "cut" | "broken-gloss";
  readonly bytes: readonly Byte[];
  /** syllables that glossed the character whose first byte stands at this index */
  readonly glosses: ReadonlyMap<number, string>;
  /** what the first byte may be where a gloss tells */
  readonly leads: readonly number[] | undefined;
  /** where pairs may have been lost without a trace: indices of bytes */
  readonly gaps: readonly number[];
}

/** No run of text out of step is longer: it ends at the next ASCII character. */
const longestZone = 160;

const foldedMarks: Readonly<Record<string, string>> = { ",": "，", ";": "；", "?": "？", "!": "！" };

/** The mark that stands at `at`, full-width also where the site folded it. */
export function markAt(text: string, at: number, marks: ReadonlySet<string>): string | undefined {
  const char = text.charAt(at);
  const full = foldedMarks[char] ?? char;
  return marks.has(full) ? full : undefined;
}

interface Reader {
  readonly text: string;
  readonly marks: ReadonlySet<string>;
  /** whether orphan bytes vanished instead of becoming `?` */
  readonly dropped: boolean;
}

/**
 * Reads the bytes of a stretch out of step from the place where it begins.
 * @param at of the `?` (of the mark, of the gloss, where orphans are dropped)
 * @returns undefined where the bytes cannot have come from a text in step
 */
export function readZone(reader: Reader, at: number): Zone | undefined {
  const { text, dropped } = reader;
  const bytes: Byte[] = [];
  const glosses = new Map<number, string>();
  const gaps: number[] = [];
  const begin = dropped ? at : at + 1;
  const gloss = dropped ? glossAt(text, begin) : bareGlossAt(text, begin);
  let next: number;
  let only: readonly string[] | undefined;
  let kind: Zone["kind"];
  if (gloss) {
    const before = pairOf(charBefore(text, at));
    if (before < 0) return undefined;
    only = charsReadAs(before & 0xff, gloss.syllable);
    if (only.length === 0) return undefined;
    bytes.push("orphan");
    next = gloss.end;
    kind = "broken-gloss";
  } else {
    const mark = markAt(text, begin, reader.marks);
    if (mark === undefined) return undefined;
    const pair = pairOf(mark);
    bytes.push("orphan", pair >> 8, pair & 0xff);
    next = begin + 1;
    kind = "cut";
  }
  const end = readRun(reader, next, { bytes, glosses, gaps });
  if (!end) return undefined;
  const leads = only?.map((char) => pairOf(char) & 0xff);
  return { start: at, end: end.at, swallowed: end.swallowed, kind, bytes, glosses, leads, gaps };
}

/**
 * What may have stood in a zone, character by character.
 * @param lost indices of `gaps`: where pairs of the user-defined rows are taken to be lost
 * @returns undefined where no character fits somewhere
 */
export function placesOf({ bytes, glosses, leads }: Zone, lost: readonly number[]): Place[] | undefined {
  const all: Byte[] = [];
  const syllables = new Map<number, string>();
  for (let i = 0; i <= bytes.length; i++) {
    for (const gap of lost) if (gap === i) all.push("user lead", "user trail");
    const syllable = glosses.get(i);
    if (syllable !== undefined) syllables.set(all.length, syllable);
    const byte = bytes[i];
    if (byte !== undefined) all.push(byte);
  }
  const places: Place[] = [];
  for (let i = 0; i + 1 < all.length; i += 2) {
    const place = placeOf(all[i] as Byte, all[i + 1] as Byte, syllables.get(i), i === 0 ? leads : undefined);
    if (place.length === 0) return undefined;
    places.push(place);
  }
  return places;
}

/** The character before a place, past a gloss that stands between. */
export function charBefore(text: string, at: number): string {
  if (text.charAt(at - 1) !== ")") return text.charAt(at - 1);
  const open = text.lastIndexOf("(", at - 1);
  return open > 0 && glossAt(text, open)?.end === at ? text.charAt(open - 1) : ")";
}

interface Run {
  readonly bytes: Byte[];
  readonly glosses: Map<number, string>;
  readonly gaps: number[];
}

/** Reads on, one byte out of step, until the bytes are in step again. */
function readRun(reader: Reader, from: number, run: Run): { at: number; swallowed: boolean } | undefined {
  const { text, dropped } = reader;
  const { bytes, glosses, gaps } = run;
  for (let at = from; at < text.length && at - from < longestZone; ) {
    const code = text.charCodeAt(at);
    const pair = pairOf(text.charAt(at));
    gaps.push(bytes.length);
    if (pair >= 0) {
      bytes.push(pair >> 8, pair & 0xff);
      at++;
      const gloss = glossAt(text, at);
      if (!gloss) continue;
      if (isReadAs(text.charAt(at - 1), gloss.syllable)) {
        at = gloss.end;
        continue;
      }
      if (!dropped) return undefined;
      glosses.set(bytes.length - 1, gloss.syllable);
      bytes.push("orphan");
      return { at: gloss.end, swallowed: false };
    }
    if (code === 0x3f && !dropped) return orphan(reader, at, run);
    const mark = code < 0x40 ? markAt(text, at, reader.marks) : undefined;
    if (mark !== undefined && !dropped) {
      const folded = pairOf(mark);
      bytes.push(folded >> 8, folded & 0xff);
      at++;
      continue;
    }
    if (code >= 0x40 && code <= 0x7e) {
      bytes.push(code);
      const gloss = glossAt(text, at + 1);
      if (gloss) glosses.set(bytes.length - 2, gloss.syllable);
      return { at: gloss ? gloss.end : at + 1, swallowed: false };
    }
    if (!dropped) return undefined;
    bytes.push("orphan");
    return { at, swallowed: false };
  }
  if (!dropped) return undefined;
  bytes.push("orphan");
  return { at: Math.min(text.length, from + longestZone), swallowed: false };
}

/** A `?` that ends the run: the second byte of its last character, which may have swallowed what follows. */
function orphan({ text, marks }: Reader, at: number, { bytes, glosses }: Run): { at: number; swallowed: boolean } {
  const gloss: Gloss | undefined = bareGlossAt(text, at + 1);
  bytes.push("orphan");
  if (gloss) {
    glosses.set(bytes.length - 2, gloss.syllable);
    return { at: gloss.end, swallowed: false };
  }
  const ends = at + 1 >= text.length || text.charAt(at + 1) === "\n" || markAt(text, at + 1, marks) !== undefined;
  return { at: at + 1, swallowed: !ends };
}

/** What a lost byte may have been. An orphan was no ASCII letter: that would have been left. */
const lostLead: readonly number[] = range(firstLead, lastLead);
const lostTrail: readonly number[] = range(0x80, 0xfe);
const userLead: readonly number[] = [...range(0xa1, 0xa7), ...range(0xaa, 0xaf), ...range(0xf8, 0xfe)];

/** The characters that a pair of bytes may be. */
function placeOf(lead: Byte, trail: Byte, syllable: string | undefined, leads: readonly number[] | undefined): Place {
  const found: string[] = [];
  for (const first of typeof lead === "number" ? [lead] : (leads ?? lostLead)) {
    for (const second of typeof trail === "number" ? [trail] : trail === "user lead" ? userLead : lostTrail) {
      const char = charOf(first, second);
      if (char === "" || isUserDefined(char) || pairOf(char) !== ((first << 8) | second)) continue;
      if (syllable === undefined || isReadAs(char, syllable)) found.push(char);
    }
  }
  return found;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
