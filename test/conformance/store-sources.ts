import { describe, expect, it } from "vitest";
import { afterRound, blankSource, type SourceState } from "../../src/model/source-state.js";
import type { Store } from "../../src/store/store.js";

const source = (id: string): SourceState =>
  afterRound(blankSource(id), {
    note: {
      at: "2025-03-01T00:00:00.000Z",
      list: "failed",
      reason: "fetch.status",
      detail: "404 \ud83d\ude00 \ud83d",
      announced: 0,
      discovered: 0,
      titles: null,
      asked: 0,
      failures: { "fetch.robots": 2 },
      bodies: null,
    },
    arrivals: ["2025-02-28T00:00:00.000Z"],
    fetched: ["https://a.gov.cn/1.html"],
    nextDue: "2025-03-01T01:00:00.000Z",
  });

/** One row per source with compare-and-set. */
export function describeSources(open: () => Promise<{ store: Store; other: Store }>): void {
  describe("sources", () => {
    it("reads back what was written, at once and from elsewhere, with a version that grows", async () => {
      const { store, other } = await open();
      expect(await store.sources.get("a")).toBeNull();
      expect(await store.sources.all()).toEqual([]);
      expect(await store.sources.write(source("b"))).toEqual({ ...source("b"), version: 1 });
      expect(await other.sources.write(source("a"))).toMatchObject({ version: 1 });
      expect(await other.sources.get("b")).toEqual({ ...source("b"), version: 1 });
      expect(await other.sources.write({ ...source("b"), nextDue: null, version: 1 })).toMatchObject({ version: 2, nextDue: null });
      expect((await store.sources.all()).map(({ id, version }) => [id, version])).toEqual([
        ["a", 1],
        ["b", 2],
      ]);
    });

    it("lets only one of two writers from the same version through", async () => {
      const { store, other } = await open();
      const written = await Promise.allSettled([store.sources.write(source("a")), other.sources.write(source("a"))]);
      expect(written.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      await expect(store.sources.write(source("a"))).rejects.toMatchObject({ code: "store.conflict" });
      await expect(store.sources.write({ ...source("c"), version: 3 })).rejects.toMatchObject({ code: "store.conflict" });
    });
  });
}
