import { Command } from "commander";
import { readConfig } from "../app/config.js";
import { ZhengwenError } from "../model/errors.js";
import { backupSqlite } from "../store/sqlite/backup.js";
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

To restore a copy, end what uses the store and put the copy in its place. Elasticsearch has snapshots: docs/operation.md.`,
    )
    .action(run);
}

async function run(target: string): Promise<void> {
  const config = readConfig(process.env);
  if (config.esUrl !== null) {
    throw new ZhengwenError("usage.argument", "ZHENGWEN_ES_URL is set: Elasticsearch copies itself by snapshots, see docs/operation.md.");
  }
  await print(JSON.stringify({ file: target, bytes: backupSqlite(config.store, target) }));
}
