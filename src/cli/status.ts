import { Command, Option } from "commander";
import { readConfig } from "../app/config.js";
import { openStoreServices } from "../app/services.js";
import { errorTable, ZhengwenError } from "../model/errors.js";
import { type LedgerState, ledgerStates } from "../model/ledger.js";
import { print, say, table } from "./output.js";

const page = 500;

/** `zhengwen status`: what became of every address. */
export function statusCommand(): Command {
  return new Command("status")
    .description("Counts per source, state and reason; they add up to all addresses ever asked.")
    .addOption(new Option("--state <state>", "list the addresses in this state").choices(ledgerStates))
    .option("--reason <code>", "only those with this reason")
    .option("--source <id>", "only those of this source")
    .addHelpText(
      "after",
      `
Examples:
  zhengwen status
  zhengwen status --state rejected --source gd-zwgk
  zhengwen status --reason pipeline.timeout

ZHENGWEN_STORE or ZHENGWEN_ES_URL names the store.`,
    )
    .action(run);
}

async function run(options: { state?: LedgerState; reason?: string; source?: string }): Promise<void> {
  if (options.reason !== undefined && !(options.reason in errorTable)) {
    throw new ZhengwenError("usage.argument", `There is no reason ${options.reason}; reasons are codes such as fetch.status.`);
  }
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
