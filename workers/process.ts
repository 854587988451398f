import { fileURLToPath } from "node:url";
import { type Config, readConfig } from "../src/app/config.js";
import { openServices } from "../src/app/services.js";
import { workProcessQueue } from "../src/ingest/ingest.js";

/**
 * A worker that takes held pages through the pipeline into the store, until SIGTERM: then running jobs finish and the
 * process ends. CPU-bound: start one per core.
 */
export async function startWorker(config: Config): Promise<void> {
  const services = await openServices(config);
  const worker = await workProcessQueue(services);
  services.shutdown.onClose("worker", () => worker.close());
  services.log.info({ pid: process.pid }, "process worker ready");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await startWorker(readConfig(process.env));
