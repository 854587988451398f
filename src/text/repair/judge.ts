import type { Words } from "../../dictionary/words.js";
import { type ScriptConverter, simplifiedOnly, traditionalOnly } from "../simplify/converter.js";
import { type Edge, firstNode, type IsCommon, type Lattice, type Place, type Turn } from "./lattice.js";
import { doubledCost, markCost, sequenceCost } from "./marks.js";
import { isWritten } from "./standard.js";

/** One way to read a lattice, and what it costs: the negative logarithm of its probability, in nats. */
export interface Reading {
  readonly text: string;
  readonly cost: number;
  /** whether it takes a pair to have been lost */
  readonly lost: boolean;
  /** where it leaves the text as it stands and comes back */
  readonly turns: readonly Turned[];
}

export interface Turned extends Turn {
  /** in the reading's own text */
  readonly offset: number;
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

/** What a character costs beyond the rarest word that is no word of the dictionary. */
const unknownWord = 2.5;
/** What it costs that a character is a word of its own: most are not, and those counted as such often were parts of unknown words. */
const lone = 1;
/** What a character costs that the document's script does not write. */
const wrongScript = 5;
const rareVariant = 5;
/** Weight of what the document itself has side by side, against the language as a whole. */
const memory = 0.4;
/** A run out of step has neighbours of chance: what stands side by side once counts little. */
const chance = 0.8;
/** Most that neighbours can make a word cheaper, in nats. */
const mostGain = 8;
/** A way so much dearer than the best one so far, in nats, is given up. */
const beam = 32;

/** A character is common that is so frequent, as a word of its own. */
const commonCount = 1500;
const commonMark = 9;
const commonTests = new WeakMap<Words, IsCommon>();

/** Which characters are common; marks are. */
export function isCommonBy({ words, script }: Pick<Judge, "words" | "script">): IsCommon {
  let test = commonTests.get(words);
  if (!test) {
    test = (char) => {
      const cost = markCost(char);
      return cost === undefined ? words.frequency(simple(char, script)) >= commonCount : cost < commonMark;
    };
    commonTests.set(words, test);
  }
  return test;
}

/** The Simplified form of a text, character by character. */
export function simple(text: string, { matchers }: ScriptConverter): string {
  let simplified = "";
  for (let i = 0; i < text.length; i++) simplified += String.fromCharCode(matchers.t.single[text.charCodeAt(i)] ?? text.charCodeAt(i));
  return simplified;
}

interface Row extends Reading {
  readonly last: string;
}

/**
 * The `keep` most probable ways through a lattice, best first. It is filled with words of the segmenter's dictionary,
 * and each word counts by its frequency.
 */
export function rank(lattice: Lattice, judge: Judge, keep = 12): Reading[] {
  const best: (Row[] | undefined)[] = [];
  best[firstNode] = [{ text: "", last: "", cost: 0, lost: false, turns: [] }];
  let cheapest = 0;
  let furthest = 0;
  for (let node = 0; node < lattice.length - 1; node++) {
    const rows = best[node];
    if (!rows?.[0]) continue;
    best[node] = undefined;
    const [{ text, cost }] = rows as [Row];
    if (text.length >= furthest) {
      cheapest = text.length > furthest ? cost : Math.min(cheapest, cost);
      furthest = text.length;
    }
    if (cost > cheapest + beam) continue;
    for (const word of wordsAt(lattice, node, judge)) {
      let target = best[word.to];
      if (!target) {
        target = [];
        best[word.to] = target;
      }
      for (const row of rows) {
        const worst = target.length < keep ? Infinity : (target[target.length - 1] as Row).cost;
        if (row.cost + word.cost - mostGain >= worst) break;
        const sum = row.cost + word.cost - neighbourGain(row.last, word.first, judge) + sequenceCost(row.last, word.first);
        if (sum < worst) insert(target, follow(row, word, sum), keep);
      }
    }
  }
  return best[lattice.length - 1] ?? [];
}

function follow(row: Row, word: Word, cost: number): Row {
  const turns =
    word.turns.length === 0 ? row.turns : [...row.turns, ...word.turns.map((turn) => ({ ...turn, offset: turn.offset + row.text.length }))];
  return { text: row.text + word.text, last: word.last, cost, lost: row.lost || word.lost, turns };
}

/** How much cheaper a word is because the document has its first character behind the last one elsewhere. */
function neighbourGain(last: string, first: string, { neighbours, chars, words }: Judge): number {
  const pair = neighbours.get(last + first);
  if (pair === undefined || pair < 2) return 0;
  const here = (pair - chance) / ((chars.get(last) ?? pair) + 1);
  const anywhere = (words.frequency(first) || 1) / words.total;
  return Math.min(mostGain, Math.max(0, Math.log(1 - memory + (memory * here) / anywhere)));
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

interface Word {
  readonly to: number;
  readonly text: string;
  readonly first: string;
  readonly last: string;
  readonly cost: number;
  readonly lost: boolean;
  readonly turns: readonly Turned[];
}

/** What has been read of a word. */
interface Begun {
  readonly text: string;
  /** of the trie of words */
  readonly state: number;
  /** its first character, Simplified */
  readonly first: string;
  readonly cost: number;
  readonly lost: boolean;
  readonly turns: readonly Turned[];
}

const nothing: Begun = { text: "", state: 0, first: "", cost: 0, lost: false, turns: [] };

/** The words that may begin at a node. */
function wordsAt(lattice: Lattice, node: number, judge: Judge): Word[] {
  const { words } = judge;
  const all = Math.log(words.total);
  const found: Word[] = [];
  const grow = (from: number, begun: Begun) => {
    for (const edge of lattice[from] ?? []) {
      const { to } = edge;
      const paid = begun.cost + edge.cost;
      const lost = begun.lost || edge.lost;
      for (const { char, simplified, unit, mark, kind, rare } of candidatesOf(edge.place, judge.script)) {
        if (mark !== undefined) {
          const cost = begun === nothing ? mark : doubledCost[begun.text + char];
          const turns = turned(begun, edge);
          if (cost !== undefined) found.push({ to, text: begun.text + char, first: char, last: char, cost: paid + cost, lost, turns });
          if (begun === nothing && doubledCost[char + char] !== undefined)
            grow(to, { text: char, state: -1, first: char, cost: paid, lost, turns });
          continue;
        }
        const state = begun.state < 0 ? -1 : words.next(begun.state, unit);
        if (state < 0 && begun !== nothing) continue;
        const sum = paid + rare + (kind & (judge.traditional ? simplifiedOnly : traditionalOnly) ? wrongScript : 0);
        const text = begun.text + char;
        const turns = turned(begun, edge);
        const first = begun === nothing ? simplified : begun.first;
        const count = state < 0 ? 0 : words.count(state);
        if (count > 0 || begun === nothing) {
          const price = (count > 0 ? all - Math.log(count) : all + unknownWord) + (begun === nothing ? lone : 0);
          found.push({ to, text, first, last: simplified, cost: sum + price, lost, turns });
        }
        if (state >= 0) grow(to, { text, state, first, cost: sum, lost, turns });
      }
    }
  };
  grow(node, nothing);
  return found;
}

interface Candidate {
  readonly char: string;
  readonly simplified: string;
  readonly unit: number;
  /** what it costs where it is no Han character */
  readonly mark: number | undefined;
  /** bits of the script that it is written in */
  readonly kind: number;
  /** what it costs as a variant that converters never write */
  readonly rare: number;
}

const candidates = new WeakMap<Place, readonly Candidate[]>();

function candidatesOf(place: Place, script: ScriptConverter): readonly Candidate[] {
  let known = candidates.get(place);
  if (!known) {
    known = place.map((char) => {
      const simplified = simple(char, script);
      const kind = script.kinds[char.charCodeAt(0)] ?? 0;
      const rare = (kind & traditionalOnly) !== 0 && !isWritten(char) ? rareVariant : 0;
      return { char, simplified, unit: simplified.charCodeAt(0), mark: markCost(char), kind, rare };
    });
    candidates.set(place, known);
  }
  return known;
}

function turned({ turns, text }: Begun, { before, behind }: Edge): readonly Turned[] {
  if (!before && !behind) return turns;
  const all = [...turns];
  if (before) all.push({ ...before, offset: text.length });
  if (behind) all.push({ ...behind, offset: text.length + 1 });
  return all;
}
