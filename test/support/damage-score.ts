import { type Damaged, fold } from "./damage-model.js";

/** What became of one damaged text. */
export interface Score {
  /** harms by kind, and how many of them were restored exactly */
  readonly broken: { of: number; exact: number };
  readonly cut: { of: number; exact: number };
  readonly intact: { of: number; left: number };
  /** repairs marked certain that are not what was there */
  wrongCertain: number;
}

export function emptyScore(): Score {
  return { broken: { of: 0, exact: 0 }, cut: { of: 0, exact: 0 }, intact: { of: 0, left: 0 }, wrongCertain: 0 };
}

/** For each character of `expected`, the index of the same character in `text`; -1 where it is missing. Shortest edit script. */
function align(expected: string, text: string): Int32Array {
  const width = text.length + 1;
  const costs = new Int32Array((expected.length + 1) * width);
  for (let j = 0; j < width; j++) costs[j] = j;
  for (let i = 1; i <= expected.length; i++) {
    costs[i * width] = i;
    for (let j = 1; j < width; j++) {
      const same = expected[i - 1] === text[j - 1] ? 0 : 2;
      costs[i * width + j] = Math.min(
        (costs[(i - 1) * width + j - 1] as number) + same,
        (costs[(i - 1) * width + j] as number) + 1,
        (costs[i * width + j - 1] as number) + 1,
      );
    }
  }
  const found = new Int32Array(expected.length).fill(-1);
  let i = expected.length;
  let j = text.length;
  while (i > 0 && j > 0) {
    const here = costs[i * width + j] as number;
    if (expected[i - 1] === text[j - 1] && here === costs[(i - 1) * width + j - 1]) {
      found[--i] = --j;
    } else if (here === (costs[(i - 1) * width + j] as number) + 1) i--;
    else j--;
  }
  return found;
}

/** What was not restored. */
export interface Miss {
  readonly kind: string;
  readonly expected: string;
  readonly got: string;
  /** where `got` begins in the repaired text */
  readonly at: number;
}

export interface Judged {
  readonly start: number;
  readonly end: number;
  readonly certain: boolean;
}

/**
 * Adds one repaired text to a score.
 * @param changes stretches of `text` that repairs wrote (glosses that were taken out are none)
 */
export function addScore(score: Score, damaged: Damaged, repaired: string, changes: readonly Judged[]): Miss[] {
  // the width of a mark is a matter of form
  const expected = fold(damaged.expected);
  const text = fold(repaired);
  const misses: Miss[] = [];
  score.intact.of += damaged.intact;
  score.intact.left += text.match(/\([a-zü]{0,4}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]/g)?.length ?? 0;
  const exact = text === expected;
  const at = exact ? undefined : align(expected, text);
  const whole = (start: number, end: number) => {
    if (!at) return true;
    const from = start > 0 ? start - 1 : start;
    const to = Math.min(expected.length, end + 1);
    for (let i = from; i < to; i++) {
      if ((at[i] as number) < 0 || (i > from && at[i] !== (at[i - 1] as number) + 1)) return false;
    }
    return true;
  };
  for (const harm of damaged.harms) {
    score[harm.kind].of++;
    if (whole(harm.start, harm.end)) score[harm.kind].exact++;
    else {
      const [start, end] = [Math.max(0, harm.start - 6), Math.min(expected.length, harm.end + 6)];
      const first = at?.subarray(0, start + 1).findLast((j) => j >= 0) ?? 0;
      const last = at?.subarray(end - 1).find((j) => j >= 0) ?? text.length;
      misses.push({ kind: harm.kind, expected: expected.slice(start, end), got: text.slice(first, last + 1), at: first });
    }
  }
  if (!at) return misses;
  const back = new Int32Array(text.length).fill(-1);
  at.forEach((j, i) => {
    if (j >= 0) back[j] = i;
  });
  for (const { start, end, certain } of changes) {
    if (!certain) continue;
    for (let j = start; j < end; j++) {
      if ((back[j] as number) >= 0 && (j === start || back[j] === (back[j - 1] as number) + 1)) continue;
      score.wrongCertain++;
      const from = back.subarray(0, start).findLast((i) => i >= 0) ?? 0;
      misses.push({
        kind: "wrong certain",
        expected: expected.slice(Math.max(0, from - 6), from + 12 + end - start),
        got: text.slice(start - 6, end + 6),
        at: Math.max(0, start - 6),
      });
      break;
    }
  }
  return misses;
}
