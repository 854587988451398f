import { expect, test } from "vitest";
import { changedDocuments, committedGolden, currentGolden } from "./golden.js";

test("documents change only with a raised generation, and the golden digests are those of the running code", () => {
  const committed = committedGolden();
  const current = currentGolden();
  const changed = changedDocuments(committed, current);
  expect(
    changed,
    current.generation === committed.generation
      ? "These documents changed: raise `generation` in src/model/version.ts, list them with the reason, and run `npm run golden`."
      : "The generation was raised: look at these documents, then run `npm run golden`.",
  ).toEqual([]);
  expect(current.generation).toBe(committed.generation);
});

test("a change is told by the paths of its documents", () => {
  const before = { generation: 1, documents: { a: "1", b: "2", gone: "3" } };
  const after = { generation: 1, documents: { a: "1", b: "changed", fresh: "4" } };
  expect(changedDocuments(before, after)).toEqual(["b", "fresh", "gone"]);
});
