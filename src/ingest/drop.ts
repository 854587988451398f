import { dropped, type LedgerRow } from "../model/ledger.js";
import { endAttempt } from "./ledger.js";
import { type RowsNamed, rowsNamed } from "./rows.js";
import type { IngestServices } from "./services.js";

/**
 * Gives up rows that are quarantined: their pages go, and they are not asked for again by themselves. A record that an
 * earlier page made stays.
 * @returns the rows that were given up, as they then stand
 */
export async function dropQuarantined(
  named: RowsNamed,
  services: Pick<IngestServices, "store" | "clock" | "countAttempt">,
): Promise<LedgerRow[]> {
  const given: LedgerRow[] = [];
  for await (const row of rowsNamed(named, services)) {
    if (row.state !== "quarantined") continue;
    const after = await endAttempt(row.address, dropped, services);
    if (after.reason !== "dropped") continue;
    if (row.id !== null) await services.store.pages.drop(row.id);
    given.push(after);
  }
  return given;
}
