import type { Signs } from "../model/source-state.js";

/** A title or a body, and whether a date came with it. */
export interface Sign {
  readonly text: string;
  readonly dated: boolean;
}

/** What can be seen of texts without knowing what they should say; null where there are none. */
export function signsOf(given: readonly Sign[]): Signs | null {
  const count = given.length;
  if (count === 0) return null;
  const share = (number: number) => Math.round((number / count) * 1000) / 1000;
  const lengths = given.map(({ text }) => text.length).sort((a, b) => a - b);
  return {
    count,
    han: share(given.filter(({ text }) => /\p{Script=Han}/u.test(text)).length),
    distinct: share(new Set(given.map(({ text }) => text)).size),
    dated: share(given.filter(({ dated }) => dated).length),
    length: lengths[Math.floor(count / 2)] ?? 0,
  };
}

/** The median of numbers; null of none. */
export function median(numbers: readonly number[]): number | null {
  if (numbers.length === 0) return null;
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
