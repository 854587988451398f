import { Command } from "commander";
import { readConfig } from "../app/config.js";
import { openServices } from "../app/services.js";
import { type Reextracted, reextract } from "../ingest/reextract.js";
import { version } from "../model/version.js";
import { print, say, table } from "./output.js";

interface Options {
  apply?: true;
  all?: true;
  after?: string;
}

/** `zhengwen reextract`: the newest pipeline over the kept pages. */
export function reextractCommand(): Command {
  return new Command("reextract")
    .description("Run this version's pipeline over the kept pages of records that an older one made, and show what changes.")
    .option("--apply", "write what comes out; without it nothing is written")
    .option("--all", "look at records of this version too, as after a change of dictionaries; what differs in these is shown only")
    .option("--after <id>", "go on behind this id")
    .addHelpText(
      "after",
      `
Examples:
  zhengwen reextract                 which records and fields would change
  zhengwen reextract --apply         write them; run it again after an interruption, it goes on where it was

A line for each record that changes or fails; revisions stay as they are, and the feed tells what was written.
The running generation is ${version.generation}.`,
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const services = await openServices(readConfig(process.env));
  const { signal } = services.shutdown;
  try {
    const outcomes = new Map<string, number>();
    const fields = new Map<string, number>();
    const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
    let last: Reextracted | undefined;
    for await (const each of reextract({ ...options, apply: options.apply ?? false, signal }, services)) {
      last = each;
      count(outcomes, each.outcome);
      if (each.written) count(outcomes, "written");
      for (const field of each.fields) count(fields, field);
      if (each.outcome !== "same") await print(JSON.stringify(each));
    }
    if (signal.aborted && last) say(`interrupted; go on with --after ${last.id}`);
    say(table([...outcomes].map(([outcome, records]) => [outcome, String(records)])));
    if (fields.size > 0)
      say(table([["field", "records"], ...[...fields].sort(([, a], [, b]) => b - a).map(([field, n]) => [field, String(n)])]));
    if (outcomes.size === 0) say("no record is of an older generation");
    if ((outcomes.get("failed") ?? 0) > 0) process.exitCode = 1;
  } finally {
    await services.shutdown.close();
  }
}
