import { type Dictionary, loadDictionary } from "../dictionary/load.js";
import { attachmentLimits } from "../extract/files/limits.js";
import { createFetcher, type Fetcher } from "../fetch/fetcher.js";
import { type Clock, systemClock } from "../model/clock.js";
import type { Limits } from "../pipeline/stage.js";
import { openBullQueue } from "../queue/bullmq/queue.js";
import { openMemoryQueue } from "../queue/memory.js";
import type { CrawlJob, ProcessJob, Queue, QueueOptions } from "../queue/queue.js";
import { openParsers, type Parsers } from "../sandbox/file-readers.js";
import { openElasticsearchStore } from "../store/elasticsearch/store.js";
import { openSqliteStore } from "../store/sqlite/store.js";
import type { Store } from "../store/store.js";
import { type Config, pipelineLimits } from "./config.js";
import { createLog, type Logger } from "./log.js";
import { createMetrics, type Metrics } from "./metrics.js";
import { createShutdown, type Shutdown } from "./shutdown.js";

/** Everything that a command works with. Which adapters stand behind the ports is decided here and known nowhere else. */
export interface Services {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly limits: Limits;
  readonly dictionary: Dictionary;
  readonly store: Store;
  readonly processQueue: Queue<ProcessJob>;
  readonly crawlQueue: Queue<CrawlJob>;
  readonly fetcher: Fetcher;
  readonly parsers: Parsers;
  readonly shutdown: Shutdown;
}

/** How queues treat their jobs: a job that failed is tried again after a second, then after doubled waits. */
const retries = { attempts: 4, backoff: 1_000 };

/** Opens what the configuration names; all of it is closed, the last opened first, by `services.shutdown.close()`. */
export async function openServices(config: Config): Promise<Services> {
  const log = createLog(config);
  const shutdown = createShutdown({ log });
  const clock = systemClock;
  const dictionary = loadDictionary();
  const store = await openStore(config);
  shutdown.onClose("store", () => store.close());
  const queues = openQueues(config, log);
  for (const queue of [queues.processQueue, queues.crawlQueue]) shutdown.onClose("queue", () => queue.close());
  const fetcher = openFetcher(config, clock);
  shutdown.onClose("fetcher", () => fetcher.close());
  try {
    await Promise.all([store.ready(), queues.processQueue.ready()]);
  } catch (error) {
    await shutdown.close();
    throw error;
  }
  const metrics = createMetrics();
  metrics.watchQueue("process", () => queues.processQueue.counts());
  metrics.watchQueue("crawl", () => queues.crawlQueue.counts());
  return {
    config,
    clock,
    log,
    metrics,
    limits: pipelineLimits(config),
    dictionary,
    store,
    ...queues,
    fetcher,
    parsers: parsersOf(config),
    shutdown,
  };
}

/** The store that the configuration names. @throws store.unavailable, store.version */
export async function openStore(config: Config): Promise<Store> {
  if (config.esUrl === null) return openSqliteStore(config.store);
  return openElasticsearchStore({
    url: config.esUrl,
    prefix: config.esPrefix,
    ...(config.esPassword !== null && { username: config.esUsername, password: config.esPassword }),
  });
}

/** The guarded, polite fetcher that the configuration describes. */
export function openFetcher(config: Config, clock: Clock = systemClock): Fetcher {
  return createFetcher({
    allow: config.fetchAllow,
    limits: { deadline: config.fetchTimeout, bytes: config.pageLimit, redirects: config.redirectLimit },
    userAgent: config.userAgent,
    gap: config.hostGap,
    longestGap: Math.max(config.hostGap, 30_000),
    patience: 10_000,
    robotsLimit: config.robotsLimit,
    clock,
  });
}

/** The parsers of files, with the limits that the configuration names. */
export function parsersOf(config: Config): Parsers {
  const { attachmentLimit, attachmentTimeout, attachmentMemory } = config;
  return openParsers({ limits: attachmentLimits(attachmentLimit), time: attachmentTimeout, memory: attachmentMemory });
}

/** The queues that the configuration names. */
export function openQueues(config: Config, log: Logger): Pick<Services, "processQueue" | "crawlQueue"> {
  const { redisUrl, queuePrefix: prefix, stalledSeconds } = config;
  const onError = (error: Error) => log.error({ err: error }, "the queue reports a fault");
  const queueOptions: QueueOptions = { ...retries, onError };
  if (redisUrl === null) return { processQueue: openMemoryQueue(queueOptions), crawlQueue: openMemoryQueue(queueOptions) };
  const open = <Job extends object>(name: string) =>
    openBullQueue<Job>({ ...queueOptions, redisUrl, prefix, name, stalledInterval: stalledSeconds });
  return { processQueue: open<ProcessJob>("process"), crawlQueue: open<CrawlJob>("crawl") };
}
