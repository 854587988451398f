import { Command } from "commander";
import { readConfig } from "../app/config.js";
import { releaseStore } from "../app/release.js";
import { openStoreServices } from "../app/services.js";
import { print, say } from "./output.js";

interface Options {
  cursor?: string;
  title: string;
  author: string;
  license?: string;
}

/** `zhengwen release`: all that is held as a data set that can be cited and made again. */
export function releaseCommand(): Command {
  return new Command("release")
    .description("Write all records as a data set: Parquet, JSON Lines, SQLite, data package, codebook, citation, checksums.")
    .argument("<folder>", "an empty folder, or one that is made")
    .option("--cursor <cursor>", "make the release again that printed this cursor; refused when the store was written to since")
    .option("--title <title>", "title of the data set", "Chinese policy documents")
    .option("--author <name>", "who publishes it", "Zhengwen")
    .option("--license <id>", "SPDX identifier of the licence that you give it")
    .addHelpText(
      "after",
      `
Examples:
  zhengwen release policies-2024 --title "Policy documents of 2024" --author "A research group" --license CC-BY-4.0
  zhengwen release again --cursor CURSOR          the cursor that the first one printed`,
    )
    .action(async (folder: string, { cursor, title, author, license }: Options) => {
      const services = await openStoreServices(readConfig(process.env));
      try {
        const made = await releaseStore(services.store, { folder, title, author, ...(cursor && { cursor }), ...(license && { license }) });
        for (const file of made.files) await print(JSON.stringify(file));
        const { records, entities, measures } = made.count;
        say(`${records} records, ${entities} entities, ${measures} measures; cursor ${made.cursor}`);
      } finally {
        await services.shutdown.close();
      }
    });
}
