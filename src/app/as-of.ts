import { type Citation, cite } from "../export/citation.js";
import { ZhengwenError } from "../model/errors.js";
import type { StoredRecord } from "../model/record.js";
import type { Store } from "../store/store.js";
import { repealOf } from "./verify.js";

/** A document as it stood on a day. */
export interface AsOf extends Citation {
  readonly day: string;
  /** by what documents say; null where none of them says from when, or until when, it holds */
  readonly inForce: boolean | null;
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
  /** the held document that repeals or replaces it by that day */
  readonly repealedBy: Citation | null;
  /** the revision is the first that was fetched, and that was later than the day */
  readonly fetchedLater: boolean;
}

/**
 * The revision of a document that was known on a day, and whether the document held then.
 * @throws record.not-found
 */
export async function asOf(store: Store, id: string, day: string): Promise<AsOf> {
  const newest = await store.get(id);
  if (newest === null) throw new ZhengwenError("record.not-found", id);
  const { record, fetchedLater } = await revisionOn(store, newest, day);
  const { effectiveFrom, effectiveTo } = record;
  const repeal = await repealOf(store, record);
  const since = repeal && (repeal.by.effectiveFrom ?? repeal.by.signedAt ?? repeal.by.publishedAt?.slice(0, 10) ?? null);
  const repealed = repeal !== null && since !== null && since <= day ? repeal : null;
  return {
    ...cite(record),
    day,
    inForce: inForceOn(day, record, repealed !== null),
    effectiveFrom,
    effectiveTo,
    repealedBy: repealed && cite(repealed.by, repealed.passage),
    fetchedLater,
  };
}

function inForceOn(day: string, { effectiveFrom, effectiveTo }: StoredRecord, repealed: boolean): boolean | null {
  if (repealed || (effectiveTo !== null && effectiveTo < day) || (effectiveFrom !== null && effectiveFrom > day)) return false;
  return effectiveFrom === null ? null : true;
}

async function revisionOn(store: Store, newest: StoredRecord, day: string): Promise<{ record: StoredRecord; fetchedLater: boolean }> {
  let earliest = newest;
  for (let revision = newest.revision; revision > 0; revision--) {
    const record = revision === newest.revision ? newest : await store.get(newest.id, revision);
    if (record === null) continue;
    if (record.fetchedAt !== null && record.fetchedAt.slice(0, 10) <= day) return { record, fetchedLater: false };
    earliest = record;
  }
  return { record: earliest, fetchedLater: earliest.fetchedAt !== null };
}
