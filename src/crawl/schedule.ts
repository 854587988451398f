import { workProcessQueue } from "../ingest/ingest.js";
import { reconcile } from "../ingest/reconcile.js";
import type { IngestServices } from "../ingest/services.js";
import { asZhengwenError, ZhengwenError } from "../model/errors.js";
import type { Worker } from "../queue/queue.js";
import { crawlSource, type Round } from "./crawl.js";
import { type CrawlSource, timetable } from "./sources.js";

/** Milliseconds between two looks at what the queue may have forgotten. */
const reconcileInterval = 60_000;

/** One round of every source, one after the other, and the pipeline over what they brought. */
export async function crawlOnce(
  sources: readonly CrawlSource[],
  services: IngestServices,
  onRound: (source: CrawlSource, round: Round) => void,
): Promise<void> {
  const { config, shutdown, store, processQueue } = services;
  const worker = config.mode === "embedded" ? await workProcessQueue(services) : undefined;
  await reconcile(services, []);
  for (const source of sources) {
    if (shutdown.signal.aborted) break;
    onRound(source, await crawlSource(source, services, shutdown.signal));
  }
  if (worker) {
    await processQueue.idle();
    await worker.close();
  }
  await store.refresh();
}

/**
 * Crawls the sources on their timetable until the program shuts down; the queue gives out the rounds, so that several
 * processes share them. What the queue has forgotten is queued again from the ledger.
 */
export async function crawlOnSchedule(sources: readonly CrawlSource[], services: IngestServices): Promise<void> {
  const { config, crawlQueue, log, shutdown } = services;
  const workers: Worker[] = [];
  if (config.mode === "embedded") workers.push(await workProcessQueue(services));
  const byId = new Map(sources.map((source) => [source.id, source]));
  const round = async ({ source: id }: { source: string }, signal: AbortSignal) => {
    const source = byId.get(id);
    if (!source) throw new ZhengwenError("config.invalid", `The source ${id} is queued but not in ${config.sources}.`);
    log.info({ source: id, ...(await crawlSource(source, services, signal)) }, "round");
  };
  const onFailed = async ({ source }: { source: string }, error: Error) =>
    log.error({ source, err: error }, "the round failed; the next one is on its schedule");
  workers.push(await crawlQueue.process(round, { concurrency: config.concurrency, onFailed }));
  await crawlQueue.schedule(timetable(sources));

  const recover = async () => {
    try {
      const { fetched, orphaned } = await reconcile(services, sources);
      if (fetched + orphaned > 0) log.info({ fetched, orphaned }, "unfinished rows");
    } catch (cause) {
      const error = asZhengwenError(cause, "store.unavailable");
      log.warn({ code: error.code, err: error }, "could not reconcile; tried again in a minute");
    }
  };
  await recover();
  const timer = setInterval(recover, reconcileInterval);
  shutdown.onClose("reconciler", async () => clearInterval(timer));
  shutdown.onClose("workers", async () => {
    await Promise.all(workers.map((worker) => worker.close()));
  });
}
