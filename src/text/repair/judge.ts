import type { Words } from "../../dictionary/damage.js";
import { type ScriptConverter, simplifiedOnly, traditionalOnly } from "../simplify/converter.js";
import type { Lattice } from "./lattice.js";

/** One way to read a row of places, and what it costs: the negative logarithm of its probability, in nats. */
export interface Reading {
  readonly text: string;
  readonly cost: number;
}

/** How probable a row of characters is as Chinese. */
export interface Judge {
  readonly words: Words;
  readonly script: ScriptConverter;
  /** whether the document is written in Traditional characters */
  readonly traditional: boolean;
  /** neighbours in the document, both Simplified, and how often they stand there */
  readonly neighbours: ReadonlyMap<string, number>;
  /** its characters, Simplified, and how often they stand there */
  readonly chars: ReadonlyMap<string, number>;
}

const longestWord = 5;
const unknownWord = 2.5;
const wrongScript = 5;
/** Weight of what the document itself has side by side, against the language as a whole. */
const memory = 0.4;
/** A run out of step has neighbours of chance: what stands side by side once counts little. */
const chance = 0.8;
/** Most that memory can make a word cheaper, in nats. */
const mostMemory = 8;
const rareMark = 14;

const ascii = 5;

/** Marks of running text, by their cost, and what they do: end a part, open or close one, or neither. */
const marks = new Map<string, { cost: number; role: "end" | "open" | "close" | "other" }>([
  ...[..."，"].map((char) => [char, { cost: 3, role: "end" }] as const),
  ...[..."。、"].map((char) => [char, { cost: 3.7, role: "end" }] as const),
  ...[..."：；"].map((char) => [char, { cost: 5, role: "end" }] as const),
  ...[..."？！"].map((char) => [char, { cost: 7, role: "end" }] as const),
  ...[..."“《（"].map((char) => [char, { cost: 5, role: "open" }] as const),
  ...[..."‘〈【〔"].map((char) => [char, { cost: 8, role: "open" }] as const),
  ...[..."”》）"].map((char) => [char, { cost: 5, role: "close" }] as const),
  ...[..."’〉】〕"].map((char) => [char, { cost: 8, role: "close" }] as const),
  ...[..."·　"].map((char) => [char, { cost: 8, role: "other" }] as const),
]);
/** Marks that stand twice. */
const doubled: Readonly<Record<string, number>> = { "……": 7, "——": 7 };
/** What it costs when a part ends where none began, or a mark follows that does not go with it. */
const misplaced = 8;

const closerOf: Readonly<Record<string, string>> = {
  "“": "”",
  "‘": "’",
  "《": "》",
  "〈": "〉",
  "（": "）",
  "(": ")",
  "【": "】",
  "〔": "〕",
};
const openerOf: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(closerOf).map(([open, close]) => [close, open]));

interface Word {
  readonly to: number;
  readonly text: string;
  readonly first: string;
  readonly last: string;
  readonly cost: number;
}

/** The Simplified form of one character. */
export function simple(char: string, script: ScriptConverter): string {
  const unit = script.matchers.t.single[char.charCodeAt(0)] ?? 0;
  return unit === 0 ? char : String.fromCharCode(unit);
}

interface Row extends Reading {
  readonly last: string;
}

/**
 * The `keep` most probable ways through a lattice, best first. It is filled with words of the segmenter's dictionary,
 * and each word counts by its frequency.
 */
export function rank(lattice: Lattice, judge: Judge, keep = 12): Reading[] {
  const best: Row[][] = lattice.map(() => []);
  best[0] = [{ text: "", last: "", cost: 0 }];
  for (const [node, rows] of best.entries()) {
    if (rows.length === 0) continue;
    for (const word of wordsAt(lattice, node, judge)) {
      const target = best[word.to] as Row[];
      for (const row of rows) {
        const worst = target.length < keep ? Infinity : (target[target.length - 1] as Row).cost;
        if (row.cost + word.cost - mostMemory >= worst) break;
        const cost = row.cost + word.cost - remembered(row.last, word.first, judge) + markCost(row.last, word.first);
        if (cost < worst) insert(target, { text: row.text + word.text, last: word.last, cost }, keep);
      }
    }
  }
  return best[best.length - 1] as Row[];
}

/** How much cheaper a word is because the document has its first character behind the last one elsewhere. */
function remembered(last: string, first: string, { neighbours, chars, words }: Judge): number {
  const pair = neighbours.get(last + first);
  if (pair === undefined || pair < 2) return 0;
  const here = (pair - chance) / ((chars.get(last) ?? pair) + 1);
  const anywhere = (words.frequency.get(first) || 1) / words.total;
  return Math.min(mostMemory, Math.max(0, Math.log(1 - memory + (memory * here) / anywhere)));
}

function insert(rows: Row[], row: Row, keep: number): void {
  const same = rows.findIndex(({ text }) => text === row.text);
  if (same >= 0) {
    if ((rows[same] as Row).cost <= row.cost) return;
    rows.splice(same, 1);
  }
  let at = rows.length;
  while (at > 0 && (rows[at - 1] as Row).cost > row.cost) at--;
  rows.splice(at, 0, row);
  if (rows.length > keep) rows.pop();
}

/** The words that may begin at a node. */
function wordsAt(lattice: Lattice, node: number, judge: Judge): Word[] {
  const { frequency, total } = judge.words;
  const found: Word[] = [];
  const grow = (from: number, depth: number, text: string, key: string, paid: number) => {
    for (const { place, to, cost } of lattice[from] as Lattice[number]) {
      for (const char of place) {
        const other = charCost(char);
        if (other !== undefined) {
          const pair = doubled[key + char];
          if (depth === 0) {
            found.push({ to, text: char, first: char, last: char, cost: cost + other });
            if (doubled[char + char] !== undefined) grow(to, 1, char, char, paid + cost);
          } else if (pair !== undefined) found.push({ to, text: text + char, first: char, last: char, cost: paid + cost + pair });
          continue;
        }
        const simplified = simple(char, judge.script);
        const next = key + simplified;
        const count = frequency.get(next);
        const sum = paid + cost + scriptCost(char, judge);
        if (count || depth === 0) {
          const price = count ? Math.log(total / count) : Math.log(total) + unknownWord;
          found.push({ to, text: text + char, first: next.charAt(0), last: simplified, cost: sum + price });
        }
        if (count !== undefined && depth + 1 < longestWord) grow(to, depth + 1, text + char, next, sum);
      }
    }
  };
  grow(node, 0, "", "", 0);
  return found;
}

/** The cost of what is no Han character; undefined for Han. */
function charCost(char: string): number | undefined {
  const code = char.charCodeAt(0);
  if (code >= 0x4e00 && code <= 0x9fff) return undefined;
  if (code < 0x80) return ascii;
  return marks.get(char)?.cost ?? rareMark;
}

/** What it costs that one mark follows another. */
function markCost(before: string, after: string): number {
  const first = marks.get(before)?.role;
  const second = marks.get(after)?.role;
  if (first === undefined || second === undefined) return 0;
  if (first === "open" && (second === "end" || second === "close")) return misplaced;
  return first === "end" && second === "end" ? misplaced : 0;
}

/** Brackets that are open at the end of a text, outermost first. */
export function openBrackets(text: string): string[] {
  const open: string[] = [];
  for (const char of text) {
    if (closerOf[char] !== undefined) open.push(char);
    else if (openerOf[char] !== undefined && open.at(-1) === openerOf[char]) open.pop();
  }
  return open;
}

/** The first bracket that a text closes without having opened it. */
export function firstCloser(text: string): string | undefined {
  const open: string[] = [];
  for (const char of text) {
    if (closerOf[char] !== undefined) open.push(char);
    else if (openerOf[char] !== undefined && open.pop() !== openerOf[char]) return char;
  }
  return undefined;
}

/** What the brackets of a text cost, given those open before it and the next one that is closed behind it. */
export function bracketCost(text: string, open: readonly string[], closer: string | undefined): number {
  const stack = [...open];
  let cost = 0;
  for (const char of text) {
    if (closerOf[char] !== undefined) stack.push(char);
    else if (openerOf[char] !== undefined) {
      if (stack.at(-1) === openerOf[char]) {
        stack.pop();
        cost -= 3;
      } else cost += 6;
    }
  }
  if (closer !== undefined) cost += stack.at(-1) === openerOf[closer] ? -3 : 3;
  return cost;
}

function scriptCost(char: string, { script, traditional }: Judge): number {
  const kind = script.kinds[char.charCodeAt(0)] ?? 0;
  return kind & (traditional ? simplifiedOnly : traditionalOnly) ? wrongScript : 0;
}
