import { expect } from "vitest";

/** Builds the input of one size, outside what is timed, and gives what is to be timed on it. */
export type Task = (size: number) => () => void;

/** Below this, in milliseconds, the clock, the compiler and the collector decide what is measured. */
const measurable = 5;
/** A task that is not measurable at this size is repeated instead: on far larger ones memory is measured, not the task. */
const largest = 2 ** 16;
const factor = 8;
/** Proportional is 8, and n log n about 10; 64 is quadratic. What does not fit into the processor's cache may take twice as long. */
const bound = 20;
const rounds = 2;
/**
 * Growth that is too fast shows again and on every size; a step between two sizes (a cache, a compiled form) does not on the
 * next, nor does what other work took. Larger sizes than this are not doubled once more: memory would be measured.
 */
const doubled = 2 ** 12;
const attempts = 3;
/** Longer than this, in milliseconds, and twice the bound: no step, cache nor collector makes that; it is not measured again. */
const conclusive = 250;

/**
 * Holds a task to take time in proportion to the size of its input. The size is doubled until the input, not what the
 * task costs on any input, takes a measurable time: so nothing passes for being fast on an input that is too small to
 * show how it grows. Times are the least of several runs, since other work only ever adds, and in processor time, which a busy
 * machine stretches least; where the ratio looks too large, both sizes are measured again, and then two of twice the size.
 * @param least the size to begin with: about what a long document has
 */
export function expectLinear(task: Task, least: number): void {
  const { ratio, size } = growth(task, least);
  expect(ratio, `how many times as long a size of ${size * factor} takes as one of ${size}`).toBeLessThan(bound);
}

/** How many times as long a task takes on eight times its input, and on which size that was measured. */
function growth(task: Task, least: number): Growth {
  // what the task costs on any input: a run that takes no longer says nothing
  const fixed = leastTime(task(1), 3);
  let found = growthFrom(task, least, fixed);
  const certain = () => found.ratio < bound || (found.ratio >= 2 * bound && found.time >= conclusive);
  for (let i = 1; i < attempts && !certain(); i++) found = growthFrom(task, found.size < doubled ? found.size * 2 : found.size, fixed);
  return found;
}

interface Growth {
  readonly ratio: number;
  readonly size: number;
  /** what the larger size takes, in milliseconds */
  readonly time: number;
}

function growthFrom(task: Task, least: number, fixed: number): Growth {
  const { size, run, repeats, time } = measurableSize(task, least, fixed);
  const large = task(size * factor);
  let [less, more] = [time, leastTime(large, 1, repeats)];
  const ratio = () => (more - fixed) / Math.max(less - fixed, Number.EPSILON);
  for (let round = 1; round < rounds && ratio() >= bound; round++) {
    less = Math.min(less, leastTime(run, 3, repeats));
    more = Math.min(more, leastTime(large, 1, repeats));
  }
  return { ratio: ratio(), size, time: more };
}

interface Measured {
  readonly size: number;
  readonly run: () => void;
  /** how many runs are measured as one */
  readonly repeats: number;
  /** of one run, in milliseconds */
  readonly time: number;
}

/** The first doubling of a size whose input takes a measurable time; at the largest size, as many runs as take one. */
function measurableSize(task: Task, least: number, fixed: number): Measured {
  for (let size = least; ; size *= 2) {
    const run = task(size);
    const time = leastTime(run, 3);
    if (time - fixed >= measurable) return { size, run, repeats: 1, time };
    if (size * 2 <= largest) continue;
    const repeats = Math.ceil(measurable / Math.max(time - fixed, measurable / 1000));
    return { size, run, repeats, time: leastTime(run, 3, repeats) };
  }
}

/** Milliseconds of one run: the least of several measurements of several runs each. */
function leastTime(run: () => void, measurements: number, repeats = 1): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < measurements; i++) least = Math.min(least, timed(run, repeats) / repeats);
  return least;
}

function timed(run: () => void, repeats: number): number {
  const began = process.cpuUsage();
  for (let i = 0; i < repeats; i++) run();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}
