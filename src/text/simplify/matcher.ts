import { addRun } from "../offset-map.js";

/**
 * Longest match over UTF-16 code units. Characters of one unit that become one unit, nearly all, are a table; the rest
 * is a trie, entered only where two units begin a key. It is no `WordIndex` (lexicon/longest-match.ts) for two reasons: it goes
 * over every character of every text and so works on code units without making strings, and it appends the runs of an offset map.
 */
export interface Matcher {
  /** what each unit becomes, itself where it stays */
  readonly single: Uint16Array;
  /** 1 where a key of the trie begins with the unit */
  readonly begins: Uint8Array;
  /** 1 where a key of the trie begins with two units of this hash, or a key of one unit does */
  readonly pairs: Uint8Array;
  /** next state by `state << 16 | unit` */
  readonly next: ReadonlyMap<number, number>;
  /** what the key that ends in a state becomes */
  readonly values: readonly (Uint16Array | undefined)[];
  /** by state: how long the keys are that lead to it */
  readonly keyLengths: readonly number[];
}

/** A key and what it becomes. */
export type Entry = readonly [string, string];

/** States that fit into a small integer beside a code unit. */
const mostStates = 0x8000;

/**
 * Later entries win over earlier ones of the same key.
 * @throws RangeError for entries beyond what the matcher can hold (a fault of its tables)
 */
export function buildMatcher(entries: Iterable<Entry>): Matcher {
  const single = new Uint16Array(0x10000);
  for (let unit = 0; unit < single.length; unit++) single[unit] = unit;
  const begins = new Uint8Array(0x10000);
  const pairs = new Uint8Array(0x10000);
  const next = new Map<number, number>();
  const values: (Uint16Array | undefined)[] = [undefined];
  const keyLengths = [0];
  for (const [key, value] of entries) {
    if (value.length > 2 * key.length) throw new RangeError(`${key} becomes more than twice as long`);
    const first = key.charCodeAt(0);
    if (key.length === 1 && value.length === 1) {
      single[first] = value.charCodeAt(0);
      continue;
    }
    if (key.length === 1) begins[first] = 2;
    else {
      begins[first] ||= 1;
      pairs[pairHash(first, key.charCodeAt(1))] = 1;
    }
    let state = 0;
    for (let i = 0; i < key.length; i++) {
      const step = (state << 16) | key.charCodeAt(i);
      let target = next.get(step);
      if (target === undefined) {
        target = values.push(undefined) - 1;
        keyLengths.push(i + 1);
        next.set(step, target);
      }
      state = target;
    }
    values[state] = unitsOf(value);
  }
  if (values.length > mostStates) throw new RangeError(`${values.length} states are too many`);
  return { single, begins, pairs, next, values, keyLengths };
}

function pairHash(first: number, second: number): number {
  return (Math.imul(first, 0x9e35) ^ second) & 0xffff;
}

export function unitsOf(text: string): Uint16Array {
  const bytes = Buffer.from(text, "utf16le");
  return new Uint16Array(bytes.buffer, bytes.byteOffset, text.length);
}

/** Where converted text goes. Its runs are those of an offset map: four numbers for each change of length. */
export interface Output {
  readonly units: Uint16Array;
  length: number;
  readonly runs: number[];
}

/** An output with room for `length` converted units. */
export function outputFor(length: number): Output {
  // from Node's pool where it is short
  const { buffer, byteOffset } = Buffer.allocUnsafe(4 * length);
  return { units: new Uint16Array(buffer, byteOffset, 2 * length), length: 0, runs: [] };
}

export function textOf({ units, length }: Output): string {
  return Buffer.from(units.buffer, units.byteOffset, 2 * length).toString("utf16le");
}

/**
 * Converts the units from `start` to `end` by longest match, left to right, and appends the result to `output`.
 */
export function convert(matcher: Matcher, units: Uint16Array, start: number, end: number, output: Output): void {
  const { single, begins, pairs } = matcher;
  const target = output.units;
  let length = output.length;
  for (let i = start; i < end; i++) {
    const unit = units[i] as number;
    const begin = begins[unit] as number;
    if (begin !== 0 && (begin === 2 || (i + 1 < end && pairs[pairHash(unit, units[i + 1] as number)] === 1))) {
      const state = longestKey(matcher, units, i, end);
      const value = matcher.values[state];
      if (value) {
        const behind = i + (matcher.keyLengths[state] as number);
        if (value.length !== behind - i) addRun(output.runs, i, behind, length, length + value.length);
        for (let j = 0; j < value.length; j++) target[length++] = value[j] as number;
        i = behind - 1;
        continue;
      }
    }
    target[length++] = single[unit] as number;
  }
  output.length = length;
}

/** The state in which the longest key ends that begins at `at`; 0 where none does. */
function longestKey({ next, values }: Matcher, units: Uint16Array, at: number, end: number): number {
  let longest = 0;
  let state = 0;
  for (let i = at; i < end; i++) {
    const step = next.get((state << 16) | (units[i] as number));
    if (step === undefined) break;
    state = step;
    if (values[state]) longest = state;
  }
  return longest;
}

/** A whole string converted. */
export function convertString(matcher: Matcher, text: string): string {
  const output = outputFor(text.length);
  convert(matcher, unitsOf(text), 0, text.length, output);
  return textOf(output);
}
