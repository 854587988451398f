import { Command } from "commander";
import { readConfig } from "../app/config.js";
import { openServices, openStoreServices } from "../app/services.js";
import { dropQuarantined } from "../ingest/drop.js";
import { ingest } from "../ingest/ingest.js";
import { retry } from "../ingest/retry.js";
import { rowsNamed } from "../ingest/rows.js";
import { type ErrorCode, errorTable, ZhengwenError } from "../model/errors.js";
import type { LedgerRow } from "../model/ledger.js";
import { print, say, table } from "./output.js";
import { rowsNamedBy } from "./rows-named.js";

/** `zhengwen quarantine`: documents that the pipeline or the store could not take. */
export function quarantineCommand(): Command {
  const command = new Command("quarantine").description("Documents that were set apart because a process failed on them.").addHelpText(
    "after",
    `
Examples:
  zhengwen quarantine list
  zhengwen quarantine list --reason pipeline.timeout
  zhengwen quarantine show https://www.gd.gov.cn/zwgk/1.html
  zhengwen quarantine show https://www.gd.gov.cn/zwgk/1.html --bytes > page.html
  zhengwen quarantine retry pipeline.timeout
  zhengwen quarantine drop https://www.gd.gov.cn/zwgk/1.html`,
  );
  const named = "a document's id, an address, a reason such as pipeline.timeout, or `all`";
  command
    .command("list")
    .description("A line for each, and how many there are of each reason.")
    .option("--reason <code>", "only those with this reason")
    .option("--source <id>", "only those of this source")
    .action(list);
  command
    .command("show")
    .description("What is known of one: its row in the ledger, its page, what to do about it.")
    .argument("<address>", "its address or id")
    .option("--bytes", "write the page as it was fetched to stdout, and nothing else")
    .action(show);
  command.command("retry").description("Send pages through the pipeline again.").argument("<what>", named).action(retryNamed);
  command
    .command("drop")
    .description("Give them up: their pages go, and they are not asked for again by themselves. Records that are held stay.")
    .argument("<what>", named)
    .action(drop);
  return command;
}

async function list(options: { reason?: string; source?: string }): Promise<void> {
  const services = await openStoreServices(readConfig(process.env));
  try {
    const counts = new Map<string, number>();
    for await (const row of rowsNamed({ ...options, state: "quarantined" }, services)) {
      await print(JSON.stringify(row));
      const reason = row.reason ?? "";
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
    const rows = [...counts].map(([reason, count]) => [reason, String(count), remedyOf(reason)]);
    say(rows.length === 0 ? "nothing is quarantined" : table(rows));
  } finally {
    await services.shutdown.close();
  }
}

async function show(given: string, options: { bytes?: true }): Promise<void> {
  const services = await openStoreServices(readConfig(process.env));
  try {
    const named = rowsNamedBy(given);
    let row: LedgerRow | undefined;
    for await (const each of rowsNamed(named, services)) if (row === undefined || each.state === "quarantined") row = each;
    if (row === undefined) throw new ZhengwenError("record.not-found", given);
    const page = row.id === null ? null : await services.store.pages.get(row.id);
    if (options.bytes) {
      if (page === null) throw new ZhengwenError("record.not-found", `${given}: no page is held`);
      process.stdout.write(page.bytes);
      return;
    }
    const { url, finalUrl, contentType, fetchedAt, digest, hints } = page ?? {};
    const shown = page && { url, finalUrl, contentType, fetchedAt, digest, hints, bytes: page.bytes.length };
    await print(JSON.stringify({ ...row, page: shown, remedy: row.reason === null ? null : remedyOf(row.reason) }));
  } finally {
    await services.shutdown.close();
  }
}

async function retryNamed(given: string): Promise<void> {
  const config = readConfig(process.env);
  const services = await openServices(config);
  try {
    const rows = await retry(quarantined(given), services);
    if (config.redisUrl === null && rows.some(({ state }) => state === "fetched")) await ingest([], services, { worksQueue: true });
    for (const { address } of rows) {
      const row = await services.store.ledger.get(address);
      await print(JSON.stringify({ address, state: row?.state, reason: row?.reason, id: row?.id }));
    }
    say(`${rows.length} tried again`);
  } finally {
    await services.shutdown.close();
  }
}

async function drop(given: string): Promise<void> {
  const services = await openStoreServices(readConfig(process.env));
  try {
    const rows = await dropQuarantined(quarantined(given), { ...services, countAttempt: () => undefined });
    for (const { address, state, reason, id } of rows) await print(JSON.stringify({ address, state, reason, id }));
    say(`${rows.length} dropped`);
  } finally {
    await services.shutdown.close();
  }
}

function quarantined(given: string): ReturnType<typeof rowsNamedBy> {
  const named = given === "all" ? {} : rowsNamedBy(given);
  return "address" in named ? named : { ...named, state: "quarantined" };
}

function remedyOf(reason: string): string {
  return reason in errorTable ? errorTable[reason as ErrorCode].remedy : "";
}
