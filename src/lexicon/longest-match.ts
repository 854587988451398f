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
  return new Index(words);
}

/** An index of words that have no value but that they are listed. */
export function wordList(words: Iterable<string>): WordIndex<true> {
  return wordIndex(Array.from(words, (word) => [word, true] as const));
}

const NONE: readonly never[] = [];

class Index<T> implements WordIndex<T> {
  readonly words: ReadonlyMap<string, T>;
  private readonly matches: readonly WordMatch<T>[];
  // most indexes are asked in one direction only
  private heads: Pairs<T> | null = null;
  private tails: Pairs<T> | null = null;

  constructor(words: ReadonlyMap<string, T>) {
    this.words = words;
    this.matches = Array.from(words, ([word, value]) => ({ word, value }));
  }

  at(text: string, at: number): WordMatch<T> | null {
    const heads = this.heads ?? this.byBeginning();
    const unit = text.charCodeAt(at);
    const list = heads.listOf((unit << 16) | text.charCodeAt(at + 1));
    return (list === null ? null : first(list, text, at, 0)) ?? heads.single(unit);
  }

  before(text: string, end: number): WordMatch<T> | null {
    const tails = this.tails ?? this.byEnding();
    const unit = text.charCodeAt(end - 1);
    const list = tails.listOf((unit << 16) | text.charCodeAt(end - 2));
    return (list === null ? null : first(list, text, end, 1)) ?? tails.single(unit);
  }

  allAt(text: string, at: number): readonly WordMatch<T>[] {
    const heads = this.heads ?? this.byBeginning();
    const unit = text.charCodeAt(at);
    const list = heads.listOf((unit << 16) | text.charCodeAt(at + 1));
    return withSingle(list === null ? null : all(list, text, at, 0, null), heads.single(unit));
  }

  allBefore(text: string, end: number): readonly WordMatch<T>[] {
    const tails = this.tails ?? this.byEnding();
    const unit = text.charCodeAt(end - 1);
    const list = tails.listOf((unit << 16) | text.charCodeAt(end - 2));
    return withSingle(list === null ? null : all(list, text, end, 1, null), tails.single(unit));
  }

  private byBeginning(): Pairs<T> {
    this.heads = new Pairs(this.matches, 0);
    return this.heads;
  }

  private byEnding(): Pairs<T> {
    this.tails = new Pairs(this.matches, 1);
    return this.tails;
  }
}

function withSingle<T>(found: WordMatch<T>[] | null, single: WordMatch<T> | null): readonly WordMatch<T>[] {
  if (single === null) return found ?? NONE;
  if (found === null) return [single];
  found.push(single);
  return found;
}

/** The side of a word from which it is looked for: its beginning or its end. */
type Side = 0 | 1;

/** The unit of a word, or of a text from an offset on, that is so many units away from the side. */
function unitFrom(text: string, offset: number, depth: number, side: Side): number {
  return text.charCodeAt(side === 0 ? offset + depth : offset - 1 - depth);
}

/** Words that agree in their outermost units. */
interface List<T> {
  /** how many units the text is known to agree in */
  readonly depth: number;
  /** to be compared one by one, the longest first; where `deeper` is not null they have no unit more */
  readonly matches: readonly WordMatch<T>[];
  /** the longer words by their next unit: a thousand names end with 科技 */
  readonly deeper: ReadonlyMap<number, List<T>> | null;
}

/** From how many words on they are told apart by their next unit. */
const LONG = 6;

function listOf<T>(matches: readonly WordMatch<T>[], depth: number, side: Side): List<T> {
  if (matches.length < LONG) return { depth, matches: matches.toSorted((a, b) => b.word.length - a.word.length), deeper: null };
  const longer = new Map<number, WordMatch<T>[]>();
  for (const match of matches) {
    if (match.word.length === depth) continue;
    const unit = unitFrom(match.word, side * match.word.length, depth, side);
    const others = longer.get(unit);
    if (others === undefined) longer.set(unit, [match]);
    else others.push(match);
  }
  const deeper = new Map<number, List<T>>();
  for (const [unit, each] of longer) deeper.set(unit, listOf(each, depth + 1, side));
  return { depth, matches: matches.filter(({ word }) => word.length === depth), deeper };
}

/** Whether a word stands at the offset, of which so many units are known to agree. */
function stands(text: string, offset: number, word: string, depth: number, side: Side): boolean {
  const { length } = word;
  const start = side === 0 ? offset : offset - length;
  if (start < 0) return false;
  if (side === 0) {
    for (let i = depth; i < length; i++) if (text.charCodeAt(start + i) !== word.charCodeAt(i)) return false;
  } else {
    for (let i = length - 1 - depth; i >= 0; i--) if (text.charCodeAt(start + i) !== word.charCodeAt(i)) return false;
  }
  return true;
}

/** The longest word of a list. */
function first<T>(list: List<T>, text: string, offset: number, side: Side): WordMatch<T> | null {
  if (list.deeper !== null) {
    const deeper = list.deeper.get(unitFrom(text, offset, list.depth, side));
    const found = deeper === undefined ? null : first(deeper, text, offset, side);
    if (found !== null) return found;
  }
  for (const match of list.matches) if (stands(text, offset, match.word, list.depth, side)) return match;
  return null;
}

/** Adds every word of a list, the longest first, to those found before; no array is made for none. */
function all<T>(list: List<T>, text: string, offset: number, side: Side, before: WordMatch<T>[] | null): WordMatch<T>[] | null {
  let found = before;
  if (list.deeper !== null) {
    const deeper = list.deeper.get(unitFrom(text, offset, list.depth, side));
    if (deeper !== undefined) found = all(deeper, text, offset, side, found);
  }
  for (const match of list.matches) {
    if (!stands(text, offset, match.word, list.depth, side)) continue;
    if (found === null) found = [match];
    else found.push(match);
  }
  return found;
}

const SMALLEST = 1 << 6;

/**
 * The words by the two UTF-16 code units at one end, those of one unit apart: most places of a text begin no word at all,
 * and one look at one bit shows that.
 */
class Pairs<T> {
  /** the pair of a slot, 0 where there is none; pairs stand in the first free slot from their own on */
  private readonly keys: Int32Array;
  private readonly lists: readonly (List<T> | null)[];
  private readonly mask: number;
  /** a bit for each of some numbers that pairs mix to, 16 or more for a pair: small enough to stay in the processor's cache */
  private readonly filter: Int32Array;
  private readonly filterMask: number;
  private readonly singles: ReadonlyMap<number, WordMatch<T>>;
  private readonly hasSingles: boolean;

  constructor(matches: readonly WordMatch<T>[], side: Side) {
    const singles = new Map<number, WordMatch<T>>();
    const byPair = new Map<number, WordMatch<T>[]>();
    for (const match of matches) {
      const { word } = match;
      const offset = side * word.length;
      const unit = unitFrom(word, offset, 0, side);
      if (word.length === 1) {
        singles.set(unit, match);
        continue;
      }
      const key = (unit << 16) | unitFrom(word, offset, 1, side);
      const others = byPair.get(key);
      if (others === undefined) byPair.set(key, [match]);
      else others.push(match);
    }
    let size = SMALLEST;
    while (size < 2 * byPair.size) size *= 2;
    this.mask = size - 1;
    this.filterMask = 16 * size - 1;
    this.filter = new Int32Array(size / 2);
    this.keys = new Int32Array(size);
    const lists = new Array<List<T> | null>(size).fill(null);
    for (const [key, each] of byPair) {
      const mixed = mix(key);
      const bit = mixed & this.filterMask;
      this.filter[bit >>> 5] = (this.filter[bit >>> 5] as number) | (1 << bit);
      let slot = mixed & this.mask;
      while (this.keys[slot] !== 0) slot = (slot + 1) & this.mask;
      this.keys[slot] = key;
      lists[slot] = listOf(each, 2, side);
    }
    this.lists = lists;
    this.singles = singles;
    this.hasSingles = singles.size > 0;
  }

  /** The words of a pair; null where there is none. */
  listOf(key: number): List<T> | null {
    const mixed = mix(key);
    const bit = mixed & this.filterMask;
    if (((this.filter[bit >>> 5] as number) & (1 << bit)) === 0) return null;
    for (let slot = mixed & this.mask; ; slot = (slot + 1) & this.mask) {
      const held = this.keys[slot] as number;
      if (held === 0) return null;
      if (held === key) return this.lists[slot] as List<T>;
    }
  }

  /** The word of one unit. */
  single(unit: number): WordMatch<T> | null {
    return this.hasSingles ? (this.singles.get(unit) ?? null) : null;
  }
}

function mix(key: number): number {
  const mixed = Math.imul(key, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
