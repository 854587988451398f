import type { Span } from "../text/offset-map.js";
import { wordList } from "./longest-match.js";

/**
 * Every place where one of some words stands in a text, in order, in one pass however many words there are. Of words that begin at
 * one place the longest comes first.
 */
export function occurrences(text: string, words: Iterable<string>): (Span & { readonly word: string })[] {
  const index = wordList(words);
  const found: (Span & { word: string })[] = [];
  if (index.words.size === 0) return found;
  for (let start = 0; start < text.length; start++)
    for (const { word } of index.allAt(text, start)) found.push({ start, end: start + word.length, word });
  return found;
}
