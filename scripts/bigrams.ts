import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadDictionary } from "../src/dictionary/load.js";

/**
 * Makes `dictionaries/bigrams.txt` anew from the word bigrams of HanLP:
 * `unzip hanlp-portable-1.8.4.jar 'data/dictionary/Core*' -d FOLDER && npx tsx scripts/bigrams.ts FOLDER`
 */
const [folder = "."] = process.argv.slice(2);
const source = join(folder, "data", "dictionary");
const rows = 220_000;
const file = join(import.meta.dirname, "..", "dictionaries", "bigrams.txt");

/** HanLP's dictionary: frequencies, then a double-array trie whose leaves number the words. */
function readVocabulary(): string[] {
  const data = readFileSync(join(source, "CoreNatureDictionary.mini.txt.bin"));
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
function readPairs(): { starts: Int32Array; pairs: Int32Array } {
  const data = readFileSync(join(source, "CoreNatureDictionary.ngram.mini.txt.table.bin"));
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

/** How a word of HanLP is written here: `0` is any number, `\n` stands for the begin and the end of a sentence; "" is left out. */
function named(word: string, known: (word: string) => boolean): string {
  if (word === "未##数") return "0";
  if (word === "始##始") return "^";
  if (/^[，。、；：？！“”‘’《》（）—…·]+$/.test(word)) return word.charAt(0);
  return /^\p{Script=Han}{1,5}$/u.test(word) && known(word) ? word : "";
}

const words = loadDictionary().damage.words();
const vocabulary = readVocabulary().map((word) => named(word, (one) => words.frequency(one) > 0));
const { starts, pairs } = readPairs();

interface Row {
  readonly word: string;
  readonly next: string;
  readonly count: number;
  readonly worth: number;
}
const all: Row[] = [];
const totals = new Map<string, [count: number, kinds: number]>();
const sum = pairs.reduce((total, value, i) => total + (i % 2 ? value : 0), 0);
const counts = new Map<string, number>();
for (let id = 0; id + 1 < starts.length; id++)
  for (let i = starts[id] as number; i < (starts[id + 1] as number); i++) {
    const next = vocabulary[pairs[2 * i] as number] ?? "";
    counts.set(next, (counts.get(next) ?? 0) + (pairs[2 * i + 1] as number));
  }
for (let id = 0; id + 1 < starts.length; id++) {
  const word = vocabulary[id] as string;
  const from = starts[id] as number;
  const to = starts[id + 1] as number;
  if (word === "" || from === to) continue;
  let total = 0;
  for (let i = from; i < to; i++) total += pairs[2 * i + 1] as number;
  const before = totals.get(word) ?? [0, 0];
  totals.set(word, [before[0] + total, before[1] + to - from]);
  for (let i = from; i < to; i++) {
    const next = vocabulary[pairs[2 * i] as number] ?? "";
    const count = pairs[2 * i + 1] as number;
    if (next === "" || next === "^") continue;
    // how wrong it would be to take the pair for one that was never seen, weighted by how often it is
    const expected = (total * (counts.get(next) ?? 1)) / sum;
    const seen = total / (total + to - from);
    const told = Math.log(1 - seen + (seen * count) / expected);
    const untold = Math.log(Math.min(1 - seen, 1 / (1 + expected)));
    all.push({ word, next, count, worth: count * Math.abs(told - untold) });
  }
}
const kept = all.sort((a, b) => b.worth - a.worth).slice(0, rows);
const lines = new Map<string, string[]>();
for (const { word, next, count } of kept) {
  const line = lines.get(word) ?? [];
  line.push(count === 1 ? next : `${next}${count}`);
  lines.set(word, line);
}
const header = `# Words that stand side by side in running text, and how often: derived from HanLP ${"1.8.4"} (see NOTICE and README.md).\n`;
const body = [...lines]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([word, next]) => `${word} ${totals.get(word)?.join(" ")} ${next.join(" ")}\n`);
writeFileSync(file, header + body.join(""));
console.log(`${kept.length} of ${all.length} pairs`);
