import { fileURLToPath } from "node:url";
import { type Config, readConfig } from "../src/app/config.js";
import { openServices } from "../src/app/services.js";
import { crawlOnSchedule } from "../src/crawl/schedule.js";
import { readSources } from "../src/crawl/sources.js";

/**
 * A worker that crawls the configured sources on their schedule, until SIGTERM. Several share the sources between them;
 * the pages they bring are left to the `process` workers.
 */
export async function startWorker(config: Config): Promise<void> {
  const sources = readSources(config.sources);
  const services = await openServices(config);
  await crawlOnSchedule(sources, services);
  services.log.info({ pid: process.pid, sources: sources.length }, "crawl worker ready");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await startWorker(readConfig(process.env));
