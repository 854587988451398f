import { Argument, Command } from "commander";
import { readConfig } from "../app/config.js";
import { startWorker, type WorkKind } from "../app/work.js";

/** `zhengwen work`: one worker process; start as many as there are cores, on as many hosts as you like. */
export function workCommand(): Command {
  return new Command("work")
    .description("Run a worker on the queues in Redis.")
    .addArgument(new Argument("<kind>", "process: pages to records; crawl: sources to pages").choices(["process", "crawl"]))
    .addHelpText(
      "after",
      `
Examples:
  zhengwen work process
  zhengwen work crawl

ZHENGWEN_REDIS_URL and ZHENGWEN_ES_URL name queue and store; ZHENGWEN_WORKERS says how many processes run documents.`,
    )
    .action(run);
}

async function run(kind: WorkKind): Promise<void> {
  await startWorker(kind, readConfig(process.env));
}
