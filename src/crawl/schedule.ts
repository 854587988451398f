import type { Logger } from "pino";
import { bothIdle } from "../ingest/both-idle.js";
import { reconcile } from "../ingest/reconcile.js";
import { startReconciler } from "../ingest/reconciler.js";
import { ZhengwenError } from "../model/errors.js";
import type { CrawlJob } from "../queue/jobs.js";
import type { Queue, Worker } from "../queue/queue.js";
import { collectAttachments } from "./attachments.js";
import { crawlSource } from "./crawl.js";
import { createLanes } from "./lanes.js";
import type { Round } from "./round.js";
import type { CrawlServices } from "./services.js";
import { type CrawlSource, timetable } from "./sources.js";

/** What crawling on a timetable works with. */
export interface ScheduleServices extends CrawlServices {
  readonly crawlQueue: Queue<CrawlJob>;
  readonly concurrency: number;
  readonly log: Logger;
  readonly reconcileEvery?: number;
  readonly shutdown: { readonly signal: AbortSignal; onClose(name: string, close: () => Promise<void>): void };
}

/**
 * One round of every source, many hosts at a time.
 * @param workProcessQueue starts working the pages in this process; undefined where other processes do
 */
export async function crawlOnce(
  sources: readonly CrawlSource[],
  services: ScheduleServices,
  onRound: (source: CrawlSource, round: Round) => void,
  workProcessQueue?: () => Promise<Worker>,
): Promise<void> {
  const { shutdown, store, processQueue, crawlQueue } = services;
  const workers = [await workCrawlQueue(sources, services)];
  if (workProcessQueue) workers.push(await workProcessQueue());
  await reconcile(services, [], { suspects: false });
  const left = [...sources];
  const rounds = async () => {
    for (let source = left.shift(); source && !shutdown.signal.aborted; source = left.shift()) {
      onRound(source, await crawlSource(source, services, shutdown.signal));
    }
  };
  await Promise.all(Array.from({ length: hosts }, rounds));
  if (workProcessQueue) {
    await bothIdle(processQueue, crawlQueue);
    await reconcile(services, []);
    await bothIdle(processQueue, crawlQueue);
  }
  await Promise.all(workers.map((worker) => worker.close()));
  await store.refresh();
}

/**
 * Crawls the sources on their timetable until the program shuts down; the queue gives out the rounds, so that several
 * processes share them. What the queue has forgotten, the timetable itself among it, is restored again and again.
 * @param workProcessQueue as in `crawlOnce`
 */
export async function crawlOnSchedule(
  sources: readonly CrawlSource[],
  services: ScheduleServices,
  workProcessQueue?: () => Promise<Worker>,
): Promise<void> {
  const { crawlQueue, shutdown } = services;
  const workers: Worker[] = [];
  if (workProcessQueue) workers.push(await workProcessQueue());
  workers.push(await workCrawlQueue(sources, services));
  const rows = timetable(sources);
  await crawlQueue.schedule(rows);
  const reconciler = startReconciler(services, sources, () => crawlQueue.schedule(rows));
  shutdown.onClose("reconciler", () => reconciler.close());
  shutdown.onClose("workers", async () => {
    await Promise.all(workers.map((worker) => worker.close()));
  });
}

/** Hosts that a process crawls at a time: each waits for its own site most of the time, a few of them in vain. */
const hosts = 32;

/**
 * Starts working the crawl queue in this process: rounds of sources, and the attachments that documents name, in one lane
 * for each host, so that a slow site holds up nothing but itself.
 */
export function workCrawlQueue(sources: readonly CrawlSource[], services: ScheduleServices): Promise<Worker> {
  const { crawlQueue, store, concurrency, log } = services;
  const byId = new Map(sources.map((source) => [source.id, source]));
  const lanes = createLanes((key, error) =>
    log.error({ job: key, err: error }, "a job failed; the reconciler or the timetable asks again"),
  );
  const work = async (job: CrawlJob, signal: AbortSignal) => {
    if ("collect" in job) {
      const { collect } = job;
      const collecting = async (ending: AbortSignal) => {
        const row = await store.ledger.get(collect.address);
        await collectAttachments(collect, services, ending, byId.get(row?.source ?? ""));
      };
      return lanes.run(hostOf(collect.address), collect.address, collecting, signal);
    }
    const source = byId.get(job.source);
    if (!source) throw new ZhengwenError("config.invalid", `The source ${job.source} is queued but is not among those configured here.`);
    const round = async (ending: AbortSignal) => {
      const came = await crawlSource(source, services, ending, "due");
      const isIdle = came.list === "not-due" && Object.values(came.visits).every((count) => count === 0);
      log[isIdle ? "debug" : "info"]({ source: source.id, ...came }, "round");
    };
    return lanes.run(hostOf(source.url), source.id, round, signal);
  };
  const onFailed = async (job: CrawlJob, error: Error) => {
    if ("collect" in job) log.error({ ...job.collect, err: error }, "attachments could not be fetched; the reconciler asks again");
    else log.error({ source: job.source, err: error }, "the round failed; the next one is on its schedule");
  };
  return crawlQueue.process(work, { concurrency: Math.max(concurrency, hosts), onFailed });
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : address;
}
