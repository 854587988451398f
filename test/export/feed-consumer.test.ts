import { expect, it } from "vitest";
import { runFeed } from "../feed/world.js";

it("a reader that is killed like the writers it follows ends with what the store holds", { timeout: 240_000 }, async () => {
  const { records, writes, problems } = await runFeed({ writers: 2, kills: 3, seed: 7 });
  expect(problems).toEqual([]);
  expect(records).toBeGreaterThan(0);
  expect(writes).toBeGreaterThan(3);
});
