import { asZhengwenError, ZhengwenError } from "../../model/errors.js";
import type { Change, PutOptions, PutOutcome, PutRequest, Store } from "../store.js";
import { type Connection, connect } from "./driver.js";
import { openLedger } from "./ledger.js";
import { getPage, putPage } from "./pages.js";
import { getMaps, getRecord, isRemoved, putRecord, readMembers, removeRecord } from "./records.js";
import { migrate } from "./schema.js";
import { searchRecords } from "./search.js";
import { openSettings } from "./settings.js";

/** How long a writer waits for another process to finish its transaction, in milliseconds. */
const patience = 10_000;

/**
 * The embedded store: one file, which several processes may use at once.
 * @param path of the file; it is created where there is none
 * @throws store.unavailable, store.version
 */
export function openSqliteStore(path: string): Store {
  const connection = connect(path, patience);
  try {
    migrate(connection);
  } catch (error) {
    connection.close();
    throw error;
  }

  const put = async (document: PutRequest["document"], options: PutOptions = {}): Promise<PutOutcome> =>
    connection.writeSoon(() => putRecord(connection, document, options));

  return {
    put,
    putAll: (requests) =>
      Promise.all(
        requests.map(({ document, options }) => put(document, options).catch((error: unknown) => asZhengwenError(error, "store.refused"))),
      ),
    get: async (id, revision) => getRecord(connection, id, revision),
    maps: async (id, revision) => getMaps(connection, id, revision),
    members: async (cluster) => readMembers(connection, cluster),
    search: async (query) => searchRecords(connection, query),
    ids: async ({ generationBelow = Number.MAX_SAFE_INTEGER }, limit, after = "") =>
      connection
        .all("SELECT id FROM record WHERE id > ? AND removed IS NULL AND generation < ? ORDER BY id LIMIT ?", [
          after,
          generationBelow,
          limit,
        ])
        .map((row) => String(row.id)),
    changes: async (since, limit) => changesSince(connection, since, limit),
    remove: async (id, at) => connection.writeSoon(() => removeRecord(connection, id, at)),
    refresh: async () => undefined,
    pages: {
      put: async (page) =>
        connection.writeSoon(() => {
          if (isRemoved(connection, page.id)) throw new ZhengwenError("removed", page.id);
          putPage(connection, page);
        }),
      get: async (id, digest) => getPage(connection, id, digest),
      drop: async (id, except) => {
        const kept = "SELECT page FROM record WHERE id = ? AND removed IS NULL";
        connection.run(`DELETE FROM page WHERE id = ? AND digest IS NOT coalesce((${kept}), ?)`, [id, id, except ?? null]);
      },
    },
    ledger: openLedger(connection),
    settings: openSettings(connection),
    ready: async () => {
      connection.get("SELECT count(*) AS n FROM (SELECT 1 FROM record LIMIT 1)");
    },
    close: async () => connection.close(),
  };
}

/** The write lock is held from taking a seq to writing it: what can be read has nothing unwritten below it. */
function changesSince(connection: Connection, since: number, limit: number): { changes: Change[]; next: number } {
  const rows = connection.all(
    `SELECT seq, id, revision, removed FROM change WHERE seq > ? AND NOT EXISTS (
       SELECT 1 FROM change AS later WHERE later.id = change.id AND later.revision = change.revision AND later.seq > change.seq
     ) ORDER BY seq LIMIT ?`,
    [since, limit],
  );
  const changes = rows.map((row): Change => {
    const seq = Number(row.seq);
    const id = String(row.id);
    if (row.removed !== null) return { seq, type: "tombstone", id, at: String(row.removed) };
    return { seq, type: "record", id, revision: Number(row.revision) };
  });
  return { changes, next: changes.at(-1)?.seq ?? since };
}
