import { describe, expect, it } from "vitest";
import { blankRow, type LedgerRow } from "../../src/model/ledger.js";
import type { Store } from "../../src/store/store.js";

const row = (address: string, given: Partial<LedgerRow> = {}): LedgerRow => ({
  ...blankRow(address, "2024-06-01T00:00:00.000Z"),
  ...given,
});

/** One row per address with compare-and-set, and what is listed from them. */
export function describeLedger(open: () => Promise<{ store: Store; other: Store }>): void {
  describe("ledger", () => {
    it("reads back what was written, with a version that grows", async () => {
      const { store, other } = await open();
      const full = row("https://a.gov.cn/?q=规划#1", {
        state: "rejected",
        reason: "fetch.status",
        detail: "404 \ud83d\ude00",
        source: "a",
        id: "0".repeat(32),
        held: true,
        etag: 'W/"1"',
        lastModified: "Sat, 01 Jun 2024 00:00:00 GMT",
        attempts: 3,
        nextDue: "2024-06-02T00:00:00.000Z",
      });
      expect(await store.ledger.get(full.address)).toBeNull();
      expect(await store.ledger.write(full)).toEqual({ ...full, version: 1 });
      expect(await other.ledger.get(full.address)).toEqual({ ...full, version: 1 });
      expect(await other.ledger.write({ ...full, attempts: 4, version: 1 })).toMatchObject({ attempts: 4, version: 2 });
      expect(await store.ledger.get(full.address)).toMatchObject({ attempts: 4, version: 2 });
    });

    it("takes an address of any length", async () => {
      const { store } = await open();
      const address = `https://a.gov.cn/${"路".repeat(4000)}`;
      await store.ledger.write(row(address));
      expect(await store.ledger.get(address)).toMatchObject({ address });
    });

    it("lets only one of two writers from the same version through", async () => {
      const { store, other } = await open();
      const created = await Promise.allSettled([store.ledger.write(row("a")), other.ledger.write(row("a"))]);
      expect(created.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const updated = await Promise.allSettled([store, other].map(({ ledger }) => ledger.write(row("a", { version: 1, attempts: 1 }))));
      expect(updated.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      await expect(store.ledger.write(row("a", { version: 1 }))).rejects.toMatchObject({ code: "store.conflict" });
      await expect(store.ledger.write(row("a"))).rejects.toMatchObject({ code: "store.conflict" });
      await expect(store.ledger.write(row("none", { version: 5 }))).rejects.toMatchObject({ code: "store.conflict" });
      expect(await store.ledger.get("a")).toMatchObject({ version: 2 });
    });

    it("lists by state, reason, source and id, in order of address and in pages", async () => {
      const { store } = await open();
      const id = "1".repeat(32);
      await store.ledger.write(row("c", { state: "rejected", reason: "fetch.robots", source: "s" }));
      await store.ledger.write(row("a", { state: "rejected", reason: "fetch.status", source: "s", id }));
      await store.ledger.write(row("b", { state: "indexed", source: "t", id }));
      await store.refresh();
      const list = async (...given: Parameters<Store["ledger"]["list"]>) =>
        (await store.ledger.list(...given)).map(({ address }) => address);
      expect(await list({}, 10)).toEqual(["a", "b", "c"]);
      expect(await list({ state: "rejected" }, 10)).toEqual(["a", "c"]);
      expect(await list({ state: "rejected", reason: "fetch.robots" }, 10)).toEqual(["c"]);
      expect(await list({ source: "t" }, 10)).toEqual(["b"]);
      expect(await list({ id }, 10)).toEqual(["a", "b"]);
      expect(await list({}, 2)).toEqual(["a", "b"]);
      expect(await list({}, 2, "b")).toEqual(["c"]);
    });

    it("says what waits to be worked on, longest waiting first", async () => {
      const { store } = await open();
      const due = "2024-06-02T00:00:00.000Z";
      await store.ledger.write(row("due", { state: "indexed", nextDue: due }));
      await store.ledger.write(row("later", { state: "indexed", nextDue: "2024-06-03T00:00:00.000Z" }));
      await store.ledger.write(row("never", { state: "rejected", reason: "removed" }));
      await store.ledger.write(row("fetched", { state: "fetched", updatedAt: "2024-06-01T00:00:02.000Z" }));
      await store.ledger.write(row("queued", { updatedAt: "2024-06-01T00:00:01.000Z" }));
      await store.ledger.write(row("backing off", { nextDue: "2024-06-05T00:00:00.000Z" }));
      await store.refresh();
      const addresses = async (at: string, limit = 10) => (await store.ledger.due(at, limit)).map(({ address }) => address);
      expect(await addresses(due)).toEqual(["queued", "fetched", "due"]);
      expect(await addresses("2024-06-02T08:00:00+08:00")).toEqual(["queued", "fetched", "due"]);
      expect(await addresses("2024-06-01T23:59:59.999Z")).toEqual(["queued", "fetched"]);
      expect(await addresses("2024-06-09T00:00:00Z", 2)).toEqual(["queued", "fetched"]);
      expect(await addresses("2024-06-09T00:00:00Z")).toEqual(["queued", "fetched", "due", "later", "backing off"]);
    });

    it("says what waits of one source", async () => {
      const { store } = await open();
      const due = "2024-06-02T00:00:00.000Z";
      await store.ledger.write(row("a", { source: "s" }));
      await store.ledger.write(row("b", { source: "t" }));
      await store.ledger.write(row("c", { source: "s", state: "indexed", nextDue: due }));
      await store.ledger.write(row("d", { nextDue: due }));
      await store.refresh();
      const addresses = async (limit: number) => (await store.ledger.due(due, limit, "s")).map(({ address }) => address);
      expect(await addresses(10)).toEqual(["a", "c"]);
      expect(await addresses(1)).toEqual(["a"]);
    });

    it("counts every row exactly once", async () => {
      const { store } = await open();
      const rows = [
        row("a", { state: "rejected", reason: "fetch.status", source: "s" }),
        row("b", { state: "rejected", reason: "fetch.status", source: "s" }),
        row("c", { state: "rejected", reason: "fetch.robots", source: "s" }),
        row("d", { state: "indexed", source: "s" }),
        row("e", { state: "indexed" }),
      ];
      for (const one of rows) await store.ledger.write(one);
      await store.refresh();
      expect(await store.ledger.counts()).toEqual([
        { source: null, state: "indexed", reason: null, count: 1 },
        { source: "s", state: "indexed", reason: null, count: 1 },
        { source: "s", state: "rejected", reason: "fetch.robots", count: 1 },
        { source: "s", state: "rejected", reason: "fetch.status", count: 2 },
      ]);
    });
  });
}
