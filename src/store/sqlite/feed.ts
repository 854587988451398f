import type { Change, ChangePage, FeedState } from "../store.js";
import type { Connection, Row } from "./driver.js";

const columns = "seq, id, revision, removed, generation, before, fields";

/** The write lock is held from taking a seq to writing it: what can be read has nothing unwritten below it. */
export function changesSince(connection: Connection, since: number, limit: number): ChangePage {
  const rows = connection.all(
    `SELECT ${columns} FROM change WHERE seq > ? AND NOT EXISTS (
       SELECT 1 FROM change AS later WHERE later.id = change.id AND later.revision = change.revision AND later.seq > change.seq
     ) ORDER BY seq LIMIT ?`,
    [since, limit],
  );
  const changes = rows.map(toChange);
  return { changes, next: changes.at(-1)?.seq ?? since };
}

/** Entries by their seqs. */
export function changesAt(connection: Connection, seqs: readonly number[]): (Change | null)[] {
  const found = connection.all(`SELECT ${columns} FROM change WHERE seq IN (SELECT value FROM json_each(?))`, [JSON.stringify(seqs)]);
  const bySeq = new Map(found.map((row) => [Number(row.seq), toChange(row)]));
  return seqs.map((seq) => bySeq.get(seq) ?? null);
}

/** The seq of each document's last write. */
export function lastWrites(connection: Connection, ids: readonly string[]): (number | null)[] {
  const found = connection.all("SELECT id, seq FROM record WHERE id IN (SELECT value FROM json_each(?))", [JSON.stringify(ids)]);
  const byId = new Map(found.map(({ id, seq }) => [String(id), Number(seq)]));
  return ids.map((id) => byId.get(id) ?? null);
}

export function feedState(connection: Connection): FeedState {
  const row = connection.get("SELECT epoch, (SELECT seq FROM sqlite_sequence WHERE name = 'change') AS last FROM epoch");
  return { epoch: String(row?.epoch), floor: Number(row?.last ?? 0) + 1 };
}

function toChange(row: Row): Change {
  const seq = Number(row.seq);
  const id = String(row.id);
  if (row.removed !== null) return { seq, type: "tombstone", id, at: String(row.removed) };
  const number = (value: Row[string] | undefined) => (value === null || value === undefined ? null : Number(value));
  const fields = typeof row.fields === "string" ? (JSON.parse(row.fields) as string[]) : null;
  return {
    seq,
    type: "record",
    id,
    revision: Number(row.revision),
    generation: number(row.generation),
    before: number(row.before),
    fields,
  };
}
