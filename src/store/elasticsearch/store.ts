import { ZhengwenError } from "../../model/errors.js";
import type { Change, ChangePage, Store } from "../store.js";
import { type Cluster, connectCluster, type ElasticsearchOptions } from "./client.js";
import { prepareIndices } from "./indices.js";
import { openLedger } from "./ledger.js";
import { indexForms } from "./mapping.js";
import { openPages } from "./pages.js";
import { putAll } from "./put.js";
import { read, readAll } from "./read.js";
import { getMaps, getRecord, readHeld, revisionId } from "./records.js";
import { remove } from "./remove.js";
import { findIds, readMembers, searchRecords } from "./search.js";
import { openSequence, type Sequence } from "./sequence.js";
import { openSettings } from "./settings.js";

/** How long a writer may be silent: longer than a write with all its retries takes. */
const usualLease = 60_000;

/**
 * The distributed store, on a plain Elasticsearch 9.
 * @throws store.unavailable when the server cannot be reached; store.version when it or an index is of another version
 */
export async function openElasticsearchStore(options: ElasticsearchOptions): Promise<Store> {
  const cluster = connectCluster(options);
  try {
    await prepareIndices(cluster, options.shards ?? 1);
  } catch (error) {
    await cluster.client.close();
    throw error;
  }
  const sequence = openSequence(cluster, options.lease ?? usualLease);
  const refreshed = Object.keys(indexForms).map((name) => cluster.alias(name as keyof typeof indexForms));

  return {
    put: async (document, given) => {
      const [answer] = await putAll(cluster, sequence, [given ? { document, options: given } : { document }]);
      if (answer === undefined || answer instanceof ZhengwenError) throw answer ?? new ZhengwenError("store.refused", document.id);
      return answer;
    },
    putAll: (requests) => putAll(cluster, sequence, requests),
    get: (id, revision) => getRecord(cluster, id, revision),
    maps: (id, revision) => getMaps(cluster, id, revision),
    members: (id) => readMembers(cluster, id),
    search: (query) => searchRecords(cluster, query),
    ids: ({ generationBelow }, limit, after) => findIds(cluster, generationBelow, limit, after),
    changes: (since, limit) => changesSince(cluster, sequence, since, limit),
    remove: (id, at) => remove(cluster, sequence, id, at),
    refresh: async () => {
      await cluster.reach(() => cluster.client.indices.refresh({ index: refreshed }));
    },
    pages: openPages(cluster),
    ledger: openLedger(cluster),
    settings: openSettings(cluster),
    ready: async () => {
      await read(cluster, "state", "sequence");
    },
    close: () => cluster.client.close(),
  };
}

interface Entry {
  readonly id: string;
  readonly revision: number;
  readonly removed: string | null;
}

/**
 * The entries of writes that were made and not made again within their revision. A writer that died or gave up between entry
 * and write leaves an entry of nothing: whoever writes later has one of his own.
 */
async function toldOnly(cluster: Cluster, seqs: readonly number[], entries: readonly (Entry | null)[]): Promise<(Entry | null)[]> {
  const ids = [...new Set(entries.flatMap((entry) => entry?.id ?? []))];
  const found = await readHeld(cluster, ids);
  const held = new Map(ids.map((id, i) => [id, found[i] ?? null]));
  const replaced = entries.flatMap((entry) => {
    const now = entry && held.get(entry.id);
    return entry && now && !now.removed && entry.removed === null && entry.revision < now.revision
      ? [revisionId(entry.id, entry.revision)]
      : [];
  });
  const older = await readAll<{ record: { seq: number } }>(cluster, "revisions", replaced, ["record.seq"]);
  const seqOf = new Map(replaced.map((id, i) => [id, older[i]?.record.seq ?? null]));
  return entries.map((entry, i) => {
    const now = entry && held.get(entry.id);
    if (!entry || !now) return null;
    if (entry.revision >= now.revision) return now.seq === seqs[i] ? entry : null;
    // of what was before a takedown nothing is left to tell by
    const seq = seqOf.get(revisionId(entry.id, entry.revision)) ?? null;
    return seq === null || seq === seqs[i] ? entry : null;
  });
}

/** The feed up to the smallest seq that is still being written. Entries are read by id: at once, and in order. */
async function changesSince(cluster: Cluster, sequence: Sequence, since: number, limit: number): Promise<ChangePage> {
  const floor = await sequence.floor();
  const changes: Change[] = [];
  let next = since;
  while (changes.length < limit && next + 1 < floor) {
    const seqs = Array.from({ length: Math.min(limit, floor - next - 1) }, (_, i) => next + 1 + i);
    const entries = await toldOnly(cluster, seqs, await readAll<Entry>(cluster, "changes", seqs.map(String)));
    for (const [i, seq] of seqs.entries()) {
      if (changes.length === limit) break;
      next = seq;
      const entry = entries[i];
      // a number whose write was refused or never made
      if (!entry) continue;
      const { id, revision, removed } = entry;
      changes.push(removed === null ? { seq, type: "record", id, revision } : { seq, type: "tombstone", id, at: removed });
    }
  }
  return { changes, next };
}
