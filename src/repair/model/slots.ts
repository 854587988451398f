import { firstLead, gbk, lastLead } from "../../text/double-byte.js";
import type { Pinyin } from "./pinyin.js";

/** A byte of the original text: known, one of several, or an orphan (lost in a `?`, or dropped). */
export type Byte = number | ByteSet | "orphan";

/** Several bytes that may stand at one position. */
export interface ByteSet {
  /** identifies the set */
  readonly key: string;
  readonly bytes: readonly number[];
}

/** The characters that may fill one position of a text; a single one where it is known. The same slot is always one object. */
export type Slot = readonly string[];

/** Bytes that may begin a pair for which a decoder has no character, and those that may end it. */
export interface LostPairs {
  readonly leads: ByteSet;
  readonly trails: ByteSet;
}

const orphanLeads = range(firstLead, lastLead);
/** An orphan was no ASCII letter: that would have been left. */
const orphanTrails = range(0x80, lastLead);

/** All slots that have been asked for, each made once: those of orphans hold thousands of characters. */
export class SlotTable {
  private readonly slots = new Map<string, Slot>();
  private readonly singles = new Map<string, Slot>();
  private lost: readonly LostPairs[] | undefined;

  constructor(private readonly pinyin: Pinyin) {}

  /** The slot of a character that is known. */
  known(char: string): Slot {
    let slot = this.singles.get(char);
    if (!slot) {
      slot = [char];
      this.singles.set(char, slot);
    }
    return slot;
  }

  /** The characters that a pair of bytes may be, and that have the reading `syllable` where one is given. */
  slot(lead: Byte, trail: Byte, syllable = ""): Slot {
    const key = `${keyOf(lead)} ${keyOf(trail)} ${syllable}`;
    let slot = this.slots.get(key);
    if (!slot) {
      slot = charactersOf(lead, trail, syllable, this.pinyin);
      this.slots.set(key, slot);
    }
    return slot;
  }

  /** Kinds of pairs for which a decoder may have no character: those of the user-defined rows, and those that nobody uses. */
  lostPairs(): readonly LostPairs[] {
    this.lost ??= findLostPairs();
    return this.lost;
  }
}

function charactersOf(lead: Byte, trail: Byte, syllable: string, pinyin: Pinyin): Slot {
  const found: string[] = [];
  for (const first of bytesOf(lead, orphanLeads)) {
    for (const second of bytesOf(trail, orphanTrails)) {
      const char = gbk.charOf(first, second);
      if (isReal(char) && gbk.codeOf(char) === ((first << 8) | second) && (syllable === "" || pinyin.isReadAs(char, syllable)))
        found.push(char);
    }
  }
  return found;
}

function findLostPairs(): readonly LostPairs[] {
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
  return [...kinds].map(([kind, { leads, trails }]) => ({
    leads: { key: `leads ${kind}`, bytes: leads },
    trails: { key: `trails ${kind}`, bytes: trails },
  }));
}

function bytesOf(byte: Byte, orphan: readonly number[]): readonly number[] {
  if (byte === "orphan") return orphan;
  return typeof byte === "number" ? [byte] : byte.bytes;
}

function keyOf(byte: Byte): string | number {
  return typeof byte === "object" ? byte.key : byte;
}

/** Whether GBK has a character that is not of its user-defined rows. */
function isReal(char: string): boolean {
  const code = char.charCodeAt(0);
  return char !== "" && !(code >= 0xe000 && code <= 0xf8ff);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
