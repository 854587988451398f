import { type WordIndex, type WordMatch, wordIndex } from "./longest-match.js";

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
  /** what is called nothing else, and words that are */
  const parts: (string | WordMatch<readonly string[]>)[] = [];
  let all = 1;
  let most = 1;
  let plain = 0; // where what is called nothing else began
  for (let at = 0; at < term.length; ) {
    const found = synonyms.at(term, at);
    if (found && found.value.length > 0) {
      if (at > plain) parts.push(term.slice(plain, at));
      parts.push(found);
      all *= found.value.length + 1;
      most = Math.max(most, found.value.length + 1);
      plain = at + found.word.length;
    }
    at += found?.word.length ?? 1;
  }
  if (plain < term.length) parts.push(term.slice(plain));
  if (all <= mostWays) return parts.reduce<string[]>((ways, part) => ways.flatMap((way) => saidAs(part).map((said) => way + said)), [""]);
  const ways = Array.from({ length: Math.min(most, mostWays) }, (_, place) => parts.map((part) => saidAsIn(part, place)).join(""));
  return [...new Set(ways)];
}

function saidAs(part: string | WordMatch<readonly string[]>): readonly string[] {
  return typeof part === "string" ? [part] : [part.word, ...part.value];
}

/** What one place says: the word itself, then what it is called elsewhere, and the last of these for all places beyond. */
function saidAsIn(part: string | WordMatch<readonly string[]>, place: number): string {
  if (typeof part === "string") return part;
  return place === 0 ? part.word : (part.value[Math.min(place, part.value.length) - 1] as string);
}
