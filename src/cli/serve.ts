import { Command } from "commander";
import { drain } from "../api/drain.js";
import { createServer } from "../api/server.js";
import { readConfig } from "../app/config.js";
import { openQueues, openStoreServices } from "../app/services.js";
import { sourceStatuses } from "../crawl/status.js";
import { prepareDictionary } from "../dictionary/load.js";
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

ZHENGWEN_STORE or ZHENGWEN_ES_URL names the store.`,
    )
    .action(serve);
}

async function serve(): Promise<void> {
  const services = await openStoreServices(readConfig(process.env));
  const { config, log, metrics, shutdown, store } = services;
  metrics.watchSources(() => sourceStatuses(store));
  if (config.redisUrl !== null) {
    // only to show what waits there: pages and searches do without it
    const { processQueue, crawlQueue } = openQueues(config, log);
    metrics.watchQueue("process", () => processQueue.counts());
    metrics.watchQueue("crawl", () => crawlQueue.counts());
    for (const queue of [processQueue, crawlQueue]) shutdown.onClose("queue", () => queue.close());
  }
  // a bad row ends it now, and the first search does not wait
  prepareDictionary(services.dictionary);
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
