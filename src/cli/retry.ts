import { Command } from "commander";
import { readConfig } from "../app/config.js";
import { openServices } from "../app/services.js";
import { ingest } from "../ingest/ingest.js";
import { retry } from "../ingest/retry.js";
import { print, say } from "./output.js";
import { rowsNamedBy } from "./rows-named.js";

/** `zhengwen retry`: what was rejected or quarantined gets another try. */
export function retryCommand(): Command {
  return new Command("retry")
    .description("Try again what was rejected or quarantined.")
    .argument("<what>", "a document's id, an address, or a reason such as pipeline.timeout")
    .addHelpText(
      "after",
      `
Examples:
  zhengwen retry store.refused
  zhengwen retry https://www.gd.gov.cn/zwgk/1.html

A page that is held goes through the pipeline again; one that is not is fetched in the next round of its source. Each
address that is tried again yields a line.`,
    )
    .action(run);
}

async function run(what: string): Promise<void> {
  const filter = rowsNamedBy(what);
  const config = readConfig(process.env);
  const services = await openServices(config);
  try {
    const rows = await retry(filter, services);
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
