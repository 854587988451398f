import { countedPhrase, textEnd } from "./counted-text.js";
import { nearness, nearTerms, type SearchQuery } from "./query.js";

/** Hits that are looked at again: what a search costs does not grow with what it finds. */
export const rerankedHits = 60;
/** Characters of a text that are looked at. */
export const rerankedText = 3_000;

/** How much more a hit counts at most whose terms stand near one another, and one that says the words of the terms often. */
const nearShare = 0.6;
const wordShare = 0.3;
/** Occurrences beyond these count little. */
const half = 1.2;
const mostOccurrences = 20;

/** A hit in the order of its score. */
export interface Scored {
  readonly score: number;
  readonly id: string;
}

/** Whether there is anything to look at again. */
export function canRerank(query: SearchQuery): boolean {
  return query.words.length > 0 || nearTerms(query).length > 0;
}

/**
 * The best hits in the order that their texts give them: terms that stand near one another and the words of the terms make a hit
 * count more, never less, so that those left out stay behind them.
 * @param hits the first `rerankedHits` in order
 * @param textOf the beginning of a hit's counted text
 */
export function reranked<T extends Scored>(query: SearchQuery, hits: readonly T[], textOf: (hit: T) => string): T[] {
  const words = query.words.map(countedPhrase);
  const near = nearTerms(query).map(countedPhrase);
  return hits
    .map((hit) => {
      const text = textOf(hit);
      return { ...hit, score: hit.score * (1 + nearShare * saturated(nearPlaces(text, near)) + wordShare * wordsIn(text, words)) };
    })
    .sort(inOrder);
}

/** The better first, then by id. */
export function inOrder(a: Scored, b: Scored): number {
  return b.score - a.score || (a.id < b.id ? -1 : 1);
}

function saturated(count: number): number {
  return count / (count + half);
}

/** How well a text says the words, from 0 to 1. */
function wordsIn(text: string, words: readonly string[]): number {
  if (words.length === 0) return 0;
  return words.reduce((sum, word) => sum + saturated(placesOf(text, word).length), 0) / words.length;
}

function placesOf(text: string, phrase: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(phrase); at >= 0 && places.length < mostOccurrences; at = text.indexOf(phrase, at + phrase.length))
    places.push(at);
  return places;
}

/** How often all the terms stand near one another, in one text of the record. */
function nearPlaces(counted: string, terms: readonly string[]): number {
  if (terms.length < 2) return 0;
  return counted.split(textEnd).reduce((sum, text) => sum + nearIn(text, terms), 0);
}

function nearIn(text: string, terms: readonly string[]): number {
  const [first = [], ...others] = terms.map((term) => placesOf(text, term)).sort((a, b) => a.length - b.length);
  const length = terms.reduce((sum, term) => sum + term.length, 0);
  return first.filter((place) => {
    const around = others.map((places) => nearest(places, place));
    const all = [place, ...around];
    return !around.includes(-1) && Math.max(...all) - Math.min(...all) <= nearness + length;
  }).length;
}

function nearest(places: readonly number[], place: number): number {
  return places.reduce((best, one) => (best < 0 || Math.abs(one - place) < Math.abs(best - place) ? one : best), -1);
}
