import type { Words } from "../../dictionary/damage.js";
import { type ScriptConverter, simplifiedOnly, traditionalOnly } from "../simplify/converter.js";

/** What may stand at one place of a text: one character where it is known. */
export type Place = readonly string[];

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
  /** neighbours in the undamaged parts of the document, both Simplified */
  readonly neighbours: ReadonlySet<string>;
}

const longestWord = 5;
const unknownWord = 2.5;
const wrongScript = 5;
const seenNeighbours = 1.5;
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
  readonly length: number;
  readonly text: string;
  readonly first: string;
  readonly last: string;
  readonly cost: number;
}

/** The Simplified form of one character. */
export function simple(char: string, script: ScriptConverter): string {
  const unit = script.toSimplified.single[char.charCodeAt(0)] ?? 0;
  return unit === 0 ? char : String.fromCharCode(unit);
}

/**
 * The `keep` most probable ways to read a row of places, best first. Places are filled from words of the segmenter's
 * dictionary, and each word counts by its frequency.
 */
export function rank(places: readonly Place[], judge: Judge, keep = 12): Reading[] {
  const best: { text: string; last: string; cost: number }[][] = Array.from({ length: places.length + 1 }, () => []);
  best[0] = [{ text: "", last: "", cost: 0 }];
  for (let at = 0; at < places.length; at++) {
    const sofar = best[at] as { text: string; last: string; cost: number }[];
    if (sofar.length === 0) continue;
    for (const word of wordsAt(places, at, judge)) {
      const rows = best[at + word.length] as { text: string; last: string; cost: number }[];
      const worst = rows.length < keep ? Infinity : (rows[rows.length - 1] as Reading).cost;
      for (const before of sofar) {
        const seen = before.last !== "" && judge.neighbours.has(before.last + word.first) ? seenNeighbours : 0;
        const cost = before.cost + word.cost - seen + markCost(before.last, word.first);
        if (cost < worst) insert(rows, { text: before.text + word.text, last: word.last, cost }, keep);
      }
    }
  }
  return best[places.length] as Reading[];
}

function insert<Row extends Reading>(rows: Row[], row: Row, keep: number): void {
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

/** The words that may begin at a place. */
function wordsAt(places: readonly Place[], at: number, judge: Judge): Word[] {
  const found: Word[] = [];
  const grow = (depth: number, text: string, key: string, first: string, extra: number) => {
    for (const char of places[at + depth] as Place) {
      const cost = charCost(char);
      if (cost !== undefined) {
        if (depth > 0) continue;
        found.push({ length: 1, text: char, first: char, last: char, cost });
        const pair = doubled[char + char];
        if (pair !== undefined && places[at + 1]?.includes(char))
          found.push({ length: 2, text: char + char, first: char, last: char, cost: pair });
        continue;
      }
      const simplified = simple(char, judge.script);
      const next = key + simplified;
      const frequency = judge.words.frequency.get(next);
      const script = extra + scriptCost(char, judge);
      if (frequency || depth === 0) {
        const price = frequency ? Math.log(judge.words.total / frequency) : Math.log(judge.words.total) + unknownWord;
        found.push({
          length: depth + 1,
          text: text + char,
          first: depth === 0 ? simplified : first,
          last: simplified,
          cost: price + script,
        });
      }
      if (frequency !== undefined && depth + 1 < longestWord && at + depth + 1 < places.length)
        grow(depth + 1, text + char, next, depth === 0 ? simplified : first, script);
    }
  };
  grow(0, "", "", "", 0);
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
  return kind === (traditional ? simplifiedOnly : traditionalOnly) ? wrongScript : 0;
}
