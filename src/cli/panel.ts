import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Command, Option } from "commander";
import { readConfig } from "../app/config.js";
import { amountsCsv, longCsv, wideCsv } from "../app/panel-csv.js";
import { panelFile } from "../app/panel-file.js";
import { panel } from "../app/panel-request.js";
import { openStoreServices } from "../app/services.js";
import type { PanelOptions } from "../search/panel.js";

interface Options extends Partial<Omit<PanelOptions, "amounts">> {
  readonly query?: string;
  readonly synonyms?: true;
  readonly format: "csv" | "wide" | "json" | "jsonl" | "parquet";
  readonly measure: "documents" | "matching" | "occurrences" | "share";
  readonly amounts?: true;
}

/** `zhengwen panel`: how often a concept occurs, by place, period and level of the issuer. */
export function panelCommand(): Command {
  return new Command("panel")
    .description("Count a concept, and amounts, by place, period and level of the issuer. Exact.")
    .argument("[terms...]", "terms that stand for one concept, in either script; none counts documents alone")
    .option("--query <query>", "only documents that a search finds; docs/query.md")
    .option("--synonyms", "what says the same elsewhere counts too")
    .addOption(new Option("--places <which>", "the place that a document belongs to, or each that it names").choices(["home", "mention"]))
    .addOption(new Option("--place-level <level>", "province where none is said").choices(["province", "prefecture", "county", "none"]))
    .addOption(new Option("--period <period>", "year where none is said").choices(["year", "quarter", "month", "none"]))
    .option("--issuer-level", "divide by level of the issuer too")
    .addOption(new Option("--reposts <how>", "count a document and its reposts once, or all of them").choices(["once", "all"]))
    .option("--amounts", "sums of amounts by instrument instead of documents")
    .addOption(
      new Option("--format <format>", "a line a cell, or a column a period")
        .choices(["csv", "wide", "json", "jsonl", "parquet"])
        .default("csv"),
    )
    .addOption(
      new Option("--measure <number>", "the number of the wide form")
        .choices(["documents", "matching", "occurrences", "share"])
        .default("share"),
    )
    .addHelpText(
      "after",
      `
Examples:
  zhengwen panel BIM > panel.csv
  zhengwen panel BIM --place-level prefecture --period quarter --issuer-level
  zhengwen panel --query 'kind:notice place:370000' --amounts
  zhengwen panel BIM --synonyms --format wide --measure occurrences`,
    )
    .action(run);
}

async function run(terms: readonly string[], { query, synonyms, format, measure, ...options }: Options): Promise<void> {
  const services = await openStoreServices(readConfig(process.env));
  try {
    const search = query === undefined ? {} : { query };
    const found = await panel({ terms, synonyms: synonyms ?? false, search, options }, services);
    const nameOf = (code: string) => services.dictionary.places.divisions.get(code)?.name ?? null;
    if (format === "jsonl" || format === "parquet") {
      const file = panelFile(found, { format, ofAmounts: options.amounts ?? false, nameOf });
      return await pipeline(Readable.from(file, { objectMode: false }), process.stdout, { end: false });
    }
    process.stdout.write(output());

    function output(): string {
      if (format === "json") return `${JSON.stringify(found)}\n`;
      if (options.amounts) return amountsCsv(found, nameOf);
      return format === "wide" ? wideCsv(found, measure, nameOf) : longCsv(found, nameOf);
    }
  } finally {
    await services.shutdown.close();
  }
}
