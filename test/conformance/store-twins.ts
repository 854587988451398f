import { describe, expect, it } from "vitest";
import type { RawPage } from "../../src/model/page.js";
import type { Document } from "../../src/model/record.js";
import type { PutOutcome, Store } from "../../src/store/store.js";
import { buildDocument, sha256 } from "../support/document.js";

const url = "https://www.example.gov.cn/a.html";
const first = () => buildDocument({ url, text: "第一版全文。\n" });
const second = (generation = 1) => buildDocument({ url, text: "第二版全文，改动很大。\n", generation });
const at = "2024-06-01T00:00:00.000Z";

function page(content: string, { id, url }: Document): RawPage {
  const bytes = Buffer.from(content);
  return { id, digest: sha256(bytes), bytes, url, finalUrl: url, contentType: "text/html", fetchedAt: at, hints: {} };
}

async function types(store: Store): Promise<string[]> {
  return (await store.changes(0, 1000)).changes.map((change) => change.type);
}

/** What address a document is held under, and one at several addresses of its site. `open` yields two writers on one empty store. */
export function describeTwins(open: () => Promise<{ store: Store; other: Store }>): void {
  describe("addresses", () => {
    it("holds a record under the address that came first, whoever brings it again or a new revision of it", async () => {
      const { store, other } = await open();
      const addressOf = (outcome: PutOutcome) => ("address" in outcome ? outcome.address : null);
      expect(addressOf(await store.put(first(), { address: "a" }))).toBe("a");
      expect(addressOf(await other.put(first(), { address: "b" }))).toBe("a");
      expect(addressOf(await other.put(second(), { address: "b" }))).toBe("a");
      expect(addressOf(await store.put(second(2), { address: "b" }))).toBe("a");
      await store.remove(first().id, at);
      expect(addressOf(await store.put(first(), { address: "b", restore: true }))).toBe("b");
    });

    it("names one address only when several bring a document at once", async () => {
      const { store, other } = await open();
      const outcomes = await Promise.all(["a", "b", "c", "d"].map((address, i) => (i % 2 ? store : other).put(first(), { address })));
      expect(outcomes.filter(({ state }) => state === "indexed")).toHaveLength(1);
      expect(new Set(outcomes.map((outcome) => ("address" in outcome ? outcome.address : null))).size).toBe(1);
    });
  });

  describe("one document at several addresses of a site", () => {
    const held = {
      title: "关于加强管理工作的通知",
      text: "各市人民政府，各有关部门：现将有关事项通知如下，请认真贯彻执行。\n",
      publishedAt: "2024-05-01",
    };
    const copy = (at: string, changed: Partial<Document> = {}) => buildDocument({ ...held, ...changed, url: `https://${at}` });
    const original = copy("www.example.gov.cn/a.html");

    it.each([
      ["the same by http", "http://www.example.gov.cn/a.html"],
      ["the site for telephones", "https://m.example.gov.cn/a.html"],
      ["a copy for printing", "https://www.example.gov.cn/a.html?print=1"],
    ])("is a duplicate at %s", async (_what, where) => {
      const { store, other } = await open();
      await store.put(original, { address: "first" });
      const twin = buildDocument({ ...held, url: where });
      const kept = page("副本", twin);
      await other.pages.put(kept);
      expect(await other.put(twin, { page: kept.digest, address: where })).toEqual({
        state: "duplicate",
        id: original.id,
        revision: 1,
        stale: false,
        address: "first",
      });
      expect(await store.get(twin.id)).toBeNull();
      expect(await types(store)).toEqual(["record"]);
      await store.refresh();
      expect(await store.ids({}, 10)).toEqual([original.id]);
    });

    it("is decided once when several bring it at the same time", async () => {
      const { store, other } = await open();
      const copies = ["www.example.gov.cn/1", "m.example.gov.cn/1", "www.example.gov.cn/p/1", "example.gov.cn/1"].map((at) => copy(at));
      const outcomes = await Promise.all(copies.map((document, i) => (i % 2 ? store : other).put(document)));
      const winner = copies[outcomes.findIndex(({ state }) => state === "indexed")];
      expect(outcomes.filter(({ state }) => state === "indexed")).toHaveLength(1);
      expect(outcomes.flatMap((outcome) => (outcome.state === "duplicate" ? [outcome.id] : []))).toEqual(Array(3).fill(winner?.id));
      expect(await types(store)).toEqual(["record"]);
    });

    it.each([
      ["another site", copy("www.other.gov.cn/a.html")],
      ["another title", copy("www.example.gov.cn/b.html", { titleOriginal: "关于加强管理工作的补充通知" })],
      ["another day", copy("www.example.gov.cn/b.html", { publishedAt: "2024-06-01" })],
      ["another text", copy("www.example.gov.cn/b.html", { original: `${held.text}补充。\n` })],
      ["no title", copy("www.example.gov.cn/b.html", { title: null, titleOriginal: null })],
      ["hardly any text", copy("www.example.gov.cn/b.html", { original: "见附件。\n" })],
    ])("is a record of its own with %s", async (_what, document) => {
      const { store } = await open();
      await store.put(original);
      expect(await store.put(document)).toMatchObject({ state: "indexed", revision: 1 });
    });

    it("taken over by another site joins its cluster, whose members are told in order", async () => {
      const { store } = await open();
      const repost = copy("www.other.gov.cn/a.html", { originalUrl: "https://www.example.gov.cn/a.html", publisher: "某某网" });
      await store.put(original);
      await store.refresh();
      await store.put(repost);
      await store.put(copy("www.third.gov.cn/b.html", { fingerprint: "f".repeat(16) }));
      await store.refresh();
      const members = await store.members(original.id);
      expect(members.map(({ id, publisher, seq }) => [id, publisher, seq])).toEqual([
        [original.id, null, 1],
        [repost.id, "某某网", 2],
      ]);
      await store.remove(repost.id, at);
      await store.refresh();
      expect(await store.members(original.id)).toHaveLength(1);
      expect(await store.members("0".repeat(32))).toEqual([]);
    });

    it("stays a record that is held, whatever it comes to say, and becomes one where the first was taken down", async () => {
      const { store } = await open();
      const other = copy("www.example.gov.cn/b.html", { original: "另一份文件的正文，说的是另外一件完全不同的事情，请各单位知悉。\n" });
      await store.put(original);
      await store.put(other);
      expect(await store.put({ ...other, original: original.original })).toMatchObject({ state: "indexed", revision: 2 });
      await store.remove(original.id, at);
      expect(await store.put(copy("m.example.gov.cn/a.html"))).toMatchObject({ state: "indexed", revision: 1 });
    });
  });
}
