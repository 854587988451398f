import { Command, Option } from "commander";
import { readConfig } from "../app/config.js";
import { openStoreServices } from "../app/services.js";
import type { StoredRecord } from "../model/record.js";
import { print, say } from "./output.js";

/** Ids that are read at a time. */
const page = 500;

/** `zhengwen list`: what is held. */
export function listCommand(): Command {
  return new Command("list")
    .description("List the records that are held, in order of their ids.")
    .addOption(new Option("--format <format>", "json: a line each; text: for reading").choices(["json", "text"]).default("json"))
    .addHelpText(
      "after",
      `
Examples:
  zhengwen list --format text
  zhengwen list | jq -r .title

Each record yields a line {"id", "revision", "date", "title", "issuers", "number", "kind", "source", "url"}.`,
    )
    .action(run);
}

async function run({ format }: { format: "json" | "text" }): Promise<void> {
  const { store, shutdown } = await openStoreServices(readConfig(process.env));
  let count = 0;
  try {
    for (let ids = await store.ids({}, page); ids.length > 0; ids = ids.length < page ? [] : await store.ids({}, page, ids.at(-1))) {
      for (const id of ids) {
        const record = await store.get(id);
        // taken down meanwhile
        if (record === null) continue;
        count++;
        await print(format === "json" ? JSON.stringify(listed(record)) : lineOf(record));
      }
    }
    say(`${count} records`);
  } finally {
    await shutdown.close();
  }
}

function listed({ id, revision, publishedAt, title, issuers, documentNumber, kind, source, url }: StoredRecord) {
  return { id, revision, date: publishedAt, title, issuers, number: documentNumber, kind, source: source?.id ?? null, url };
}

function lineOf(record: StoredRecord): string {
  const { id, date, title, number, issuers } = listed(record);
  return [id, date?.slice(0, 10) ?? "          ", title ?? "-", number, issuers[0]].filter(Boolean).join("  ");
}
