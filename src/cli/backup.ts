import { Command } from "commander";
import { backupStore } from "../app/backup.js";
import { readConfig } from "../app/config.js";
import { print } from "./output.js";

/** `zhengwen backup`: a copy of the embedded store while it is in use. */
export function backupCommand(): Command {
  return new Command("backup")
    .description("Copy the embedded store while it is in use: records, revisions, pages and ledger, as they are at one moment.")
    .argument("<file>", "where the copy is written; it must not exist")
    .addHelpText(
      "after",
      `
Examples:
  zhengwen backup backups/2025-03-01.db
  ZHENGWEN_STORE=backups/2025-03-01.db zhengwen status     a copy is a store

To restore a copy, end what uses the store and put the copy in its place. Elasticsearch has snapshots: docs/elasticsearch.md.`,
    )
    .action(run);
}

async function run(file: string): Promise<void> {
  await print(JSON.stringify({ file, bytes: backupStore(readConfig(process.env), file) }));
}
