import { Client } from "@elastic/elasticsearch";
import { afterAll, expect, it } from "vitest";
import { connectCluster } from "../../src/store/elasticsearch/client.js";
import { reindexRecords } from "../../src/store/elasticsearch/reindex.js";
import { openElasticsearchStore } from "../../src/store/elasticsearch/store.js";
import type { Store } from "../../src/store/store.js";
import { describeWithElasticsearch } from "../services/suite.js";
import { buildDocument } from "../support/document.js";
import { generateDocuments } from "../support/generate.js";
import { deleteIndices } from "../support/indices.js";

const everything = { where: { is: "all" }, words: [], sort: "date", page: 1, size: 1000 } as const;

describeWithElasticsearch("reindex", (url) => {
  const run = `reindex-${process.pid}-${Date.now()}`;
  const client = new Client({ node: url });
  const opened: { close(): Promise<unknown> }[] = [client];
  let count = 0;
  afterAll(async () => {
    await deleteIndices(client, run);
    await Promise.all(opened.map((one) => one.close()));
  });
  const open = async () => {
    const prefix = `${run}-${count++}`;
    const store = await openElasticsearchStore({ url, prefix });
    const cluster = connectCluster({ url, prefix });
    opened.push(store, cluster.client);
    return { store, cluster, prefix };
  };
  const held = async (store: Store) => (await store.search(everything)).hits.map(({ record }) => record);

  it("moves the alias to an index that holds and finds the same, tombstones and revisions too", async () => {
    const { store, cluster, prefix } = await open();
    const documents = generateDocuments(120, 3);
    await store.putAll(documents.map((document) => ({ document })));
    const gone = buildDocument({ text: "撤下。\n" });
    await store.put(gone);
    await store.remove(gone.id, "2024-05-01T00:00:00Z");
    await store.refresh();
    const before = [await held(store), await store.facets({ is: "all" }, ["kind", "place"]), await store.changes(0, 1000)];
    const outcome = await reindexRecords(cluster, 2);
    await store.refresh();
    expect(outcome.records).toBe(121);
    // what is read and what is written go over together
    for (const alias of [`${prefix}-records`, `${prefix}-records-write`])
      expect(Object.keys(await client.indices.getAlias({ name: alias }))).toEqual([outcome.to]);
    expect([await held(store), await store.facets({ is: "all" }, ["kind", "place"]), await store.changes(0, 1000)]).toEqual(before);
    await expect(store.put(gone)).rejects.toMatchObject({ code: "removed" });
    expect(await store.put(documents[0] as (typeof documents)[0])).toMatchObject({ state: "unchanged" });
    // a process that starts later takes it for what it is
    opened.push(await openElasticsearchStore({ url, prefix }));
  }, 60_000);

  it("loses nothing of what is written meanwhile, and searches never fail", async () => {
    const { store, cluster } = await open();
    await store.putAll(generateDocuments(600, 5).map((document) => ({ document })));
    await store.refresh();
    let ended = false;
    const writers = [0, 1].map(async (writer) => {
      const written: string[] = [];
      for (let number = 0; !ended; number++) {
        const document = buildDocument({ text: `作者${writer}写第${number}篇。\n`, url: `https://w.example/${writer}/${number}` });
        await store.put(document);
        written.push(document.id);
      }
      return written;
    });
    const reader = (async () => {
      while (!ended) expect((await store.search({ ...everything, size: 1 })).total).toBeGreaterThanOrEqual(600);
    })();
    const { held: milliseconds } = await reindexRecords(cluster, 1);
    ended = true;
    const written = (await Promise.all(writers)).flat();
    await reader;
    await store.refresh();
    expect(written.length).toBeGreaterThan(2);
    expect(milliseconds).toBeLessThan(10_000);
    const ids = new Set(await store.ids({}, 10_000));
    expect(written.filter((id) => !ids.has(id))).toEqual([]);
  }, 120_000);

  it("takes an index that was written under the alias it was read by, and makes none of a name that is missing", async () => {
    const { store, cluster, prefix } = await open();
    await store.put(buildDocument({ text: "先前。\n" }));
    const [index = ""] = Object.keys(await client.indices.getAlias({ name: `${prefix}-records` }));
    await client.indices.deleteAlias({ index, name: `${prefix}-records-write` });
    await expect(store.put(buildDocument({ text: "无处可写。\n" }))).rejects.toMatchObject({ code: "store.refused" });
    expect(await client.indices.exists({ index: `${prefix}-records-write` })).toBe(false);
    const again = await openElasticsearchStore({ url, prefix });
    opened.push(again);
    expect(await store.put(buildDocument({ text: "其后。\n" }))).toMatchObject({ state: "indexed" });
    await store.refresh();
    const { to } = await reindexRecords(cluster, 1);
    expect(Object.keys(await client.indices.getAlias({ name: `${prefix}-records-write` }))).toEqual([to]);
    await store.refresh();
    expect(await held(store)).toHaveLength(2);
  }, 60_000);

  it("goes on where it was ended, and writing goes on after a failure", async () => {
    const { store, cluster } = await open();
    await store.putAll(generateDocuments(700, 9).map((document) => ({ document })));
    await store.refresh();
    let told = 0;
    const ending = reindexRecords(cluster, 1, () => {
      if (++told === 1) throw new Error("ended");
    });
    await expect(ending).rejects.toThrow("ended");
    expect(await store.put(buildDocument({ text: "其后。\n" }))).toMatchObject({ state: "indexed" });
    const copied: number[] = [];
    const { records } = await reindexRecords(cluster, 1, (count) => copied.push(count));
    expect(records).toBe(701);
    expect((await held(store)).length).toBe(701);
    // the batch whose progress was not noted is copied again, those before it are not
    expect(copied.at(-1)).toBeLessThanOrEqual(701);
  }, 60_000);

  it("refuses to switch where the new index does not hold the same", async () => {
    const { store, cluster, prefix } = await open();
    await store.putAll(generateDocuments(20, 13).map((document) => ({ document })));
    await store.refresh();
    const from = Object.keys(await client.indices.getAlias({ name: `${prefix}-records` }));
    const spoiling = reindexRecords(cluster, 1, async () => undefined);
    await spoiling;
    const [now = ""] = Object.keys(await client.indices.getAlias({ name: `${prefix}-records` }));
    expect(from).not.toContain(now);
    // what another program wrote into the index that is being built is met by the count
    const built = reindexRecords(cluster, 1, () => undefined);
    const target = async () => {
      for (;;) {
        const names = Object.keys(await client.indices.get({ index: `${prefix}-records-*` }));
        const next = names.find((name) => name !== now && !from.includes(name));
        if (next !== undefined) return next;
      }
    };
    const index = await target();
    await client.index({ index, id: "stranger", document: { id: "stranger", seq: 1, revision: 1, cluster: "stranger" }, refresh: true });
    await expect(built).rejects.toMatchObject({ code: "store.version" });
    expect(Object.keys(await client.indices.getAlias({ name: `${prefix}-records` }))).toEqual([now]);
    expect(await store.put(buildDocument({ text: "其后。\n" }))).toMatchObject({ state: "indexed" });
  }, 60_000);
});
