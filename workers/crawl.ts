import { readConfig } from "../src/app/config.js";
import { startWorker } from "../src/app/work.js";

/** A worker that crawls the configured sources on their schedule and fetches the attachments that documents name. */
await startWorker("crawl", readConfig(process.env));
