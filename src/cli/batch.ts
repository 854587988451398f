import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { Command, Option } from "commander";
import { type BatchKind, type BatchRow, batchKinds, runBatch } from "../app/batch.js";
import { readConfig } from "../app/config.js";
import { csvField } from "../app/panel-csv.js";
import { openStoreServices } from "../app/services.js";
import { ZhengwenError } from "../model/errors.js";
import { print, say } from "./output.js";

const columns = [
  "line",
  "input",
  "found",
  "id",
  "title",
  "number",
  "date",
  "total",
  "reason",
] as const satisfies readonly (keyof BatchRow)[];

/** `zhengwen batch`: a file of numbers, titles or terms in, a row out for each. */
export function batchCommand(): Command {
  return new Command("batch")
    .description("Look up each line of a file: a document's number, title or id, or terms. One row out for each.")
    .argument("<file>", "a name or term a line, in UTF-8; - for stdin")
    .addOption(new Option("--kind <kind>", "what the lines are").choices(batchKinds).default("auto"))
    .addOption(new Option("--format <format>", "JSON Lines, or CSV for spreadsheets").choices(["json", "csv"]).default("json"))
    .addHelpText(
      "after",
      `
Examples:
  zhengwen batch numbers.txt --format csv > found.csv
  cut -f2 list.tsv | zhengwen batch - --kind document
Exit status 1: some lines found nothing; each row says why.`,
    )
    .action(run);
}

async function run(file: string, { kind, format }: { kind: BatchKind; format: "json" | "csv" }): Promise<void> {
  const services = await openStoreServices(readConfig(process.env));
  let missed = 0;
  let all = 0;
  try {
    const input = file === "-" ? process.stdin : createReadStream(file);
    const failed = new Promise<never>((_, reject) => {
      input.once("error", (cause: Error) => reject(new ZhengwenError("usage.argument", `${file}: ${cause.message}`, { cause })));
    });
    const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
    const work = async () => {
      if (format === "csv") await print(`\ufeff${columns.join(",")}`);
      for await (const row of runBatch(lines, kind, services)) {
        all++;
        if (row.found === "nothing") missed++;
        await print(format === "json" ? JSON.stringify(row) : columns.map((column) => csvField(row[column])).join(","));
      }
    };
    await Promise.race([work(), failed]);
    say(`${all} lines, ${all - missed} found, ${missed} not`);
    if (missed > 0) process.exitCode = 1;
  } finally {
    await services.shutdown.close();
  }
}
