import type { LedgerRow } from "../model/ledger.js";
import type { LedgerFilter } from "../store/store.js";
import type { IngestServices } from "./services.js";

/** Rows that a person names: one by its address, or those that fit a filter. */
export type RowsNamed = LedgerFilter | { readonly address: string };

const batch = 500;

/** The rows named, in order of address. */
export async function* rowsNamed(named: RowsNamed, { store }: Pick<IngestServices, "store">): AsyncGenerator<LedgerRow> {
  if ("address" in named) {
    const row = await store.ledger.get(named.address);
    if (row) yield row;
    return;
  }
  for (let after: string | undefined; ; ) {
    const rows = await store.ledger.list(named, batch, after);
    yield* rows;
    after = rows.at(-1)?.address;
    if (rows.length < batch) return;
  }
}
