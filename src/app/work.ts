import type { Round } from "../crawl/round.js";
import { crawlOnce, crawlOnSchedule } from "../crawl/schedule.js";
import { type CrawlSource, readSources } from "../crawl/sources.js";
import { sourceStatuses } from "../crawl/status.js";
import { workProcessQueue } from "../ingest/ingest.js";
import { startReconciler } from "../ingest/reconciler.js";
import { ZhengwenError } from "../model/errors.js";
import type { EndState } from "../model/ledger.js";
import type { Config } from "./config.js";
import { openServices, type Services } from "./services.js";
import { openWorkerPort } from "./worker-port.js";

/** The queues that a worker may work. */
export type WorkKind = "process" | "crawl";

/**
 * Starts a worker on the queues in Redis, until SIGTERM: then running jobs finish and the process ends. `process` takes held
 * pages through the pipeline into the store; `crawl` crawls the configured sources on their schedule, several sharing them
 * between them, and leaves the pages to the `process` workers.
 * @throws config.invalid where the queue is in process: there nothing is left to work on
 */
export async function startWorker(kind: WorkKind, config: Config): Promise<void> {
  if (config.redisUrl === null) {
    const detail = "Workers need ZHENGWEN_REDIS_URL and ZHENGWEN_ES_URL; without them, ingest and crawl work by themselves.";
    throw new ZhengwenError("config.invalid", detail);
  }
  if (kind === "crawl") return crawlUntilShutdown(readSources(config.sources), await openServices(config));
  const services = await openServices(config);
  const port = await closingOnFailure(services, () => openWorkerPort(services));
  const worker = await workProcessQueue(services);
  const reconciler = startReconciler(services, []);
  services.shutdown.onClose("reconciler", () => reconciler.close());
  services.shutdown.onClose("worker", () => worker.close());
  services.log.info({ pid: process.pid, port }, "process worker ready");
}

/** Crawls on the sources' timetable until the program shuts down; where the queue is in process, pages are processed here too. */
export async function crawlUntilShutdown(sources: readonly CrawlSource[], services: Services): Promise<void> {
  const port = await closingOnFailure(services, async () => {
    services.metrics.watchSources(() => sourceStatuses(services.store));
    const opened = await openWorkerPort(services);
    await crawlOnSchedule(sources, services, ownWorker(services));
    return opened;
  });
  services.log.info({ pid: process.pid, port, sources: sources.length }, "crawl worker ready");
}

async function closingOnFailure<T>({ shutdown }: Services, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    // what is open would keep the process from ending
    await shutdown.close();
    throw error;
  }
}

/**
 * One round of every source; where the queue is in process, its pages are processed before it ends.
 * @param onEnded told of each attempt on a document that ended in this process
 */
export async function crawlRounds(
  sources: readonly CrawlSource[],
  services: Services,
  onRound: (source: CrawlSource, round: Round) => void,
  onEnded: (state: EndState, reason: string | null) => void,
): Promise<void> {
  const countAttempt: Services["countAttempt"] = (state, reason) => {
    services.countAttempt(state, reason);
    onEnded(state, reason);
  };
  const counting = { ...services, countAttempt };
  await crawlOnce(sources, counting, onRound, ownWorker(counting));
}

function ownWorker(services: Services): (() => ReturnType<typeof workProcessQueue>) | undefined {
  return services.config.redisUrl === null ? () => workProcessQueue(services) : undefined;
}
