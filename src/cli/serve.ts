import { Command } from "commander";
import { drain } from "../api/drain.js";
import { createServer } from "../api/server.js";
import { type Config, pipelineLimits, readConfig } from "../app/config.js";
import { fileReadersOf, openRunner } from "../app/runners.js";
import { openQueues, openServices, openStoreServices, type StoreServices } from "../app/services.js";
import { sourceStatuses } from "../crawl/status.js";
import { prepareDictionary, prepareQueries } from "../dictionary/load.js";
import { workProcessQueue } from "../ingest/ingest.js";
import type { PushServices } from "../ingest/push.js";
import { ZhengwenError } from "../model/errors.js";
import { say } from "./output.js";

/** `zhengwen serve`: search page and API, until SIGTERM. */
export function serveCommand(): Command {
  return new Command("serve")
    .description("Serve the search page and the API.")
    .addHelpText(
      "after",
      `
Examples:
  zhengwen serve
  ZHENGWEN_HOST=0.0.0.0 ZHENGWEN_PORT=80 zhengwen serve
`,
    )
    .action(serve);
}

async function serve(): Promise<void> {
  const services = await openServing(readConfig(process.env));
  const { config, metrics, shutdown, store } = services;
  metrics.watchSources(() => sourceStatuses(store));
  // a bad row ends it now, and the first search does not wait
  prepareDictionary(services.dictionary);
  prepareQueries(services.dictionary);
  const server = await createServer(services);
  shutdown.onClose("server", () => drain(server));
  try {
    const address = await server.listen({ host: config.host, port: config.port });
    say(`Zhengwen listens on ${address}`);
  } catch (cause) {
    // what is open would keep the process from ending
    await shutdown.close();
    throw new ZhengwenError("config.invalid", `${config.host}:${config.port}: ${(cause as Error).message}`, { cause });
  }
}

/** What serving needs: where workers are processes of their own, queues for what is pushed; else all that takes it in. */
async function openServing(config: Config): Promise<StoreServices> {
  if (config.redisUrl === null) {
    const services = await openServices(config);
    const worker = await workProcessQueue(services);
    services.shutdown.onClose("worker", () => worker.close());
    return { ...services, intake: services };
  }
  const services = await openStoreServices(config);
  const { log, metrics, shutdown, store, clock, dictionary } = services;
  // pages and searches do without them
  const { processQueue, crawlQueue } = await openQueues(config, log);
  metrics.watchQueue("process", () => processQueue.counts());
  metrics.watchQueue("crawl", () => crawlQueue.counts());
  for (const queue of [processQueue, crawlQueue]) shutdown.onClose("queue", () => queue.close());
  // of its own for what is tried in the pages; no process is started before there is something to try
  const runner = openRunner(config);
  shutdown.onClose("runner", () => runner.close());
  const countAttempt: PushServices["countAttempt"] = (state, reason) => metrics.documents.inc({ state, reason: reason ?? "" });
  return {
    ...services,
    runner,
    fileReaders: fileReadersOf(config),
    intake: { store, clock, dictionary, processQueue, countAttempt, limits: pipelineLimits(config) },
  };
}
