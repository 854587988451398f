import type { Weights } from "../dictionary/derived/border-weights.js";

/** A border that a name may have, and what speaks for and against it. */
export interface Candidate {
  /** the offset; null: there is no name */
  readonly at: number | null;
  /** names of features, as the file of weights has them */
  readonly features: readonly string[];
}

/** How likely a candidate is beside others of the same name: the sum of its features' weights. */
function weightOf({ features }: Candidate, weights: Weights): number {
  let sum = 0;
  for (const feature of features) sum += weights.get(feature) ?? 0;
  return sum;
}

/** The likeliest of the candidates, the first of equals; null where none is given or that there is no name is likeliest. */
export function likeliest(candidates: readonly Candidate[], weights: Weights): number | null {
  let best: number | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const candidate of candidates) {
    const weight = weightOf(candidate, weights);
    if (weight <= most) continue;
    most = weight;
    best = candidate.at;
  }
  return best;
}
