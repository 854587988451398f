/**
 * Longest match over UTF-16 code units. Characters of one unit that become one unit, nearly all, are a table; the rest
 * is a trie, entered only where the first two units begin a key.
 */
export interface Matcher {
  /** the unit that a unit becomes, 0 where it stays */
  readonly single: Uint16Array;
  /** 1 where a key of the trie begins with the unit */
  readonly begins: Uint8Array;
  /** 1 where some key of the trie begins with two units of this hash */
  readonly pairs: Uint8Array;
  /** next state by `state << 16 | unit`, as a number that is no 32-bit integer */
  readonly next: ReadonlyMap<number, number>;
  /** what the key that ends in a state becomes */
  readonly values: readonly (Uint16Array | undefined)[];
}

/** Keys and what they become. Later entries win over earlier ones of the same key. */
export type Entries = Iterable<readonly [string, string]>;

const states = 0x10000;

export function buildMatcher(entries: Entries): Matcher {
  const single = new Uint16Array(0x10000);
  const begins = new Uint8Array(0x10000);
  const pairs = new Uint8Array(0x10000);
  const next = new Map<number, number>();
  const values: (Uint16Array | undefined)[] = [undefined];
  for (const [key, value] of entries) {
    if (key.length === 1 && value.length === 1) {
      single[key.charCodeAt(0)] = value.charCodeAt(0);
      continue;
    }
    begins[key.charCodeAt(0)] = 1;
    if (key.length > 1) pairs[pairHash(key.charCodeAt(0), key.charCodeAt(1))] = 1;
    let state = 0;
    for (let i = 0; i < key.length; i++) {
      const step = state * states + key.charCodeAt(i);
      let target = next.get(step);
      if (target === undefined) {
        target = values.push(undefined) - 1;
        next.set(step, target);
      }
      state = target;
    }
    values[state] = unitsOf(value);
  }
  return { single, begins, pairs, next, values };
}

/** Where the longest key at `at` ends and what it becomes, or null. Keys of one unit that are in the table are not looked for. */
export function longestMatch(matcher: Matcher, units: Uint16Array, at: number, end: number): { end: number; value: Uint16Array } | null {
  const first = units[at] as number;
  let value: Uint16Array | undefined;
  let reached = at;
  let state = 0;
  // keys of one unit whose value is longer are so few that they are looked up; all others need their second unit
  if (at + 1 < end && matcher.pairs[pairHash(first, units[at + 1] as number)] === 0) end = at + 1;
  for (let i = at; i < end; i++) {
    const target = matcher.next.get(state * states + (units[i] as number));
    if (target === undefined) break;
    state = target;
    const found = matcher.values[state];
    if (found) {
      value = found;
      reached = i + 1;
    }
  }
  return value ? { end: reached, value } : null;
}

function pairHash(first: number, second: number): number {
  return (Math.imul(first, 0x9e35) ^ second) & 0xffff;
}

export function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
  return units;
}
