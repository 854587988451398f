import { isoTime } from "../model/clock.js";
import { type LedgerRow, retried } from "../model/ledger.js";
import { processJob } from "../queue/jobs.js";
import type { LedgerFilter } from "../store/store.js";
import { changeRow } from "./ledger.js";
import type { IngestServices } from "./services.js";

const batch = 500;

/**
 * Has rows that ended badly tried again: through the pipeline where their page is held, by their source's next round where it
 * is not. Rows that a feeder handed in and whose page is gone stay as they are, and so does what was taken down.
 * @returns the rows that are tried again, as they then stand
 */
export async function retry(filter: LedgerFilter | { readonly address: string }, services: IngestServices): Promise<LedgerRow[]> {
  const { store, processQueue, clock } = services;
  const again: LedgerRow[] = [];
  for await (const row of rowsOf(filter, services)) {
    const held = row.id !== null && (await store.pages.get(row.id)) !== null;
    const after = await changeRow(row.address, retried(held, isoTime(clock.now())), services);
    if (after.version === row.version) continue;
    again.push(after);
    if (held && row.id !== null) await processQueue.add([processJob({ id: row.id, address: row.address })]);
  }
  return again;
}

async function* rowsOf(filter: LedgerFilter | { readonly address: string }, { store }: IngestServices): AsyncGenerator<LedgerRow> {
  if ("address" in filter) {
    const row = await store.ledger.get(filter.address);
    if (row) yield row;
    return;
  }
  for (let after: string | undefined; ; ) {
    const rows = await store.ledger.list(filter, batch, after);
    yield* rows;
    after = rows.at(-1)?.address;
    if (rows.length < batch) return;
  }
}
