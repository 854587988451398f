import { isoTime } from "../model/clock.js";
import { type LedgerRow, retried } from "../model/ledger.js";
import { processJob } from "../queue/jobs.js";
import { changeRow } from "./ledger.js";
import { type RowsNamed, rowsNamed } from "./rows.js";
import type { IngestServices } from "./services.js";

/**
 * Has rows that ended badly tried again: through the pipeline where their page is held, by their source's next round where it
 * is not. Rows that a feeder handed in and whose page is gone stay as they are, and so does what was taken down.
 * @returns the rows that are tried again, as they then stand
 */
export async function retry(named: RowsNamed, services: Pick<IngestServices, "store" | "processQueue" | "clock">): Promise<LedgerRow[]> {
  const { store, processQueue, clock } = services;
  const again: LedgerRow[] = [];
  for await (const row of rowsNamed(named, services)) {
    const held = row.id !== null && (await store.pages.get(row.id)) !== null;
    const after = await changeRow(row.address, retried(held, isoTime(clock.now())), services);
    if (after.version === row.version) continue;
    again.push(after);
    if (held && row.id !== null) await processQueue.add([processJob({ id: row.id, address: row.address })]);
  }
  return again;
}
