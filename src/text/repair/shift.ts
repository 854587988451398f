import { pairOf } from "./gbk.js";
import { bareGlossAt, glossAt } from "./gloss.js";
import type { Byte, Run } from "./lattice.js";
import { charsReadAs, isReadAs } from "./readings.js";

/** A stretch whose bytes were read out of step, from the orphan that begins it to where they are in step again. */
export interface Zone extends Run {
  readonly kind: "cut" | "broken-gloss";
  readonly start: number;
  readonly end: number;
  /** whether its last orphan swallowed the ASCII character behind it: the zone ends in its `?` */
  readonly swallowed: boolean;
}

export interface Reader {
  readonly text: string;
  /** full-width marks that sites split at */
  readonly marks: ReadonlySet<string>;
  /** whether orphan bytes vanished instead of becoming `?` */
  readonly dropped: boolean;
}

/** No run out of step is longer: it ends at the next ASCII character. */
const longestRun = 160;
/** Ways to read one zone that are tried. */
const mostWays = 4;

const folded: Readonly<Record<string, string>> = { ",": "，", ";": "；", "?": "？", "!": "！" };

/** The mark that stands at `at`, full-width also where the site folded it. */
export function markAt({ text, marks }: Reader, at: number): string | undefined {
  const char = text.charAt(at);
  const full = folded[char] ?? char;
  return marks.has(full) ? full : undefined;
}

/**
 * Reads the bytes of a stretch out of step.
 * @param at where it begins: of the `?`; of the mark or the gloss where orphans vanish
 * @returns the ways in which it may be read; none where the bytes cannot have been in step
 */
export function readZones(reader: Reader, at: number): Zone[] {
  const { text, dropped } = reader;
  const begin = dropped ? at : at + 1;
  const gloss = dropped ? glossAt(text, begin) : bareGlossAt(text, begin);
  if (gloss) {
    const before = pairOf(charBefore(text, at));
    const only = before < 0 ? [] : charsReadAs(before & 0xff, gloss.syllable);
    if (only.length === 0) return [];
    const leads = only.map((char) => pairOf(char) & 0xff);
    return readRun(reader, gloss.end, ["orphan"]).map((end) => ({ kind: "broken-gloss", start: at, leads, ...end }));
  }
  const mark = markAt(reader, begin);
  if (mark === undefined) return [];
  const pair = pairOf(mark);
  return readRun(reader, begin + 1, ["orphan", pair >> 8, pair & 0xff]).map((end) => ({
    kind: "cut",
    start: at,
    leads: undefined,
    ...end,
  }));
}

/** The character before a place, past a gloss that stands between. */
function charBefore(text: string, at: number): string {
  if (text.charAt(at - 1) !== ")") return text.charAt(at - 1);
  const open = text.lastIndexOf("(", at - 1);
  return open > 0 && glossAt(text, open)?.end === at ? text.charAt(open - 1) : ")";
}

type End = Pick<Zone, "bytes" | "glosses" | "gaps" | "end" | "swallowed">;

/** Reads on, one byte out of step, until the bytes may be in step again. */
function readRun(reader: Reader, from: number, begun: readonly Byte[]): End[] {
  const { text, dropped } = reader;
  const bytes: Byte[] = [...begun];
  const gaps = new Set<number>();
  const ends: End[] = [];
  const stop = (end: number, last: Byte, syllable?: string, swallowed = false) => {
    const glosses = new Map(syllable === undefined ? [] : [[bytes.length - 1, syllable]]);
    ends.push({ bytes: [...bytes, last], glosses, gaps: new Set(gaps), end, swallowed });
  };
  const push = (pair: number) => bytes.push(pair >> 8, pair & 0xff);
  for (let at = from; at - from < longestRun && ends.length < mostWays; ) {
    const char = text.charAt(at);
    const code = char.charCodeAt(0);
    gaps.add(bytes.length);
    const mark = markAt(reader, at);
    if (mark !== undefined && dropped) stop(at, "orphan");
    const pair = pairOf(char);
    if (pair >= 0) {
      push(pair);
      at++;
      const gloss = glossAt(text, at);
      if (!gloss) continue;
      if (!isReadAs(char, gloss.syllable)) {
        if (dropped) stop(gloss.end, "orphan", gloss.syllable);
        break;
      }
      at = gloss.end;
    } else if (code === 0x3f && !dropped) {
      const gloss = bareGlossAt(text, at + 1);
      if (gloss) {
        stop(gloss.end, "orphan", gloss.syllable);
        break;
      }
      const atEnd = at + 1 >= text.length || text.charAt(at + 1) === "\n" || markAt(reader, at + 1) !== undefined;
      stop(at + 1, "orphan", undefined, !atEnd);
      // the site may have folded a mark to it
      push(pairOf("？"));
      at++;
    } else if (mark !== undefined) {
      push(pairOf(mark));
      at++;
    } else {
      if (code >= 0x40 && code <= 0x7e) {
        const gloss = glossAt(text, at + 1);
        stop(gloss ? gloss.end : at + 1, code, gloss?.syllable);
      }
      if (dropped) stop(at, "orphan");
      break;
    }
  }
  return ends;
}
