import { charOf, firstLead, isUserDefined, lastLead, pairOf } from "./gbk.js";
import { isReadAs } from "./readings.js";

/** A byte of the text as it was, or an orphan: a byte lost in a `?`, or dropped. */
export type Byte = number | "orphan";

/** What may stand at one place of a text: one character where it is known. */
export type Place = readonly string[];

interface Edge {
  readonly place: Place;
  readonly to: number;
  /** what it costs to take this way, in nats */
  readonly cost: number;
}

/** Ways to read a stretch of text, from node 0 to the last node. Edges point to later nodes. */
export type Lattice = Edge[][];

export function newLattice(): Lattice {
  return [[]];
}

/** Appends characters that are known. */
export function appendText(lattice: Lattice, chars: string): void {
  for (const char of chars) appendWays(lattice, [{ places: [[char]], cost: 0 }]);
}

interface Way {
  readonly places: readonly Place[];
  readonly cost: number;
}

/** Appends ways between the last node and a new one. */
function appendWays(lattice: Lattice, ways: readonly Way[]): void {
  const from = lattice.length - 1;
  const ends: { node: number; place: Place; cost: number }[] = [];
  for (const { places, cost } of ways) {
    let node = from;
    for (const [i, place] of places.entries()) {
      const paid = i === 0 ? cost : 0;
      if (i === places.length - 1) ends.push({ node, place, cost: paid });
      else {
        (lattice[node] as Edge[]).push({ place, to: lattice.length, cost: paid });
        node = lattice.push([]) - 1;
      }
    }
  }
  const to = lattice.push([]) - 1;
  for (const { node, place, cost } of ends) (lattice[node] as Edge[]).push({ place, to, cost });
}

/** A stretch whose bytes were read out of step. */
export interface Run {
  readonly bytes: readonly Byte[];
  /** syllables that glossed the character whose first byte stands at this index */
  readonly glosses: ReadonlyMap<number, string>;
  /** what the first byte may be where a gloss tells */
  readonly leads: readonly number[] | undefined;
  /** indices of second bytes before which a pair may have been lost without a trace */
  readonly gaps: ReadonlySet<number>;
}

/**
 * Appends what the bytes of a run may have been, character by character.
 * @returns false where no character fits
 */
export function appendRun(lattice: Lattice, { bytes, glosses, leads, gaps }: Run): boolean {
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const lead = bytes[i] as Byte;
    const trail = bytes[i + 1] as Byte;
    const from = i === 0 ? leads : undefined;
    const place = placeOf(lead, trail, glosses.get(i), from);
    const ways: Way[] = place.length > 0 ? [{ places: [place], cost: 0 }] : [];
    if (gaps.has(i + 1)) ways.push(...lostWays(lead, trail, glosses.get(i), from));
    if (ways.length === 0) return false;
    appendWays(lattice, ways);
  }
  return true;
}

/** What a pair of the user-defined rows costs that was lost without a trace: the decoder had no character for it. */
const lostPair = 2.3;
/** What marks of two characters cost: all their pairs were lost. */
const lostPairs = 4;

/** Ways on which pairs were lost between the two bytes of a pair. */
function lostWays(lead: Byte, trail: Byte, syllable: string | undefined, leads: readonly number[] | undefined): Way[] {
  if (trail === "orphan" && syllable === undefined) return [];
  const after = placeOf("orphan", trail, syllable, undefined);
  if (after.length === 0) return [];
  const ways: Way[] = [];
  const between = (lead === "orphan" ? (leads ?? []) : [lead]).flatMap((first) => userTrails.map((second) => charOf(first, second)));
  const place = between.filter(isReal);
  if (place.length > 0) ways.push({ places: [place, after], cost: lostPair });
  // …… and —— are pairs A1AD and A1AA: one byte late they are user-defined throughout
  if (lead === 0xa1) for (const mark of ["…", "—"]) ways.push({ places: [[mark], [mark], after], cost: lostPairs });
  return ways;
}

const orphanLeads = range(firstLead, lastLead);
/** An orphan was no ASCII letter: that would have been left. */
const orphanTrails = range(0x80, lastLead);
/** First bytes of the user-defined rows. */
const userTrails = [...range(0xa1, 0xa7), ...range(0xaa, 0xaf), ...range(0xf8, 0xfe)];

const places = new Map<string, Place>();

/** The characters that a pair of bytes may be. */
function placeOf(lead: Byte, trail: Byte, syllable: string | undefined, leads: readonly number[] | undefined): Place {
  const key = `${lead} ${trail} ${syllable ?? ""} ${leads?.join() ?? ""}`;
  let place = places.get(key);
  if (place) return place;
  const found: string[] = [];
  for (const first of lead === "orphan" ? (leads ?? orphanLeads) : [lead]) {
    for (const second of trail === "orphan" ? orphanTrails : [trail]) {
      const char = charOf(first, second);
      if (isReal(char) && pairOf(char) === ((first << 8) | second) && (syllable === undefined || isReadAs(char, syllable)))
        found.push(char);
    }
  }
  place = found;
  places.set(key, place);
  return place;
}

function isReal(char: string): boolean {
  return char !== "" && !isUserDefined(char);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
