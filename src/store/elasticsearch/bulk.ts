import type { estypes } from "@elastic/elasticsearch";
import pRetry from "p-retry";
import { ZhengwenError } from "../../model/errors.js";
import { type Cluster, isAwayStatus, statusOf } from "./client.js";

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

/** Sends one request, again with what was refused for overload, and in halves where it is too large. */
async function send(cluster: Cluster, batch: readonly string[]): Promise<Item[]> {
  const items: Item[] = new Array(batch.length);
  let waiting = batch.map((_, at) => at);
  const attempt = async () => {
    const answers = await request(
      cluster,
      waiting.map((at) => batch[at] ?? ""),
    );
    waiting = waiting.filter((at, i) => {
      const answer = answers[i] ?? { status: 500, reason: "The server left the operation unanswered." };
      items[at] = answer;
      return isAwayStatus(answer.status);
    });
    if (waiting.length > 0) throw new Overload(items[waiting[0] ?? 0]?.reason ?? "overload");
  };
  try {
    await pRetry(attempt, {
      retries: cluster.retries,
      minTimeout: 100,
      maxTimeout: 5_000,
      randomize: true,
      shouldRetry: ({ error }) => error instanceof Overload,
    });
  } catch (cause) {
    if (cause instanceof Overload) throw new ZhengwenError("store.unavailable", cause.message, { cause });
    throw cause;
  }
  return items;
}

class Overload extends Error {}

async function request(cluster: Cluster, batch: readonly string[]): Promise<Item[]> {
  try {
    const { items } = await cluster.reach(() => cluster.client.bulk({ operations: batch as unknown as estypes.BulkOperationContainer[] }));
    return items.map((item) => {
      const [answer] = Object.values(item);
      const error = answer?.error;
      return { status: answer?.status ?? 500, reason: error ? `${error.type}: ${reasonOf(error)}` : null };
    });
  } catch (error) {
    if (statusOf(error) !== 413) throw error;
    if (batch.length === 1) return [{ status: 413, reason: "The server takes no request as large as this document." }];
    const half = batch.length >> 1;
    return [...(await request(cluster, batch.slice(0, half))), ...(await request(cluster, batch.slice(half)))];
  }
}

function reasonOf({ reason, caused_by }: estypes.ErrorCause): string {
  return [reason, caused_by?.reason].filter(Boolean).join(": ");
}
