import { type Clock, isoTime } from "../model/clock.js";
import { ZhengwenError } from "../model/errors.js";
import { blankRow, type EndState, isEndState, type LedgerRow, type Transition } from "../model/ledger.js";
import type { Store } from "../store/store.js";

/** What writing the ledger needs. */
export interface LedgerServices {
  readonly store: Pick<Store, "ledger">;
  readonly clock: Clock;
  /** told of each attempt that has ended, with its error code where it failed */
  readonly countAttempt: (state: EndState, reason: string | null) => void;
}

/** How often a row is read again after another writer was faster. */
const tries = 8;

/**
 * Takes one row of the ledger through a transition by compare-and-set; a row that does not exist yet begins as `queued`.
 * @param known the row as it was last seen, where that is not long ago: it is read again only where another writer was faster
 * @returns the row as it then stands
 * @throws store.conflict when others keep being faster
 */
export async function changeRow(
  address: string,
  transition: Transition,
  { store, clock }: Pick<LedgerServices, "store" | "clock">,
  known?: LedgerRow,
): Promise<LedgerRow> {
  for (let attempt = 1; ; attempt++) {
    const row = (attempt === 1 && known) || (await store.ledger.get(address)) || blankRow(address, isoTime(clock.now()));
    const changed = transition(row);
    if (changed === null) return row;
    try {
      return await store.ledger.write({ ...changed, address, version: row.version, updatedAt: isoTime(clock.now()) });
    } catch (error) {
      const again = error instanceof ZhengwenError && error.code === "store.conflict" && attempt < tries;
      if (!again) throw error;
    }
  }
}

/** The same for a transition that ends an attempt on a document: it is counted once it is written. */
export async function endAttempt(address: string, transition: Transition, services: LedgerServices, known?: LedgerRow): Promise<LedgerRow> {
  const row = await changeRow(address, transition, services, known);
  if (isEndState(row.state)) services.countAttempt(row.state, row.reason);
  return row;
}
