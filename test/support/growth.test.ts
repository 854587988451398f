import { describe, expect, it } from "vitest";
import { expectLinear, type Task } from "./growth.js";

/** What the tasks come to, so that no compiler leaves their work out. */
const results: number[] = [];

function work(steps: number): void {
  let sum = 0;
  for (let i = 0; i < steps; i++) sum = (sum * 31 + i) | 0;
  results[0] = sum;
}

/** All that differ, looked for one by one: some microseconds on a hundred, and quadratic. */
const distinct: Task = (size) => () => {
  const seen: number[] = [];
  for (let i = 0; i < size; i++) if (!seen.includes(i)) seen.push(i);
  results[0] = seen.length;
};

function textual(piece: string, count: (text: string) => number): Task {
  return (size) => {
    const text = piece.repeat(size);
    return () => {
      results[0] = count(text);
    };
  };
}

describe("a task passes whose time", () => {
  it.each<[string, Task]>([
    ["is linear", (size) => () => work(size)],
    ["is linear behind a fixed cost", (size) => () => work(1_000_000 + size * 100)],
    ["is n log n", (size) => () => work(size * Math.ceil(Math.log2(size + 1)))],
    ["does not grow", () => () => work(100)],
    ["is linear in a text", textual("政策", (text) => text.split("策").length)],
  ])("%s", (_, task) => {
    expectLinear(task, 100);
  });
});

describe("a task fails whose time", () => {
  it.each<[string, Task]>([
    ["is quadratic", (size) => () => work(size * size)],
    ["is quadratic, and too short to measure where it begins", distinct],
    ["is quadratic where it is linear on small inputs", (size) => () => work(size * 20 + (size * size) / 1000)],
    ["is quadratic behind a fixed cost that hides it", (size) => () => work(1_000_000 + size * size)],
    ["is quadratic in a regex", textual(" ", (text) => Number(/\s+$/.test(`${text}x`)))],
  ])("%s", (_, task) => {
    expect(() => expectLinear(task, 100)).toThrow(/times as long/);
  });
});
