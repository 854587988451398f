import { ZhengwenError } from "../../model/errors.js";
import { instant, type LedgerRow, type LedgerState, takenDown, waitingSince } from "../../model/ledger.js";
import type { Ledger, LedgerCount, LedgerFilter } from "../store.js";
import { type Connection, eachOr, type Row, type Value } from "./driver.js";

const columns = [
  "address",
  "state",
  "reason",
  "detail",
  "source",
  "id",
  "held",
  "etag",
  "lastModified",
  "attempts",
  "begun",
  "updatedAt",
  "nextDue",
  "firstSeen",
  "lastSeen",
  "missingSince",
  "vanishedAt",
] as const;
const assignments = columns.map((column) => `${column} = ?`).join(", ");
const selected = `SELECT ${columns.join(", ")}, version FROM ledger`;

/** The ledger: see `Ledger`. */
export function openLedger(connection: Connection): Ledger {
  const get = (address: string) => {
    const row = connection.get(`${selected} WHERE address = ?`, [address]);
    return row === null ? null : toLedgerRow(row);
  };
  const write = (row: LedgerRow) => connection.writeSoon(() => writeRow(connection, row));
  return {
    get: async (address) => get(address),
    getAll: async (addresses) => addresses.map(get),
    write,
    writeAll: (rows) => eachOr(rows, write),

    list: async (filter, limit, after) => {
      const { where, values } = conditions(filter);
      if (after !== undefined) {
        where.push("address > ?");
        values.push(after);
      }
      const condition = where.length > 0 ? `WHERE ${where.join(" AND ")}` : "";
      return connection.all(`${selected} ${condition} ORDER BY address LIMIT ?`, [...values, limit]).map(toLedgerRow);
    },

    due: async (at, limit, source) => {
      const { where, values } = conditions(source === undefined ? {} : { source });
      const condition = ["waiting <= ?", ...where].join(" AND ");
      return connection
        .all(`${selected} WHERE ${condition} ORDER BY waiting, address LIMIT ?`, [instant(at), ...values, limit])
        .map(toLedgerRow);
    },

    counts: async () =>
      connection
        .all("SELECT source, state, reason, count(*) AS count FROM ledger GROUP BY source, state, reason ORDER BY source, state, reason")
        .map(
          (row): LedgerCount => ({
            source: textOrNull(row.source),
            state: String(row.state) as LedgerState,
            reason: textOrNull(row.reason),
            count: Number(row.count),
          }),
        ),
  };
}

/** Writes a row if the held one has its version. @throws store.conflict */
function writeRow(connection: Connection, row: LedgerRow): LedgerRow {
  const values: Value[] = [...columns.map((column) => toValue(row[column])), waitingSince(row), row.version + 1];
  const changed =
    row.version === 0
      ? connection.run(
          `INSERT INTO ledger (${columns.join(", ")}, waiting, version) VALUES (${values.map(() => "?").join(", ")})
           ON CONFLICT (address) DO NOTHING`,
          values,
        )
      : connection.run(`UPDATE ledger SET ${assignments}, waiting = ?, version = ? WHERE address = ? AND version = ?`, [
          ...values,
          row.address,
          row.version,
        ]);
  if (changed === 0) throw new ZhengwenError("store.conflict", row.address);
  return { ...row, version: row.version + 1 };
}

/** Closes the rows of a document that is taken down; to be called within a transaction. @returns how many were still open */
export function closeRows(connection: Connection, id: string, at: string): number {
  const open = connection.all(`${selected} WHERE id = ?`, [id]).flatMap((row) => takenDown(toLedgerRow(row)) ?? []);
  for (const row of open) writeRow(connection, { ...row, updatedAt: at });
  return open.length;
}

function conditions(filter: LedgerFilter): { where: string[]; values: Value[] } {
  const where: string[] = [];
  const values: Value[] = [];
  for (const column of ["state", "reason", "source", "id"] as const) {
    const value = filter[column];
    if (value === undefined) continue;
    where.push(`${column} = ?`);
    values.push(value);
  }
  return { where, values };
}

/** Details hold what a server or a library said: anything. */
function toValue(value: LedgerRow[(typeof columns)[number]]): Value {
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "string" ? value.replace(/[\p{Surrogate}\0]/gu, "\ufffd") : value;
}

function toLedgerRow(row: Row): LedgerRow {
  return {
    address: String(row.address),
    state: String(row.state) as LedgerState,
    reason: textOrNull(row.reason),
    detail: textOrNull(row.detail),
    source: textOrNull(row.source),
    id: textOrNull(row.id),
    begun: Number(row.begun),
    held: row.held === 1,
    etag: textOrNull(row.etag),
    lastModified: textOrNull(row.lastModified),
    attempts: Number(row.attempts),
    updatedAt: String(row.updatedAt),
    nextDue: textOrNull(row.nextDue),
    firstSeen: textOrNull(row.firstSeen),
    lastSeen: textOrNull(row.lastSeen),
    missingSince: textOrNull(row.missingSince),
    vanishedAt: textOrNull(row.vanishedAt),
    version: Number(row.version),
  };
}

function textOrNull(value: Row[string] | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
