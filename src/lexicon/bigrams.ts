import type { Words } from "./trie.js";

/** What stands for any number, and for the start of a sentence. */
export const number = "0";
export const begin = "^";

/** Numbers of marks begin here: below are the states of words. */
export const marksFrom = 1 << 24;

/** The number of a mark, of `number` or of `begin`. */
export function markId(mark: string): number {
  return marksFrom + mark.charCodeAt(0);
}

/** What is known of the words behind one. */
export interface Before {
  readonly id: number;
  /** how often it stands in the text that was counted */
  readonly count: number;
  /** share of what was seen behind it, against what never was */
  readonly seen: number;
}

/** What is left of the frequency of a character that running text never has as a word of its own. */
const neverAlone = 0.3;

/** How much likelier or less likely a word is behind another one than anywhere. */
export class Bigrams {
  private readonly slots: number;
  private readonly befores: Int32Array;
  private readonly afters: Int32Array;
  private readonly counts: Int32Array;
  private readonly recounts: [word: string, count: number][] = [];
  private readonly rows = new Map<number, Before>();
  /** 1 for the words that were seen behind any, and behind them for marks */
  private readonly followers: Uint8Array;

  /**
   * @param text rows of `word count kinds followers`, see dictionaries/README.md
   * @param words those that are known
   */
  constructor(
    text: string,
    private readonly words: Words,
  ) {
    this.followers = new Uint8Array(words.stateCount + 0x10000);
    let pairs = 0;
    for (let at = text.indexOf(" "); at >= 0; at = text.indexOf(" ", at + 1)) pairs++;
    this.slots = 1 << Math.ceil(Math.log2(Math.max(16, pairs * 1.6)));
    this.befores = new Int32Array(this.slots);
    this.afters = new Int32Array(this.slots);
    this.counts = new Int32Array(this.slots);
    for (let at = 0; at < text.length; ) {
      let end = text.indexOf("\n", at);
      if (end < 0) end = text.length;
      if (end > at && text.charCodeAt(at) !== 0x23) this.readRow(text, at, end);
      at = end + 1;
    }
    this.recount();
  }

  /** The segmenter's dictionary counts some words in texts of another kind: running text counts as much. */
  private recount(): void {
    const { words, recounts } = this;
    const total = recounts.reduce((sum, [, count]) => sum + count, 0);
    const scale = words.total / total;
    const seen = new Set<string>();
    for (const [word, count] of recounts) {
      seen.add(word);
      words.recount(word, Math.max(1, Math.round((words.frequency(word) + count * scale) / 2)));
    }
    for (let state = words.firstChild(0); state > 0; state = words.nextChild(state)) {
      const char = String.fromCharCode(words.unitOf(state));
      if (words.count(state) > 0 && !seen.has(char)) words.recount(char, Math.ceil(words.count(state) * neverAlone));
    }
    recounts.length = 0;
  }

  /** A word by its state in the trie, a mark by `markId`; undefined where nothing is known of what follows it. */
  before(id: number): Before | undefined {
    return this.rows.get(id);
  }

  /**
   * In nats.
   * @param chance how likely `after` is anywhere
   */
  gain({ id, count, seen }: Before, after: number, chance: number): number {
    for (let slot = this.slotOf(id, after); ; slot = (slot + 1) & (this.slots - 1)) {
      const known = this.befores[slot] as number;
      // that a frequent word was never seen here says more than that a rare one was not
      if (known === 0) return Math.log(this.followers[this.placeOf(after)] === 1 ? Math.min(1 - seen, 1 / (1 + count * chance)) : 1 - seen);
      if (known === id && this.afters[slot] === after)
        return Math.log(1 - seen + (seen * (this.counts[slot] as number)) / (count * chance));
    }
  }

  private readRow(text: string, from: number, end: number): void {
    const wordEnd = text.indexOf(" ", from);
    const before = this.idOf(text, from, wordEnd);
    const countEnd = text.indexOf(" ", wordEnd + 1);
    const kindsEnd = text.indexOf(" ", countEnd + 1);
    const count = integer(text, wordEnd + 1, countEnd);
    const kinds = integer(text, countEnd + 1, kindsEnd);
    // Witten and Bell: the more kinds of followers, the likelier one that was not seen
    const seen = count / (count + kinds);
    if (before < 0) return;
    if (before < marksFrom) this.recounts.push([text.slice(from, wordEnd), count]);
    this.rows.set(before, { id: before, count, seen });
    for (let at = kindsEnd + 1; at < end; ) {
      let next = at + 1;
      while (next < end && !isDigit(text.charCodeAt(next)) && text.charCodeAt(next) !== 0x20) next++;
      let stop = next;
      while (stop < end && text.charCodeAt(stop) !== 0x20) stop++;
      const after = this.idOf(text, at, next);
      if (after >= 0) this.put(before, after, stop > next ? integer(text, next, stop) : 1);
      at = stop + 1;
    }
  }

  private idOf(text: string, from: number, end: number): number {
    const first = text.charCodeAt(from);
    if (first < 0x4e00 || first > 0x9fff) return marksFrom + first;
    let state = 0;
    for (let at = from; at < end && state >= 0; at++) state = this.words.next(state, text.charCodeAt(at));
    return state;
  }

  private put(before: number, after: number, count: number): void {
    let slot = this.slotOf(before, after);
    while (this.befores[slot] !== 0) slot = (slot + 1) & (this.slots - 1);
    this.befores[slot] = before;
    this.afters[slot] = after;
    this.counts[slot] = count;
    this.followers[this.placeOf(after)] = 1;
  }

  private placeOf(id: number): number {
    return id < marksFrom ? id : this.followers.length - 0x10000 + id - marksFrom;
  }

  private slotOf(before: number, after: number): number {
    const mixed = Math.imul(before, 0x9e3779b1) ^ Math.imul(after, 0x85ebca6b);
    return (mixed ^ (mixed >>> 15)) & (this.slots - 1);
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function integer(text: string, from: number, end: number): number {
  let value = 0;
  for (let at = from; at < end; at++) value = value * 10 + text.charCodeAt(at) - 0x30;
  return value;
}
