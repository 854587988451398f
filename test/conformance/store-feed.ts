import { describe, expect, it } from "vitest";
import { type FeedEntry, type FeedPosition, readFeed } from "../../src/export/feed.js";
import type { Store } from "../../src/store/store.js";
import { buildDocument } from "../support/document.js";

const url = "https://www.example.gov.cn/feed.html";
const draft = (text: string, title: string | null = null, generation = 1) => buildDocument({ url, text, title, generation });
const other = buildDocument({ text: "别的文件。\n" });
const at = "2024-06-01T00:00:00.000Z";

/** The feed as its readers see it. `open` yields two writers on one empty store. */
export function describeFeed(open: () => Promise<{ store: Store; other: Store }>): void {
  describe("the change feed", () => {
    it("tells a newcomer what is held, of each document its last write", async () => {
      const { store } = await open();
      await store.put(draft("第一稿。\n"));
      await store.put(other);
      await store.put(draft("第二稿。\n"));
      const { changes, more } = await readFeed(store, null, 100);
      expect(changes).toEqual([
        { kind: "created", seq: 2, id: other.id, revision: 1, generation: 1 },
        { kind: "created", seq: 3, id: draft("").id, revision: 2, generation: 1 },
      ]);
      expect(more).toBe(false);
    });

    it("tells a reader which fields changed since it knew the document, over several writes and pages", async () => {
      const { store } = await open();
      await store.put(draft("第一稿。\n"));
      const { next } = await readFeed(store, null, 100);
      await store.put(draft("第二稿。\n"));
      await store.put(other);
      await store.put(draft("第二稿。\n", "标题"));
      const text = ["fingerprint", "original", "revision", "text"];
      const both = [...text, "title", "titleOriginal"].sort();
      const last = { kind: "updated", seq: 4, id: draft("").id, revision: 3, generation: 1 };
      const wanted = [
        { kind: "created", seq: 3, id: other.id, revision: 1, generation: 1 },
        { ...last, fields: both },
      ];
      expect((await readFeed(store, next, 100)).changes).toEqual(wanted);
      expect((await drain(store, next, 1)).changes).toEqual(wanted);
    });

    it("tells a new generation of the same revision by the fields that it altered", async () => {
      const { store } = await open();
      await store.put(draft("全文。\n"));
      const { next } = await readFeed(store, null, 100);
      await store.put({ ...draft("全文。\n", null, 2), kind: "opinion" });
      const [change] = (await readFeed(store, next, 100)).changes;
      expect(change).toMatchObject({ kind: "updated", revision: 1, generation: 2, fields: ["kind", "pipeline"] });
    });

    it("tells a takedown, and what is put back after it as created", async () => {
      const { store } = await open();
      await store.put(draft("全文。\n"));
      const { next } = await readFeed(store, null, 100);
      await store.remove(draft("").id, at);
      expect((await readFeed(store, next, 100)).changes).toEqual([{ kind: "deleted", seq: 2, id: draft("").id, at }]);
      await store.put(draft("全文。\n"), { restore: true });
      expect((await readFeed(store, next, 100)).changes).toMatchObject([{ kind: "created", seq: 3 }]);
    });

    it("refuses a position in another store, and one that lies ahead", async () => {
      const { store } = await open();
      await store.put(other);
      const { next } = await readFeed(store, null, 100);
      expect(next).toMatchObject({ from: 1, since: 1 });
      await expect(readFeed(store, { ...next, epoch: "0000" }, 10)).rejects.toMatchObject({ code: "cursor.epoch" });
      await expect(readFeed(store, { ...next, since: 2 }, 10)).rejects.toMatchObject({ code: "cursor.future" });
      expect((await readFeed(store, next, 10)).changes).toEqual([]);
    });

    it("is the same store to every process that opens it", async () => {
      const { store, other: second } = await open();
      const [one, two] = await Promise.all([store.feed(), second.feed()]);
      expect(one).toEqual(two);
      expect(one.epoch).toMatch(/^[0-9a-f]{32}$/);
    });

    it("brings whoever applies it to exactly the store's content, under four writers that update and take down", {
      timeout: 120_000,
    }, async () => {
      const { store, other: second } = await open();
      const copy = new Map<string, number>();
      let writing = true;
      const reader = follow(store, copy, () => writing);
      const writer = async (through: Store, number: number) => {
        for (let i = 0; i < 30; i++) {
          const shared = `https://www.example.gov.cn/shared/${i % 6}.html`;
          const own = `https://www.example.gov.cn/${number}/${i}.html`;
          await through.put(buildDocument({ url: shared, text: `写者${number}的第${i}稿。\n` }), { restore: true });
          await through.put(buildDocument({ url: own, text: `写者${number}的第${i}篇。\n` }));
          if (i % 5 === 0) await through.remove(buildDocument({ url: own, text: "。" }).id, at);
        }
      };
      await Promise.all([0, 1, 2, 3].map((number) => writer(number % 2 ? second : store, number)));
      await store.refresh();
      writing = false;
      await reader;
      const held = await store.ids({}, 1000);
      const content = await Promise.all(held.map(async (id): Promise<[string, number]> => [id, (await store.get(id))?.revision ?? 0]));
      expect([...copy].sort()).toEqual(content.sort());
      expect(content).toHaveLength(6 + 4 * 24);
    });
  });
}

/** Applies the feed to a copy until nobody writes any more and nothing is left to read. */
async function follow(store: Store, copy: Map<string, number>, isWritten: () => boolean): Promise<void> {
  let position: FeedPosition | null = null;
  let seq = 0;
  for (;;) {
    const wasWritten = isWritten();
    const { changes, next, more } = await readFeed(store, position, 7);
    for (const change of changes) {
      expect(change.seq).toBeGreaterThan(seq);
      seq = change.seq;
      if (change.kind === "deleted") copy.delete(change.id);
      else copy.set(change.id, change.revision);
    }
    position = next;
    if (changes.length > 0 || more) continue;
    if (!wasWritten) return;
    await new Promise((done) => setImmediate(done));
  }
}

async function drain(store: Store, from: FeedPosition, limit: number): Promise<{ changes: FeedEntry[]; position: FeedPosition }> {
  const changes: FeedEntry[] = [];
  let position = from;
  for (;;) {
    const page = await readFeed(store, position, limit);
    changes.push(...page.changes);
    position = page.next;
    if (!page.more) return { changes, position };
  }
}
