import { describe, expect, it } from "vitest";
import type { Store } from "../../src/store/store.js";
import { buildDocument, sha256 } from "../support/document.js";

/** Settings, and pages that are given up. */
export function describeSettings(open: () => Promise<{ store: Store; other: Store }>): void {
  describe("settings", () => {
    it("are written by compare-and-set, read by name, listed by prefix, and dropped", async () => {
      const { store, other } = await open();
      const conflict = expect.objectContaining({ code: "store.conflict" });
      expect(await store.settings.get("key/a")).toBeNull();
      await store.settings.write("key/a", { of: "甲", scopes: ["push"] }, 0);
      await expect(other.settings.write("key/a", { of: "乙" }, 0)).rejects.toEqual(conflict);
      expect(await other.settings.get("key/a")).toEqual({ name: "key/a", value: { of: "甲", scopes: ["push"] }, version: 1 });
      await other.settings.write("key/a", { of: "丙" }, 1);
      await expect(store.settings.write("key/a", { of: "丁" }, 1)).rejects.toEqual(conflict);
      await expect(store.settings.write("key/a", null, 1)).rejects.toEqual(conflict);
      for (const name of ["key/c", "key/b", "other/a", "key%"]) await store.settings.write(name, {}, 0);
      await store.refresh();
      expect((await store.settings.list("key/", 10)).map(({ name }) => name)).toEqual(["key/a", "key/b", "key/c"]);
      expect((await store.settings.list("key/", 1, "key/a")).map(({ name }) => name)).toEqual(["key/b"]);
      await store.settings.write("key/a", null, 2);
      await store.settings.write("never", null, 0);
      expect(await other.settings.get("key/a")).toBeNull();
    });

    it("takes one of several writers at once", async () => {
      const { store, other } = await open();
      const written = await Promise.allSettled([0, 1, 2, 3].map((n) => (n % 2 ? store : other).settings.write("one", { n }, 0)));
      expect(written.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    });
  });

  describe("pages that are given up", () => {
    it("go, but for the one that the held record was made from", async () => {
      const { store } = await open();
      const document = buildDocument({ text: "正文。\n" });
      const page = (content: string) => ({
        ...{ id: document.id, digest: sha256(content), bytes: new TextEncoder().encode(content), url: document.url, finalUrl: null },
        ...{ contentType: "text/html", fetchedAt: null, hints: {} },
      });
      await store.pages.put(page("旧"));
      await store.put(document, { page: page("旧").digest });
      await store.pages.put(page("新"));
      expect((await store.pages.get(document.id))?.digest).toBe(page("新").digest);
      await store.pages.drop(document.id);
      expect((await store.pages.get(document.id))?.digest).toBe(page("旧").digest);
      expect(await store.pages.get(document.id, page("新").digest)).toBeNull();
      await store.pages.drop(document.id);
      expect((await store.pages.get(document.id))?.digest).toBe(page("旧").digest);
      await store.remove(document.id, "2024-06-01T00:00:00.000Z");
      const other = { ...page("别的"), id: "1".repeat(32) };
      await store.pages.put(other);
      await store.refresh();
      await store.pages.put({ ...page("更新"), id: other.id });
      await store.pages.drop(other.id, page("别的").digest);
      expect((await store.pages.get(other.id))?.digest).toBe(page("别的").digest);
      await store.pages.drop(other.id);
      expect(await store.pages.get(other.id)).toBeNull();
    });
  });
}
