import type { Transition } from "./lattice.js";

/** A transition with its place in what was read. */
export interface PlacedTransition extends Transition {
  /** in the hypothesis's own text */
  readonly offset: number;
}

/** A word that may be read from a node on, along one or more edges of the lattice. */
export interface WordEdge {
  readonly to: number;
  readonly text: string;
  readonly first: string;
  readonly last: string;
  /** its last two characters, or the only one */
  readonly lastTwo: string;
  readonly cost: number;
  readonly lost: boolean;
  readonly transitions: readonly PlacedTransition[];
  /** its number among the bigrams, -1 where it has none */
  readonly id: number;
  /** the number under which what follows it was counted */
  readonly idBefore: number;
  /** its probability in any context */
  readonly probability: number;
  /** the probability that a word begins with its first character */
  readonly firstProbability: number;
}
