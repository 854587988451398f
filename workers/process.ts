import { readConfig } from "../src/app/config.js";
import { startWorker } from "../src/app/work.js";

/** A worker that takes held pages through the pipeline into the store. Documents run in child processes, one per core by default. */
await startWorker("process", readConfig(process.env));
