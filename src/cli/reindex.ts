import { Command, InvalidArgumentError } from "commander";
import { readConfig } from "../app/config.js";
import { reindex } from "../app/reindex.js";
import { print, say } from "./output.js";

/** `zhengwen reindex`: builds the index of records anew while searches and writers go on. */
export function reindexCommand(): Command {
  return new Command("reindex")
    .description("Build Elasticsearch's index of records anew, compare it, and move the alias over to it. Goes on where it was ended.")
    .option("--shards <number>", "primary shards of the new index", wholeNumber, 1)
    .addHelpText(
      "after",
      `
Examples:
  zhengwen reindex
  zhengwen reindex --shards 4

The old index stays, closed to writing; drop it when you no longer need it. ZHENGWEN_ES_URL names the server.`,
    )
    .action(run);
}

function wholeNumber(given: string): number {
  if (!/^[1-9]\d{0,2}$/.test(given)) throw new InvalidArgumentError("It is a whole number from 1.");
  return Number(given);
}

async function run({ shards }: { shards: number }): Promise<void> {
  const outcome = await reindex(readConfig(process.env), shards, (copied) => say(`${copied} copied`));
  await print(JSON.stringify(outcome));
}
