import jieba from "nodejieba";

/** One segment of a text. `start` and `end` are UTF-16 offsets in it; `tag` is jieba's part of speech. */
export interface Token {
  readonly word: string;
  readonly tag: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Segments a text once, with parts of speech. Dictionaries must have been loaded (`loadDictionary`).
 * @returns tokens in order that cover the text without a gap
 */
export function segment(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const { word, tag: pos } of jieba.tag(text)) {
    const end = at + word.length;
    if (text.startsWith(word, at)) tokens.push({ word, tag: pos, start: at, end });
    else {
      // the library drops what is not well-formed Unicode: find the word again and cover the gap
      const found = text.indexOf(word, at);
      if (found < 0) continue;
      if (found > at) tokens.push({ word: text.slice(at, found), tag: "x", start: at, end: found });
      tokens.push({ word, tag: pos, start: found, end: found + word.length });
      at = found + word.length;
      continue;
    }
    at = end;
  }
  if (at < text.length) tokens.push({ word: text.slice(at), tag: "x", start: at, end: text.length });
  return tokens;
}
