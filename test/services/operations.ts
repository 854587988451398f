import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@elastic/elasticsearch";
import type { Document } from "../../src/model/record.js";
import { connectCluster } from "../../src/store/elasticsearch/client.js";
import { reindexRecords } from "../../src/store/elasticsearch/reindex.js";
import { openElasticsearchStore } from "../../src/store/elasticsearch/store.js";
import { generateDocuments } from "../support/generate.js";
import { startElasticsearch } from "./elasticsearch.js";

/**
 * Tries docs/elasticsearch.md on a server with security: that the role of docs/elasticsearch-role.json is enough for all that the
 * store does and for nothing else, and that a snapshot brings everything back.
 *   npm run test:operations
 */
const superuser = { username: "elastic", password: "the password of elastic" };
const user = { username: "zhengwen", password: 'a "word" \\ of its own' };
const role = JSON.parse(readFileSync(join(import.meta.dirname, "../../docs/elasticsearch-role.json"), "utf8"));
const prefix = "zhengwen";
const everything = { where: { is: "all" }, words: [], sort: "date", page: 1, size: 1000 } as const;

const server = await startElasticsearch("512m", superuser.password);
const admin = new Client({ node: server.url, auth: superuser });
try {
  await admin.security.putRole({ name: "zhengwen", ...role });
  await admin.security.putUser({ username: user.username, password: user.password, roles: ["zhengwen"] });
  const options = { url: server.url, prefix, ...user };

  const documents = generateDocuments(60, 3);
  const [taken] = documents;
  assert(taken);
  const store = await openElasticsearchStore(options);
  const cluster = connectCluster(options);
  await store.putAll(documents.map((document) => ({ document })));
  const changed = ({ text, ...document }: Document, more: string): Document => ({ ...document, text: text + more, original: text + more });
  const rewritten = await store.putAll(documents.map((document) => ({ document: changed(document, "后来。\n") })));
  assert(rewritten.every((outcome) => "revision" in outcome && outcome.revision === 2));
  await store.settings.write("a", { b: 1 }, 0);
  await store.settings.write("a", null, 1);
  await store.remove(taken.id, "2024-05-01T00:00:00Z");
  await store.refresh();
  const first = await store.search({ ...everything, size: 10, fold: true, hold: true });
  const after = first.hits.at(-1)?.cursor;
  assert(after);
  await store.search({ ...everything, size: 10, fold: true, after });
  await store.facets({ is: "all" }, ["kind", "place"]);
  await store.scan({ is: "all" }, { limit: 10, fields: ["title"], places: true });
  await store.ledger.counts();
  await store.feed();
  const { to, records } = await reindexRecords(cluster, 1);
  console.log(`the role is enough: ${records} records written, changed, found, taken down and moved to ${to}`);

  const own = new Client({ node: server.url, auth: user });
  await admin.index({ index: "others", id: "1", document: { a: 1 }, refresh: true });
  const forbidden: readonly (readonly [string, () => Promise<unknown>])[] = [
    ["reads another index", () => own.search({ index: "others" })],
    ["writes another index", () => own.index({ index: "others", document: {} })],
    ["makes another index", () => own.indices.create({ index: "more" })],
    ["makes a user", () => own.security.putUser({ username: "more", password: "123456", roles: ["superuser"] })],
    ["changes the cluster", () => own.cluster.putSettings({ transient: { "cluster.max_shards_per_node": 500 } })],
    ["takes a snapshot", () => own.snapshot.createRepository({ name: "more", repository: { type: "fs", settings: { location: "more" } } })],
  ];
  for (const [what, attempt] of forbidden) await assert.rejects(attempt, { statusCode: 403 }, what);
  console.log(`and for nothing else: ${forbidden.map(([what]) => what).join(", ")}: refused`);
  await own.close();

  const state = async () => [
    (await store.search(everything)).hits,
    await store.changes(0, 1000),
    await store.feed(),
    await store.get(taken.id),
  ];
  const before = await state();
  await admin.snapshot.createRepository({ name: "backup", repository: { type: "fs", settings: { location: "backup" } } });
  const indices = `${prefix}-*`;
  const snapshot = { repository: "backup", snapshot: "one" };
  const { snapshot: made } = await admin.snapshot.create({ ...snapshot, indices, include_global_state: false, wait_for_completion: true });
  assert.equal(made?.state, "SUCCESS");
  const names = Object.keys(await admin.indices.get({ index: indices }));
  await admin.indices.delete({ index: names });
  await assert.rejects(() => store.search(everything));
  await admin.snapshot.restore({ ...snapshot, indices, include_aliases: true, wait_for_completion: true });
  assert.deepEqual(await state(), before);
  const [, kept] = documents;
  assert(kept);
  assert.equal((await store.put(changed(kept, "恢复之后。\n"))).state, "indexed");
  console.log(`a snapshot of ${names.length} indices brought everything back, and writing goes on`);
  await cluster.client.close();
  await store.close();
} finally {
  await admin.close();
  await server.stop();
}
