import { type WordIndex, wordIndex } from "./longest-match.js";

/** By word: what else the thing is called in other places, best known first; nothing for a word that must be left as it is. */
export type Synonyms = WordIndex<readonly string[]>;

/** Ways of saying one term, itself among them: what a query may cost is bounded. */
const mostWays = 16;

/**
 * @param groups words that mean the same, all of a group
 * @param pairs two such words; where one is in no group already
 * @param kept longer words that hold one of these and mean something else: 软体动物 is no 软件
 */
export function buildSynonyms(
  groups: readonly (readonly string[])[],
  pairs: readonly (readonly [string, string])[],
  kept: readonly string[],
): Synonyms {
  const others = new Map<string, string[]>(kept.map((word) => [word, []]));
  const add = (word: string, other: string) => {
    const known = others.get(word) ?? [];
    if (word !== other && !known.includes(other)) others.set(word, [...known, other]);
  };
  for (const group of groups) for (const word of group) for (const other of group) add(word, other);
  for (const [word, other] of pairs) {
    add(word, other);
    add(other, word);
  }
  return wordIndex<readonly string[]>(others);
}

/**
 * The ways of saying a term, itself first: each of its words that is called otherwise elsewhere is so called. Words are found by
 * longest match, left to right. Where there are too many ways, those that call everything as one place does.
 */
export function waysToSay(term: string, synonyms: Synonyms): string[] {
  const parts: string[][] = [];
  let plain = "";
  for (let at = 0; at < term.length; ) {
    const found = synonyms.at(term, at);
    if (found && found.value.length > 0) {
      parts.push([plain], [found.word, ...found.value]);
      plain = "";
    } else plain += found?.word ?? term.charAt(at);
    at += found?.word.length ?? 1;
  }
  parts.push([plain]);
  const all = parts.reduce((product, { length }) => product * length, 1);
  if (all <= mostWays) return parts.reduce<string[]>((ways, part) => ways.flatMap((way) => part.map((choice) => way + choice)), [""]);
  const most = parts.reduce((longest, { length }) => Math.max(longest, length), 0);
  const even = (place: number) => parts.map((part) => part[Math.min(place, part.length - 1)]).join("");
  return [...new Set(Array.from({ length: Math.min(most, mostWays) }, (_, place) => even(place)))];
}
