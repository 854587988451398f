import { randomBytes } from "node:crypto";
import type { Change, ChangePage, FeedState } from "../store.js";
import type { Cluster } from "./client.js";
import { read, readAll, replace } from "./read.js";
import { type Lying, readHeld, revisionId } from "./records.js";
import type { Sequence } from "./sequence.js";

/** An entry of the feed as it lies in its index. */
interface Entry {
  readonly id: string;
  readonly revision: number;
  readonly removed: string | null;
  readonly generation?: number;
  readonly before?: number | null;
  readonly fields?: readonly string[] | null;
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
export async function changesSince(cluster: Cluster, sequence: Sequence, since: number, limit: number): Promise<ChangePage> {
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
      if (entry) changes.push(toChange(entry, seq));
    }
  }
  return { changes, next };
}

/** Entries by their seqs. */
export async function changesAt(cluster: Cluster, seqs: readonly number[]): Promise<(Change | null)[]> {
  const entries = await readAll<Entry>(cluster, "changes", seqs.map(String));
  return entries.map((entry, i) => entry && toChange(entry, seqs[i] ?? 0));
}

function toChange({ id, revision, removed, generation, before, fields }: Entry, seq: number): Change {
  if (removed !== null) return { seq, type: "tombstone", id, at: removed };
  return { seq, type: "record", id, revision, generation: generation ?? null, before: before ?? null, fields: fields ?? null };
}

/** The seq of each document's last write. */
export async function lastWrites(cluster: Cluster, ids: readonly string[]): Promise<(number | null)[]> {
  return (await readAll<Lying>(cluster, "records", ids, ["seq"])).map((lying) => lying?.seq ?? null);
}

export async function feedState(cluster: Cluster, sequence: Sequence): Promise<FeedState> {
  const floor = await sequence.floor();
  for (;;) {
    const held = await read<{ epoch: string }>(cluster, "state", "epoch");
    if (held !== null) return { epoch: held.source.epoch, floor };
    // whoever asks first names the store
    await replace(cluster, "state", "epoch", { epoch: randomBytes(16).toString("hex") }, null);
  }
}
