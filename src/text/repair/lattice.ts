import { charOf, firstLead, isUserDefined, lastLead, pairOf } from "./gbk.js";
import { isReadAs } from "./readings.js";

/** A byte of the text as it was: known, one of some, an orphan (lost in a `?`, or dropped), or the first of a pair that was lost. */
export type Byte = number | readonly number[] | "orphan" | "lost";

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
  /** before its character */
  readonly before?: Turn;
  /** behind its character */
  readonly behind?: Turn;
}

/** Ways to read a stretch of text. Edges lead to nodes of higher number; the last one ends the text. */
export type Lattice = (Edge[] | undefined)[];

/** The node in which a lattice begins. */
export const firstNode = 1;

/** One way between two nodes: several places where pairs were lost. */
export interface Way {
  readonly places: readonly Place[];
  readonly cost: number;
  readonly lost: boolean;
}

/** What a pair costs that the decoder had no character for. */
const lostPair = 2.3;
/** What marks of two characters cost: all their pairs were lost. */
const lostPairs = 2.3;

/** Which characters are common: where several bytes are lost, only those are thought of. */
export type IsCommon = (char: string) => boolean;

/** What a pair of bytes may be, also when pairs were lost between them. */
export function waysOf(lead: Byte, trail: Byte, isCommon: IsCommon, syllable?: string): Way[] {
  const place = placeOf(lead, trail, syllable);
  const ways: Way[] = place.length > 0 ? [{ places: [place], cost: 0, lost: false }] : [];
  return [...ways, ...lostWays(lead, trail, isCommon, syllable)];
}

/** Ways on which one or two pairs were lost between the two bytes of a pair. */
export function lostWays(lead: Byte, trail: Byte, isCommon: IsCommon, syllable?: string): Way[] {
  if (lead === "orphan") return [];
  const after = commonOf("orphan", trail, isCommon, syllable);
  const before = commonOf(lead, "lost", isCommon);
  if (after.length === 0 || before.length === 0) return [];
  const ways: Way[] = [
    { places: [before, after], cost: lostPair, lost: true },
    { places: [before, commonOf("orphan", "lost", isCommon), after], cost: 2 * lostPair, lost: true },
  ];
  // …… and —— are pairs A1AD and A1AA: one byte late they are user-defined throughout
  if (lead === 0xa1) for (const mark of ["…", "—"]) ways.push({ places: [known(mark), known(mark), after], cost: lostPairs, lost: true });
  return ways;
}

const commons = new WeakMap<IsCommon, Map<Place, Place>>();

/** The common characters that a pair of bytes may be. */
function commonOf(lead: Byte, trail: Byte, isCommon: IsCommon, syllable?: string): Place {
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

let lost: readonly number[] | undefined;

/** First bytes of pairs that a decoder may have no character for. */
function lostLeads(): readonly number[] {
  lost ??= orphanLeads.filter((lead) => orphanTrails.some((trail) => !isReal(charOf(lead, trail))));
  return lost;
}

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
  const key = `${lead} ${trail} ${syllable}`;
  let place = places.get(key);
  if (place) return place;
  const found: string[] = [];
  for (const first of bytesOf(lead, orphanLeads)) {
    for (const second of bytesOf(trail, orphanTrails)) {
      const char = charOf(first, second);
      if (isReal(char) && pairOf(char) === ((first << 8) | second) && (syllable === "" || isReadAs(char, syllable))) found.push(char);
    }
  }
  place = found;
  places.set(key, place);
  return place;
}

function bytesOf(byte: Byte, orphan: readonly number[]): readonly number[] {
  if (byte === "orphan") return orphan;
  if (byte === "lost") return lostLeads();
  return typeof byte === "number" ? [byte] : byte;
}

function isReal(char: string): boolean {
  return char !== "" && !isUserDefined(char);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
