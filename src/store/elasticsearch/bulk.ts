import type { estypes } from "@elastic/elasticsearch";
import pRetry from "p-retry";
import { ZhengwenError } from "../../model/errors.js";
import { type Cluster, isAwayStatus, statusOf } from "./client.js";
import type { IndexName } from "./mapping.js";

/** One operation of a bulk request: what to do, and the document where the action takes one. */
export interface Operation {
  readonly action: estypes.BulkOperationContainer;
  readonly document?: object;
}

/** What became of an operation. Errors of items are data, not exceptions. */
export interface Item {
  readonly status: number;
  /** why it was refused; null where it was done */
  readonly reason: string | null;
}

/** Where an operation writes: the alias of an index, never an index that the server would make of a name that it does not know. */
export function into(cluster: Cluster, name: IndexName): { readonly _index: string; readonly require_alias: true } {
  return { _index: cluster.target(name), require_alias: true };
}

/** Bytes of one request: well below the server's usual limit of 100 MB. */
const requestBytes = 8_000_000;

/**
 * Makes operations in order, in as many requests as their size asks for. Operations that are refused for overload are
 * made again, those alone; what is refused for itself is told in its item.
 * @returns one item per operation
 * @throws store.unavailable when the server is away or stays overloaded
 */
export async function bulk(cluster: Cluster, operations: readonly Operation[]): Promise<Item[]> {
  const items: Item[] = [];
  let batch: string[] = [];
  let bytes = 0;
  for (const { action, document } of operations) {
    const lines = document === undefined ? JSON.stringify(action) : `${JSON.stringify(action)}\n${JSON.stringify(document)}`;
    const size = Buffer.byteLength(lines);
    if (batch.length > 0 && bytes + size > requestBytes) {
      items.push(...(await send(cluster, batch)));
      batch = [];
      bytes = 0;
    }
    batch.push(lines);
    bytes += size;
  }
  if (batch.length > 0) items.push(...(await send(cluster, batch)));
  return items;
}

/** Makes operations, and again those refused for overload: after a pause each time, in requests of half the size. */
async function send(cluster: Cluster, batch: readonly string[]): Promise<Item[]> {
  const items: Item[] = new Array(batch.length);
  let waiting = batch.map((_, at) => at);
  const attempt = async (number: number) => {
    const size = Math.ceil(batch.length / 2 ** (number - 1));
    const refused: number[] = [];
    for (let from = 0; from < waiting.length; from += size) {
      const places = waiting.slice(from, from + size);
      const answers = await request(
        cluster,
        places.map((at) => batch[at] ?? ""),
      );
      for (const [i, at] of places.entries()) {
        const answer = answers[i] ?? { status: 500, reason: "The server left the operation unanswered." };
        items[at] = answer;
        if (isAwayItem(answer)) refused.push(at);
      }
    }
    waiting = refused;
    if (waiting.length > 0) throw new Overload(items[waiting[0] ?? 0]?.reason ?? "overload");
  };
  try {
    await pRetry(attempt, { ...cluster.pauses, shouldRetry: ({ error }) => error instanceof Overload });
  } catch (cause) {
    if (cause instanceof Overload) throw new ZhengwenError("store.unavailable", cause.message, { cause });
    throw cause;
  }
  return items;
}

/** Whether an operation is refused for a time: for overload, or because its index is closed to writing, as a full disk closes it. */
function isAwayItem({ status, reason }: Item): boolean {
  return isAwayStatus(status) || (status === 403 && /^cluster_block_exception/.test(reason ?? ""));
}

class Overload extends Error {}

const tooLarge: Item = { status: 413, reason: "The server takes no request as large as this document." };

async function request(cluster: Cluster, batch: readonly string[]): Promise<Item[]> {
  try {
    const { items } = await cluster.reach(() => cluster.client.bulk({ operations: batch as unknown as estypes.BulkOperationContainer[] }));
    const answers = items.map((item) => {
      const [answer] = Object.values(item);
      const error = answer?.error;
      return { status: answer?.status ?? 500, reason: error ? `${error.type}: ${reasonOf(error)}` : null };
    });
    const [only] = answers;
    return batch.length === 1 && only && neverFits(only, batch[0] ?? "") ? [tooLarge] : answers;
  } catch (error) {
    if (statusOf(error) !== 413) throw error;
    if (batch.length === 1) return [tooLarge];
    const half = batch.length >> 1;
    return [...(await request(cluster, batch.slice(0, half))), ...(await request(cluster, batch.slice(half)))];
  }
}

/**
 * Whether an operation is refused for overload although it is more than the server ever works on at once (a share of its
 * memory): waiting would not help.
 */
function neverFits({ status, reason }: Item, lines: string): boolean {
  const said = /primary_operation_bytes=(\d+), max_primary_bytes=(\d+)/.exec(reason ?? "");
  return status === 429 && said !== null && Number(said[1]) + Buffer.byteLength(lines) > Number(said[2]);
}

function reasonOf({ reason, caused_by }: estypes.ErrorCause): string {
  return [reason, caused_by?.reason].filter(Boolean).join(": ");
}
