import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { Command } from "commander";
import { readConfig } from "../app/config.js";
import { openStore } from "../app/open-store.js";
import { warcOf } from "../export/warc/export.js";
import { isoTime, systemClock } from "../model/clock.js";
import { version } from "../model/version.js";
import { say } from "./output.js";

/** `zhengwen export warc`: the pages that are held, for other programs. */
export function warcCommand(): Command {
  return new Command("warc")
    .description("The raw pages as a WARC file, a gzip member for each record.")
    .option("--out <file>", "where to; stdout when left out")
    .option("--source <id>", "only pages of this source")
    .addHelpText(
      "after",
      `
Examples:
  zhengwen export warc --out pages.warc.gz
  zhengwen export warc --source gd > gd.warc.gz

Pages that were found unchanged, or at another address, are \`revisit\` records. Bodies are decompressed, and their headers
say so. pywb, warcio and other tools read the file.`,
    )
    .action(run);
}

async function run({ out, source }: { out?: string; source?: string }): Promise<void> {
  const store = await openStore(readConfig(process.env));
  try {
    await store.ready();
    const options = { software: `zhengwen/${version.version}`, at: isoTime(systemClock.now()), ...(source !== undefined && { source }) };
    const stream = out === undefined ? process.stdout : createWriteStream(out);
    let records = 0;
    for await (const piece of warcOf(store, options)) {
      if (!stream.write(piece)) await once(stream, "drain");
      records++;
    }
    if (out !== undefined) {
      stream.end();
      await finished(stream);
    }
    say(`${records} records`);
  } finally {
    await store.close();
  }
}
