import { Command } from "commander";
import { readConfig } from "../app/config.js";
import { openStoreServices } from "../app/services.js";
import type { LedgerState } from "../model/ledger.js";
import { print, say, table } from "./output.js";

const page = 500;

/** `zhengwen status`: what became of every address. */
export function statusCommand(): Command {
  return new Command("status")
    .description("Counts per source, state and reason; they add up to all addresses ever asked.")
    .option("--state <state>", "list the addresses in this state: rejected, quarantined, indexed, …")
    .option("--reason <code>", "only those with this reason")
    .option("--source <id>", "only those of this source")
    .action(run);
}

async function run(options: { state?: LedgerState; reason?: string; source?: string }): Promise<void> {
  const services = await openStoreServices(readConfig(process.env));
  const { ledger } = services.store;
  try {
    if (options.state !== undefined || options.reason !== undefined || options.source !== undefined) {
      for (let after: string | undefined; ; ) {
        const rows = await ledger.list(options, page, after);
        for (const row of rows) await print(JSON.stringify(row));
        after = rows.at(-1)?.address;
        if (rows.length < page) return;
      }
    }
    const counts = await ledger.counts();
    const rows = counts.map(({ source, state, reason, count }) => [source ?? "-", state, reason ?? "-", String(count)]);
    say(
      table([
        ["source", "state", "reason", "count"],
        ...rows,
        ["in all", "", "", String(counts.reduce((sum, { count }) => sum + count, 0))],
      ]),
    );
    for (const count of counts) await print(JSON.stringify(count));
  } finally {
    await services.shutdown.close();
  }
}
