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
  const byFirst = new Map<number, Found<T>[]>();
  const byLast = new Map<number, Found<T>[]>();
  const seen = new Set<string>();
  for (const [word, value] of entries) {
    if (seen.has(word)) continue;
    seen.add(word);
    put(byFirst, word.charCodeAt(0), { word, value });
    put(byLast, word.charCodeAt(word.length - 1), { word, value });
  }
  for (const list of [...byFirst.values(), ...byLast.values()]) list.sort((a, b) => b.word.length - a.word.length);
  return {
    at(text, at) {
      for (const found of byFirst.get(text.charCodeAt(at)) ?? []) if (text.startsWith(found.word, at)) return found;
      return null;
    },
    before(text, end) {
      for (const found of byLast.get(text.charCodeAt(end - 1)) ?? []) {
        if (end >= found.word.length && text.startsWith(found.word, end - found.word.length)) return found;
      }
      return null;
    },
  };
}

function put<T>(map: Map<number, Found<T>[]>, key: number, found: Found<T>): void {
  const list = map.get(key);
  if (list) list.push(found);
  else map.set(key, [found]);
}
