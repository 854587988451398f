import type { Span } from "../text/offset-map.js";

/**
 * Every place where one of some words stands in a text, in one pass however many words there are: they are looked up by
 * their first two characters. Words are of two characters or more; where two begin alike both are given.
 */
export function occurrences(text: string, words: Iterable<string>): (Span & { readonly word: string })[] {
  const byStart = new Map<string, string[]>();
  const firsts = new Set<string>();
  for (const word of new Set(words)) {
    const key = word.slice(0, 2);
    firsts.add(key[0] as string);
    const known = byStart.get(key);
    if (known) known.push(word);
    else byStart.set(key, [word]);
  }
  const found: (Span & { word: string })[] = [];
  if (byStart.size === 0) return found;
  for (let start = 0; start + 1 < text.length; start++) {
    if (!firsts.has(text[start] as string)) continue;
    for (const word of byStart.get(text.slice(start, start + 2)) ?? []) {
      if (text.startsWith(word, start)) found.push({ start, end: start + word.length, word });
    }
  }
  return found;
}
