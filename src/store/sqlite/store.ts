import { asZhengwenError, ZhengwenError } from "../../model/errors.js";
import type { RawPage } from "../../model/page.js";
import type { SearchAnswer, SearchQuery } from "../../search/query.js";
import type { PutOptions, PutOutcome, PutRequest, Store } from "../store.js";
import { clauseOf } from "./conditions.js";
import { type Connection, connect, eachOr } from "./driver.js";
import { countFacets } from "./facets.js";
import { changesAt, changesSince, feedState, lastWrites } from "./feed.js";
import { fillSideTables } from "./fill-side-tables.js";
import { openLedger } from "./ledger.js";
import { getPage, putPage } from "./pages.js";
import { openPoints, type Points } from "./points.js";
import { getMaps, getRecord, isRemoved, putRecord, readMembers, removeRecord } from "./records.js";
import { scanRecords } from "./scan.js";
import { migrate } from "./schema.js";
import { searchRecords } from "./search.js";
import { openSettings } from "./settings.js";
import { openSources } from "./sources.js";
import { tallyRecords } from "./tally.js";

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
    fillSideTables(connection);
  } catch (error) {
    connection.close();
    throw error;
  }
  const points = openPoints(path, patience);

  const putHeld = (page: RawPage): Promise<null> =>
    connection.writeSoon(() => {
      if (isRemoved(connection, page.id)) throw new ZhengwenError("removed", page.id);
      putPage(connection, page);
      return null;
    });
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
    search: async (query) => searchAt(connection, points, query),
    facets: async (where, asked) => countFacets(connection, where, asked),
    tally: async (where, concept, by) => tallyRecords(connection, where, concept, by),
    scan: async (where, page) => scanRecords(connection, where, page),
    ids: async ({ generationBelow = Number.MAX_SAFE_INTEGER, where = { is: "all" } }, limit, after = "") => {
      const { sql, values } = clauseOf(where);
      const held = "id > ? AND removed IS NULL AND generation < ?";
      return connection
        .all(`SELECT id FROM record WHERE ${held} AND (${sql}) ORDER BY id LIMIT ?`, [after, generationBelow, ...values, limit])
        .map((row) => String(row.id));
    },
    changes: async (since, limit) => changesSince(connection, since, limit),
    changesAt: async (seqs) => changesAt(connection, seqs),
    lastWrites: async (ids) => lastWrites(connection, ids),
    feed: async () => feedState(connection),
    remove: async (id, at) => connection.writeSoon(() => removeRecord(connection, id, at)),
    refresh: async () => undefined,
    pages: {
      put: async (page) => {
        await putHeld(page);
      },
      putAll: (pages) => eachOr(pages, putHeld),
      get: async (id, digest) => getPage(connection, id, digest),
      getAll: async (ids) => ids.map((id) => getPage(connection, id)),
      drop: async (id, except) => {
        const kept = "SELECT page FROM record WHERE id = ? AND removed IS NULL";
        connection.run(`DELETE FROM page WHERE id = ? AND digest IS NOT coalesce((${kept}), ?)`, [id, id, except ?? null]);
      },
    },
    ledger: openLedger(connection),
    sources: openSources(connection),
    settings: openSettings(connection),
    ready: async () => {
      connection.get("SELECT count(*) AS n FROM (SELECT 1 FROM record LIMIT 1)");
    },
    close: async () => {
      points.close();
      connection.close();
    },
  };
}

/** Searches the newest state, or the one that a cursor names. */
function searchAt(newest: Connection, points: Points, query: SearchQuery): SearchAnswer {
  const { after, hold = false } = query;
  if (after?.point !== undefined) return named(searchRecords(points.at(after.point), query), after.point);
  if (!hold) return searchRecords(newest, query);
  const { point, connection } = points.open();
  return named(searchRecords(connection, query), point);
}

function named(answer: SearchAnswer, point: string): SearchAnswer {
  return { ...answer, hits: answer.hits.map((hit) => ({ ...hit, cursor: { ...hit.cursor, point } })) };
}
