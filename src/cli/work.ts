import { Argument, Command } from "commander";
import { startDelivery } from "../app/alerts.js";
import { readConfig } from "../app/config.js";
import { startWorker, type WorkKind } from "../app/work.js";

/** `zhengwen work`: one worker process; start as many as there are cores, on as many hosts as you like. */
export function workCommand(): Command {
  return new Command("work")
    .description("Run a worker: on the queues in Redis, or on what came in.")
    .addArgument(
      new Argument("<kind>", "process: pages to records; crawl: sources to pages; deliver: alerts of saved searches").choices([
        "process",
        "crawl",
        "deliver",
      ]),
    )
    .addHelpText(
      "after",
      `
Examples:
  zhengwen work process
  zhengwen work crawl
  zhengwen work deliver

ZHENGWEN_REDIS_URL and ZHENGWEN_ES_URL name queue and store; ZHENGWEN_WORKERS says how many processes run documents.`,
    )
    .action(run);
}

async function run(kind: WorkKind | "deliver"): Promise<void> {
  const config = readConfig(process.env);
  await (kind === "deliver" ? startDelivery(config) : startWorker(kind, config));
}
