import { simplifiedOnly, traditionalOnly } from "../../text/simplify/converter.js";
import { beam, chanceCount, unglossed, wordCosts } from "../model/costs.js";
import type { DocumentModel } from "../model/document-model.js";
import { doubledCost } from "../model/punctuation-costs.js";
import type { Candidate, CandidateSet } from "../model/slot-candidates.js";
import { type Edge, type Lattice, stride } from "./lattice.js";
import type { PlacedTransition, WordEdge } from "./word-edge.js";

const { rarest, document, aloneShare, alone, wrongScript, usualText } = wordCosts;
const { width, slack, fewCandidates } = beam;

/** What a path to a node may cost at most. */
export function costLimit(node: number, best: Float64Array, toEnd: Float64Array): number {
  return (best[Math.floor(node / stride)] as number) + width - (toEnd[node] as number);
}

/** The beginning of a word. */
interface Prefix {
  readonly text: string;
  /** of the trie of words; -1 for a mark that may be doubled */
  readonly state: number;
  /** its first character, Simplified */
  readonly first: string;
  /** all of them, Simplified */
  readonly simplified: string;
  readonly cost: number;
  readonly lost: boolean;
  readonly transitions: readonly PlacedTransition[];
}

const empty: Prefix = { text: "", state: 0, first: "", simplified: "", cost: 0, lost: false, transitions: [] };
const none: readonly Candidate[] = [];

/** Finds the words that may be read from a node on, without those that cost too much. */
export class WordEdgeFinder {
  private readonly found: WordEdge[] = [];
  private readonly logTotal: number;
  /** bits of characters that the document's script does not write */
  private readonly foreign: number;
  /** what the cheapest path to the node costs */
  private cost = 0;

  /**
   * @param best by position: what the cheapest path through it is estimated to cost
   * @param toEnd by node: what the path from it to the end is estimated to cost
   */
  constructor(
    private readonly lattice: Lattice,
    private readonly model: DocumentModel,
    private readonly best: Float64Array,
    private readonly toEnd: Float64Array,
  ) {
    this.logTotal = Math.log(model.language.words.total);
    this.foreign = model.traditional ? simplifiedOnly : traditionalOnly;
  }

  /**
   * The words from a node on. The list is used again by the next call.
   * @param cost what the cheapest path to the node costs
   */
  edgesFrom(node: number, cost: number): readonly WordEdge[] {
    this.found.length = 0;
    this.cost = cost;
    this.extend(node, empty);
    return this.found;
  }

  /** Whether a word that costs so much is not worth looking at. */
  isTooCostly(to: number, cost: number): boolean {
    return this.cost + cost - slack > costLimit(to, this.best, this.toEnd);
  }

  private extend(node: number, prefix: Prefix): void {
    const edges = this.lattice[node];
    if (!edges) return;
    const { language, traditional } = this.model;
    for (const edge of edges) {
      if (this.isTooCostly(edge.to, prefix.cost + edge.cost)) continue;
      const candidates = language.candidates(edge.slot, traditional);
      const transitions = edge.before || edge.behind ? placed(prefix, edge) : prefix.transitions;
      if (prefix === empty) this.begin(candidates, edge, transitions);
      else if (prefix.state < 0) this.double(candidates, edge, prefix, transitions);
      else if (candidates.all.length <= fewCandidates) this.extendByEach(candidates, edge, prefix, transitions);
      else this.extendByTrie(candidates, edge, prefix, transitions);
    }
  }

  private begin({ all }: CandidateSet, edge: Edge, transitions: readonly PlacedTransition[]): void {
    const { words } = this.model.language;
    for (const candidate of all) {
      // they stand in the order of what a word that begins so costs at least
      if (this.isTooCostly(edge.to, edge.cost + candidate.least)) break;
      if (candidate.mark !== undefined) this.addMark(candidate, candidate.mark, edge, empty, transitions);
      else this.addHan(candidate, words.next(0, candidate.unit), edge, empty, transitions);
    }
  }

  /** A mark is doubled only by itself. */
  private double({ byUnit }: CandidateSet, edge: Edge, prefix: Prefix, transitions: readonly PlacedTransition[]): void {
    for (const candidate of byUnit.get(prefix.text.charCodeAt(0)) ?? none)
      if (candidate.mark !== undefined) this.addMark(candidate, candidate.mark, edge, prefix, transitions);
  }

  private extendByEach({ all }: CandidateSet, edge: Edge, prefix: Prefix, transitions: readonly PlacedTransition[]): void {
    const { words } = this.model.language;
    for (const candidate of all) {
      const state = words.next(prefix.state, candidate.unit);
      if (state >= 0) this.addHan(candidate, state, edge, prefix, transitions);
    }
  }

  /** Where a slot holds many candidates, few of them go on a word: its states are walked instead. */
  private extendByTrie({ byUnit }: CandidateSet, edge: Edge, prefix: Prefix, transitions: readonly PlacedTransition[]): void {
    const { words } = this.model.language;
    const paid = prefix.cost + edge.cost + this.logTotal;
    for (let state = words.firstChild(prefix.state); state > 0; state = words.nextChild(state))
      if (!this.isTooCostly(edge.to, paid - Math.log(words.most(state))))
        for (const candidate of byUnit.get(words.unitOf(state)) ?? none) this.addHan(candidate, state, edge, prefix, transitions);
  }

  private addMark(
    { char, id, idBefore }: Candidate,
    single: number,
    edge: Edge,
    prefix: Prefix,
    transitions: readonly PlacedTransition[],
  ): void {
    const begins = prefix === empty;
    const text = prefix.text + char;
    const usual = begins ? single : doubledCost[text];
    const { to } = edge;
    const paid = prefix.cost + edge.cost;
    const lost = prefix.lost || edge.lost;
    if (usual !== undefined) {
      const cost = paid + this.markCost(text, usual);
      const probability = Math.exp(-usual);
      this.found.push({
        to,
        text,
        first: char,
        last: char,
        lastTwo: text,
        cost,
        lost,
        transitions,
        id,
        idBefore,
        probability,
        firstProbability: probability,
      });
    }
    if (begins && doubledCost[char + char] !== undefined)
      this.extend(to, { text, state: -1, first: char, simplified: char, cost: paid, lost, transitions });
  }

  /** What a mark costs in this document: some write none of those that others write in every line. */
  private markCost(text: string, usual: number): number {
    const { counts, size } = this.model;
    const char = text.charAt(0);
    // where two make a mark, one alone is as rare as anywhere
    if (char.charCodeAt(0) < 0x80 || (text.length === 1 && doubledCost[char + char] !== undefined)) return usual;
    const here = Math.max(0, (counts.get(char) ?? 0) / text.length - chanceCount);
    return -Math.log((usualText * Math.exp(-usual) + here) / (usualText + size));
  }

  private addHan(
    { char, simplified, extra, kind }: Candidate,
    state: number,
    edge: Edge,
    prefix: Prefix,
    transitions: readonly PlacedTransition[],
  ): void {
    const { language, glossed } = this.model;
    const { words } = language;
    const { to } = edge;
    const begins = prefix === empty;
    const paid =
      prefix.cost + edge.cost + extra + (kind & this.foreign ? wrongScript : 0) + (edge.glossed || !glossed.has(char) ? 0 : unglossed);
    if (this.isTooCostly(to, paid)) return;
    const lost = prefix.lost || edge.lost;
    const text = prefix.text + char;
    const first = begins ? simplified : prefix.first;
    const count = state < 0 ? 0 : words.count(state);
    const word = prefix.simplified + simplified;
    if (count > 0 || begins) {
      const cost = paid - Math.log(this.probability(word, count)) + (begins ? alone : 0);
      if (!this.isTooCostly(to, cost)) {
        const id = count > 0 ? state : -1;
        this.found.push({
          to,
          text,
          first,
          last: simplified,
          lastTwo: word.slice(-2),
          cost,
          lost,
          transitions,
          id,
          idBefore: id,
          probability: count / words.total,
          firstProbability: Math.max(1, words.beginning(first.charCodeAt(0))) / words.total,
        });
      }
    }
    if (state >= 0 && words.firstChild(state) > 0 && !this.isTooCostly(to, paid + this.logTotal - Math.log(words.most(state))))
      this.extend(to, { text, state, first, simplified: word, cost: paid, lost, transitions });
  }

  /** The probability of a word in this document. */
  private probability(word: string, count: number): number {
    const { language, size } = this.model;
    const seen = this.seen(word);
    const here = seen <= 1 ? 0 : (seen - chanceCount) / size;
    return (1 - document) * ((count || rarest) / language.words.total) + document * here;
  }

  /** How often the document itself has a word of up to three characters. */
  private seen(word: string): number {
    const { counts, pairs, triples } = this.model;
    if (word.length === 1) return (counts.get(word) ?? 0) * aloneShare;
    if (word.length === 2) return pairs.get(word) ?? 0;
    return word.length === 3 ? (triples.get(word) ?? 0) : 0;
  }
}

function placed({ transitions, text }: Prefix, { before, behind }: Edge): readonly PlacedTransition[] {
  const all = [...transitions];
  if (before) all.push({ ...before, offset: text.length });
  if (behind) all.push({ ...behind, offset: text.length + 1 });
  return all;
}
