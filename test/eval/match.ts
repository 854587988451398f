/** The rules by which a prediction matches gold (ENTITIES: "Scoring"). */

type Values = Record<string, unknown>;

/** What must be equal for an entity of each scored type. */
export const comparedValue: Record<string, (entity: Values) => unknown> = {
  place: (v) => v.code ?? `?${v.name ?? ""}`,
  money: (v) => [v.min, v.max, v.currency],
  date: (v) => [v.from, v.to].map((day) => (day == null ? null : String(day).slice(0, 10))),
  enterpriseCount: (v) => [v.min, v.max],
  quantity: (v) => [v.min, v.max],
  documentNumber: (v) => fold(v.canonical),
  policyTitle: (v) => fold(v.title),
  organisation: (v) => fold(v.name),
  person: (v) => fold(v.name),
  contact: (v) => fold(v.value),
};

const halves: Record<string, string> = {
  "，": ",",
  "：": ":",
  "；": ";",
  "（": "(",
  "）": ")",
  "？": "?",
  "！": "!",
  "［": "[",
  "］": "]",
  "〔": "[",
  "〕": "]",
  "【": "[",
  "】": "]",
};

/** Texts are compared without white space and with one form of each mark. */
export function fold(value: unknown): string | null {
  if (value == null) return null;
  return String(value)
    .normalize("NFKC")
    .replace(/[\s\u200b]+/g, "")
    .replace(/[，：；（）？！［］〔〕【】]/g, (mark) => halves[mark] ?? mark);
}

/** Equal, numbers within one part in 10^9. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => sameValue(x ?? null, b[i] ?? null));
  if (a === b) return true;
  return typeof a === "number" && typeof b === "number" && Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

/** Whether two texts overlap: one holds the other, or at least half of the shorter stands in the longer. */
export function textsOverlap(a: unknown, b: unknown): boolean {
  const [x, y] = [fold(a) ?? "", fold(b) ?? ""];
  if (!x || !y) return false;
  if (x.includes(y) || y.includes(x)) return true;
  const [short, long] = x.length < y.length ? [x, y] : [y, x];
  const half = Math.ceil(short.length / 2);
  for (let i = 0; i + half <= short.length; i++) if (long.includes(short.slice(i, i + half))) return true;
  return false;
}

export interface Count {
  hit: number;
  predicted: number;
  gold: number;
}

/** Shared 4-grams of two texts. */
export function gramOverlap(predicted: string, gold: string): Count {
  const [p, g] = [grams(predicted), grams(gold)];
  let hit = 0;
  for (const [gram, count] of p) hit += Math.min(count, g.get(gram) ?? 0);
  return { hit, predicted: total(p), gold: total(g) };
}

export function rates({ hit, predicted, gold }: Count): { precision: number; recall: number; f1: number } {
  const precision = predicted ? hit / predicted : gold ? 0 : 1;
  const recall = gold ? hit / gold : 1;
  return { precision, recall, f1: precision + recall ? (2 * precision * recall) / (precision + recall) : 0 };
}

function grams(text: string, size = 4): Map<string, number> {
  const folded = fold(text) ?? "";
  const counts = new Map<string, number>();
  for (let i = 0; i + size <= folded.length; i++) {
    const gram = folded.slice(i, i + size);
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

function total(counts: Map<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}
