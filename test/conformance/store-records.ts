import { describe, expect, it } from "vitest";
import { putCompared } from "../../src/ingest/put-compared.js";
import { ZhengwenError } from "../../src/model/errors.js";
import type { RawPage } from "../../src/model/page.js";
import { type Attachment, type Document, recordSchema } from "../../src/model/record.js";
import { revisionDigest } from "../../src/store/revision.js";
import type { PutOutcome, Store } from "../../src/store/store.js";
import { buildDocument, sha256 } from "../support/document.js";

/** maps of texts that are what they were published as */
const noMaps = { title: null, body: { edits: [], runs: [] } };

const url = "https://www.example.gov.cn/a.html";
const first = (generation = 1) => buildDocument({ url, text: "第一版全文。\n", generation });
const second = (generation = 1) => buildDocument({ url, text: "第二版全文，改动很大。\n", generation });
const at = "2024-06-01T00:00:00.000Z";

function page(content: string, id = first().id): RawPage {
  const bytes = Buffer.from(content);
  const hints = { title: "标题" };
  return { id, digest: sha256(bytes), bytes, url, finalUrl: url, contentType: "text/html", fetchedAt: at, hints };
}

async function types(store: Store, since = 0): Promise<string[]> {
  return (await store.changes(since, 1000)).changes.map((change) => change.type);
}

/** Records, revisions, generations, the feed and takedown. `open` yields two writers on one empty store. */
export function describeRecords(open: () => Promise<{ store: Store; other: Store }>): void {
  describe("revisions", () => {
    it("stores a document as a valid record and reads it back whole", async () => {
      const { store } = await open();
      const document = buildDocument({
        url,
        title: "关于试行的通知",
        text: '𬭎字辈\u0007，引号"与\\。\n',
        attachments: [{ name: "表", url: null, type: null }],
      });
      expect(await store.put(document)).toMatchObject({ state: "indexed", revision: 1, stale: false });
      const record = await store.get(document.id);
      expect(recordSchema.parse(record)).toEqual({ ...document, schema: "zhengwen/record@1", revision: 1, seq: 1, cluster: document.id });
      expect(await store.get("0".repeat(32))).toBeNull();
      expect(await store.get(document.id, 2)).toBeNull();
    });

    it("keeps what a text should not hold but may: U+0000, half a surrogate pair, characters that JSON escapes", async () => {
      const { store } = await open();
      const strange = '\u0000规\ud842模\udfb7\u2028\ufeff\uffff"\\\u0007';
      const document = buildDocument({ url, text: strange, title: strange, author: strange, claimedUrl: `https://a.gov.cn/${strange}` });
      expect(await store.put(document, { address: `file:/${"路".repeat(500)}` })).toMatchObject({ state: "indexed" });
      expect(await store.get(document.id)).toMatchObject({ text: strange, title: strange, author: strange });
      await store.refresh();
      expect((await store.search({ ...everything, where: { is: "text", ways: [["规", "模"]] } })).hits[0]?.record.original).toBe(strange);
    });

    it("keeps a large document, and one with an endless address", async () => {
      const { store } = await open();
      const text = `${"规模化发展abc123.5，".repeat(50_000)}\n`;
      const document = buildDocument({ url, text, claimedUrl: `https://a.gov.cn/${"x".repeat(50_000)}` });
      expect(await store.put(document)).toMatchObject({ state: "indexed" });
      expect((await store.get(document.id))?.original.length).toBe(text.length);
    });

    it("says of a revision what it changed against the one before, and keeps that when it is extracted again", async () => {
      const { store } = await open();
      const part = (id: string, start: number, end: number) => ({
        id,
        level: "body" as const,
        label: null,
        start,
        end,
        textStart: start,
        textEnd: end,
        parent: null,
      });
      const draft = (text: string, generation = 1) =>
        buildDocument({ url, text, generation, parts: [part("b1", 0, 4), part("b2", 4, text.length)] });
      await store.put(draft("第一段。第二段。\n"));
      expect(await store.get(first().id)).not.toHaveProperty("changed");
      const told = { revision: 1, fields: ["text"], parts: [{ id: "b2", change: "changed" }] };
      await store.put({ ...draft("第一段。改过的。\n"), editor: null });
      expect((await store.get(first().id))?.changed).toEqual(told);
      await store.put(draft("第一段。改过的。\n", 2));
      expect(await store.get(first().id)).toMatchObject({ revision: 2, pipeline: { generation: 2 }, changed: told });
      await store.put({ ...draft("第一段。又改的。\n", 2), title: "新题", titleOriginal: "新题" });
      expect((await store.get(first().id, 2))?.changed).toEqual(told);
      expect((await store.get(first().id))?.changed).toEqual({
        revision: 2,
        fields: ["title", "text"],
        parts: [{ id: "b2", change: "changed" }],
      });
    });

    it("makes no revision of the same content, whatever else differs", async () => {
      const { store } = await open();
      await store.put(first());
      const again = { ...first(), fetchedAt: "2025-01-01T00:00:00Z", editor: "某某" };
      expect(await store.put(again)).toMatchObject({ state: "unchanged", revision: 1, stale: false });
      expect((await store.get(again.id))?.editor).toBeNull();
      expect(await types(store)).toEqual(["record"]);
    });

    it.each([
      ["text", { original: "另一文本。\n", text: "另一文本。\n" }],
      ["title", { titleOriginal: "另题" }],
      ["date", { publishedAt: "2024-05-02" }],
      ["attachment", { attachments: [{ name: "附件", url: "https://www.example.gov.cn/f.pdf", type: "pdf" }] }],
    ])("makes a revision of another %s and keeps the old one readable", async (_what, change) => {
      const { store } = await open();
      await store.put(first());
      expect(await store.put({ ...first(), ...change })).toMatchObject({ state: "indexed", revision: 2, stale: false });
      const [newest, oldest, asked] = [await store.get(first().id), await store.get(first().id, 1), await store.get(first().id, 2)];
      expect(newest).toMatchObject({ ...change, revision: 2, seq: 2 });
      expect(oldest).toMatchObject({ ...first(), schema: "zhengwen/record@1", revision: 1, seq: 1 });
      expect(asked).toEqual(newest);
    });

    it("makes a revision of what comes of an attachment, and none of a failure that may pass", async () => {
      const { store } = await open();
      const attachment = { name: "附件", url: "https://www.example.gov.cn/f.pdf", type: "pdf" };
      const failing = (code: string, final: boolean) => ({ ...attachment, failure: { code, message: "没有取得", final } });
      const text = (original: string) => ({ original, text: original, script: "hans" as const, parts: [], entities: [], repairs: [] });
      const states: [attachment: Attachment, revision: number, isWritten: boolean][] = [
        [failing("fetch.timeout", false), 1, true],
        [failing("fetch.network", false), 1, false],
        [failing("fetch.status", true), 2, true],
        [failing("fetch.status", true), 2, false],
        [{ ...attachment, ...text("附件全文。") }, 3, true],
        [{ ...attachment, ...text("附件全文。") }, 3, false],
        [{ ...attachment, ...text("附件改过。") }, 4, true],
      ];
      for (const [is, revision, isWritten] of states) {
        const outcome = await store.put({ ...first(), attachments: [is] });
        expect(outcome).toMatchObject({ state: isWritten ? "indexed" : "unchanged", revision });
        if (isWritten) expect((await store.get(first().id))?.attachments).toEqual([is]);
      }
      expect((await store.get(first().id))?.changed).toMatchObject({ revision: 3, fields: ["attachments"] });
      expect(recordSchema.parse(await store.get(first().id, 2))).toMatchObject({ attachments: [failing("fetch.status", true)] });
    });

    it("keeps every revision of many, also one that returns to an earlier content", async () => {
      const { store } = await open();
      for (const document of [first(), second(), first(), second()]) await store.put(document);
      const texts = await Promise.all([1, 2, 3, 4].map(async (revision) => (await store.get(first().id, revision))?.text));
      expect(texts).toEqual([first().text, second().text, first().text, second().text]);
    });
  });

  describe("generations", () => {
    it("replaces within the revision when a newer generation says the same of it", async () => {
      const { store } = await open();
      await store.put(first(1));
      expect(await store.put({ ...first(2), editor: "某某" })).toMatchObject({ state: "indexed", revision: 1, stale: false });
      expect(await store.get(first().id)).toMatchObject({ editor: "某某", revision: 1, seq: 2, pipeline: { generation: 2 } });
      // told once, under its last write: who has read the first meets the second
      expect((await store.changes(0, 10)).changes).toMatchObject([{ type: "record", seq: 2 }]);
      expect(await types(store, 1)).toEqual(["record"]);
    });

    it("lets no older generation replace a newer one within a revision, and calls that no error", async () => {
      const { store } = await open();
      await store.put(first(3));
      expect(await store.put({ ...first(2), editor: "某某" })).toMatchObject({ state: "unchanged", revision: 1, stale: true });
      expect(await store.get(first().id)).toMatchObject({ editor: null, pipeline: { generation: 3 } });
    });

    it("takes what another generation makes of the same raw page for the same revision", async () => {
      const { store } = await open();
      await store.put(first(1), { page: "p" });
      expect(await store.put(second(2), { page: "p" })).toMatchObject({ state: "indexed", revision: 1, stale: false });
      expect(await store.put(first(1), { page: "p" })).toMatchObject({ state: "unchanged", revision: 1, stale: true });
      expect(await store.get(first().id, 1)).toMatchObject({ text: second().text });
    });

    it("writes nothing where nobody can know whether the document or the code has changed", async () => {
      const { store } = await open();
      await store.put(first(1), { page: "p" });
      expect(await store.put(second(2), { page: "q" })).toEqual({ state: "incomparable", revision: 1, stale: false, page: "p" });
      expect(await types(store)).toEqual(["record"]);
      const against = { revision: 1, digest: revisionDigest(first(2)) };
      expect(await store.put(second(2), { page: "q", against })).toMatchObject({ state: "indexed", revision: 2 });
    });

    it.each([
      ["newer", 1, 2],
      ["older", 2, 1],
    ])("extracts the held page again to compare with a %s generation", async (_which, held, running) => {
      const { store } = await open();
      // the code of generation n writes n line ends behind what the page holds
      const extract = (raw: RawPage, generation: number) =>
        buildDocument({ url, text: Buffer.from(raw.bytes).toString().trim() + "\n".repeat(generation), generation });
      const [before, same, changed] = [page("旧文"), page(" 旧文"), page("新文")];
      await store.pages.put(before);
      await store.put(extract(before, held), { page: before.digest });

      const rerun = (raw: RawPage) => ({ document: extract(raw, running), maps: noMaps });
      await store.pages.put(same);
      expect(await putCompared(store, rerun(same), { page: same.digest }, async (raw) => rerun(raw))).toMatchObject({
        state: "unchanged",
        revision: 1,
      });
      await store.pages.put(changed);
      expect(await putCompared(store, rerun(changed), { page: changed.digest }, async (raw) => rerun(raw))).toMatchObject({
        state: "indexed",
        revision: 2,
      });
      expect(await store.get(first().id)).toMatchObject({ text: `新文${"\n".repeat(running)}`, revision: 2 });
      expect(await store.get(first().id, 1)).toMatchObject({ text: `旧文${"\n".repeat(Math.max(held, running))}` });
    });

    it("keeps the maps of each revision beside it, gives them back with hits, and none of what was taken down", async () => {
      const { store } = await open();
      const mapsOf = (to: string) => ({ title: null, body: { edits: [0, 1, to], runs: [2, 1, 2] } });
      await store.put(first(), { maps: mapsOf("一") });
      await store.put(second(), { maps: mapsOf("二") });
      await store.refresh();
      const { id } = first();
      expect(await store.maps(id)).toEqual(mapsOf("二"));
      expect(await store.maps(id, 1)).toEqual(mapsOf("一"));
      expect(await store.maps(id, 3)).toBeNull();
      const query = { where: { is: "kind", value: first().kind }, words: [], sort: "date", page: 1, size: 10 } as const;
      expect((await store.search(query)).hits.map(({ maps }) => maps)).toEqual([mapsOf("二")]);
      await store.remove(id, at);
      expect(await store.maps(id)).toBeNull();
      expect(await store.maps(id, 1)).toBeNull();
    });

    it("lists what an older generation made", async () => {
      const { store } = await open();
      const documents = [1, 2, 1, 3].map((generation, i) => buildDocument({ url: `${url}?${i}`, generation }));
      await store.putAll(documents.map((document) => ({ document })));
      await store.refresh();
      const all = documents.map(({ id }) => id).sort();
      const old = documents.filter(({ pipeline }) => pipeline.generation < 2).map(({ id }) => id);
      expect(await store.ids({}, 10)).toEqual(all);
      expect(await store.ids({}, 2, all[0])).toEqual(all.slice(1, 3));
      expect(await store.ids({ generationBelow: 2 }, 10)).toEqual(old.sort());
    });
  });

  describe("putAll", () => {
    it("refuses a field that a record does not have", async () => {
      const { store } = await open();
      const [answer] = await store.putAll([{ document: { ...first(), surplus: 1 } as Document }]);
      expect(answer).toMatchObject({ code: "store.refused", message: expect.stringContaining("surplus") });
      expect(await store.get(first().id)).toBeNull();
      expect(await types(store)).toEqual([]);
    });

    it("answers in order, with one failure harming no other, and takes one id twice", async () => {
      const { store } = await open();
      const taken = buildDocument({ text: "已撤下。\n" });
      await store.put(taken);
      await store.remove(taken.id, at);
      const answers = await store.putAll([first(), taken, second(), second()].map((document) => ({ document })));
      const shape = (answer: PutOutcome | ZhengwenError | undefined) => (answer instanceof ZhengwenError ? answer.code : answer);
      expect(answers.map(shape)).toEqual([
        { state: "indexed", revision: 1, stale: false, address: null },
        "removed",
        { state: "indexed", revision: 2, stale: false, address: null },
        { state: "unchanged", revision: 2, stale: false, address: null },
      ]);
    });
  });

  describe("changes", () => {
    it("tells every write in order, in pages, from any point on", async () => {
      const { store } = await open();
      await store.put(first());
      await store.put(second());
      await store.put(buildDocument({ text: "别的。\n" }));
      await store.remove(first().id, at);
      const { changes } = await store.changes(0, 100);
      expect(changes).toEqual([
        { seq: 1, type: "record", id: first().id, revision: 1, generation: 1, before: null, fields: null },
        {
          seq: 2,
          type: "record",
          id: first().id,
          revision: 2,
          generation: 1,
          before: 1,
          fields: ["text", "original", "fingerprint", "revision"],
        },
        { seq: 3, type: "record", id: buildDocument({ text: "别的。\n" }).id, revision: 1, generation: 1, before: null, fields: null },
        { seq: 4, type: "tombstone", id: first().id, at },
      ]);
      const page = await store.changes(1, 2);
      expect(page).toEqual({ changes: changes.slice(1, 3), next: 3 });
      expect(await store.changes(page.next, 2)).toEqual({ changes: changes.slice(3), next: 4 });
      expect(await store.changes(4, 2)).toEqual({ changes: [], next: 4 });
    });

    it("gives concurrent writers seqs of their own and loses none of their writes", async () => {
      const { store, other } = await open();
      const documents = Array.from({ length: 20 }, (_, i) => buildDocument({ url: `${url}?${i}`, text: `第${i}篇。\n` }));
      await Promise.all(documents.map((document, i) => (i % 2 ? store : other).put(document)));
      const { changes } = await store.changes(0, 100);
      expect(new Set(changes.map((change) => change.seq)).size).toBe(20);
      expect(changes.map((change) => change.id).sort()).toEqual(documents.map(({ id }) => id).sort());
      for (const change of changes) expect((await other.get(change.id))?.seq).toBe(change.seq);
    });

    it("makes revisions of concurrent writes to one document, none lost", async () => {
      const { store, other } = await open();
      const documents = Array.from({ length: 8 }, (_, i) => buildDocument({ url, text: `第${i}稿。\n` }));
      const outcomes = await Promise.all(documents.map((document, i) => (i % 2 ? store : other).put(document)));
      expect(outcomes.map(({ revision }) => revision).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      const texts = await Promise.all(outcomes.map(async ({ revision }) => (await store.get(first().id, revision))?.text));
      expect(texts).toEqual(documents.map(({ text }) => text));
    });
  });

  describe("takedown", () => {
    it("leaves a tombstone and nothing else", async () => {
      const { store } = await open();
      await store.pages.put(page("原页"));
      await store.put(first(), { page: page("原页").digest });
      await store.put(second());
      await store.ledger.write({ ...row, address: url, id: first().id });
      expect(await store.remove(first().id, at)).toBe(true);
      expect(await store.remove(first().id, at)).toBe(false);
      await store.refresh();
      expect([await store.get(first().id), await store.get(first().id, 1), await store.pages.get(first().id)]).toEqual([null, null, null]);
      expect(await store.ids({}, 10)).toEqual([]);
      expect(await types(store)).toEqual(["record", "record", "tombstone"]);
      expect(await store.ledger.get(url)).toMatchObject({ state: "rejected", reason: "removed", held: false, nextDue: null, etag: null });
      expect(await store.search({ ...everything, where: { is: "text", ways: [["全", "文"]] } })).toEqual({
        total: 0,
        undated: 0,
        hits: [],
      });
    });

    it("refuses what was taken down until it is asked back, under a revision of its own", async () => {
      const { store } = await open();
      await store.put(first());
      await store.remove(first().id, at);
      await expect(store.put(first())).rejects.toMatchObject({ code: "removed" });
      await expect(store.pages.put(page("原页"))).rejects.toMatchObject({ code: "removed" });
      const outcome = await store.put(first(), { restore: true });
      expect(outcome).toMatchObject({ state: "indexed", revision: 3, stale: false });
      expect(await store.get(first().id)).toMatchObject({ text: first().text, revision: 3 });
      await store.refresh();
      expect((await store.search({ ...everything, where: { is: "text", ways: [["全", "文"]] } })).total).toBe(1);
    });

    it("takes down what was fetched but never stored, and knows nothing of what it never saw", async () => {
      const { store } = await open();
      await store.pages.put(page("原页"));
      expect(await store.remove(first().id, at)).toBe(true);
      await expect(store.put(first())).rejects.toMatchObject({ code: "removed" });
      expect(await store.remove("f".repeat(32), at)).toBe(false);
      expect(await types(store)).toEqual(["tombstone"]);
    });
  });
}

const everything = { where: { is: "all" }, words: [], sort: "relevance", page: 1, size: 10 } as const;
const row = {
  state: "indexed",
  reason: null,
  detail: null,
  source: "example",
  held: true,
  etag: '"1"',
  lastModified: null,
  attempts: 1,
  updatedAt: at,
  nextDue: "2024-07-01T00:00:00.000Z",
  firstSeen: null,
  lastSeen: null,
  missingSince: null,
  vanishedAt: null,
  begun: 0,
  version: 0,
} as const;
