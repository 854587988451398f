/** A word that only counts in some surroundings, given by the characters beside it. */
export interface GuardedWord {
  readonly word: string;
  /** characters that must not follow it */
  readonly not?: string | undefined;
  /** characters one of which must follow it, unless the text ends there */
  readonly only?: string | undefined;
  /** characters that must not precede it */
  readonly notAfter?: string | undefined;
}

/** A group of a pattern's source in which the first of the words that stands at the place matches, whatever is longer. */
export function oneOf(words: readonly (string | GuardedWord)[]): string {
  return `(?:${words.map((each) => (typeof each === "string" ? escaped(each) : guarded(each))).join("|")})`;
}

/** A class of characters in a pattern's source; `more` is what it holds beside them, as source (`\\d`, `/-`). */
export function anyOf(characters: string, more = ""): string {
  return `[${characters.replace(/[\\\]^-]/g, "\\$&")}${more}]`;
}

function guarded({ word, not, only, notAfter }: GuardedWord): string {
  const before = notAfter === undefined ? "" : `(?<!${anyOf(notAfter)})`;
  const behind = not === undefined ? "" : `(?!${anyOf(not)})`;
  return `${before}${escaped(word)}${behind}${only === undefined ? "" : `(?=$|${anyOf(only)})`}`;
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
