import { setTimeout as wait } from "node:timers/promises";
import { ZhengwenError } from "../../model/errors.js";
import type { Cluster } from "./client.js";
import { read, replace } from "./read.js";

/**
 * The counter that gives out `seq`. One document holds the next number and those given out whose writes are not known
 * to be done; it changes only by compare-and-set. A writer takes numbers, writes, and finishes them. A reader of the
 * feed goes no further than the smallest open one. A writer that stays silent for the length of the lease loses its
 * numbers: the feed goes on without it, and should it still live, `finish` tells it to write again under new ones.
 */
export interface Sequence {
  take(count: number): Promise<number[]>;
  /** @returns those that were lost meanwhile */
  finish(seqs: readonly number[]): Promise<number[]>;
  /** Everything below is written or will never be. */
  floor(): Promise<number>;
}

interface Counter {
  readonly next: number;
  /** in order of seq; `at` in milliseconds since 1970 */
  readonly open: readonly { readonly seq: number; readonly at: number }[];
}

interface Step {
  readonly count: number;
  readonly finished: readonly number[];
  readonly done: (result: Result) => void;
  readonly failed: (error: unknown) => void;
}

interface Result {
  readonly taken: number[];
  readonly lost: number[];
  readonly floor: number;
}

const id = "sequence";
const none: Counter = { next: 1, open: [] };
/** How often a compare-and-set is lost before it counts as a fault: with fair luck never. */
const mostRounds = 200;

/** @param lease milliseconds */
export function openSequence(cluster: Cluster, lease: number): Sequence {
  let waiting: Step[] = [];
  let running = false;

  const step = (count: number, finished: readonly number[]) =>
    new Promise<Result>((done, failed) => {
      waiting.push({ count, finished, done, failed });
      if (!running) void run();
    });

  // steps asked for while one is under way are taken together: one write for any number of them
  const run = async () => {
    running = true;
    while (waiting.length > 0) {
      const steps = waiting;
      waiting = [];
      try {
        const results = await advance(steps);
        results.forEach((result, i) => {
          steps[i]?.done(result);
        });
      } catch (error) {
        for (const { failed } of steps) failed(error);
      }
    }
    running = false;
  };

  const advance = async (steps: readonly Step[]) => {
    for (let round = 0; round < mostRounds; round++) {
      const held = await read<Counter>(cluster, "state", id);
      const { counter, results } = applySteps(held?.source ?? none, steps, lease);
      if (await replace(cluster, "state", id, counter, held)) return results;
      await wait(Math.random() * Math.min(5 * (round + 1), 100));
    }
    throw new ZhengwenError("store.conflict", "The counter of writes.");
  };

  return {
    take: async (count) => (count === 0 ? [] : (await step(count, [])).taken),
    finish: async (seqs) => (seqs.length === 0 ? [] : (await step(0, seqs)).lost),
    floor: async () => {
      const counter = (await read<Counter>(cluster, "state", id))?.source ?? none;
      if (withoutDead(counter, lease) === counter) return floorOf(counter);
      // a number is lost only once that is written down: else its writer could still finish it behind the reader's back
      return (await step(0, [])).floor;
    },
  };
}

function floorOf({ next, open }: Counter): number {
  return open[0]?.seq ?? next;
}

function withoutDead(counter: Counter, lease: number): Counter {
  const dead = Date.now() - lease;
  const open = counter.open.filter(({ at }) => at > dead);
  return open.length === counter.open.length ? counter : { ...counter, open };
}

/** A writer that finishes lives, however late it is: so what is finished is taken out before the dead are. */
function applySteps(counter: Counter, steps: readonly Step[], lease: number): { counter: Counter; results: Result[] } {
  const unfinished = new Map(counter.open.map((entry) => [entry.seq, entry]));
  const lost = steps.map(({ finished }) => finished.filter((seq) => !unfinished.delete(seq)));
  const living = withoutDead({ next: counter.next, open: [...unfinished.values()] }, lease);
  let { next } = living;
  const taken = steps.map(({ count }) => Array.from({ length: count }, () => next++));
  const at = Date.now();
  const after: Counter = { next, open: [...living.open, ...taken.flat().map((seq) => ({ seq, at }))] };
  return { counter: after, results: steps.map((_, i) => ({ taken: taken[i] ?? [], lost: lost[i] ?? [], floor: floorOf(after) })) };
}
