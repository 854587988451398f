import type { Clock } from "../model/clock.js";
import { isSuspect, type LedgerRow, type LedgerState } from "../model/ledger.js";
import { type CrawlJob, type ProcessJob, processJob, roundJob } from "../queue/jobs.js";
import type { Queue } from "../queue/queue.js";
import type { Store } from "../store/store.js";

export interface ReconcileServices {
  readonly store: Store;
  readonly processQueue: Queue<ProcessJob>;
  readonly crawlQueue: Queue<CrawlJob>;
  readonly clock: Clock;
}

/** What the ledger holds unfinished; jobs that the queue still knew were not added again. */
export interface Reconciled {
  /** rows whose page waits for the pipeline */
  readonly fetched: number;
  /** those of them that a process may have died on, queued only where they are asked for */
  readonly suspects: number;
  /** sources that have documents not yet asked for */
  readonly sources: readonly string[];
  /** rows that wait to be fetched and belong to no source that is configured: someone has to feed them again */
  readonly orphaned: number;
}

const batch = 500;

/**
 * Queues whatever the ledger says is unfinished: a queue forgets when it is flushed, loses its file, or was in a process
 * that has ended. Safe to run at any time: the queue does not take a job that it still holds, and one may run twice.
 * @param options.suspects whether what a process may have died on is queued too: not before all else had its turn
 * @param options.signal ends it between two pages of rows: what is left is queued the next time
 */
export async function reconcile(
  services: ReconcileServices,
  sources: readonly { readonly id: string }[],
  options: { readonly suspects: boolean; readonly signal?: AbortSignal } = { suspects: true },
): Promise<Reconciled> {
  const { store, processQueue, crawlQueue, clock } = services;
  let fetched = 0;
  let suspects = 0;
  for await (const rows of pages("fetched", store, options.signal)) {
    const suspected = rows.filter(isSuspect);
    suspects += suspected.length;
    const wanted = options.suspects ? rows : rows.filter((row) => !isSuspect(row));
    const jobs = wanted.flatMap(({ address, id }) => (id === null ? [] : [processJob({ id, address })]));
    await processQueue.add(jobs);
    fetched += jobs.length;
  }
  const configured = new Set(sources.map(({ id }) => id));
  const waiting = new Set<string>();
  let orphaned = 0;
  for await (const rows of pages("queued", store, options.signal)) {
    for (const { source, nextDue } of rows) {
      if (source === null || !configured.has(source)) orphaned++;
      else if (nextDue === null || Date.parse(nextDue) <= clock.now()) waiting.add(source);
    }
  }
  await crawlQueue.add([...waiting].map(roundJob));
  return { fetched, suspects, sources: [...waiting].sort(), orphaned };
}

async function* pages(state: LedgerState, { ledger }: Store, signal?: AbortSignal): AsyncGenerator<LedgerRow[]> {
  let after: string | undefined;
  while (!signal?.aborted) {
    const rows = await ledger.list({ state }, batch, after);
    if (rows.length > 0) yield rows;
    if (rows.length < batch) return;
    after = rows.at(-1)?.address;
  }
}
