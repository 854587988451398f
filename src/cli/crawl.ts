import { Command } from "commander";
import { readConfig } from "../app/config.js";
import { openServices } from "../app/services.js";
import { crawlRounds, crawlUntilShutdown } from "../app/work.js";
import { readSources } from "../crawl/sources.js";
import { print, say } from "./output.js";

/** `zhengwen crawl`: the sources on their schedule, or one round of each. */
export function crawlCommand(): Command {
  return new Command("crawl")
    .description("Crawl the configured sources on their schedule, until interrupted.")
    .argument("[sources]", "file of the sources; ZHENGWEN_SOURCES when left out")
    .option("--once", "one round of each source, then end")
    .addHelpText(
      "after",
      `
The file holds [{"id", "name", "url", "interval", "kind"?, "revisit"?}, …]: url is a feed or a list page, interval is
how often it is asked ("30m", "6h", or seconds), revisit how often a document is asked again ("7d").

Examples:
  zhengwen crawl --once sources.json
  zhengwen crawl`,
    )
    .action(run);
}

async function run(file: string | undefined, { once }: { once?: true }): Promise<void> {
  const config = readConfig(process.env);
  const sources = readSources(file ?? config.sources);
  const services = await openServices(config);
  if (!once) {
    await crawlUntilShutdown(sources, services);
    say(`crawling ${sources.length} sources; Ctrl-C ends`);
    return;
  }
  try {
    await crawlRounds(sources, services, (source, round) => print(JSON.stringify({ source: source.id, ...round })));
  } finally {
    await services.shutdown.close();
  }
}
