import { readFileSync } from "node:fs";
import { join } from "node:path";
import nodejieba from "nodejieba";
import { begin, number } from "../src/lexicon/bigrams.js";

/** By word: the words and marks that follow it, and how often. `0` is any number, `^` the begin of a sentence. */
export type Counts = Map<string, Map<string, number>>;

type IsKnown = (word: string) => boolean;

const marks = /^[，。、；：？！“”‘’《》（）—…·]+$/;

/** The followers that several counts have, each weighted. */
export function mergeCounts(parts: readonly { readonly counts: Counts; readonly weight: number }[]): Counts {
  const all: Counts = new Map();
  for (const { counts, weight } of parts)
    for (const [word, followers] of counts) for (const [next, count] of followers) add(all, word, next, count * weight);
  return all;
}

/**
 * HanLP's counts, marks among them (portable-1.8.4, Apache License 2.0).
 * @param folder where its `CoreNatureDictionary.mini.txt.bin` and `CoreNatureDictionary.ngram.mini.txt.table.bin` are
 */
export function readHanlp(folder: string, isKnown: IsKnown): Counts {
  const vocabulary = readVocabulary(join(folder, "CoreNatureDictionary.mini.txt.bin")).map((word) => nameOf(word, isKnown));
  const { starts, pairs } = readPairs(join(folder, "CoreNatureDictionary.ngram.mini.txt.table.bin"));
  const counts: Counts = new Map();
  for (let id = 0; id + 1 < starts.length; id++) {
    const word = vocabulary[id] ?? "";
    if (word === "") continue;
    for (let i = starts[id] as number; i < (starts[id + 1] as number); i++) {
      const next = vocabulary[pairs[2 * i] as number] ?? "";
      if (next !== "" && next !== begin) add(counts, word, next, pairs[2 * i + 1] as number);
    }
  }
  return counts;
}

/** How a word of HanLP is written here; "" is left out. */
function nameOf(word: string, isKnown: IsKnown): string {
  if (word === "未##数") return number;
  if (word === "始##始") return begin;
  if (marks.test(word)) return word.charAt(0);
  return /^\p{Script=Han}{1,5}$/u.test(word) && isKnown(word) ? word : "";
}

/** HanLP's dictionary: frequencies, then a double-array trie whose leaves number the words. */
function readVocabulary(file: string): string[] {
  const data = readFileSync(file);
  let at = 0;
  const next = () => {
    at += 4;
    return data.readInt32BE(at - 4);
  };
  const size = next();
  for (let i = 0; i < size; i++) {
    next();
    const natures = next();
    at += 8 * natures;
  }
  const slots = next();
  const base = new Int32Array(slots);
  const children = new Map<number, number[]>();
  for (let slot = 0; slot < slots; slot++) {
    base[slot] = next();
    const check = next();
    const known = children.get(check);
    if (known) known.push(slot);
    else children.set(check, [slot]);
  }
  const words = new Array<string>(size).fill("");
  const open: [state: number, word: string][] = [[base[0] as number, ""]];
  for (let top = open.pop(); top; top = open.pop()) {
    const [state, word] = top;
    for (const slot of children.get(state) ?? []) {
      const value = base[slot] as number;
      if (slot === state && value < 0) words[-value - 1] = word;
      else if (slot > state) open.push([value, word + String.fromCharCode(slot - state - 1)]);
    }
  }
  return words;
}

/** Two serialised arrays of Java: where each word's followers begin, and pairs of follower and frequency. */
function readPairs(file: string): { starts: Int32Array; pairs: Int32Array } {
  const data = readFileSync(file);
  let at = data.indexOf("xp") + 2;
  const array = () => {
    const values = new Int32Array(data.readInt32BE(at));
    at += 4;
    for (let i = 0; i < values.length; i++, at += 4) values[i] = data.readInt32BE(at);
    return values;
  };
  const starts = array();
  at += 6; // the second array refers to the class of the first
  return { starts, pairs: array() };
}

/** mynlp's counts, without marks (mynlp-resource-coredict 1.0.0, Apache License 2.0): a word a line, then its followers by frequency. */
export function readMynlp(file: string, isKnown: IsKnown): Counts {
  const counts: Counts = new Map();
  let word = "";
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (!line.startsWith("\t")) {
      const name = line.replace("\u0001", "");
      word = name === "0Begin" ? begin : isKnown(name) ? name : "";
      continue;
    }
    const [count = "", ...followers] = line.slice(1).split(" ");
    if (word === "") continue;
    for (const next of followers) if (isKnown(next)) add(counts, word, next, Number(count));
  }
  return counts;
}

const wide: Readonly<Record<string, string>> = { ",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）" };

/** Counts a text, one paragraph a line, as the segmenter's dictionary alone divides it. */
export function countText(file: string, isKnown: IsKnown): Counts {
  const counts: Counts = new Map();
  for (const line of readFileSync(file, "utf8").split("\n")) {
    let last = line === "" ? "" : begin;
    for (const one of nodejieba.cut(line, false)) {
      for (const token of tokensOf(wide[one] ?? one, isKnown)) {
        if (last !== "" && token !== "" && !(last === number && token === number)) add(counts, last, token, 1);
        if (token !== "" && /^[。？！；]$/.test(last)) add(counts, begin, token, 1);
        last = token;
      }
    }
  }
  return counts;
}

/** A word that is not known counts by its characters; "" stands for what is neither. */
function tokensOf(word: string, isKnown: IsKnown): string[] {
  if (isKnown(word)) return [word];
  if (marks.test(word)) return [word.charAt(0)];
  if (/^[0-9.%]+$/.test(word)) return [number];
  return [...word].map((char) => (isKnown(char) ? char : ""));
}

function add(counts: Counts, word: string, next: string, count: number): void {
  let followers = counts.get(word);
  if (!followers) {
    followers = new Map();
    counts.set(word, followers);
  }
  followers.set(next, (followers.get(next) ?? 0) + count);
}
