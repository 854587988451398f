import { Command } from "commander";
import { readConfig } from "../app/config.js";
import { openStoreServices } from "../app/services.js";
import { isoTime } from "../model/clock.js";
import { ZhengwenError } from "../model/errors.js";
import { namedDocument } from "./named-document.js";
import { print } from "./output.js";

/** `zhengwen remove`: takedown. */
export function removeCommand(): Command {
  return new Command("remove")
    .description("Take a document down: its record, revisions and pages go, and it is never fetched again.")
    .argument("<document>", "its id, or an address that it was found at")
    .addHelpText(
      "after",
      `
Examples:
  zhengwen remove 0f343b0931126a20f133d67c2b018a3b
  zhengwen remove https://www.gd.gov.cn/zwgk/1.html

A tombstone in the feed tells those who follow it.`,
    )
    .action(run);
}

async function run(given: string): Promise<void> {
  const services = await openStoreServices(readConfig(process.env));
  const { store, shutdown, clock } = services;
  try {
    const id = await namedDocument(given, services);
    if (!(await store.remove(id, isoTime(clock.now())))) throw new ZhengwenError("record.not-found", given);
    await print(JSON.stringify({ id, state: "removed" }));
  } finally {
    await shutdown.close();
  }
}
