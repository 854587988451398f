import { existsSync } from "node:fs";
import { Command, Option } from "commander";
import { readConfig } from "../app/config.js";
import { openStoreServices } from "../app/services.js";
import { type SourceStatus, sourceStatuses } from "../crawl/status.js";
import { errorTable, ZhengwenError } from "../model/errors.js";
import { type LedgerState, ledgerStates } from "../model/ledger.js";
import { print, say, table } from "./output.js";

const page = 500;

/** `zhengwen status`: what became of every address, and how the sources are. */
export function statusCommand(): Command {
  return new Command("status")
    .description("How each source is, and what became of every address: counts that add up to all addresses ever asked.")
    .option("--sources", "the sources only, a line of JSON each")
    .addOption(new Option("--state <state>", "list the addresses in this state").choices(ledgerStates))
    .option("--reason <code>", "only those with this reason")
    .option("--source <id>", "only those of this source")
    .addHelpText(
      "after",
      `
Examples:
  zhengwen status
  zhengwen status --sources | jq 'select(.health == "unhealthy") | {source, reason, detail}'
  zhengwen status --state rejected --reason fetch.robots

A source that is unhealthy says why: the code is explained by docs/sources.md, the detail is what was seen.`,
    )
    .action(run);
}

async function run(options: { sources?: true; state?: LedgerState; reason?: string; source?: string }): Promise<void> {
  if (options.reason !== undefined && !(options.reason in errorTable)) {
    throw new ZhengwenError("usage.argument", `There is no reason ${options.reason}; reasons are codes such as fetch.status.`);
  }
  const config = readConfig(process.env);
  const services = await openStoreServices(config);
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
    const statuses = await sourceStatuses(services.store, existsSync(config.sources) ? config.sources : undefined);
    if (statuses.length > 0) say(`${table([heads, ...statuses.map(rowOf)])}\n`);
    for (const { source, health, reason, detail } of statuses) if (health === "unhealthy") say(`${source}: ${reason}: ${detail}`);
    if (options.sources) {
      for (const status of statuses) await print(JSON.stringify(status));
      return;
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

const heads = [
  "source",
  "health",
  "found",
  "waiting",
  "indexed",
  "unchanged",
  "duplicate",
  "rejected",
  "quarantined",
  "last success",
  "next due",
];

function rowOf(status: SourceStatus): string[] {
  const { source, health, reason, found, queued, fetched, indexed, unchanged, duplicate, rejected, quarantined, legacyTls } = status;
  const sum = (byReason: Readonly<Record<string, number>>) => Object.values(byReason).reduce((all, count) => all + count, 0);
  return [
    legacyTls ? `${source} (old TLS)` : source,
    reason === null ? health : `${health}: ${reason}`,
    ...[found, queued + fetched, indexed, unchanged, duplicate, sum(rejected), sum(quarantined)].map(String),
    status.lastSuccess?.slice(0, 16) ?? "never",
    status.nextDue?.slice(0, 16) ?? "-",
  ];
}
