import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadDictionary } from "../src/dictionary/load.js";
import { type Counts, countText, mergeCounts, readHanlp, readMynlp } from "./counts.js";

/**
 * Makes `dictionaries/derived/bigrams.txt` anew from counts of word pairs; dictionaries/README.md tells where they come from.
 *   npx tsx scripts/bigrams.ts FOLDER
 * FOLDER holds HanLP's `data/dictionary/Core*`, mynlp's `core-dict/CoreDict.bigram.txt`, and `laws.txt`, statutes one paragraph a line.
 */
const [folder = "."] = process.argv.slice(2);
const rows = 800_000;
/** mynlp counted about twenty times as much text as HanLP, without marks and of every kind; statutes repeat themselves. */
const weights = { hanlp: 1, mynlp: 0.15, laws: 0.25 };
const file = join(import.meta.dirname, "..", "dictionaries", "derived", "bigrams.txt");

const words = loadDictionary().damage.words();
const isKnown = (word: string) => words.frequency(word) > 0;
const marked = mergeCounts([
  { counts: readHanlp(join(folder, "data", "dictionary"), isKnown), weight: weights.hanlp },
  { counts: countText(join(folder, "laws.txt"), isKnown), weight: weights.laws },
]);
const plain = mergeCounts([{ counts: readMynlp(join(folder, "core-dict", "CoreDict.bigram.txt"), isKnown), weight: weights.mynlp }]);

/** So many words are thought to stand beside those that were counted with marks: a word seen once with a mark is not always so. */
const cautious = 3;

/** Words without marks, and marks with the share that they have where they were counted. */
function joined(): Counts {
  const all: Counts = new Map();
  for (const word of new Set([...plain.keys(), ...marked.keys()])) {
    const followers = new Map(marked.get(word));
    const more = plain.get(word);
    if (more) {
      const [here, there] = [sumOf(followers, isHan), sumOf(more)];
      if (isHan(word)) {
        const factor = Math.max(1, (here + there) / (here + cautious));
        for (const [next, count] of followers) if (!isHan(next)) followers.set(next, count * factor);
      }
      // mynlp's sentences begin behind every mark: as many of them count as really begin
      const share = isHan(word) ? 1 : here / there;
      for (const [next, count] of more) followers.set(next, (followers.get(next) ?? 0) + count * share);
    }
    all.set(word, followers);
  }
  return all;
}

interface Pair {
  readonly word: string;
  readonly next: string;
  readonly count: number;
  /** how wrong it would be to take it for one that was never seen, weighted by how often it is */
  readonly worth: number;
}

const counts = joined();
const anywhere = new Map<string, number>();
for (const followers of counts.values()) for (const [next, count] of followers) anywhere.set(next, (anywhere.get(next) ?? 0) + count);
const sum = sumOf(anywhere);
const pairs: Pair[] = [];
const totals = new Map<string, string>();
for (const [word, followers] of counts) {
  const total = sumOf(followers);
  totals.set(word, `${whole(total)} ${followers.size}`);
  const seen = total / (total + followers.size);
  for (const [next, count] of followers) {
    const expected = (total * (anywhere.get(next) ?? 1)) / sum;
    const told = Math.log(1 - seen + (seen * count) / expected);
    const untold = Math.log(Math.min(1 - seen, 1 / (1 + expected)));
    pairs.push({ word, next, count, worth: count * Math.abs(told - untold) });
  }
}
const lines = new Map<string, string[]>();
for (const { word, next, count } of pairs.sort((a, b) => b.worth - a.worth).slice(0, rows)) {
  const line = lines.get(word) ?? [];
  line.push(whole(count) === 1 ? next : `${next}${whole(count)}`);
  lines.set(word, line);
}
const header = "# Words that stand side by side in running text, and how often: derived, see NOTICE and README.md.\n";
const body = [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([word, next]) => `${word} ${totals.get(word)} ${next.join(" ")}\n`);
writeFileSync(file, header + body.join(""));
console.log(`${Math.min(rows, pairs.length)} of ${pairs.length} pairs`);

function sumOf(followers: ReadonlyMap<string, number>, counts: (word: string) => boolean = () => true): number {
  let total = 0;
  for (const [word, count] of followers) if (counts(word)) total += count;
  return total;
}

function isHan(word: string): boolean {
  return /^\p{Script=Han}/u.test(word);
}

function whole(count: number): number {
  return Math.max(1, Math.round(count));
}
