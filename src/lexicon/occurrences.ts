import type { Span } from "../text/offset-map.js";

/** 1 for each UTF-16 code unit with which one of the words begins; all 0 between calls. */
const firsts = new Uint8Array(0x10000);

/**
 * Every place where one of some words stands in a text, in one pass however many words there are: what may begin at an
 * offset is looked up by two characters, then by length. Words are of two characters or more; of words that begin at one
 * offset the longest comes first.
 */
export function occurrences(text: string, words: Iterable<string>): (Span & { readonly word: string })[] {
  const known = new Set(words);
  const found: (Span & { word: string })[] = [];
  if (known.size === 0) return found;
  const lengths = new Map<string, number[]>();
  for (const word of known) {
    const key = word.slice(0, 2);
    firsts[key.charCodeAt(0)] = 1;
    const those = lengths.get(key) ?? [];
    if (!those.includes(word.length))
      lengths.set(
        key,
        [...those, word.length].sort((a, b) => b - a),
      );
  }
  for (let start = 0; start + 1 < text.length; start++) {
    if (firsts[text.charCodeAt(start)] === 0) continue;
    for (const length of lengths.get(text.slice(start, start + 2)) ?? []) {
      const word = text.slice(start, start + length);
      if (known.has(word)) found.push({ start, end: start + length, word });
    }
  }
  for (const word of known) firsts[word.charCodeAt(0)] = 0;
  return found;
}
