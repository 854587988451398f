import type { HealthChange } from "../crawl/health-change.js";
import { type Dictionary, loadDictionary } from "../dictionary/load.js";
import type { Fetcher } from "../fetch/fetcher.js";
import type { HostGate } from "../fetch/host-gate.js";
import { openHostTurns } from "../fetch/host-turns.js";
import type { PushServices } from "../ingest/push.js";
import { createTrials, type Trials } from "../ingest/trials.js";
import { type Clock, systemClock } from "../model/clock.js";
import { ZhengwenError } from "../model/errors.js";
import type { EndState } from "../model/ledger.js";
import type { Limits } from "../pipeline/stage.js";
import type { CrawlJob, ProcessJob } from "../queue/jobs.js";
import { openMemoryQueue } from "../queue/memory.js";
import type { Queue, QueueOptions } from "../queue/queue.js";
import type { DocumentRunner } from "../sandbox/document-runner.js";
import type { FileReaders } from "../sandbox/file-readers.js";
import type { Cluster } from "../store/elasticsearch/client.js";
import { gathering } from "../store/gather.js";
import type { Store } from "../store/store.js";
import type { Searcher } from "./answer.js";
import { type Config, pipelineLimits } from "./config.js";
import { hostPatience, openFetcher } from "./fetching.js";
import { createLog, type Logger } from "./log.js";
import { createMetrics, type Metrics } from "./metrics.js";
import { elasticsearchOptions, openStore } from "./open-store.js";
import { documentProcesses, fileReadersOf, openRunner } from "./runners.js";
import { createShutdown, type Shutdown } from "./shutdown.js";
import { healthTeller, openWebhook } from "./source-health.js";

/** What a command works with that only reads the store. */
export interface StoreServices {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly dictionary: Dictionary;
  readonly store: Store;
  /** what runs searches; this process where there is none */
  readonly searcher?: Searcher;
  /** what runs documents and reads files that are tried in the pages and never stored; nothing can be tried where they are not there */
  readonly runner?: DocumentRunner;
  readonly fileReaders?: FileReaders;
  /** what takes in documents that are pushed; none are taken where it is not there */
  readonly intake?: PushServices;
  readonly shutdown: Shutdown;
}

/**
 * What a command works with that fetches or processes. Which adapters stand behind the ports is decided here and known nowhere else;
 * only those that the configuration names are loaded, which takes up to half a second each.
 */
export interface Services extends StoreServices {
  readonly limits: Limits;
  readonly processQueue: Queue<ProcessJob>;
  readonly crawlQueue: Queue<CrawlJob>;
  readonly fetcher: Fetcher;
  readonly fileReaders: FileReaders;
  readonly runner: DocumentRunner;
  readonly trials: Trials;
  readonly concurrency: number;
  readonly documentsAtATime: number;
  readonly reconcileEvery: number;
  readonly countAttempt: (state: EndState, reason: string | null) => void;
  readonly observePipeline: (seconds: number) => void;
  readonly tellHealth: (change: HealthChange) => Promise<boolean>;
}

/** How queues treat their jobs: a job that failed is tried again after a second, then after doubled waits. */
const retries = { attempts: 4, backoff: 1_000 };

/**
 * Opens the store, and nothing else: a search needs no queue. It is closed by `shutdown.close()`.
 * @throws store.unavailable, store.version
 */
export async function openStoreServices(config: Config): Promise<StoreServices> {
  const log = createLog(config);
  const shutdown = createShutdown({ log });
  const store = await openStore(config);
  shutdown.onClose("store", () => store.close());
  await closingOnFailure(shutdown, () => store.ready());
  return { config, clock: systemClock, log, metrics: createMetrics(), dictionary: loadDictionary(), store, shutdown };
}

/**
 * Opens everything that fetching and processing need; no process that runs documents is started before there is one. All
 * of it is closed, the last opened first, by `shutdown.close()`.
 * @throws store.unavailable, store.version, queue.unavailable, queue.misconfigured
 */
export async function openServices(config: Config): Promise<Services> {
  const services = await openStoreServices(config);
  const { log, shutdown, clock, metrics } = services;
  const queues = await openQueues(config, log);
  for (const queue of [queues.processQueue, queues.crawlQueue]) shutdown.onClose("queue", () => queue.close());
  const gate = await openHostGate(config, log, clock);
  shutdown.onClose("host gate", () => gate.close());
  const fetcher = openFetcher(config, { clock, gate, observe: metrics.observeFetch });
  shutdown.onClose("fetcher", () => fetcher.close());
  const webhook = openWebhook(config, clock);
  if (webhook) shutdown.onClose("webhook", () => webhook.close());
  const runner = openRunner(config, (stage, milliseconds) => metrics.stageSeconds.observe({ stage }, milliseconds / 1000));
  shutdown.onClose("runner", () => runner.close());
  await closingOnFailure(shutdown, () => queues.processQueue.ready());
  metrics.watchQueue("process", () => queues.processQueue.counts());
  metrics.watchQueue("crawl", () => queues.crawlQueue.counts());
  return {
    ...services,
    ...queues,
    store: gathering(services.store, gathered),
    limits: pipelineLimits(config),
    fetcher,
    fileReaders: fileReadersOf(config),
    runner,
    trials: createTrials(),
    concurrency: config.concurrency,
    documentsAtATime: Math.max(config.concurrency, handed * documentProcesses(config)),
    // work goes on within two stall intervals, whatever was lost
    reconcileEvery: 2 * config.stalledAfter,
    countAttempt: (state, reason) => metrics.documents.inc({ state, reason: reason ?? "" }),
    observePipeline: (seconds) => metrics.pipelineSeconds.observe(seconds),
    tellHealth: healthTeller(log, webhook),
  };
}

/**
 * What writes and reads meet in. A beat is short beside what a document waits for its turn, and long enough for several to
 * meet; one batch is well below what a server takes at once.
 */
const gathered = { items: 64, bytes: 8_000_000, wait: 60 };
/** Documents in hand for each process that runs them: while one runs, the others are read, stored and written to the ledger. */
const handed = 16;

async function closingOnFailure(shutdown: Shutdown, ready: () => Promise<void>): Promise<void> {
  try {
    await ready();
  } catch (error) {
    await shutdown.close();
    throw error;
  }
}

/** The search server that the configuration names, without a store on it. @throws config.invalid where it names none */
export async function openCluster(config: Config): Promise<Cluster> {
  if (config.esUrl === null) throw new ZhengwenError("config.invalid", "ZHENGWEN_ES_URL is not set: the embedded store needs no reindex.");
  const { connectCluster } = await import("../store/elasticsearch/client.js");
  return connectCluster(elasticsearchOptions(config, config.esUrl));
}

/** Whose turn it is at a host: over all workers on the Redis that the configuration names, or in this process. */
async function openHostGate({ redisUrl, queuePrefix: prefix, fetchTimeout }: Config, log: Logger, clock: Clock): Promise<HostGate> {
  if (redisUrl === null) return openHostTurns(clock, hostPatience);
  const onError = (error: Error) => log.error({ err: error }, "the host gate reports a fault");
  const { openHostTokens } = await import("../fetch/redis/host-tokens.js");
  return openHostTokens({ redisUrl, prefix, clock, patience: hostPatience, lease: fetchTimeout + 10_000, onError });
}

/** The queues that the configuration names: in Redis, or in this process. */
export async function openQueues(config: Config, log: Logger): Promise<Pick<Services, "processQueue" | "crawlQueue">> {
  const { redisUrl, queuePrefix: prefix, stalledAfter } = config;
  const onError = (error: Error) => log.error({ err: error }, "the queue reports a fault");
  const queueOptions: QueueOptions = { ...retries, onError };
  if (redisUrl === null) return { processQueue: openMemoryQueue(queueOptions), crawlQueue: openMemoryQueue(queueOptions) };
  const { openBullQueue } = await import("../queue/bullmq/queue.js");
  const open = <Job extends object>(name: string) =>
    openBullQueue<Job>({ ...queueOptions, redisUrl, prefix, name, stalledInterval: stalledAfter });
  return { processQueue: open<ProcessJob>("process"), crawlQueue: open<CrawlJob>("crawl") };
}
