import { randomBytes } from "node:crypto";
import type { Change, ChangePage, FeedState } from "../store.js";
import type { Cluster } from "./client.js";
import { read, readAll, replace } from "./read.js";
import type { Lying } from "./records.js";
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

/** The feed up to the smallest seq that is still being written. Entries are read by id: at once, and in order. */
export async function changesSince(cluster: Cluster, sequence: Sequence, since: number, limit: number): Promise<ChangePage> {
  const floor = await sequence.floor();
  const changes: Change[] = [];
  let next = since;
  while (changes.length < limit && next + 1 < floor) {
    const seqs = Array.from({ length: Math.min(limit, floor - next - 1) }, (_, i) => next + 1 + i);
    for (const [i, change] of (await changesAt(cluster, seqs)).entries()) {
      if (changes.length === limit) break;
      next = seqs[i] ?? next;
      // a number whose write was refused or never made
      if (change !== null) changes.push(change);
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
