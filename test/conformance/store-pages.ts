import { describe, expect, it } from "vitest";
import type { RawPage } from "../../src/model/page.js";
import type { Store } from "../../src/store/store.js";
import { buildDocument, sha256 } from "../support/document.js";

const url = "https://www.example.gov.cn/a.html";
const first = buildDocument({ url, text: "第一版全文。\n" });
const second = buildDocument({ url, text: "第二版全文，改动很大。\n" });

function page(content: string): RawPage {
  const bytes = Buffer.from(content);
  const fetchedAt = "2024-06-01T00:00:00.000Z";
  return { id: first.id, digest: sha256(bytes), bytes, url, finalUrl: url, contentType: "text/html", fetchedAt, hints: { title: "标题" } };
}

/** Raw pages, and how long they are kept. `open` yields two writers on one empty store. */
export function describePages(open: () => Promise<{ store: Store; other: Store }>): void {
  describe("raw pages", () => {
    it("reads back the same bytes and what was known of them", async () => {
      const { store } = await open();
      const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 31) % 256);
      const raw = { ...page("x"), digest: sha256(bytes), bytes };
      await store.pages.put(raw);
      const held = await store.pages.get(raw.id);
      expect({ ...held, bytes: Buffer.from(held?.bytes ?? []) }).toEqual({ ...raw, bytes: Buffer.from(bytes) });
      expect(await store.pages.get("0".repeat(32))).toBeNull();
    });

    it("holds the page of the newest revision and the ones not yet stored, no others", async () => {
      const { store } = await open();
      const [a, b, c] = [page("甲"), page("乙"), page("丙")];
      const held = async () => (await Promise.all([a, b, c].map((raw) => store.pages.get(raw.id, raw.digest)))).map((raw) => raw !== null);
      await store.pages.put(a);
      await store.put(first, { page: a.digest });
      await store.pages.put(b);
      expect(await held()).toEqual([true, true, false]);
      expect((await store.pages.get(b.id))?.digest).toBe(b.digest);
      // b says the same: a stays what the revision was made from
      await store.put(first, { page: b.digest });
      expect(await held()).toEqual([true, false, false]);
      expect((await store.pages.get(a.id))?.digest).toBe(a.digest);
      await store.pages.put(c);
      await store.put(second, { page: c.digest });
      expect(await held()).toEqual([false, false, true]);
    });
  });
}
