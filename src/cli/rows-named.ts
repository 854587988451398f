import type { RowsNamed } from "../ingest/rows.js";
import { errorTable, ZhengwenError } from "../model/errors.js";

/** The rows of the ledger that a person names: by a document's id, an address, or a reason. @throws usage.argument */
export function rowsNamedBy(what: string): RowsNamed {
  if (/^[0-9a-f]{32}$/.test(what)) return { id: what };
  if (/^(https?|file|urn):/.test(what)) return { address: what };
  if (what in errorTable) return { reason: what };
  throw new ZhengwenError("usage.argument", `${what} is no id, no address and no reason.`);
}
