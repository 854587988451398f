import { FetchError } from "../fetch/fetch.js";
import { inTime } from "../fetch/in-time.js";
import { isoTime } from "../model/clock.js";
import { asZhengwenError, ZhengwenError } from "../model/errors.js";
import { isUnfinished, type LedgerRow, postponed as postponedUntil, processingWaits } from "../model/ledger.js";
import type { Input } from "../pipeline/input.js";
import type { ProcessJob } from "../queue/jobs.js";
import type { Worker } from "../queue/queue.js";
import { bothIdle } from "./both-idle.js";
import { createInFlight } from "./in-flight.js";
import { refuse, takeIn } from "./intake.js";
import { changeRow } from "./ledger.js";
import { isAway, type Patience, pause, whenReachable } from "./patience.js";
import { giveUp, processPage } from "./process.js";
import { reconcile } from "./reconcile.js";
import type { IngestServices } from "./services.js";

/** What is to be ingested: its name for a person, its address in the ledger, and how to get at it. */
export interface Intake {
  readonly label: string;
  readonly address: string;
  /** whether the attachments that it names are fetched: where it was itself */
  readonly collects?: boolean;
  load(): Promise<Input>;
}

export interface Ingested {
  readonly label: string;
  readonly row: LedgerRow;
  /** why it was not asked for: its host is to be left alone for long. Its row is then as it was before */
  readonly postponed: FetchError | null;
}

export interface IngestOptions {
  /** whether this process works the queue itself: where the queue is in process, no one else can */
  readonly worksQueue: boolean;
  /** starts fetching attachments in this process, where it works the queue itself */
  readonly workAttachments?: () => Promise<Worker>;
  /** ends the wait for other processes */
  readonly signal?: AbortSignal;
  /** told of each item once it is taken in */
  readonly onTakenIn?: () => void;
  /** told now and then how many items at most other processes have not finished yet */
  readonly onWaiting?: (left: number) => void;
  /** told each time that store or queue could not be reached: they are waited for */
  readonly onAway?: (fault: ZhengwenError) => void;
  /** told each time that a host is to be left alone for a short while, which is waited for */
  readonly onHostWait?: (fault: FetchError) => void;
}

/** What is being taken in at the same time. */
const intakeBounds = { items: 32, bytes: 16_000_000 };
/** Rows that are asked for together. */
const rowsTogether = 200;
/** How often the ledger is asked whether other processes have finished, in milliseconds. */
const interval = 200;
/** After how many of these the caller is told what is still waited for. */
const quiet = 50;

/**
 * Takes every item in and waits until each has reached its end state. While store or queue cannot be reached it waits for
 * them, and says so.
 * @returns one row per item, in order
 * @throws what is no fault of a document and does not pass: the processes that run documents cannot be started
 */
export async function ingest(items: readonly Intake[], services: IngestServices, options: IngestOptions): Promise<Ingested[]> {
  const { store, clock } = services;
  const patience: Patience = { clock, ...options };
  const faults: ZhengwenError[] = [];
  const postponed = new Map<Intake, FetchError>();
  const collector = options.worksQueue ? await options.workAttachments?.() : undefined;
  const worker = options.worksQueue ? await workProcessQueue(services, (fault) => faults.push(fault)) : undefined;
  const takenIn = createInFlight(intakeBounds);
  try {
    // what a run that died left behind is finished first, but for what it may have died on
    await whenReachable(() => reconcile(services, [], { suspects: false }), patience);
    for (const item of items) {
      const given = await load(item, services, options);
      const { address, collects = false } = item;
      const step = async () => {
        if (given instanceof FetchError && given.isPostponed) await postpone(item, given, postponed, services);
        else if (given instanceof ZhengwenError) await refuse(address, given, services);
        else await takeIn(address, given, services, { collects });
      };
      const bytes = given instanceof ZhengwenError ? 0 : given.bytes.length;
      await takenIn.start(address, bytes, async () => {
        await whenReachable(step, patience);
        options.onTakenIn?.();
      });
    }
    await takenIn.ended();
    if (worker) await workOff(services, faults, patience, collector !== undefined);
  } finally {
    await takenIn.idle();
    await worker?.close();
    await collector?.close();
  }
  const ingested = await ended(items, postponed, services, patience, options);
  await whenReachable(() => store.refresh(), patience);
  return ingested;
}

/** What is given for an item, or why there is nothing. @throws what is no fault of the item */
async function load(item: Intake, { clock }: IngestServices, { signal, onHostWait }: IngestOptions): Promise<Input | ZhengwenError> {
  try {
    return await inTime(() => item.load(), { clock, signal, onWait: onHostWait });
  } catch (cause) {
    signal?.throwIfAborted();
    const error = asZhengwenError(cause, "input.unreadable");
    if (error.kind.state === null && error.code !== "usage.manifest") throw error;
    return error;
  }
}

/** An item that was not asked for has not failed: its row says when it may be. */
async function postpone(item: Intake, error: FetchError, postponed: Map<Intake, FetchError>, services: IngestServices): Promise<void> {
  await changeRow(item.address, postponedUntil(isoTime(error.retryAt ?? services.clock.now())), services);
  postponed.set(item, error);
}

/**
 * Waits until this process has worked its queue off. What failed because a service was away is queued again once it is
 * back; what a process may have died on comes last.
 * @throws what failed a job, is no fault of its document and does not pass: no one else works this queue
 */
async function workOff(services: IngestServices, faults: ZhengwenError[], patience: Patience, collects: boolean): Promise<void> {
  const { processQueue, crawlQueue, clock } = services;
  for (let suspects = false; ; ) {
    await (collects ? bothIdle(processQueue, crawlQueue) : processQueue.idle());
    const fault = faults.find((each) => !isAway(each)) ?? faults[0];
    if (fault && !isAway(fault)) throw fault;
    if (fault) {
      faults.length = 0;
      patience.onAway?.(fault);
      await clock.sleep(pause, patience.signal);
    } else if (suspects) return;
    else suspects = true;
    await whenReachable(() => reconcile(services, [], { suspects }), patience);
  }
}

/** The rows of all items, waiting for those that other processes have in hand. */
async function ended(
  items: readonly Intake[],
  postponed: ReadonlyMap<Intake, FetchError>,
  { store, clock }: IngestServices,
  patience: Patience,
  { signal, onWaiting }: IngestOptions,
): Promise<Ingested[]> {
  const ingested: Ingested[] = [];
  let waits = 0;
  for (let from = 0; from < items.length; from += rowsTogether) {
    const some = items.slice(from, from + rowsTogether);
    const addresses = some.map(({ address }) => address);
    for (;;) {
      const rows = await whenReachable(() => store.ledger.getAll(addresses), patience);
      const known = some.flatMap((item, i): Ingested[] => {
        const row = rows[i] ?? null;
        const why = postponed.get(item) ?? null;
        return row === null || (isUnfinished(row) && why === null) ? [] : [{ label: item.label, row, postponed: why }];
      });
      if (known.length === some.length) {
        ingested.push(...known);
        break;
      }
      if (waits++ % quiet === quiet - 1) onWaiting?.(items.length - ingested.length - known.length);
      await clock.sleep(interval, signal);
    }
  }
  return ingested;
}

/** Milliseconds that a document in hand is given to end in once its worker is being closed. */
const grace = 10_000;

/**
 * Starts working the process queue in this process; the documents themselves run wherever the runner runs them. Once the worker
 * is being closed, what takes longer than the grace is left to another worker.
 * @param onFault told of each job that failed for what is no fault of its document
 */
export function workProcessQueue(services: IngestServices, onFault?: (fault: ZhengwenError) => void, patience = grace): Promise<Worker> {
  return services.processQueue.process((job, signal) => unlessClosing(job, signal, services, patience), {
    concurrency: services.documentsAtATime,
    onFailed: async (job, error) => {
      const fault = await giveUp(job, error, services);
      if (fault) onFault?.(fault);
    },
  });
}

/** Works on a page. @throws sandbox.unavailable, for another try elsewhere, when the worker closes and the page is not done in time */
async function unlessClosing(job: ProcessJob, signal: AbortSignal, services: IngestServices, patience: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let close = () => {};
  const late = new Promise<"late">((resolve) => {
    close = () => {
      timer = setTimeout(() => resolve("late"), patience);
    };
  });
  signal.addEventListener("abort", close, { once: true });
  const work = processPage(job, services);
  try {
    if ((await Promise.race([work, late])) !== "late") return;
    // whoever still works on it ends with this process
    work.catch((error: unknown) => services.log.debug({ address: job.address, err: error }, "left behind"));
    // it did not kill anybody
    await changeRow(job.address, processingWaits, services);
    throw new ZhengwenError("sandbox.unavailable", "The worker is being closed.");
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", close);
  }
}
