/** A set of words with a value each, found by longest match at a place in a text. */
export interface WordIndex<T> {
  /** The longest word that begins at `at`. */
  at(text: string, at: number): Found<T> | null;
  /** The longest word that ends at `end`. */
  before(text: string, end: number): Found<T> | null;
}

export interface Found<T> {
  readonly word: string;
  readonly value: T;
}

/** Builds an index; of equal words the first stays. */
export function wordIndex<T>(entries: Iterable<readonly [string, T]>): WordIndex<T> {
  const first = table<T>();
  const last = table<T>();
  const seen = new Set<string>();
  for (const [word, value] of entries) {
    if (seen.has(word)) continue;
    seen.add(word);
    put(first, word.charCodeAt(0), { word, value });
    put(last, word.charCodeAt(word.length - 1), { word, value });
  }
  for (const list of [...first.lists, ...last.lists]) list.sort((a, b) => b.word.length - a.word.length);
  return {
    at(text, at) {
      const list = at >= 0 && at < text.length ? (first.numbers[text.charCodeAt(at)] as number) : 0;
      if (list === 0) return null;
      for (const found of first.lists[list] as Found<T>[]) if (text.startsWith(found.word, at)) return found;
      return null;
    },
    before(text, end) {
      const list = end > 0 && end <= text.length ? (last.numbers[text.charCodeAt(end - 1)] as number) : 0;
      if (list === 0) return null;
      for (const found of last.lists[list] as Found<T>[]) {
        if (end >= found.word.length && text.startsWith(found.word, end - found.word.length)) return found;
      }
      return null;
    },
  };
}

/** The words that share a UTF-16 code unit, by a table over all units: most places of a text begin no word at all. */
interface Table<T> {
  /** the number of each unit's list; 0 is none */
  readonly numbers: Uint16Array;
  readonly lists: Found<T>[][];
}

function table<T>(): Table<T> {
  return { numbers: new Uint16Array(0x10000), lists: [[]] };
}

function put<T>({ numbers, lists }: Table<T>, unit: number, found: Found<T>): void {
  if (numbers[unit] === 0) numbers[unit] = lists.push([]) - 1;
  lists[numbers[unit] as number]?.push(found);
}
