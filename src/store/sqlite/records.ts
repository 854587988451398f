import { inTodaysForm } from "../../model/earlier-record.js";
import { ZhengwenError } from "../../model/errors.js";
import { type Document, recordSchema, type StoredRecord } from "../../model/record.js";
import type { TextMaps } from "../../model/text-maps.js";
import { chooseCluster, foldKey, type Member, memberOf, mostNeighbours, type Neighbour, near } from "../../search/cluster.js";
import { type Projection, project } from "../../search/projection.js";
import { type FoundRecord, heavyFields } from "../../search/query.js";
import { addressOf, changedFields, changeOf, decide, type Held, revisionDigest, supersededPage, toRecord, twinKey } from "../revision.js";
import type { PutOptions, PutOutcome } from "../store.js";
import type { Connection, Row } from "./driver.js";
import { closeRows } from "./ledger.js";
import { dropPage, dropPages } from "./pages.js";
import { writeSideTables } from "./side-tables.js";

const facets = ["facet_term", "facet_range", "facet_link", "facet_band"] as const;

/** Stores one document; to be called within a transaction, which makes the decision and the write one step. */
export function putRecord(connection: Connection, document: Document, options: PutOptions): PutOutcome {
  refuseUnknownFields(document);
  const row = connection.get("SELECT * FROM record WHERE id = ?", [document.id]);
  const held = row === null ? null : toHeld(row);
  const digest = revisionDigest(document);
  const decision = decide(document, digest, held, options);
  const superseded = supersededPage(decision, held, options);
  if (superseded !== null) dropPage(connection, document.id, superseded);
  if (decision.write === null) return decision.outcome;
  const twin = twinOf(connection, document, held);
  if (twin !== null) return twin;
  if (row !== null && held !== null && !held.removed && decision.write > held.revision) archive(connection, row);
  const projection = project(document);
  const cluster = held?.cluster ?? chooseCluster(document, neighbours(connection, document, projection));
  const { generation } = document.pipeline;
  const before = row === null || held?.removed ? null : parseRecord(row);
  const changed = before === null ? undefined : changeOf(document, decision.write, before);
  const after = { revision: decision.write, cluster, ...(changed && { changed }) };
  const fields = before && JSON.stringify(changedFields(before, toRecord(document, { ...after, seq: 0 })));
  const told = { id: document.id, revision: decision.write, removed: null, generation, before: before?.seq ?? null, fields };
  const record = toRecord(document, { ...after, seq: nextSeq(connection, told) });
  const address = addressOf(held, options);
  const noted = { digest, page: options.page ?? held?.page ?? null, address, maps: options.maps ?? null };
  write(connection, record, noted, projection, row !== null);
  return { state: "indexed", revision: decision.write, stale: false, address };
}

/**
 * Notes whose content a document's is, and answers with the record of the same site that has held it before. A record that
 * is held already stays one, whatever it comes to say.
 */
function twinOf(connection: Connection, document: Document, held: Held | null): PutOutcome | null {
  const key = twinKey(document);
  if (key === null) return null;
  const first = connection.get(
    "SELECT record.id, revision, address FROM twin JOIN record ON record.id = twin.id WHERE key = ? AND removed IS NULL",
    [key],
  );
  if (first === null)
    connection.run("INSERT INTO twin (key, id) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET id = excluded.id", [key, document.id]);
  if (first === null || first.id === document.id || held !== null) return null;
  const address = first.address === null ? null : String(first.address);
  return { state: "duplicate", id: String(first.id), revision: Number(first.revision), stale: false, address };
}

/** A record holds what its schema says and nothing else, as in a store whose mapping is derived from that schema. */
function refuseUnknownFields(document: Document): void {
  const unknown = Object.keys(document).find((field) => !(field in recordSchema.shape));
  if (unknown !== undefined) throw new ZhengwenError("store.refused", `The record has no field ${JSON.stringify(unknown)}.`);
}

/** The newest revision of a document, or the one asked for. */
export function getRecord(connection: Connection, id: string, revision?: number): StoredRecord | null {
  const newest = connection.get("SELECT revision, json, heavy FROM record WHERE id = ? AND removed IS NULL", [id]);
  if (newest === null) return null;
  if (revision === undefined || revision === newest.revision) return parseRecord(newest);
  const older = connection.get("SELECT json FROM revision WHERE id = ? AND revision = ?", [id, revision]);
  return older === null ? null : parseRecord(older);
}

/** The held records of a cluster: see `Store.members`. */
export function readMembers(connection: Connection, cluster: string): Member[] {
  return (
    connection
      // nothing that tells members apart is among the heavy fields
      .all("SELECT json, NULL AS heavy FROM record WHERE cluster = ? AND removed IS NULL ORDER BY seq LIMIT ?", [cluster, mostNeighbours])
      .map((row) => memberOf(parseRecord(row)))
  );
}

/** The maps of the newest revision, or of the one asked for. */
export function getMaps(connection: Connection, id: string, revision?: number): TextMaps | null {
  const newest = connection.get("SELECT revision, maps FROM record WHERE id = ? AND removed IS NULL", [id]);
  if (newest === null) return null;
  if (revision === undefined || revision === newest.revision) return parseMaps(newest.maps);
  return parseMaps(connection.get("SELECT maps FROM revision WHERE id = ? AND revision = ?", [id, revision])?.maps);
}

export function parseMaps(json: Row[string] | undefined): TextMaps | null {
  return typeof json === "string" ? (JSON.parse(json) as TextMaps) : null;
}

/** A record as it was put together for a hit. */
export function parseFound({ json, heavy }: Row): FoundRecord {
  if (typeof json !== "string") throw new ZhengwenError("store.version", "A record is not text.");
  const light = JSON.parse(json) as FoundRecord;
  return typeof heavy === "string" ? { ...light, ...(JSON.parse(heavy) as Partial<FoundRecord>) } : light;
}

/** A whole record, its fields in the order of the schema. */
export function parseRecord(row: Row): StoredRecord {
  const found = parseFound(row);
  const whole = typeof row.heavy === "string" ? found : inTodaysForm(found as StoredRecord);
  return Object.fromEntries(fieldOrder.flatMap((field) => (field in whole ? [[field, whole[field]]] : []))) as StoredRecord;
}

const fieldOrder = Object.keys(recordSchema.shape) as (keyof FoundRecord)[];

/** A record as JSON in two parts: what a hit shows, and the rest. */
function inParts(record: StoredRecord): { json: string; heavy: string } {
  const light: Record<string, unknown> = { ...record };
  const heavy: Record<string, unknown> = {};
  for (const field of heavyFields) {
    if (field in light) heavy[field] = light[field];
    delete light[field];
  }
  return { json: JSON.stringify(light), heavy: JSON.stringify(heavy) };
}

/** Takes a document down, in one transaction: see `Store.remove`. */
export function removeRecord(connection: Connection, id: string, at: string): boolean {
  const row = connection.get("SELECT * FROM record WHERE id = ?", [id]);
  const rows = closeRows(connection, id, at);
  const pages = dropPages(connection, id);
  if (row !== null && row.removed !== null) return rows + pages > 0;
  if (row === null && rows + pages === 0) return false;
  // the takedown uses up a revision number, so that what is put later never bears that of something else
  const revision = Number(row?.revision ?? 0) + 1;
  const seq = nextSeq(connection, { id, revision, removed: at, generation: null, before: null, fields: null });
  connection.run("DELETE FROM revision WHERE id = ?", [id]);
  if (row !== null) unindex(connection, Number(row.number));
  connection.run(
    `INSERT INTO record (id, revision, generation, digest, seq, cluster, fingerprint, removed) VALUES (?, ?, 0, '', ?, ?, '', ?)
     ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, generation = 0, digest = '', page = NULL, address = NULL, seq = excluded.seq,
       fingerprint = '', removed = excluded.removed, kind = NULL, source = NULL, script = NULL, day = NULL, moment = NULL, home = NULL, level = NULL, characters = 0, json = NULL, heavy = NULL, maps = NULL`,
    [id, revision, seq, id, at],
  );
  return true;
}

export function isRemoved(connection: Connection, id: string): boolean {
  return connection.get("SELECT 1 AS yes FROM record WHERE id = ? AND removed IS NOT NULL", [id]) !== null;
}

function toHeld(row: Row): Held {
  return {
    revision: Number(row.revision),
    generation: Number(row.generation),
    digest: String(row.digest),
    page: row.page === null ? null : String(row.page),
    cluster: String(row.cluster),
    address: row.address === null ? null : String(row.address),
    removed: row.removed !== null,
  };
}

function archive(connection: Connection, row: Row): void {
  const { id, revision, maps } = row;
  connection.run("INSERT OR REPLACE INTO revision (id, revision, json, maps) VALUES (?, ?, ?, ?)", [
    id ?? null,
    revision ?? null,
    JSON.stringify(parseRecord(row)),
    maps ?? null,
  ]);
}

type Entry = Readonly<Record<"id" | "revision" | "removed" | "generation" | "before" | "fields", string | number | null>>;

function nextSeq(connection: Connection, { id, revision, removed, generation, before, fields }: Entry): number {
  const row = connection.get(
    "INSERT INTO change (id, revision, removed, generation, before, fields) VALUES (?, ?, ?, ?, ?, ?) RETURNING seq",
    [id, revision, removed, generation, before, fields],
  );
  return Number(row?.seq);
}

/**
 * The records that decide which cluster a new document joins: those that share an address, and the first to arrive of those
 * whose fingerprint is near. Read in order of arrival, a few at a time: a form letter may have any number of near-duplicates.
 */
function neighbours(connection: Connection, { id, fingerprint }: Document, { links, bands }: Projection): Neighbour[] {
  const linked = links.flatMap((link) =>
    connection.all(`SELECT ${neighbourColumns} FROM facet_link JOIN record USING (number) WHERE link = ? AND id <> ? LIMIT ?`, [
      link,
      id,
      mostNeighbours,
    ]),
  );
  const found = linked.map((row) => toNeighbour(row, true));
  const ofBand = "SELECT * FROM (SELECT number FROM facet_band WHERE band = ? AND number > ? ORDER BY number LIMIT ?)";
  let after = 0;
  for (let seen = 0; bands.length > 0 && seen < mostNeighbours; seen += atATime) {
    const rows = connection.all(
      `SELECT ${neighbourColumns} FROM (${bands.map(() => ofBand).join(" UNION ")}) JOIN record USING (number) WHERE id <> ? ORDER BY number LIMIT ?`,
      [...bands.flatMap((band) => [band, after, atATime]), id, atATime],
    );
    const nearest = rows.map((row) => toNeighbour(row, false)).find((other) => near(other.fingerprint, fingerprint));
    if (nearest) return [...found, nearest];
    if (rows.length < atATime) break;
    after = Number(rows.at(-1)?.number);
  }
  return found;
}

const neighbourColumns = "number, cluster, seq, fingerprint";
/** Records of shared bands that are looked at together. */
const atATime = 25;

function toNeighbour(row: Row, linked: boolean): Neighbour {
  return { cluster: String(row.cluster), seq: Number(row.seq), fingerprint: String(row.fingerprint), linked };
}

/** What the store notes beside a record. */
type Noted = Pick<Held, "digest" | "page" | "address"> & { readonly maps: TextMaps | null };

function write(connection: Connection, record: StoredRecord, noted: Noted, projection: Projection, indexed: boolean): void {
  const parts = inParts(record);
  const row = connection.get(
    `INSERT INTO record (id, revision, generation, digest, page, address, seq, cluster, fingerprint, kind, source, script, day, moment, repost, fold, home, level, characters, json, heavy, maps)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, generation = excluded.generation, digest = excluded.digest,
       page = excluded.page, address = excluded.address, seq = excluded.seq, fingerprint = excluded.fingerprint, removed = NULL, kind = excluded.kind,
       source = excluded.source, script = excluded.script, day = excluded.day, moment = excluded.moment, repost = excluded.repost, fold = excluded.fold, home = excluded.home, level = excluded.level,
       characters = excluded.characters, json = excluded.json, heavy = excluded.heavy, maps = excluded.maps
     RETURNING number`,
    [
      record.id,
      record.revision,
      record.pipeline.generation,
      noted.digest,
      noted.page,
      noted.address,
      record.seq,
      record.cluster,
      record.fingerprint,
      record.kind,
      record.source?.id ?? null,
      record.script,
      projection.day,
      projection.moment,
      projection.repost ? 1 : 0,
      foldKey(record),
      projection.home,
      projection.level,
      projection.characters,
      parts.json,
      parts.heavy,
      noted.maps === null ? null : JSON.stringify(noted.maps),
    ],
  );
  const number = Number(row?.number);
  if (indexed) unindex(connection, number);
  const { titleUnits, bodyUnits, attachmentUnits, written, terms, ranges, links, bands, ranked } = projection;
  connection.run("INSERT INTO units (rowid, title, body) VALUES (?, ?, ?)", [number, titleUnits, bodyUnits]);
  if (attachmentUnits !== "") connection.run("INSERT INTO attachment_units (rowid, text) VALUES (?, ?)", [number, attachmentUnits]);
  if (written !== null) {
    const { titleUnits: title, bodyUnits: body, attachmentUnits: attachment } = written;
    connection.run("INSERT INTO written_units (rowid, title, body, attachment) VALUES (?, ?, ?, ?)", [number, title, body, attachment]);
  }
  connection.run("INSERT INTO ranked_units (rowid, names, keywords, headings) VALUES (?, ?, ?, ?)", [
    number,
    ranked.nameUnits,
    ranked.keywordUnits,
    ranked.headingUnits,
  ]);
  const list = (rows: readonly unknown[]) => JSON.stringify(rows);
  connection.run("INSERT INTO facet_term (number, term) SELECT ?, value FROM json_each(?)", [number, list(terms)]);
  connection.run(
    `INSERT INTO facet_range (number, facet, unit, min, max)
     SELECT ?, value ->> 'facet', value ->> 'unit', value ->> 'min', value ->> 'max' FROM json_each(?)`,
    [number, list(ranges)],
  );
  connection.run("INSERT INTO facet_link (number, link) SELECT ?, value FROM json_each(?)", [number, list(links)]);
  connection.run("INSERT INTO facet_band (number, band) SELECT ?, value FROM json_each(?)", [number, list(bands)]);
  writeSideTables(connection, number, projection);
}

function unindex(connection: Connection, number: number): void {
  for (const table of ["units", "attachment_units", "written_units", "ranked_units"])
    connection.run(`DELETE FROM ${table} WHERE rowid = ?`, [number]);
  for (const facet of facets) connection.run(`DELETE FROM ${facet} WHERE number = ?`, [number]);
}
