import { Argument, Command } from "commander";
import { readConfig } from "../app/config.js";
import { ZhengwenError } from "../model/errors.js";

/** `zhengwen work`: one worker process; start as many as there are cores, on as many hosts as you like. */
export function workCommand(): Command {
  return new Command("work")
    .description("Run a worker on the queues in Redis.")
    .addArgument(new Argument("<kind>", "process: pages to records; crawl: sources to pages").choices(["process", "crawl"]))
    .action(run);
}

async function run(kind: "process" | "crawl"): Promise<void> {
  const config = readConfig(process.env);
  if (config.mode === "embedded") {
    throw new ZhengwenError(
      "config.invalid",
      "Workers need ZHENGWEN_REDIS_URL and ZHENGWEN_ES_URL; without them, ingest and crawl work by themselves.",
    );
  }
  const { startWorker } = kind === "process" ? await import("../../workers/process.js") : await import("../../workers/crawl.js");
  await startWorker(config);
}
