import { setTimeout as wait } from "node:timers/promises";
import { ZhengwenError } from "../../model/errors.js";
import { type LedgerRow, takenDown, waitingSince } from "../../model/ledger.js";
import type { Held } from "../revision.js";
import { bulk, into } from "./bulk.js";
import type { Cluster } from "./client.js";
import { rowId } from "./ledger.js";
import { dropPages } from "./pages.js";
import { deleteWhere, read, replace } from "./read.js";
import { readHeld, tombstoneVersion, toTombstone } from "./records.js";
import type { Sequence } from "./sequence.js";

const mostRounds = 50;

/**
 * Takes a document down: see `Store.remove`. The tombstone comes first, so that nothing is stored any more; then all
 * else goes. A takedown that was broken off is finished by the next.
 */
export async function remove(cluster: Cluster, sequence: Sequence, id: string, at: string): Promise<boolean> {
  for (let round = 0; round < mostRounds; round++) {
    const [held = null] = await readHeld(cluster, [id]);
    if (held?.removed) return (await clean(cluster, id, at)) > 0;
    if (held === null && !(await isKnown(cluster, id))) return false;
    if (await bury(cluster, sequence, id, at, held)) {
      await clean(cluster, id, at);
      return true;
    }
    await wait(Math.random() * 50);
  }
  throw new ZhengwenError("store.conflict", id);
}

/** Writes the tombstone. @returns false when another writer was faster */
async function bury(cluster: Cluster, sequence: Sequence, id: string, at: string, held: Held | null): Promise<boolean> {
  // the takedown uses up a revision number, so that what is put later never bears that of something else
  const revision = (held?.revision ?? 0) + 1;
  let buried = false;
  for (let told = false; !told; ) {
    const seqs = await sequence.take(1);
    const [seq = 0] = seqs;
    const entry = { _index: cluster.target("changes"), _id: `${seq}` };
    await bulk(cluster, [{ action: { index: entry }, document: { id, revision, removed: at } }]);
    const version_type = buried ? "external_gte" : "external";
    const tombstone = { ...into(cluster, "records"), _id: id, version: tombstoneVersion(revision), version_type } as const;
    const [item] = await bulk(cluster, [{ action: { index: tombstone }, document: toTombstone(id, revision, seq, at) }]);
    if (item?.reason !== null && item?.status !== 409) throw new ZhengwenError("store.refused", item?.reason ?? id);
    const written = item.reason === null || (await readHeld(cluster, [id]))[0]?.seq === seq;
    if (!written) await bulk(cluster, [{ action: { delete: entry } }]);
    buried ||= written;
    told = (await sequence.finish(seqs)).length === 0 || !written;
  }
  return buried;
}

async function isKnown(cluster: Cluster, id: string): Promise<boolean> {
  if ((await read(cluster, "pages", id, ["id"])) !== null) return true;
  return (await rowsOf(cluster, id)).length > 0;
}

/** @returns how much there was to clean */
async function clean(cluster: Cluster, id: string, at: string): Promise<number> {
  const revisions = await deleteWhere(cluster, "revisions", { term: { id } });
  const pages = await dropPages(cluster, id);
  const open = (await rowsOf(cluster, id)).filter((row) => takenDown(row) !== null);
  for (const row of open) await closeRow(cluster, row, at);
  return revisions + pages + open.length;
}

async function rowsOf(cluster: Cluster, id: string): Promise<LedgerRow[]> {
  const index = cluster.alias("ledger");
  await cluster.reach(() => cluster.client.indices.refresh({ index }));
  const { hits } = await cluster.reach(() => cluster.client.search<LedgerRow>({ index, query: { term: { id } }, size: 1000 }));
  return hits.hits.flatMap(({ _source }) => _source ?? []);
}

async function closeRow(cluster: Cluster, { address }: LedgerRow, at: string): Promise<void> {
  for (let round = 0; round < mostRounds; round++) {
    const held = await read<LedgerRow>(cluster, "ledger", rowId(address));
    const closed = held && takenDown(held.source);
    if (held === null || closed === null) return;
    const written = { ...closed, updatedAt: at, version: held.source.version + 1 };
    if (await replace(cluster, "ledger", rowId(address), { ...written, waiting: waitingSince(written) }, held)) return;
  }
  throw new ZhengwenError("store.conflict", address);
}
