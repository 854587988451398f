/** Words that mean the same in different places, by word: what else the thing is called, best known first. */
export interface Synonyms {
  readonly others: ReadonlyMap<string, readonly string[]>;
  /** UTF-16 units of the longest word */
  readonly longest: number;
}

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
  return { others, longest: Math.max(0, ...Array.from(others.keys(), (word) => word.length)) };
}

/**
 * The ways of saying a term, itself first: each of its words that is called otherwise elsewhere is so called. Words are found by
 * longest match, left to right. Where there are too many ways, those that call everything as one place does.
 */
export function waysToSay(term: string, { others, longest }: Synonyms): string[] {
  const parts: string[][] = [];
  let plain = "";
  for (let at = 0; at < term.length; ) {
    const word = wordAt(term, at, others, longest);
    const choices = word === undefined ? [] : (others.get(word) ?? []);
    if (word !== undefined && choices.length > 0) {
      parts.push([plain], [word, ...choices]);
      plain = "";
    } else plain += word ?? term.charAt(at);
    at += word?.length ?? 1;
  }
  parts.push([plain]);
  const all = parts.reduce((product, { length }) => product * length, 1);
  if (all <= mostWays) return parts.reduce<string[]>((ways, part) => ways.flatMap((way) => part.map((choice) => way + choice)), [""]);
  const most = Math.max(...parts.map(({ length }) => length));
  const even = (place: number) => parts.map((part) => part[Math.min(place, part.length - 1)]).join("");
  return [...new Set(Array.from({ length: Math.min(most, mostWays) }, (_, place) => even(place)))];
}

function wordAt(term: string, at: number, others: Synonyms["others"], longest: number): string | undefined {
  for (let length = Math.min(longest, term.length - at); length > 0; length--) {
    const word = term.slice(at, at + length);
    if (others.has(word)) return word;
  }
  return undefined;
}
