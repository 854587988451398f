import { type Before, begin, markId, marksFrom, number } from "../../lexicon/bigrams.js";
import { type Judge, neighbourOf } from "../model/language-model.js";
import { type BracketStep, bracketStep, ordinal, sequenceCost } from "../model/punctuation-costs.js";
import { firstNode, type Lattice, stride } from "./lattice.js";
import { outlook } from "./slot-candidates.js";
import { chance, Finder, limitOf, slack, type Turned, type Word } from "./word-edges.js";

/** One way to read a lattice, and what it costs: the negative logarithm of its probability, in nats. */
export interface Reading {
  readonly text: string;
  readonly cost: number;
  /** how much of that its brackets cost */
  readonly brackets: number;
  /** whether it takes a pair to have been lost */
  readonly lost: boolean;
  /** where it leaves the text as it stands and comes back */
  readonly turns: readonly Turned[];
}

/** Weight of what the document itself has side by side, against the language as a whole. */
const memory = 0.2;
/** The same of three in a row. */
const longMemory = 0.6;
/** Most that neighbours can make a word cheaper, in nats. */
const mostGain = 8;
/** What it costs that of two words one was never counted with others. */
const unknownPair = -0.7;
/** A way so much dearer than the best one to the same node, in nats, is given up. */
const rowBeam = 10;

interface Row extends Reading {
  /** its last character, Simplified */
  readonly last: string;
  /** its last two */
  readonly lastTwo: string;
  /** how often the document has the last one */
  readonly lastCount: number;
  /** what is known of words behind its last one */
  readonly before: Before | undefined;
  /** brackets that are open behind it */
  readonly open: string;
}

/**
 * The `keep` most probable ways through a lattice, best first. It is filled with words of the segmenter's dictionary,
 * and each word counts by its frequency, and by that behind the word before it.
 * @param open brackets that are open before it
 */
export function rank(lattice: Lattice, judge: Judge, keep = 12, open = ""): Reading[] {
  const best: (Row[] | undefined)[] = [];
  const start = judge.bigrams.before(markId(begin));
  best[firstNode] = [{ text: "", last: "", lastTwo: "", lastCount: 0, before: start, open, cost: 0, brackets: 0, lost: false, turns: [] }];
  const ahead = outlook(lattice, judge);
  /** by position: what the cheapest way through it is thought to cost */
  const cheapest = new Float64Array(Math.ceil(lattice.length / stride) + 1).fill(Infinity);
  cheapest[0] = ahead[firstNode] as number;
  const finder = new Finder(lattice, judge, cheapest, ahead);
  for (let node = 0; node < lattice.length - 1; node++) {
    const rows = best[node];
    if (!rows?.[0]) continue;
    best[node] = undefined;
    const [{ cost }] = rows as [Row];
    if (cost > limitOf(node, cheapest, ahead)) continue;
    for (const word of finder.from(node, cost)) {
      if (finder.tooDear(word.to, word.cost)) continue;
      const position = Math.floor(word.to / stride);
      const limit = limitOf(word.to, cheapest, ahead);
      let target = best[word.to];
      if (!target) {
        target = [];
        best[word.to] = target;
      }
      for (const row of rows) {
        if (row.cost > cost + rowBeam) break;
        const worst = target.length < keep ? limit : (target[target.length - 1] as Row).cost;
        if (row.cost + word.cost - slack >= worst) break;
        const brackets = word.id >= marksFrom ? bracketStep(row.open, word.first) : undefined;
        const sum = row.cost + word.cost - gain(row, word, judge) + sequenceCost(row.lastTwo, row.last, word.first) + (brackets?.cost ?? 0);
        if (sum >= worst) continue;
        insert(target, row, word, brackets, sum, keep, judge);
        const whole = sum + (ahead[word.to] as number);
        if (whole < (cheapest[position] as number)) cheapest[position] = whole;
      }
    }
  }
  return best[lattice.length - 1] ?? [];
}

/** How much cheaper a word is behind what was read before it: by the language, and by the document itself. */
function gain(row: Row, word: Word, { neighbours, threes, bigrams }: Judge): number {
  const first = neighbourOf(word.first);
  if (row.last === "第" && first === number) return ordinal;
  const byLanguage = row.before && word.id >= 0 ? bigrams.gain(row.before, word.id, word.chance) : word.text === "\n" ? 0 : unknownPair;
  if (row.lastCount < 2) return byLanguage;
  const pair = neighbours.get(row.last + first);
  if (pair === undefined || pair < 2) return byLanguage;
  const here = Math.max(0, (pair - chance) / (row.lastCount + 1));
  let likely = (1 - memory) * Math.exp(byLanguage) + (memory * here) / word.anywhere;
  const before = row.lastTwo === "" ? 0 : (neighbours.get(row.lastTwo) ?? 0);
  if (before >= 2) {
    const three = threes.get(row.lastTwo + first) ?? 0;
    const after = Math.max(0, (three - chance) / (before + 1));
    likely = (1 - longMemory) * likely + (longMemory * after) / word.anywhere;
  }
  return Math.min(mostGain, Math.max(byLanguage, Math.log(likely)));
}

function insert(rows: Row[], row: Row, word: Word, brackets: BracketStep | undefined, cost: number, keep: number, judge: Judge): void {
  const text = row.text + word.text;
  const same = rows.findIndex((other) => other.text === text);
  if (same >= 0) {
    if ((rows[same] as Row).cost <= cost) return;
    rows.splice(same, 1);
  }
  const turns =
    word.turns.length === 0 ? row.turns : [...row.turns, ...word.turns.map((turn) => ({ ...turn, offset: turn.offset + row.text.length }))];
  const last = neighbourOf(word.last);
  let at = rows.length;
  while (at > 0 && (rows[at - 1] as Row).cost > cost) at--;
  rows.splice(at, 0, {
    text,
    last,
    lastTwo: word.lastTwo.length === 2 ? word.lastTwo : last === number && row.last === number ? row.lastTwo : row.last + last,
    lastCount: judge.chars.get(last) ?? 0,
    before: word.behind >= 0 ? judge.bigrams.before(word.behind) : undefined,
    open: brackets?.open ?? row.open,
    cost,
    brackets: row.brackets + (brackets?.cost ?? 0),
    lost: row.lost || word.lost,
    turns,
  });
  if (rows.length > keep) rows.pop();
}
