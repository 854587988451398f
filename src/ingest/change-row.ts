import { type Clock, isoTime } from "../model/clock.js";
import { ZhengwenError } from "../model/errors.js";
import type { Ledger, LedgerRow } from "../store/store.js";

/** How often a row is read again after another writer was faster. */
const tries = 8;

/**
 * Changes one row of the ledger by compare-and-set; a row that does not exist yet begins as `queued`.
 * @param change what is written, from the row as it stands; null leaves it as it is
 * @returns the row as it then stands
 * @throws store.conflict when others keep being faster
 */
export async function changeRow(
  ledger: Ledger,
  address: string,
  clock: Clock,
  change: (row: LedgerRow) => Partial<LedgerRow> | null,
): Promise<LedgerRow> {
  for (let attempt = 1; ; attempt++) {
    const row = (await ledger.get(address)) ?? blankRow(address, clock);
    const changed = change(row);
    if (changed === null) return row;
    try {
      return await ledger.write({ ...row, ...changed, address, version: row.version, updatedAt: isoTime(clock.now()) });
    } catch (error) {
      const again = error instanceof ZhengwenError && error.code === "store.conflict" && attempt < tries;
      if (!again) throw error;
    }
  }
}

function blankRow(address: string, clock: Clock): LedgerRow {
  return {
    address,
    state: "queued",
    reason: null,
    detail: null,
    source: null,
    id: null,
    held: false,
    etag: null,
    lastModified: null,
    attempts: 0,
    updatedAt: isoTime(clock.now()),
    nextDue: null,
    version: 0,
  };
}
