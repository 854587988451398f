import { createHash } from "node:crypto";
import type { estypes } from "@elastic/elasticsearch";
import { ZhengwenError } from "../../model/errors.js";
import { project } from "../../search/projection.js";
import { versionOf } from "../revision.js";
import { bulk, type Operation } from "./bulk.js";
import type { Cluster } from "./client.js";
import { createIndex, indicesOf } from "./indices.js";
import { indexForms } from "./mapping.js";
import { type Lying, tombstoneVersion, toSearched, toStored } from "./records.js";
import { openSequence } from "./sequence.js";
import { openSettings } from "./settings.js";

/** How far a reindex has come; kept in the store, so that one that died is gone on with. */
interface Progress {
  readonly from: string;
  readonly to: string;
  /** everything written below this seq was copied */
  readonly cursor: number;
}

export interface ReindexOutcome {
  readonly from: string;
  readonly to: string;
  readonly records: number;
  /** digest of what both indices hold: id, revision, generation, seq and content of each record */
  readonly digest: string;
  /** milliseconds for which nothing could be written */
  readonly held: number;
}

const settingName = "reindex/records";
const atATime = 500;
/** A writer whose number stays open for longer is dead: see `Sequence`. */
const lease = 60_000;

/**
 * Builds the index of records anew, with what this code finds records by, and moves the aliases over to it, both in one step. Searches are answered
 * all the while from the old index. Writers go on too; only while the last writes are copied and compared is writing held,
 * which they wait out. One that was ended goes on where it was. The old index stays, closed to writing, until it is dropped.
 * @throws store.unavailable; store.version when the new index does not hold the same as the old one: the old one stays in use
 */
export async function reindexRecords(
  cluster: Cluster,
  shards: number,
  tell: (copied: number) => void = () => undefined,
): Promise<ReindexOutcome> {
  let progress = await begin(cluster, shards);
  const sequence = openSequence(cluster, lease);
  let copied = 0;
  const copyUpTo = async (floor: number) => {
    for (;;) {
      const batch = await written(cluster, progress.from, progress.cursor, floor);
      if (batch.length === 0) return;
      await copy(cluster, progress.to, batch);
      copied += batch.length;
      tell(copied);
      progress = { ...progress, cursor: batch.at(-1)?.seq ?? progress.cursor };
      await note(cluster, progress);
    }
  };
  // twice: what came in during the long first round is little in the second
  for (let round = 0; round < 2; round++) await copyUpTo(await sequence.floor());
  const before = progress.cursor;
  await compareCopied(cluster, progress, before);
  const { from, to } = progress;
  const began = performance.now();
  await setWritable(cluster, from, false);
  try {
    await refresh(cluster, from);
    await copyUpTo(Number.MAX_SAFE_INTEGER);
    // what was compared before and not written since is the same still
    await compareRest(cluster, progress, before);
    const records = await countBoth(cluster, progress);
    await swap(cluster, from, to);
    const held = performance.now() - began;
    await openSettings(cluster).write(settingName, null, (await openSettings(cluster).get(settingName))?.version ?? 0);
    return { from, to, records, digest: await digestOf(cluster, to, 0), held };
  } catch (error) {
    await setWritable(cluster, from, true);
    throw error;
  }
}

async function begin(cluster: Cluster, shards: number): Promise<Progress> {
  const alias = cluster.alias("records");
  const [from] = await indicesOf(cluster, alias);
  if (from === undefined) throw new ZhengwenError("store.version", `${alias} is no index yet: there is nothing to build anew.`);
  const held = (await openSettings(cluster).get(settingName))?.value as Progress | undefined;
  if (held?.from === from && (await cluster.reach(() => cluster.client.indices.exists({ index: held.to })))) {
    await setWritable(cluster, from, true);
    return held;
  }
  const to = `${alias}-${indexForms.records.version}-${Date.now()}`;
  await createIndex(cluster, to, indexForms.records.mappings, shards, {});
  const progress = { from, to, cursor: 0 };
  await note(cluster, progress);
  return progress;
}

async function note(cluster: Cluster, progress: Progress): Promise<void> {
  const settings = openSettings(cluster);
  await settings.write(settingName, { ...progress }, (await settings.get(settingName))?.version ?? 0);
}

/** Records and tombstones in the order in which they were written, behind a seq and below the floor. */
async function written(cluster: Cluster, index: string, after: number, floor: number): Promise<Lying[]> {
  await refresh(cluster, index);
  const { hits } = await cluster.reach(() =>
    cluster.client.search<Lying>({
      index,
      size: atATime,
      sort: [{ seq: "asc" }],
      query: { range: { seq: { gt: after, lt: floor } } },
      track_total_hits: false,
    }),
  );
  return hits.hits.flatMap(({ _source }) => _source ?? []);
}

async function copy(cluster: Cluster, index: string, batch: readonly Lying[]): Promise<void> {
  const operations = batch.map((lying): Operation => {
    const removed = lying.store.removed !== null;
    const record = toStored(lying);
    const version = removed ? tombstoneVersion(lying.revision) : versionOf(lying.revision, lying.pipeline?.generation ?? 0);
    const action = { index: { _index: index, _id: lying.id, version, version_type: "external_gte" as const } };
    return {
      action,
      document: removed ? lying : { ...lying, search: toSearched(record, project({ ...record, schema: "zhengwen/document@1" })) },
    };
  });
  const items = await bulk(cluster, operations);
  const refused = items.findIndex(({ status, reason }) => reason !== null && status !== 409);
  if (refused >= 0) throw new ZhengwenError("store.version", `${index} does not take ${batch[refused]?.id}: ${items[refused]?.reason}`);
}

const compared = ["id", "revision", "seq", "cluster", "fingerprint", "pipeline.generation", "store.digest", "store.removed"];
const comparedAtATime = 2_000;

/**
 * Whether the new index holds each record that the old one has not written again since. A record only ever gets a greater seq,
 * so that whatever is not above this one in the end is what was compared here.
 * @throws store.version
 */
async function compareCopied(cluster: Cluster, { from, to }: Progress, upTo: number): Promise<void> {
  for await (const page of pages(cluster, from, { range: { seq: { lte: upTo } } })) {
    const { docs } = await cluster.reach(() =>
      cluster.client.mget<Lying>({ index: to, ids: page.map(({ id }) => id), _source_includes: compared }),
    );
    for (const [at, old] of page.entries()) {
      const found = docs[at];
      const built = found && "_source" in found ? found._source : undefined;
      if (JSON.stringify(built) !== JSON.stringify(old))
        throw new ZhengwenError("store.version", `${to} does not hold ${old.id} as ${from} does.`);
    }
  }
}

/** @throws store.version when the two indices do not hold the same of what was written behind a seq */
async function compareRest(cluster: Cluster, { from, to }: Progress, after: number): Promise<void> {
  const [old, built] = await Promise.all([digestOf(cluster, from, after), digestOf(cluster, to, after)]);
  if (old !== built) throw new ZhengwenError("store.version", `${to} does not hold what ${from} does: digests differ.`);
}

async function countBoth(cluster: Cluster, { from, to }: Progress): Promise<number> {
  const [old = 0, built = 0] = await Promise.all(
    [from, to].map(async (index) => (await cluster.reach(() => cluster.client.count({ index }))).count),
  );
  if (old !== built) throw new ZhengwenError("store.version", `${to} holds ${built} records and ${from} ${old}.`);
  return old;
}

/** Digest of what an index holds that was written behind a seq, in order of id. */
async function digestOf(cluster: Cluster, index: string, after: number): Promise<string> {
  await refresh(cluster, index);
  const hash = createHash("sha256");
  for await (const page of pages(cluster, index, { range: { seq: { gt: after } } })) {
    for (const lying of page) hash.update(JSON.stringify(lying));
  }
  return hash.digest("hex");
}

/** What is compared of each record, in order of id. */
async function* pages(cluster: Cluster, index: string, query: NonNullable<estypes.QueryDslQueryContainer>): AsyncGenerator<Lying[]> {
  for (let after: string | undefined; ; ) {
    const { hits } = await cluster.reach(() =>
      cluster.client.search<Lying>({
        index,
        query,
        size: comparedAtATime,
        sort: [{ id: "asc" }],
        _source: { includes: compared },
        track_total_hits: false,
        ...(after === undefined ? {} : { search_after: [after] }),
      }),
    );
    const page = hits.hits.flatMap(({ _source }) => _source ?? []);
    if (page.length > 0) yield page;
    after = page.at(-1)?.id;
    if (page.length < comparedAtATime) return;
  }
}

async function refresh(cluster: Cluster, index: string): Promise<void> {
  await cluster.reach(() => cluster.client.indices.refresh({ index }));
}

async function setWritable(cluster: Cluster, index: string, writable: boolean): Promise<void> {
  await cluster.reach(() => cluster.client.indices.putSettings({ index, settings: { "index.blocks.write": writable ? null : true } }));
}

async function swap(cluster: Cluster, from: string, to: string): Promise<void> {
  const alias = cluster.alias("records");
  const target = cluster.target("records");
  const actions: estypes.IndicesUpdateAliasesAction[] = [
    { remove: { index: from, alias } },
    { remove: { index: from, alias: target, must_exist: false } },
    { add: { index: to, alias } },
    { add: { index: to, alias: target, is_write_index: true } },
  ];
  await cluster.reach(() => cluster.client.indices.updateAliases({ actions }));
}
