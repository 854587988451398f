import { type Before, begin, markId, marksFrom, number } from "../../lexicon/bigrams.js";
import { type BracketStep, bracketStep } from "../model/bracket-costs.js";
import { beam, chanceCount, contextCosts } from "../model/costs.js";
import type { DocumentModel } from "../model/document-model.js";
import { contextClass } from "../model/language-model.js";
import { sequenceCost } from "../model/punctuation-costs.js";
import { firstNode, type Lattice, stride } from "./lattice.js";
import type { PlacedTransition, WordEdge } from "./word-edge.js";
import { costLimit, WordEdgeFinder } from "./word-edges.js";

const { slack, nodeWidth } = beam;

/** One way to read a lattice, and what it costs: the negative logarithm of its probability, in nats. */
export interface Hypothesis {
  readonly text: string;
  readonly cost: number;
  /** how much of that its brackets cost */
  readonly brackets: number;
  /** whether it assumes that a pair was lost */
  readonly lost: boolean;
  /** where it leaves the text as it stands and comes back */
  readonly transitions: readonly PlacedTransition[];
}

/** A hypothesis that ends in a node on the way. */
interface PartialHypothesis extends Hypothesis {
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
 * The `keep` most probable hypotheses of a lattice, best first, by beam search over words: each word counts by its frequency,
 * and by that behind the word before it.
 * @param open brackets that are open before it
 */
export function nBest(lattice: Lattice, model: DocumentModel, keep: number, open = ""): Hypothesis[] {
  return new BeamSearch(lattice, model, keep).run(open);
}

class BeamSearch {
  /** by node: the hypotheses that end there, best first */
  private readonly ending: (PartialHypothesis[] | undefined)[] = [];
  /** by node: about what the path from it to the end costs */
  private readonly toEnd: Float64Array;
  /** by position: what the cheapest path through it is estimated to cost */
  private readonly best: Float64Array;
  private readonly finder: WordEdgeFinder;

  constructor(
    private readonly lattice: Lattice,
    private readonly model: DocumentModel,
    private readonly keep: number,
  ) {
    this.toEnd = costToEnd(lattice, model);
    this.best = new Float64Array(Math.ceil(lattice.length / stride) + 1).fill(Infinity);
    this.finder = new WordEdgeFinder(lattice, model, this.best, this.toEnd);
  }

  run(open: string): Hypothesis[] {
    const { ending, lattice, best, toEnd, finder } = this;
    const before = this.model.language.bigrams.before(markId(begin));
    ending[firstNode] = [
      { text: "", last: "", lastTwo: "", lastCount: 0, before, open, cost: 0, brackets: 0, lost: false, transitions: [] },
    ];
    best[0] = toEnd[firstNode] as number;
    for (let node = 0; node < lattice.length - 1; node++) {
      const hypotheses = ending[node];
      const [first] = hypotheses ?? [];
      if (!hypotheses || !first) continue;
      ending[node] = undefined;
      if (first.cost > costLimit(node, best, toEnd)) continue;
      for (const word of finder.edgesFrom(node, first.cost))
        if (!finder.isTooCostly(word.to, word.cost)) this.follow(hypotheses, first.cost, word);
    }
    return ending[lattice.length - 1] ?? [];
  }

  /** Appends a word to the hypotheses of its node. */
  private follow(hypotheses: readonly PartialHypothesis[], least: number, word: WordEdge): void {
    const { ending, best, toEnd, keep, model } = this;
    const position = Math.floor(word.to / stride);
    const limit = costLimit(word.to, best, toEnd);
    let target = ending[word.to];
    if (!target) {
      target = [];
      ending[word.to] = target;
    }
    for (const hypothesis of hypotheses) {
      if (hypothesis.cost > least + nodeWidth) break;
      const worst = target.length < keep ? limit : (target[target.length - 1] as PartialHypothesis).cost;
      if (hypothesis.cost + word.cost - slack >= worst) break;
      const brackets = word.id >= marksFrom ? bracketStep(hypothesis.open, word.first) : undefined;
      const cost =
        hypothesis.cost +
        word.cost -
        contextGain(hypothesis, word, model) +
        sequenceCost(hypothesis.lastTwo, hypothesis.last, word.first) +
        (brackets?.cost ?? 0);
      if (cost >= worst) continue;
      this.insert(target, hypothesis, word, brackets, cost);
      const whole = cost + (toEnd[word.to] as number);
      if (whole < (best[position] as number)) best[position] = whole;
    }
  }

  /** Keeps the best hypotheses of a node; of those with the same text, the cheaper one. */
  private insert(
    hypotheses: PartialHypothesis[],
    from: PartialHypothesis,
    word: WordEdge,
    brackets: BracketStep | undefined,
    cost: number,
  ): void {
    const text = from.text + word.text;
    const same = hypotheses.findIndex((other) => other.text === text);
    if (same >= 0) {
      if ((hypotheses[same] as PartialHypothesis).cost <= cost) return;
      hypotheses.splice(same, 1);
    }
    let at = hypotheses.length;
    while (at > 0 && (hypotheses[at - 1] as PartialHypothesis).cost > cost) at--;
    hypotheses.splice(at, 0, this.extended(from, text, word, brackets, cost));
    if (hypotheses.length > this.keep) hypotheses.pop();
  }

  private extended(
    from: PartialHypothesis,
    text: string,
    word: WordEdge,
    brackets: BracketStep | undefined,
    cost: number,
  ): PartialHypothesis {
    const { counts, language } = this.model;
    const moved = (transition: PlacedTransition) => ({ ...transition, offset: transition.offset + from.text.length });
    const last = contextClass(word.last);
    const lastTwo = last === number && from.last === number ? from.lastTwo : from.last + last;
    return {
      text,
      last,
      lastTwo: word.lastTwo.length === 2 ? word.lastTwo : lastTwo,
      lastCount: counts.get(last) ?? 0,
      before: word.idBefore >= 0 ? language.bigrams.before(word.idBefore) : undefined,
      open: brackets?.open ?? from.open,
      cost,
      brackets: from.brackets + (brackets?.cost ?? 0),
      lost: from.lost || word.lost,
      transitions: word.transitions.length === 0 ? from.transitions : [...from.transitions, ...word.transitions.map(moved)],
    };
  }
}

/** By node: about what the path from it to the end costs, Infinity where none leads there. */
function costToEnd(lattice: Lattice, { language, traditional }: DocumentModel): Float64Array {
  const toEnd = new Float64Array(lattice.length).fill(Infinity);
  toEnd[lattice.length - 1] = 0;
  for (let node = lattice.length - 2; node >= 0; node--)
    for (const { slot, to, cost } of lattice[node] ?? []) {
      const whole = cost + language.candidates(slot, traditional).about + (toEnd[to] as number);
      if (whole < (toEnd[node] as number)) toEnd[node] = whole;
    }
  return toEnd;
}

/** How much cheaper a word is behind what was read before it: by the language, and by the document itself. */
function contextGain(from: PartialHypothesis, word: WordEdge, { pairs, triples, language }: DocumentModel): number {
  const first = contextClass(word.first);
  if (from.last === "第" && first === number) return contextCosts.ordinal;
  const byLanguage = languageGain(from, word, language.bigrams);
  if (from.lastCount < 2) return byLanguage;
  const pair = pairs.get(from.last + first);
  if (pair === undefined || pair < 2) return byLanguage;
  const here = Math.max(0, (pair - chanceCount) / (from.lastCount + 1));
  let likely = (1 - contextCosts.pairs) * Math.exp(byLanguage) + (contextCosts.pairs * here) / word.firstProbability;
  const before = from.lastTwo === "" ? 0 : (pairs.get(from.lastTwo) ?? 0);
  if (before >= 2) {
    const after = Math.max(0, ((triples.get(from.lastTwo + first) ?? 0) - chanceCount) / (before + 1));
    likely = (1 - contextCosts.triples) * likely + (contextCosts.triples * after) / word.firstProbability;
  }
  return Math.min(contextCosts.mostGain, Math.max(byLanguage, Math.log(likely)));
}

function languageGain(from: PartialHypothesis, word: WordEdge, bigrams: DocumentModel["language"]["bigrams"]): number {
  if (from.before && word.id >= 0) return bigrams.gain(from.before, word.id, word.probability);
  return word.text === "\n" ? 0 : contextCosts.unknownPair;
}
