import { simplifiedOnly, traditionalOnly } from "../../text/simplify/converter.js";
import type { Judge } from "../model/language-model.js";
import { doubledCost } from "../model/punctuation-costs.js";
import { type Edge, type Lattice, stride, type Turn } from "./lattice.js";
import { type Candidate, candidatesOf } from "./slot-candidates.js";

export interface Turned extends Turn {
  /** in the reading's own text */
  readonly offset: number;
}

/** How often a character counts that is no word of the dictionary. */
const rarest = Math.exp(-2.5);
/** Weight of the words that the document itself has. */
const topic = 0.1;
const loneShare = 0.3;
/** What is usual for marks weighs as much as so many characters of the document. */
const usualText = 800;
/** What it costs that a character is a word of its own: most are not, and those counted as such often were parts of unknown words. */
const lone = 0.5;
/** What a character costs that the document's script does not write. */
const wrongScript = 5;
/** What it costs that the site did not gloss a character that it glosses elsewhere. */
const unglossed = 12;
/** What stands in a damaged document once may have come of the damage: all counts are taken for so much less. */
export const chance = 0.6;
/** The most that words are expected to gain by what stands before them: what is too dear by then is not looked at. */
export const slack = 5;
/** A way so much dearer than the best one so far, in nats, is given up. */
export const beam = 10;

/** What a way to a node may cost at most. */
export function limitOf(node: number, cheapest: Float64Array, ahead: Float64Array): number {
  return (cheapest[Math.floor(node / stride)] as number) + beam - (ahead[node] as number);
}

export interface Word {
  readonly to: number;
  readonly text: string;
  readonly first: string;
  readonly last: string;
  /** its last two, or the only one */
  readonly lastTwo: string;
  readonly cost: number;
  readonly lost: boolean;
  readonly turns: readonly Turned[];
  /** its number among the bigrams, -1 where it has none */
  readonly id: number;
  /** the number under which what follows it was counted */
  readonly behind: number;
  /** how likely it is anywhere */
  readonly chance: number;
  /** how likely a word is to begin with its first character */
  readonly anywhere: number;
}

/** What has been read of a word. */
interface Begun {
  readonly text: string;
  /** of the trie of words */
  readonly state: number;
  /** its first character, Simplified */
  readonly first: string;
  /** all of them, Simplified */
  readonly plain: string;
  readonly cost: number;
  readonly lost: boolean;
  readonly turns: readonly Turned[];
}

const nothing: Begun = { text: "", state: 0, first: "", plain: "", cost: 0, lost: false, turns: [] };

/** Finds the words that may begin at a node, without those that are too dear. */
export class Finder {
  readonly found: Word[] = [];
  private readonly all: number;
  private readonly foreign: number;

  constructor(
    private readonly lattice: Lattice,
    private readonly judge: Judge,
    private readonly cheapest: Float64Array,
    private readonly ahead: Float64Array,
  ) {
    this.all = Math.log(judge.words.total);
    this.foreign = judge.traditional ? simplifiedOnly : traditionalOnly;
  }

  /** What the cheapest way to the node costs. */
  private cost = 0;

  from(node: number, cost: number): readonly Word[] {
    this.found.length = 0;
    this.cost = cost;
    this.grow(node, nothing);
    return this.found;
  }

  /** Whether a word that costs so much is not worth being looked at. */
  tooDear(to: number, price: number): boolean {
    return this.cost + price - slack > limitOf(to, this.cheapest, this.ahead);
  }

  /** How likely a word is in this document. */
  private likelihood(word: string, count: number): number {
    const { words, neighbours, threes, chars, size } = this.judge;
    const anywhere = (count || rarest) / words.total;
    const seen =
      word.length === 2
        ? neighbours.get(word)
        : word.length === 3
          ? threes.get(word)
          : word.length === 1
            ? (chars.get(word) ?? 0) * loneShare
            : 0;
    const here = seen === undefined || seen <= 1 ? 0 : (seen - chance) / size;
    return (1 - topic) * anywhere + topic * here;
  }

  private grow(from: number, begun: Begun): void {
    const { words } = this.judge;
    const edges = this.lattice[from];
    if (!edges) return;
    for (const edge of edges) {
      if (this.tooDear(edge.to, begun.cost + edge.cost)) continue;
      const place = candidatesOf(edge.place, this.judge);
      const turns = edge.before || edge.behind ? turned(begun, edge) : begun.turns;
      if (begun === nothing) {
        for (const candidate of place.all) {
          // they stand in the order of what a word that begins so costs at least
          if (this.tooDear(edge.to, edge.cost + candidate.least)) break;
          if (candidate.mark !== undefined) this.mark(candidate, candidate.mark, edge, begun, turns);
          else this.han(candidate, words.next(0, candidate.unit), edge, begun, turns);
        }
      } else if (begun.state < 0) {
        // only the same mark doubles one
        for (const candidate of place.byUnit.get(begun.text.charCodeAt(0)) ?? none)
          if (candidate.mark !== undefined) this.mark(candidate, candidate.mark, edge, begun, turns);
      } else if (place.all.length <= few) {
        for (const candidate of place.all) {
          const state = words.next(begun.state, candidate.unit);
          if (state >= 0) this.han(candidate, state, edge, begun, turns);
        }
      } else {
        const paid = begun.cost + edge.cost + this.all;
        for (let state = words.firstChild(begun.state); state > 0; state = words.nextChild(state))
          if (!this.tooDear(edge.to, paid - Math.log(words.most(state))))
            for (const candidate of place.byUnit.get(words.unitOf(state)) ?? none) this.han(candidate, state, edge, begun, turns);
      }
    }
  }

  private mark({ char, id, behind }: Candidate, alone: number, edge: Edge, begun: Begun, turns: readonly Turned[]): void {
    const begins = begun === nothing;
    const text = begun.text + char;
    const usual = begins ? alone : doubledCost[text];
    const price = usual === undefined ? undefined : this.priceOf(text, usual);
    const { to } = edge;
    const paid = begun.cost + edge.cost;
    const lost = begun.lost || edge.lost;
    const chance = Math.exp(-alone);
    if (price !== undefined)
      this.found.push({
        to,
        text,
        first: char,
        last: char,
        lastTwo: text,
        cost: paid + price,
        lost,
        turns,
        id,
        behind,
        chance,
        anywhere: chance,
      });
    if (begins && doubledCost[char + char] !== undefined)
      this.grow(to, { text, state: -1, first: char, plain: char, cost: paid, lost, turns });
  }

  /** What a mark costs in this document: some write none of those that others write in every line. */
  private priceOf(text: string, usual: number): number {
    const { chars, size } = this.judge;
    const char = text.charAt(0);
    // where two make a mark, one alone is as rare as anywhere
    if (char.charCodeAt(0) < 0x80 || (text.length === 1 && doubledCost[char + char] !== undefined)) return usual;
    const here = Math.max(0, (chars.get(char) ?? 0) / text.length - chance);
    return -Math.log((usualText * Math.exp(-usual) + here) / (usualText + size));
  }

  private han({ char, simplified, extra, kind }: Candidate, state: number, edge: Edge, begun: Begun, turns: readonly Turned[]): void {
    const { words, glossed } = this.judge;
    const { to } = edge;
    const begins = begun === nothing;
    const sum =
      begun.cost + edge.cost + extra + (kind & this.foreign ? wrongScript : 0) + (edge.glossed || !glossed.has(char) ? 0 : unglossed);
    if (this.tooDear(to, sum)) return;
    const lost = begun.lost || edge.lost;
    const text = begun.text + char;
    const first = begins ? simplified : begun.first;
    const count = state < 0 ? 0 : words.count(state);
    const plain = begun.plain + simplified;
    if (count > 0 || begins) {
      const cost = sum - Math.log(this.likelihood(plain, count)) + (begins ? lone : 0);
      if (!this.tooDear(to, cost)) {
        const id = count > 0 ? state : -1;
        const anywhere = Math.max(1, words.beginning(first.charCodeAt(0))) / words.total;
        this.found.push({
          to,
          text,
          first,
          last: simplified,
          lastTwo: plain.slice(-2),
          cost,
          lost,
          turns,
          id,
          behind: id,
          chance: count / words.total,
          anywhere,
        });
      }
    }
    if (state >= 0 && words.firstChild(state) > 0 && !this.tooDear(to, sum + this.all - Math.log(words.most(state))))
      this.grow(to, { text, state, first, plain, cost: sum, lost, turns });
  }
}

const none: readonly Candidate[] = [];

/** So few characters are looked up one by one. */
const few = 24;

function turned({ turns, text }: Begun, { before, behind }: Edge): readonly Turned[] {
  if (!before && !behind) return turns;
  const all = [...turns];
  if (before) all.push({ ...before, offset: text.length });
  if (behind) all.push({ ...behind, offset: text.length + 1 });
  return all;
}
