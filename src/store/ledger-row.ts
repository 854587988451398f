import type { LedgerRow, LedgerState } from "./store.js";

const unfinished: readonly LedgerState[] = ["queued", "fetched"];
const always = "0000";

/**
 * Since when a row waits to be worked on, as a key in order of time; null for one that waits for nothing. A row with a
 * `nextDue` waits from then on; an unfinished one without waits already, behind its last write.
 */
export function waitingSince(row: Pick<LedgerRow, "state" | "nextDue" | "updatedAt">): string | null {
  if (row.nextDue !== null) return instant(row.nextDue);
  return unfinished.includes(row.state) ? `${always} ${instant(row.updatedAt)}` : null;
}

/** An ISO date-time in the one form whose order as text is that of time. @throws RangeError on what is no time */
export function instant(moment: string): string {
  return new Date(moment).toISOString();
}
