import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Argument, Command, Option } from "commander";
import { readConfig } from "../app/config.js";
import { openStore } from "../app/open-store.js";
import { type ExportFormat, type ExportSubject, exportFormats, exportSubjects, startExport } from "../export/export.js";
import { ZhengwenError } from "../model/errors.js";
import type { Condition } from "../search/condition.js";
import { warcCommand } from "./export-warc.js";
import { say } from "./output.js";

interface Options {
  of: ExportSubject;
  out?: string;
  after?: string;
  bom?: true;
}

/** `zhengwen export`: everything that a query finds, as a file, with a manifest. */
export function exportCommand(): Command {
  return new Command("export")
    .enablePositionalOptions()
    .addCommand(warcCommand())
    .description("Write everything that a query finds; all records where none is given.")
    .addArgument(new Argument("<format>").choices(exportFormats))
    .argument("[query...]", "as with search; docs/query.md says all")
    .addOption(new Option("--of <what>", "what is written").choices(exportSubjects).default("records"))
    .option("--out <file>", "write to this file, and the manifest beside it as <file>.manifest.json; standard output where it is not said")
    .option("--after <id>", "go on behind this record, without a heading: the last whole one of a file that broke off")
    .option("--bom", "begin a CSV with a byte order mark, for spreadsheets")
    .allowUnknownOption()
    .addHelpText(
      "after",
      `
Examples:
  zhengwen export csv --bom --out records.csv
  zhengwen export parquet 'place:370000 date:2023..' --of entities --out entities.parquet
  zhengwen export bibtex kind:notice > references.bib
The manifest (count, SHA-256, query, cursor, generation) goes to stderr where no file is named.`,
    )
    .action(run);
}

async function run(format: ExportFormat, terms: readonly string[], { of, out, after, bom }: Options): Promise<void> {
  if (after !== undefined && !/^[0-9a-f]{32}$/.test(after)) throw new ZhengwenError("usage.argument", "--after takes the id of a record.");
  const store = await openStore(readConfig(process.env));
  try {
    await store.ready();
    const query = terms.join(" ");
    const where = query === "" ? ({ is: "all" } as const) : await conditionOf(query);
    const started = await startExport(store, { format, of, where, query, ...(after && { after }), ...(bom && { bom }) });
    // standard output stays open for whoever else writes to it
    if (out === undefined) await pipeline(Readable.from(started.chunks), process.stdout, { end: false });
    else await pipeline(Readable.from(started.chunks), createWriteStream(out));
    const manifest = JSON.stringify(started.manifest());
    if (out === undefined) say(manifest);
    else await writeFile(`${out}.manifest.json`, `${manifest}\n`);
  } finally {
    await store.close();
  }
}

/** What a query asks for. Its dictionary takes more memory than the export, and is loaded for a query alone. */
async function conditionOf(query: string): Promise<Condition> {
  const [{ loadDictionary }, { queryLanguage }, { parseSearch }] = await Promise.all([
    import("../dictionary/load.js"),
    import("../pipeline/query-language.js"),
    import("../search/parse-search.js"),
  ]);
  return parseSearch({ query }, queryLanguage(loadDictionary())).where;
}
