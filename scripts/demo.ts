import { rmSync } from "node:fs";
import { readConfig } from "../src/app/config.js";
import { openServices } from "../src/app/services.js";
import { runDemo } from "./demo-run.js";

/** npm run demo: the samples into an embedded store of their own, what was found in them, and some searches. */
const store = ".zhengwen/demo.db";
for (const suffix of ["", "-wal", "-shm"]) rmSync(`${store}${suffix}`, { force: true });
const services = await openServices(readConfig({ ZHENGWEN_STORE: store, ZHENGWEN_LOG_LEVEL: "warn" }));
try {
  const { overview, answers } = await runDemo(services);
  console.log(`${overview}\n\n${answers.join("\n\n")}`);
} finally {
  await services.shutdown.close();
}
