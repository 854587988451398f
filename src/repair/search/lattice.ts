import { firstLead, gbk, lastLead } from "../../text/double-byte.js";
import { isReadAs } from "../model/pinyin.js";

/** A byte of the text as it was: known, one of some, or an orphan (lost in a `?`, or dropped). */
export type Byte = number | Bytes | "orphan";

/** Several bytes that may stand at one place. */
export interface Bytes {
  /** no other has the same */
  readonly key: string;
  readonly bytes: readonly number[];
}

/** What may stand at one place of a text: one character where it is known. */
export type Place = readonly string[];

/** Where a way leaves the text as it stands, or comes back to it. */
export interface Turn {
  readonly to: "out of step" | "in step";
  /** offset in the text as it stands */
  readonly at: number;
  readonly kind: "cut" | "broken-gloss";
}

export interface Edge {
  readonly place: Place;
  readonly to: number;
  /** what it costs to take this way, in nats */
  readonly cost: number;
  /** whether it takes a pair to have been lost */
  readonly lost: boolean;
  /** whether the character's own gloss stands behind it */
  readonly glossed?: boolean;
  /** before its character */
  readonly before?: Turn;
  /** behind its character */
  readonly behind?: Turn;
}

/** Ways to read a stretch of text. Edges lead to nodes of higher number; the last one ends the text. */
export type Lattice = (Edge[] | undefined)[];

/** Nodes of one position of the text: a node's position is its number divided by this. */
export const stride = 32;

/** The node in which a lattice begins. */
export const firstNode = 2;

/** Which characters are common: where several bytes are lost, only those are thought of. */
export type IsCommon = (char: string) => boolean;

/** Bytes that may begin a pair for which a decoder has no character, and those that may end it. */
export interface LostPairs {
  readonly leads: Bytes;
  readonly trails: Bytes;
}

let lost: readonly LostPairs[] | undefined;

/** Kinds of pairs for which a decoder may have no character: those of the user-defined rows, and those that nobody uses. */
export function lostPairs(): readonly LostPairs[] {
  if (lost) return lost;
  const kinds = new Map<string, { leads: number[]; trails: number[] }>();
  for (const lead of orphanLeads) {
    const trails = orphanLeads.filter((trail) => !isReal(gbk.charOf(lead, trail)));
    if (trails.length === 0) continue;
    const kind = trails.some((trail) => trail > 0xa0) ? (trails.length > 80 ? "upper" : "some") : "lower";
    const known = kinds.get(kind) ?? { leads: [], trails: [] };
    known.leads.push(lead);
    known.trails = [...new Set([...known.trails, ...trails])];
    kinds.set(kind, known);
  }
  lost = [...kinds].map(([kind, { leads, trails }]) => ({
    leads: { key: `leads ${kind}`, bytes: leads },
    trails: { key: `trails ${kind}`, bytes: trails },
  }));
  return lost;
}

const commons = new WeakMap<IsCommon, Map<Place, Place>>();

/** The common characters that a pair of bytes may be. */
export function commonOf(lead: Byte, trail: Byte, isCommon: IsCommon, syllable?: string): Place {
  const place = placeOf(lead, trail, syllable);
  let filtered = commons.get(isCommon);
  if (!filtered) {
    filtered = new Map();
    commons.set(isCommon, filtered);
  }
  let common = filtered.get(place);
  if (!common) {
    common = place.filter(isCommon);
    filtered.set(place, common);
  }
  return common;
}

const orphanLeads = range(firstLead, lastLead);
/** An orphan was no ASCII letter: that would have been left. */
const orphanTrails = range(0x80, lastLead);

const places = new Map<string, Place>();
const single = new Map<string, Place>();

/** The place of a character that is known. */
export function known(char: string): Place {
  let place = single.get(char);
  if (!place) {
    place = [char];
    single.set(char, place);
  }
  return place;
}

/** The characters that a pair of bytes may be. */
export function placeOf(lead: Byte, trail: Byte, syllable = ""): Place {
  const key = `${keyOf(lead)} ${keyOf(trail)} ${syllable}`;
  let place = places.get(key);
  if (place) return place;
  const found: string[] = [];
  for (const first of bytesOf(lead, orphanLeads)) {
    for (const second of bytesOf(trail, orphanTrails)) {
      const char = gbk.charOf(first, second);
      if (isReal(char) && gbk.codeOf(char) === ((first << 8) | second) && (syllable === "" || isReadAs(char, syllable))) found.push(char);
    }
  }
  place = found;
  places.set(key, place);
  return place;
}

function bytesOf(byte: Byte, orphan: readonly number[]): readonly number[] {
  if (byte === "orphan") return orphan;
  return typeof byte === "number" ? [byte] : byte.bytes;
}

function keyOf(byte: Byte): string | number {
  return typeof byte === "object" ? byte.key : byte;
}

/** Whether a character is of GBK's user-defined rows. */
function isUserDefined(char: string): boolean {
  const code = char.charCodeAt(0);
  return code >= 0xe000 && code <= 0xf8ff;
}

function isReal(char: string): boolean {
  return char !== "" && !isUserDefined(char);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
