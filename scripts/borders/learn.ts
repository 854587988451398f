/** Features of the borders that one name may have, and which of them is right. */
export interface Example {
  readonly candidates: readonly (readonly string[])[];
  readonly right: number;
  /** how often it counts */
  readonly weight: number;
}

const RATE = 0.25;
const EPOCHS = 8;
/** How strongly weights are drawn to nothing, per step. */
const DECAY = 2e-6;
/** How often an example is shown without its words, so that weights of classes carry where a word was never seen. */
const WORDLESS = 0.5;
const LEXICAL = /(?:^|:)(?:word|char):/;
/** Features seen less often say nothing. */
const LEAST_SEEN = 8;

/**
 * Weights under which the right border of each example is likelier than the others (a softmax over the candidates, by AdaGrad).
 * `random` gives the order; the same gives the same weights.
 */
export function learn(examples: readonly Example[], random: () => number): Map<string, number> {
  const known = seenOften(examples);
  const weights = new Map<string, number>();
  const squares = new Map<string, number>();
  const decay = DECAY * examples.length * 0.01;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const example of shuffled(examples, random)) {
      for (const [feature, slope] of gradientOf(example, weights, known, random() < WORDLESS)) {
        const old = weights.get(feature) ?? 0;
        const step = slope - decay * old;
        const square = (squares.get(feature) ?? 0) + step * step;
        squares.set(feature, square);
        weights.set(feature, old + (RATE * step) / Math.sqrt(square + 1e-6));
      }
    }
  }
  return weights;
}

function seenOften(examples: readonly Example[]): ReadonlySet<string> {
  const seen = new Map<string, number>();
  for (const { candidates } of examples) {
    for (const feature of new Set(candidates.flat())) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  }
  return new Set([...seen].filter(([, count]) => count >= LEAST_SEEN).map(([feature]) => feature));
}

/** How the weights of an example's features should move for its right candidate to become likelier. */
function gradientOf(
  { candidates, right, weight }: Example,
  weights: ReadonlyMap<string, number>,
  known: ReadonlySet<string>,
  wordless: boolean,
): Map<string, number> {
  const shown = candidates.map((features) => features.filter((feature) => known.has(feature) && !(wordless && LEXICAL.test(feature))));
  const sums = shown.map((features) => features.reduce((sum, feature) => sum + (weights.get(feature) ?? 0), 0));
  const most = Math.max(...sums);
  const likely = sums.map((sum) => Math.exp(sum - most));
  const total = likely.reduce((a, b) => a + b, 0);
  const gradient = new Map<string, number>();
  for (const [i, features] of shown.entries()) {
    const share = (i === right ? 1 : 0) - (likely[i] as number) / total;
    for (const feature of features) gradient.set(feature, (gradient.get(feature) ?? 0) + weight * share);
  }
  return gradient;
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as T, order[i] as T];
  }
  return order;
}
