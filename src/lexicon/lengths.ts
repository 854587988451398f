/** For every UTF-16 code unit the lengths of the words that begin with it: bit n is set where one is n units long. @throws RangeError for a word of more than 31 units */
export function lengthsByFirst(words: Iterable<string>): Uint32Array {
  return lengths(words, (word) => word.charCodeAt(0));
}

/** For every UTF-16 code unit the lengths of the words that end with it: bit n is set where one is n units long. */
export function lengthsByLast(words: Iterable<string>): Uint32Array {
  return lengths(words, (word) => word.charCodeAt(word.length - 1));
}

/** A word that is longer has no bit. */
const most = 31;

function lengths(words: Iterable<string>, unit: (word: string) => number): Uint32Array {
  const table = new Uint32Array(0x10000);
  for (const word of words) {
    if (word.length > most) throw new RangeError(`${word} is longer than ${most} UTF-16 units.`);
    table[unit(word)] = (table[unit(word)] as number) | (1 << word.length);
  }
  return table;
}
