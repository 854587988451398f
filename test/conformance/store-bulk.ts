import { describe, expect, it } from "vitest";
import { blankRow, type LedgerRow } from "../../src/model/ledger.js";
import type { RawPage } from "../../src/model/page.js";
import type { Store } from "../../src/store/store.js";

const at = "2024-06-01T00:00:00.000Z";
const row = (address: string, given: Partial<LedgerRow> = {}): LedgerRow => ({ ...blankRow(address, at), ...given });
const page = (id: string, digest: string, text: string): RawPage => ({
  id: id.repeat(32),
  digest: digest.repeat(64),
  bytes: new TextEncoder().encode(text),
  url: null,
  finalUrl: null,
  contentType: "text/html",
  fetchedAt: at,
  hints: {},
});
/** Bytes come as a Buffer or another byte array: which one is no matter. */
const plain = (pages: readonly (RawPage | null)[]) => pages.map((one) => one && { ...one, bytes: [...one.bytes] });
const codeOf = (answer: unknown) => (answer as { code?: string } | null)?.code ?? answer;

/** Pages and ledger rows, several at once: each answered by itself, in the order given. */
export function describeBulk(open: () => Promise<{ store: Store; other: Store }>): void {
  describe("rows in bulk", () => {
    it("reads and writes them in the order given, null for those that are not there", async () => {
      const { store, other } = await open();
      const written = await store.ledger.writeAll([row("b", { state: "fetched" }), row("a")]);
      expect(written).toEqual([row("b", { state: "fetched", version: 1 }), row("a", { version: 1 })]);
      expect(await other.ledger.getAll(["a", "none", "b", "a"])).toEqual([
        row("a", { version: 1 }),
        null,
        row("b", { state: "fetched", version: 1 }),
        row("a", { version: 1 }),
      ]);
    });

    it("lets one that another writer was faster for harm no other", async () => {
      const { store, other } = await open();
      await store.ledger.writeAll([row("a"), row("b")]);
      await other.ledger.write(row("a", { version: 1, attempts: 1 }));
      const answers = await store.ledger.writeAll([
        row("a", { version: 1 }),
        row("b", { version: 1, attempts: 2 }),
        row("c", { version: 3 }),
        row("d"),
      ]);
      expect(answers.map(codeOf)).toEqual([
        "store.conflict",
        row("b", { version: 2, attempts: 2 }),
        "store.conflict",
        row("d", { version: 1 }),
      ]);
      expect(await store.ledger.get("a")).toMatchObject({ version: 2, attempts: 1 });
      expect(await store.ledger.get("c")).toBeNull();
    });

    it("lets only one of two writes of an address through", async () => {
      const { store } = await open();
      const answers = await store.ledger.writeAll([row("a", { attempts: 1 }), row("a", { attempts: 2 })]);
      expect(answers.map(codeOf)).toEqual([row("a", { attempts: 1, version: 1 }), "store.conflict"]);
      expect(await store.ledger.get("a")).toMatchObject({ attempts: 1, version: 1 });
    });

    it("takes none at all", async () => {
      const { store } = await open();
      expect(await store.ledger.writeAll([])).toEqual([]);
      expect(await store.ledger.getAll([])).toEqual([]);
    });
  });

  describe("pages in bulk", () => {
    it("keeps and reads them, of one document the last as the one put last", async () => {
      const { store, other } = await open();
      const [first, second, third] = [page("1", "a", "一"), page("2", "b", "二"), page("1", "c", "三")] as const;
      expect(await store.pages.putAll([first, second, third])).toEqual([null, null, null]);
      expect(plain(await other.pages.getAll([second.id, "0".repeat(32), first.id]))).toEqual(plain([second, null, third]));
      expect(plain([await other.pages.get(first.id, first.digest)])).toEqual(plain([first]));
    });

    it("refuses that of a document that was taken down, and that alone", async () => {
      const { store } = await open();
      const [gone, kept] = [page("1", "a", "一"), page("2", "b", "二")] as const;
      await store.pages.put(gone);
      await store.remove(gone.id, at);
      const answers = await store.pages.putAll([gone, kept]);
      expect(answers.map(codeOf)).toEqual(["removed", null]);
      expect(plain(await store.pages.getAll([gone.id, kept.id]))).toEqual(plain([null, kept]));
    });

    it("reads more than one request takes", async () => {
      const { store } = await open();
      const many = [..."0123456789abcdef"].map((sign) => page(sign, sign, sign));
      await store.pages.putAll(many);
      expect(plain(await store.pages.getAll(many.map(({ id }) => id).reverse()))).toEqual(plain([...many].reverse()));
    });
  });
}
