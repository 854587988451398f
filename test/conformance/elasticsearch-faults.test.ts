import { Client, type estypes } from "@elastic/elasticsearch";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { ZhengwenError } from "../../src/model/errors.js";
import type { Document } from "../../src/model/record.js";
import { openElasticsearchStore } from "../../src/store/elasticsearch/store.js";
import type { PutOutcome, Store } from "../../src/store/store.js";
import { describeWithElasticsearch } from "../services/suite.js";
import { attached, buildDocument } from "../support/document.js";
import { deleteIndices } from "../support/indices.js";
import { type FaultyProxy, gate, type Intercept, type Seen, startProxy } from "../support/proxy.js";

const at = "2024-06-01T00:00:00.000Z";
const indexed = { state: "indexed", revision: 1, stale: false, address: null };

const isBulkOf = ({ path, body }: Seen, index: string) => path.startsWith("/_bulk") && new RegExp(`-${index}(?:-write)?"`).test(body);
/** Taking a seq and finishing it are the only writes of the counter. */
const isCounterWrite = ({ method, path }: Seen) => method === "PUT" && /-state(?:-write)?\//.test(path);

describeWithElasticsearch("the Elasticsearch store under faults", (url) => {
  const run = `faults-${process.pid}-${Date.now()}`;
  const client = new Client({ node: url });
  let count = 0;
  let proxy: FaultyProxy;
  /** `slow` writes through the proxy; `fast` does not, and takes every silent writer for dead at once */
  let slow: Store;
  let fast: Store;
  /** counts nobody for dead */
  let patient: Store;

  beforeEach(async () => {
    const prefix = `${run}-${count++}`;
    proxy = await startProxy(url);
    patient = await openElasticsearchStore({ url, prefix });
    fast = await openElasticsearchStore({ url, prefix, lease: 0 });
    slow = await openElasticsearchStore({ url: proxy.url, prefix, retries: 2 });
  });
  afterEach(async () => {
    await Promise.all([slow, fast, patient].map((store) => store.close()));
    await proxy.close();
    await deleteIndices(client, run);
  });
  afterAll(() => client.close());

  const changesOf = async (store: Store) => (await store.changes(0, 100)).changes.map(({ seq, type, id }) => ({ seq, type, id }));
  const [a, b] = [buildDocument({ text: "甲文。\n" }), buildDocument({ text: "乙文。\n" })] as const;

  describe("two writers, one held back between taking its seq and writing", () => {
    it("shows nothing above the seq that is not yet written, and everything once it is", async () => {
      const held = gate();
      proxy.intercept = async (seen, forward) => {
        if (isBulkOf(seen, "changes")) await held.pass();
        return forward();
      };
      const writing = slow.put(a);
      await held.reached;
      await patient.put(b);
      expect(await patient.get(b.id)).toMatchObject({ seq: 2 });
      expect(await patient.changes(0, 100)).toEqual({ changes: [], next: 0 });
      held.open();
      expect(await writing).toEqual(indexed);
      expect(await changesOf(patient)).toEqual([
        { seq: 1, type: "record", id: a.id },
        { seq: 2, type: "record", id: b.id },
      ]);
    });

    it("goes on without a writer that stays silent, which then writes under a new seq", async () => {
      const held = gate();
      proxy.intercept = async (seen, forward) => {
        if (isBulkOf(seen, "records")) await held.pass();
        return forward();
      };
      const writing = slow.put(a);
      await held.reached;
      await fast.put(b);
      const before = await fast.changes(0, 100);
      expect(before.next).toBe(2);
      held.open();
      expect(await writing).toEqual(indexed);
      expect((await fast.changes(before.next, 100)).changes).toMatchObject([{ seq: 3, type: "record", id: a.id, revision: 1 }]);
      expect(await changesOf(fast)).toEqual([
        { seq: 2, type: "record", id: b.id },
        { seq: 3, type: "record", id: a.id },
      ]);
      expect(await fast.get(a.id)).toMatchObject({ seq: 3 });
    });

    it.each(["revisions", "records"])(
      "refuses a write that a takedown overtook before it wrote %s, and keeps nothing of it",
      async (index) => {
        await patient.put(a);
        const held = gate();
        proxy.intercept = async (seen, forward) => {
          if (isBulkOf(seen, index)) await held.pass();
          return forward();
        };
        const writing = slow.put({ ...a, original: "新文。\n" });
        await held.reached;
        await fast.remove(a.id, at);
        held.open();
        await expect(writing).rejects.toMatchObject({ code: "removed" });
        expect(await fast.get(a.id)).toBeNull();
        await client.indices.refresh({ index: `${run}-*` });
        const left = await client.search({ index: `${run}-*-revisions`, query: { term: { id: a.id } } });
        expect(left.hits.hits).toEqual([]);
        expect((await fast.changes(0, 100)).changes.at(-1)).toMatchObject({ type: "tombstone", id: a.id });
      },
    );
  });

  describe("a writer that dies", () => {
    it.each([
      ["before its record is written", (seen: Seen) => isBulkOf(seen, "records"), null],
      ["after its record is written", (seen: Seen, taken: boolean) => taken && isCounterWrite(seen), 1],
    ])("%s leaves no gap in the feed and no write untold", async (_when, fatal, seq) => {
      let dead = false;
      let taken = false;
      proxy.intercept = async (seen, forward) => {
        dead ||= fatal(seen, taken);
        taken ||= isCounterWrite(seen);
        return dead ? "cut" : forward();
      };
      await expect(slow.put(a)).rejects.toMatchObject({ code: "store.unavailable" });
      expect(await patient.changes(0, 100)).toEqual({ changes: [], next: 0 });
      expect((await fast.get(a.id))?.seq ?? null).toBe(seq);
      // an entry whose record never came is not told
      expect(await changesOf(fast)).toEqual(seq === null ? [] : [{ seq: 1, type: "record", id: a.id }]);
      // the job runs again
      await fast.put(a);
      expect(await fast.get(a.id)).toMatchObject({ revision: 1, seq: seq ?? 2 });
      expect(await changesOf(fast)).toEqual([{ seq: seq ?? 2, type: "record", id: a.id }]);
    });
  });

  describe("an answer that is lost", () => {
    it("is no second write: the seq tells a writer its own first try", async () => {
      let lost = 0;
      proxy.intercept = async (seen, forward) => {
        const given = await forward();
        return isBulkOf(seen, "records") && lost++ === 0 ? "cut" : given;
      };
      expect(await slow.put(a)).toEqual(indexed);
      expect(lost).toBe(2);
      expect(await changesOf(patient)).toEqual([{ seq: 1, type: "record", id: a.id }]);
    });
  });

  describe("bulk requests", () => {
    const documents = Array.from({ length: 6 }, (_, i) => buildDocument({ text: `第${i}篇。\n` }));
    const put = (batch: readonly Document[]) => slow.putAll(batch.map((document) => ({ document })));

    it("makes only those operations again that were refused for overload", async () => {
      const sent: number[] = [];
      proxy.intercept = overloaded(sent, [1, 4]);
      expect(await put(documents)).toEqual(documents.map(() => indexed));
      expect(sent).toEqual([6, 2]);
      for (const { id } of documents) expect(await patient.get(id)).toMatchObject({ revision: 1 });
      expect(await changesOf(patient)).toHaveLength(6);
    });

    it("stores the others when the mapping refuses one, and says why", async () => {
      const surplus = { ...a, surplus: 1 } as Document;
      const answers = await put([b, surplus, ...documents]);
      expect(answers.filter((answer): answer is PutOutcome => !(answer instanceof ZhengwenError))).toEqual(
        [b, ...documents].map(() => indexed),
      );
      expect(answers[1]).toMatchObject({ code: "store.refused", message: expect.stringContaining("surplus") });
      expect(await changesOf(patient)).toHaveLength(7);
      expect(await patient.get(a.id)).toBeNull();
    });

    it("splits what is too large for the server, down to a single document", async () => {
      const huge = buildDocument({ text: `${"长文。".repeat(4000)}\n` });
      const limit = 20_000;
      proxy.intercept = async (seen, forward) =>
        seen.path.startsWith("/_bulk") && seen.body.length > limit ? { status: 413, body: "{}" } : forward();
      const answers = await put([...documents, huge]);
      expect(answers.slice(0, -1)).toEqual(documents.map(() => indexed));
      expect(answers.at(-1)).toMatchObject({ code: "store.refused" });
    });
  });

  describe("a document that is more than the server works on at once", () => {
    it("is refused, not tried for ever, and harms no other", async () => {
      const documents = [a, b, buildDocument({ text: `${"长文。".repeat(4000)}\n` })];
      const reason =
        "rejected execution of primary operation [coordinating_and_primary_bytes=90000, replica_bytes=0, all_bytes=90000, primary_operation_bytes=360000, max_primary_bytes=400000]";
      proxy.intercept = async (seen, forward) => {
        if (!isBulkOf(seen, "records") || !seen.body.includes("长文。长文。")) return forward();
        const item = { index: { status: 429, error: { type: "es_rejected_execution_exception", reason } } };
        return { status: 200, body: JSON.stringify({ errors: true, took: 1, items: seen.body.match(/\{"index":/g)?.map(() => item) }) };
      };
      const answers = await slow.putAll(documents.map((document) => ({ document })));
      expect(answers.slice(0, 2)).toEqual([indexed, indexed]);
      expect(answers[2]).toMatchObject({ code: "store.refused" });
    });
  });

  describe("a server that is away", () => {
    it("is unavailable, for each method, and usable again when it is back", async () => {
      proxy.intercept = async () => "cut";
      const unavailable = { code: "store.unavailable" };
      await expect(slow.put(a)).rejects.toMatchObject(unavailable);
      await expect(slow.get(a.id)).rejects.toMatchObject(unavailable);
      await expect(slow.ready()).rejects.toMatchObject(unavailable);
      await expect(slow.changes(0, 1)).rejects.toMatchObject(unavailable);
      await expect(slow.ledger.counts()).rejects.toMatchObject(unavailable);
      await expect(openElasticsearchStore({ url: proxy.url, prefix: run, retries: 0 })).rejects.toMatchObject(unavailable);
      proxy.intercept = (_seen, forward) => forward();
      await slow.ready();
      expect(await slow.put(a)).toEqual(indexed);
    });

    it("is waited for when it is read-only for want of disk", async () => {
      let refused = 0;
      proxy.intercept = async (seen, forward) => {
        if (!isCounterWrite(seen) || refused++ > 0) return forward();
        const error = {
          type: "cluster_block_exception",
          reason: "index [x] blocked by: [FORBIDDEN/12/disk usage exceeded flood-stage watermark]",
        };
        return { status: 403, body: JSON.stringify({ error: { ...error, root_cause: [error] }, status: 403 }) };
      };
      expect(await slow.put(a)).toEqual(indexed);
    });

    it.each(["changes", "records"])("parks a document while its index of %s is closed to writing", async (name) => {
      const index = `${run}-${count - 1}-${name}`;
      const block = (write: boolean) => client.indices.putSettings({ index, settings: { index: { blocks: { write } } } });
      await block(true);
      await expect(slow.put(a)).rejects.toMatchObject({ code: "store.unavailable" });
      await block(false);
      expect(await slow.put(a)).toEqual(indexed);
    });

    it("asks for another user or password", async () => {
      const error = { type: "security_exception", reason: "unable to authenticate user [elastic]" };
      proxy.intercept = async () => ({ status: 401, body: JSON.stringify({ error: { ...error, root_cause: [error] }, status: 401 }) });
      const opening = openElasticsearchStore({ url: proxy.url, prefix: run, username: "elastic", password: "wrong" });
      await expect(opening).rejects.toMatchObject({ code: "store.unavailable", message: expect.stringContaining("authenticate") });
    });

    it("gets the fields that were added since its index was made, and keeps what it holds", async () => {
      const prefix = `${run}-older`;
      const name = `${prefix}-records-2`;
      const made = await openElasticsearchStore({ url, prefix });
      await made.close();
      const [{ mappings }] = Object.values(await client.indices.getMapping({ index: name })) as [{ mappings: estypes.MappingTypeMapping }];
      const { issuers: _, search, ...properties } = mappings.properties as Record<string, { properties: object }>;
      const { attachmentUnits: __, ...searched } = { ...search?.properties } as Record<string, object>;
      await client.indices.delete({ index: name });
      await client.indices.create({
        index: name,
        aliases: { [`${prefix}-records`]: { is_write_index: true } },
        mappings: { ...mappings, properties: { ...properties, search: { properties: searched } } } as estypes.MappingTypeMapping,
      });
      const store = await openElasticsearchStore({ url, prefix });
      const document = buildDocument({ attachments: [attached("名单", "碳汇造林")] });
      expect(await store.put(document)).toEqual(indexed);
      await store.refresh();
      const query = { where: { is: "text", ways: [[..."碳汇"]] }, words: [], sort: "relevance", page: 1, size: 10 } as const;
      expect((await store.search(query)).hits.map(({ record }) => record.id)).toEqual([document.id]);
      await store.close();
    });

    it("is of the wrong version", async () => {
      proxy.intercept = async (seen, forward) => {
        const given = await forward();
        return seen.path === "/" ? { ...given, body: given.body.replace(/"number"\s*:\s*"9/, '"number":"8') } : given;
      };
      await expect(openElasticsearchStore({ url: proxy.url, prefix: run, retries: 0 })).rejects.toMatchObject({ code: "store.version" });
    });
  });
});

/** Answers 429 for the operations at some places of the first bulk of records, and passes the others on. */
function overloaded(sent: number[], places: readonly number[]): Intercept {
  return async (seen, forward) => {
    if (!isBulkOf(seen, "records")) return forward();
    const lines = seen.body.trimEnd().split("\n");
    const operations = Array.from({ length: lines.length / 2 }, (_, i) => `${lines[2 * i]}\n${lines[2 * i + 1]}\n`);
    sent.push(operations.length);
    if (sent.length > 1) return forward();
    const given = await forward({ body: operations.filter((_, i) => !places.includes(i)).join("") });
    const answer = JSON.parse(given.body) as { items: object[]; errors: boolean };
    const items = [...answer.items];
    const refusal = { index: { status: 429, error: { type: "es_rejected_execution_exception", reason: "queue full" } } };
    const all = operations.map((_, i) => (places.includes(i) ? refusal : items.shift()));
    return { status: 200, body: JSON.stringify({ ...answer, errors: true, items: all }) };
  };
}
