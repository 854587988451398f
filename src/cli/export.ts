import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { Command } from "commander";
import { readConfig } from "../app/config.js";
import { openStoreServices } from "../app/services.js";
import { warcOf } from "../export/warc/export.js";
import { isoTime } from "../model/clock.js";
import { version } from "../model/version.js";
import { say } from "./output.js";

/** `zhengwen export`: what is held, for other programs. */
export function exportCommand(): Command {
  const command = new Command("export").description("Write what is held for other programs.");
  command
    .command("warc")
    .description("The raw pages as a WARC file, a gzip member for each record.")
    .option("--output <file>", "where to; stdout when left out")
    .option("--source <id>", "only pages of this source")
    .addHelpText(
      "after",
      `
Examples:
  zhengwen export warc --output pages.warc.gz
  zhengwen export warc --source gd > gd.warc.gz

Pages that were found unchanged, or at another address, are \`revisit\` records. Bodies are decompressed, and their headers
say so. pywb, warcio and other tools read the file.`,
    )
    .action(run);
  return command;
}

async function run({ output, source }: { output?: string; source?: string }): Promise<void> {
  const services = await openStoreServices(readConfig(process.env));
  try {
    const options = { software: `zhengwen/${version.version}`, at: isoTime(services.clock.now()), ...(source !== undefined && { source }) };
    const stream = output === undefined ? process.stdout : createWriteStream(output);
    let records = 0;
    for await (const piece of warcOf(services.store, options)) {
      if (!stream.write(piece)) await once(stream, "drain");
      records++;
    }
    if (output !== undefined) {
      stream.end();
      await finished(stream);
    }
    say(`${records} records`);
  } finally {
    await services.shutdown.close();
  }
}
