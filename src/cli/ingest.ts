import { Command } from "commander";
import { readConfig } from "../app/config.js";
import { openServices } from "../app/services.js";
import { workCrawlQueue } from "../crawl/schedule.js";
import { type Ingested, ingest } from "../ingest/ingest.js";
import { isoTime } from "../model/clock.js";
import type { ZhengwenError } from "../model/errors.js";
import { collectItems } from "./inputs.js";
import { print, say, table } from "./output.js";
import { startProgress } from "./progress.js";

interface Options {
  fetchedAt?: string;
  url?: string;
  manifest?: string;
}

/** `zhengwen ingest`: pipeline and store. */
export function ingestCommand(): Command {
  return new Command("ingest")
    .description("Extract pages and store their records.")
    .argument("[inputs...]", "files, folders, addresses, or - for standard input")
    .option("--fetched-at <moment>", "when the bytes were fetched (ISO)")
    .option("--url <address>", "the address that the bytes came from")
    .option("--manifest <file>", "JSON Lines, see zhengwen extract --help")
    .addHelpText(
      "after",
      `
Examples:
  zhengwen ingest samples/
  zhengwen ingest --manifest pages.jsonl

Each input yields a line {"input", "state", "reason", "id"}; a summary follows on stderr. An address whose host is to be
left alone is waited for up to two minutes; beyond that it is "postponed" until the time that its line says.
ZHENGWEN_WORKERS says how many processes run documents.`,
    )
    .action(run);
}

/** Says that a service is away, once for each minute that it stays so. */
function saysOnce(): (fault: ZhengwenError) => void {
  let silentUntil = 0;
  return (fault) => {
    if (performance.now() < silentUntil) return;
    silentUntil = performance.now() + 60_000;
    say(`waiting: ${fault.message}`);
  };
}

/** The line of an input, and on stderr why it did not come to a record. */
async function report(state: string, { label, row, postponed }: Ingested): Promise<void> {
  if (postponed) {
    const until = isoTime(postponed.retryAt ?? 0);
    await print(JSON.stringify({ input: label, state, reason: null, id: row.id, until }));
    say(`${label}: not asked for, to be ingested again after ${until}: ${postponed.message}`);
    return;
  }
  await print(JSON.stringify({ input: label, state, reason: row.reason, id: row.id }));
  if (row.reason !== null) say(`${label}: ${row.reason}: ${row.detail ?? ""}`);
}

async function run(inputs: string[], options: Options): Promise<void> {
  const config = readConfig(process.env);
  const services = await openServices(config);
  try {
    const items = await collectItems(inputs, {
      ...options,
      pageLimit: config.pageLimit,
      fetcher: () => services.fetcher,
      fileReaders: () => services.fileReaders,
      onSkipped: (path) => say(`skipped, no page: ${path}`),
    });
    const progress = startProgress(items.length);
    const sayOnce = saysOnce();
    const outcomes = await ingest(items, services, {
      worksQueue: config.redisUrl === null,
      signal: services.shutdown.signal,
      workAttachments: () => workCrawlQueue([], services),
      onTakenIn: () => progress.tick(),
      onWaiting: (left) => say(`waiting for the workers: up to ${left} of ${items.length} are not finished`),
      onAway: sayOnce,
      onHostWait: (fault) => say(`waiting: ${fault.message}`),
    });
    progress.end();
    const counts = new Map<string, number>();
    for (const outcome of outcomes) {
      const state = outcome.postponed ? "postponed" : outcome.row.state;
      counts.set(state, (counts.get(state) ?? 0) + 1);
      await report(state, outcome);
    }
    say(table([...[...counts].map(([state, count]) => [state, String(count)]), ["in all", String(outcomes.length)]]));
    if (["rejected", "quarantined", "postponed"].some((state) => counts.has(state))) process.exitCode = 1;
  } finally {
    await services.shutdown.close();
  }
}
