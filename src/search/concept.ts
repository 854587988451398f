import type { Phrase } from "./condition.js";
import { countedPhrase } from "./counted-text.js";
import type { QueryLanguage } from "./language.js";
import { phraseOf, units } from "./units.js";

/** A set of terms that stand for one thing, in all the ways that count. */
export interface Concept {
  /** what counts, each a phrase of units */
  readonly ways: readonly Phrase[];
  /** longer words in which a way does not count: 工信部门 for 工信部 */
  readonly unless: readonly Phrase[];
}

/** A concept of these terms, in both scripts; with `synonyms` also whatever says the same elsewhere. Terms without a unit are left out. */
export function conceptOf(terms: readonly string[], language: QueryLanguage, synonyms: boolean): Concept {
  const normalised = terms.map(language.normalise);
  const said = synonyms ? normalised.flatMap((term) => [term, ...language.waysToSay(term)]) : normalised;
  const unless = synonyms ? normalised.flatMap((term) => language.longerWords([term, ...language.waysToSay(term)])) : [];
  const ways = distinct(said.map(phraseOf));
  const counted = new Set(ways.map((way) => way.join(" ")));
  return { ways, unless: distinct(unless.map(phraseOf)).filter((way) => !counted.has(way.join(" "))) };
}

function distinct(phrases: readonly Phrase[]): Phrase[] {
  return [...new Map(phrases.filter(({ length }) => length > 0).map((phrase) => [phrase.join(" "), phrase])).values()];
}

/**
 * Whether two of the phrases, or one with itself, can stand in a text so that they overlap: where none can, each may be counted by
 * itself.
 */
export function canOverlap({ ways, unless }: Concept): boolean {
  const phrases = [...ways, ...unless];
  return phrases.some((first) => phrases.some((second) => meetInside(first, second)));
}

/** Whether the second can begin inside the first, behind its beginning, or is its beginning and another phrase. */
function meetInside(first: Phrase, second: Phrase): boolean {
  return first.some((_, at) => {
    if (at === 0 && first === second) return false;
    const shared = Math.min(first.length - at, second.length);
    return second.slice(0, shared).every((unit, i) => unit === first[at + i]);
  });
}

/**
 * The same as `counterOf`, over counted texts (`countedText`): the alternatives of a pattern are tried in order, so that of those
 * that begin at one place the longest is found.
 */
export function patternCounter({ ways, unless }: Concept): (counted: string) => number {
  const not = new Set(unless.map(countedPhrase));
  const all = [...new Set([...ways.map(countedPhrase), ...not])].sort((a, b) => b.length - a.length);
  for (const way of ways) not.delete(countedPhrase(way));
  const pattern = new RegExp(all.map((phrase) => phrase.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&")).join("|"), "g");
  return (counted) => (counted.match(pattern) ?? []).reduce((count, found) => (not.has(found) ? count : count + 1), 0);
}

interface Node {
  readonly next: Map<string, Node>;
  ends: "counts" | "does not" | null;
}

/**
 * Counts the occurrences of a concept in a normalised text: leftmost, and of several that begin at one place the longest;
 * what overlaps it does not count again. Made once for many texts.
 */
export function counterOf({ ways, unless }: Concept): (text: string) => number {
  const root: Node = { next: new Map(), ends: null };
  for (const way of unless) add(root, way, "does not");
  for (const way of ways) add(root, way, "counts");
  return (text) => {
    const all = units(text);
    let count = 0;
    for (let at = 0; at < all.length; ) {
      const { length, counts } = longestAt(root, all, at);
      if (counts) count++;
      at += Math.max(1, length);
    }
    return count;
  };
}

function add(root: Node, way: Phrase, ends: "counts" | "does not"): void {
  let node = root;
  for (const unit of way) {
    let next = node.next.get(unit);
    if (next === undefined) {
      next = { next: new Map(), ends: null };
      node.next.set(unit, next);
    }
    node = next;
  }
  node.ends = ends;
}

function longestAt(root: Node, all: readonly string[], at: number): { length: number; counts: boolean } {
  let node: Node | undefined = root;
  let found = { length: 0, counts: false };
  for (let i = at; i < all.length; i++) {
    node = node.next.get(all[i] as string);
    if (node === undefined) break;
    if (node.ends !== null) found = { length: i + 1 - at, counts: node.ends === "counts" };
  }
  return found;
}
