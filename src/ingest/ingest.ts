import { asZhengwenError, type ZhengwenError } from "../model/errors.js";
import { isUnfinished, type LedgerRow } from "../model/ledger.js";
import type { Input } from "../pipeline/input.js";
import type { Worker } from "../queue/queue.js";
import { refuse, takeIn } from "./intake.js";
import { giveUp, processPage } from "./process.js";
import { reconcile } from "./reconcile.js";
import type { IngestServices } from "./services.js";

/** What is to be ingested: its name for a person, its address in the ledger, and how to get at it. */
export interface Intake {
  readonly label: string;
  readonly address: string;
  load(): Promise<Input>;
}

export interface Ingested {
  readonly label: string;
  readonly row: LedgerRow;
}

export interface IngestOptions {
  /** whether this process works the queue itself: where the queue is in process, no one else can */
  readonly worksQueue: boolean;
  /** ends the wait for other processes */
  readonly signal?: AbortSignal;
  /** told of each item once it is taken in */
  readonly onTakenIn?: () => void;
}

/** How often the ledger is asked whether other processes have finished, in milliseconds. */
const interval = 200;

/**
 * Takes every item in and waits until each has reached its end state.
 * @returns one row per item, in order
 * @throws what is no fault of a document: store, queue or the processes that run documents being away
 */
export async function ingest(items: readonly Intake[], services: IngestServices, options: IngestOptions): Promise<Ingested[]> {
  const { processQueue, store, clock } = services;
  const { worksQueue, signal, onTakenIn } = options;
  const faults: ZhengwenError[] = [];
  const worker = worksQueue ? await workProcessQueue(services, (fault) => faults.push(fault)) : undefined;
  // what a run that died left behind is finished first
  await reconcile(services, []);
  for (const item of items) {
    try {
      await takeIn(item.address, await item.load(), services);
    } catch (cause) {
      const error = asZhengwenError(cause, "input.unreadable");
      if (error.kind.state === null && error.code !== "usage.manifest") throw error;
      await refuse(item.address, error, services);
    }
    onTakenIn?.();
  }
  await processQueue.idle();
  await worker?.close();
  // no one else works this queue: rows that such a fault has left unfinished would be waited for in vain
  if (faults[0]) throw faults[0];
  const ingested: Ingested[] = [];
  for (const { label, address } of items) {
    let row = await store.ledger.get(address);
    while (row === null || isUnfinished(row)) {
      await clock.sleep(interval, signal);
      row = await store.ledger.get(address);
    }
    ingested.push({ label, row });
  }
  await store.refresh();
  return ingested;
}

/**
 * Starts working the process queue in this process; the documents themselves run wherever the runner runs them.
 * @param onFault told of each job that failed for what is no fault of its document
 */
export function workProcessQueue(services: IngestServices, onFault?: (fault: ZhengwenError) => void): Promise<Worker> {
  return services.processQueue.process((job) => processPage(job, services), {
    concurrency: services.documentsAtATime,
    onFailed: async (job, error) => {
      const fault = await giveUp(job, error, services);
      if (fault) onFault?.(fault);
    },
  });
}
