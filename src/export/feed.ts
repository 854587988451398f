import { ZhengwenError } from "../model/errors.js";
import type { Change, RecordChange, Store } from "../store/store.js";

/** How far a reader of the feed has come. */
export interface FeedPosition {
  readonly epoch: string;
  /** everything up to here is known to the reader: what it is told of later is told against this */
  readonly from: number;
  /** read so far; beyond `from` while the reader catches up, when earlier writes of a document are folded into its last */
  readonly since: number;
}

/** What became of a document since the reader knew it. */
export type FeedEntry =
  | { readonly kind: "created"; readonly seq: number; readonly id: string; readonly revision: number; readonly generation: number | null }
  | {
      readonly kind: "updated";
      readonly seq: number;
      readonly id: string;
      readonly revision: number;
      readonly generation: number | null;
      /** fields that may differ from what the reader knew; null: any of them */
      readonly fields: readonly string[] | null;
    }
  | { readonly kind: "deleted"; readonly seq: number; readonly id: string; readonly at: string };

export interface FeedPage {
  readonly changes: readonly FeedEntry[];
  readonly next: FeedPosition;
  /** whether there is more to be read at once */
  readonly more: boolean;
}

type FeedStore = Pick<Store, "changes" | "changesAt" | "lastWrites" | "feed">;

/**
 * The feed from a position on, in order of seq: of each document only the last write that is there to be read.
 * @param position null for the beginning
 * @throws cursor.epoch for a position in another store, cursor.future for one that this store has not reached
 */
export async function readFeed(store: FeedStore, position: FeedPosition | null, limit: number): Promise<FeedPage> {
  const { epoch, floor } = await store.feed();
  const { from, since } = position ?? { from: 0, since: 0 };
  if (position !== null && position.epoch !== epoch) throw new ZhengwenError("cursor.epoch");
  if (since >= floor && since > 0) throw new ZhengwenError("cursor.future", `It stands at ${since}, the store at ${floor - 1}.`);
  const page = await store.changes(since, limit);
  const more = page.changes.length === limit;
  const last = await store.lastWrites(page.changes.map(({ id }) => id));
  // a later write counts only if the reader will meet it before it is caught up, however long its writer takes
  const reach = more ? (await store.feed()).floor - 1 : page.next;
  const kept = page.changes.filter(({ seq }, i) => {
    const later = last[i];
    return later === null || later === undefined || later <= seq || later > reach;
  });
  const changes = await Promise.all(kept.map((change) => entryOf(store, change, from)));
  return { changes, more, next: { epoch, from: more ? from : page.next, since: page.next } };
}

async function entryOf(store: FeedStore, change: Change, from: number): Promise<FeedEntry> {
  const { seq, id } = change;
  if (change.type === "tombstone") return { kind: "deleted", seq, id, at: change.at };
  const { revision, generation } = change;
  const before = await foldedInto(store, change, from);
  if (before === "nothing") return { kind: "created", seq, id, revision, generation };
  return { kind: "updated", seq, id, revision, generation, fields: before };
}

/** Writes that are followed back at most; beyond them any field may have changed. */
const mostFolded = 32;

/** The fields that differ from what a reader at `from` knew; "nothing" where it knew nothing of the document. */
async function foldedInto(store: FeedStore, change: RecordChange, from: number): Promise<"nothing" | string[] | null> {
  const fields = new Set<string>();
  let known = true;
  for (let at: Change | null | undefined = change, steps = 0; at?.type === "record" && steps < mostFolded; steps++) {
    // an entry of an older version of the code says nothing about what was before it
    if (at.generation === null) return at.revision === 1 ? "nothing" : null;
    if (at.before === null) return "nothing";
    if (at.fields === null) known = false;
    for (const field of at.fields ?? []) fields.add(field);
    if (at.before <= from) return known ? [...fields].sort() : null;
    [at] = await store.changesAt([at.before]);
  }
  return null;
}
