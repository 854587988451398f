import { Command } from "commander";
import { readConfig } from "../app/config.js";
import { openServices } from "../app/services.js";
import { crawlRounds, crawlUntilShutdown } from "../app/work.js";
import { type CrawlSource, readSources } from "../crawl/sources.js";
import { print, say, table } from "./output.js";

/** `zhengwen crawl`: the sources on their schedule, or one round of each. */
export function crawlCommand(): Command {
  return new Command("crawl")
    .description("Crawl the configured sources on their schedule, until interrupted.")
    .argument("[sources]", "file of the sources; ZHENGWEN_SOURCES when left out")
    .option("--once", "one round of each source, then end")
    .addHelpText(
      "after",
      `
The file holds {"sources": [{"id", "name", "url", …}]}, comments allowed; docs/sources.md says what an entry may hold,
and zhengwen sources add <url> writes one.

Examples:
  zhengwen crawl --once sources.json
  zhengwen crawl

With --once the exit status is 1 where a list or a document failed, or was not asked for because its host is to be left
alone; the reasons follow on stderr.
ZHENGWEN_SOURCES names the file, ZHENGWEN_USER_AGENT what sites are told.`,
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
    const failures = new Map<string, number>();
    const failed = (reason: string) => failures.set(reason, (failures.get(reason) ?? 0) + 1);
    const lists: CrawlSource[] = [];
    const left: { source: CrawlSource; list: boolean; documents: number }[] = [];
    await crawlRounds(
      sources,
      services,
      (source, round) => {
        void print(JSON.stringify({ source: source.id, ...round }));
        if (round.list === "failed") lists.push(source);
        const { list, visits } = round;
        if (list === "postponed" || visits.postponed > 0) left.push({ source, list: list === "postponed", documents: visits.postponed });
      },
      (state, reason) => {
        if (state === "rejected" || state === "quarantined") failed(`${state} ${reason}`);
      },
    );
    for (const { id, url } of lists) {
      const row = await services.store.ledger.get(url);
      say(`${id}: the list failed: ${row?.reason}: ${row?.detail ?? ""}`);
    }
    for (const { source, list, documents } of left) {
      const due = list ? (await services.store.ledger.get(source.url))?.nextDue : null;
      const what = [...(list ? [`the list until ${due}`] : []), ...(documents > 0 ? [`${documents} documents`] : [])];
      say(`${source.id}: not asked for, because the host is to be left alone: ${what.join(", ")}`);
    }
    if (failures.size > 0) {
      say(table([...failures].map(([reason, count]) => [reason, String(count)])));
      say("zhengwen status --reason <code> lists the addresses");
    }
    if (lists.length + left.length + failures.size > 0) process.exitCode = 1;
  } finally {
    await services.shutdown.close();
  }
}
