/** A set of words with a value each, found at a place in a text, the longest first. */
export interface WordIndex<T> {
  /** the words themselves, for a look at a whole word */
  readonly words: ReadonlyMap<string, T>;
  /** The longest word that begins at `at`. */
  at(text: string, at: number): WordMatch<T> | null;
  /** The longest word that ends at `end`. */
  before(text: string, end: number): WordMatch<T> | null;
  /** Every word that begins at `at`, the longest first. */
  allAt(text: string, at: number): readonly WordMatch<T>[];
  /** Every word that ends at `end`, the longest first. */
  allBefore(text: string, end: number): readonly WordMatch<T>[];
}

/** A word that was found, with its value. */
export interface WordMatch<T> {
  readonly word: string;
  readonly value: T;
}

/** Builds an index; of equal words the first stays. */
export function wordIndex<T>(entries: Iterable<readonly [string, T]>): WordIndex<T> {
  const words = new Map<string, T>();
  for (const [word, value] of entries) if (!words.has(word) && word.length > 0) words.set(word, value);
  const matches = [...words].map(([word, value]): WordMatch<T> => ({ word, value }));
  // most indexes are asked in one direction only
  let heads: Buckets<T> | undefined;
  let tails: Buckets<T> | undefined;
  const byBeginning = (): Buckets<T> => {
    heads = buckets(matches, (word) => [word.charCodeAt(0), word.charCodeAt(1)]);
    return heads;
  };
  const byEnding = (): Buckets<T> => {
    tails = buckets(matches, (word) => [word.charCodeAt(word.length - 1), word.charCodeAt(word.length - 2)]);
    return tails;
  };
  return {
    words,
    at(text, at) {
      const beginning = heads ?? byBeginning();
      const unit = text.charCodeAt(at);
      const pairs = beginning.pairs[slotOf(unit, text.charCodeAt(at + 1), beginning.mask)] as number;
      const singles = beginning.singles[unit & SINGLES] as number;
      if (pairs === 0 && singles === 0) return null;
      return firstAt(beginning.lists[pairs], text, at) ?? firstAt(beginning.lists[singles], text, at);
    },
    before(text, end) {
      const ending = tails ?? byEnding();
      const unit = text.charCodeAt(end - 1);
      const pairs = ending.pairs[slotOf(unit, text.charCodeAt(end - 2), ending.mask)] as number;
      const singles = ending.singles[unit & SINGLES] as number;
      if (pairs === 0 && singles === 0) return null;
      return firstBefore(ending.lists[pairs], text, end) ?? firstBefore(ending.lists[singles], text, end);
    },
    allAt(text, at) {
      const beginning = heads ?? byBeginning();
      const unit = text.charCodeAt(at);
      const pairs = beginning.pairs[slotOf(unit, text.charCodeAt(at + 1), beginning.mask)] as number;
      const singles = beginning.singles[unit & SINGLES] as number;
      if (pairs === 0 && singles === 0) return NONE;
      return allOf(beginning.lists[singles], text, at, 0, allOf(beginning.lists[pairs], text, at, 0, NONE));
    },
    allBefore(text, end) {
      const ending = tails ?? byEnding();
      const unit = text.charCodeAt(end - 1);
      const pairs = ending.pairs[slotOf(unit, text.charCodeAt(end - 2), ending.mask)] as number;
      const singles = ending.singles[unit & SINGLES] as number;
      if (pairs === 0 && singles === 0) return NONE;
      return allOf(ending.lists[singles], text, end, 1, allOf(ending.lists[pairs], text, end, 1, NONE));
    },
  };
}

/** An index of words that have no value but that they are listed. */
export function wordList(words: Iterable<string>): WordIndex<true> {
  return wordIndex(Array.from(words, (word) => [word, true] as const));
}

const NONE: readonly never[] = [];

function startsAt(text: string, at: number, word: string): boolean {
  return at >= 0 && text.startsWith(word, at);
}

function firstAt<T>(list: List<T> | undefined, text: string, at: number): WordMatch<T> | null {
  if (list === undefined) return null;
  if (list.byWord !== null) return firstByLength(list, text, at, 0);
  for (const match of list.matches) if (startsAt(text, at, match.word)) return match;
  return null;
}

function firstBefore<T>(list: List<T> | undefined, text: string, end: number): WordMatch<T> | null {
  if (list === undefined) return null;
  if (list.byWord !== null) return firstByLength(list, text, end, 1);
  for (const match of list.matches) if (startsAt(text, end - match.word.length, match.word)) return match;
  return null;
}

/** The longest word of a long list that begins (`ending` 0) or ends (1) at an offset. */
function firstByLength<T>({ byWord, lengths }: List<T>, text: string, offset: number, ending: 0 | 1): WordMatch<T> | null {
  for (const length of lengths) {
    const start = offset - ending * length;
    const match = start >= 0 ? byWord?.get(text.slice(start, start + length)) : undefined;
    if (match) return match;
  }
  return null;
}

/** Adds the words of a list that begin (`ending` 0) or end (1) at an offset to those found before; no array is made for none. */
function allOf<T>(
  list: List<T> | undefined,
  text: string,
  offset: number,
  ending: 0 | 1,
  before: readonly WordMatch<T>[],
): readonly WordMatch<T>[] {
  if (list === undefined) return before;
  let found: WordMatch<T>[] | null = null;
  if (list.byWord !== null) {
    for (const length of list.lengths) {
      const start = offset - ending * length;
      const match = start >= 0 ? list.byWord.get(text.slice(start, start + length)) : undefined;
      if (!match) continue;
      found ??= [...before];
      found.push(match);
    }
    return found ?? before;
  }
  for (const match of list.matches) {
    if (!startsAt(text, offset - ending * match.word.length, match.word)) continue;
    found ??= [...before];
    found.push(match);
  }
  return found ?? before;
}

/**
 * The words by the two UTF-16 code units at one end, those of one unit apart: most places of a text begin no word at all,
 * and one look at a table shows that. Units share a slot, so what a list holds is compared with the text.
 */
interface Buckets<T> {
  /** the size of `pairs` less one */
  readonly mask: number;
  /** the number of each slot's list; 0 is the empty one */
  readonly pairs: Uint16Array;
  readonly singles: Uint16Array;
  /** sorted by length, the longest first */
  readonly lists: readonly List<T>[];
}

/** The words of a slot. A long list (a thousand names end with 科技) is asked by length, not word by word. */
interface List<T> {
  readonly matches: readonly WordMatch<T>[];
  readonly byWord: ReadonlyMap<string, WordMatch<T>> | null;
  /** of the words, the longest first */
  readonly lengths: readonly number[];
}

/** From how many words on a list is asked by length. */
const LONG = 12;

function listOf<T>(matches: readonly WordMatch<T>[]): List<T> {
  const long = matches.length >= LONG;
  return {
    matches,
    byWord: long ? new Map(matches.map((match) => [match.word, match])) : null,
    lengths: long ? [...new Set(matches.map(({ word }) => word.length))].sort((a, b) => b - a) : [],
  };
}

const SMALLEST = 1 << 10;
const LARGEST = 1 << 16;
/** the size of `singles` less one */
const SINGLES = SMALLEST - 1;

function buckets<T>(matches: readonly WordMatch<T>[], unitsOf: (word: string) => readonly [number, number]): Buckets<T> {
  const lists: WordMatch<T>[][] = [];
  let size = SMALLEST;
  while (size < 8 * matches.length && size < LARGEST) size *= 2;
  const mask = size - 1;
  const pairs = new Uint16Array(size);
  const singles = new Uint16Array(SINGLES + 1);
  for (const match of matches) {
    const [unit, neighbour] = unitsOf(match.word);
    const [numbers, slot] = match.word.length === 1 ? [singles, unit & SINGLES] : [pairs, slotOf(unit, neighbour, mask)];
    if (numbers[slot] === 0) numbers[slot] = lists.push([]);
    lists[(numbers[slot] as number) - 1]?.push(match);
  }
  for (const list of lists) list.sort((a, b) => b.word.length - a.word.length);
  return { mask, pairs, singles, lists: [listOf<T>([]), ...lists.map(listOf)] };
}

function slotOf(unit: number, neighbour: number, mask: number): number {
  return (unit * 31 + neighbour) & mask;
}
