import type { AgencyLevel } from "../../model/enums.js";
import type { StoredRecord } from "../../model/record.js";
import type { Condition } from "../../search/condition.js";
import { heavyFields } from "../../search/query.js";
import type { ScannedRecord, ScanPage } from "../store.js";
import { clauseOf } from "./conditions.js";
import type { Connection, Row } from "./driver.js";
import { parseFound } from "./records.js";

const heavy: ReadonlySet<string> = new Set(heavyFields);

/** Which facet terms are places: a record's own and those that it names, each with all above it. */
export const isPlace = "term >= 'place:' AND term < 'place;'";
const placesOfRecord = `(SELECT group_concat(substr(term, ${"place:".length + 1})) FROM facet_term WHERE facet_term.number = record.number AND ${isPlace})`;

/** Reads records in order of id: see `Store.scan`. */
export function scanRecords(
  connection: Connection,
  where: Condition,
  { limit, after = "", fields, places = false }: ScanPage,
): ScannedRecord[] {
  const found = clauseOf(where);
  const json = fields.length > 0 ? "whole.json" : "NULL AS json";
  const rest = fields.some((field) => heavy.has(field)) ? "whole.heavy" : "NULL AS heavy";
  const joined = fields.length > 0 ? "JOIN record AS whole USING (number)" : "";
  const rows = connection.all(
    `SELECT record.id, record.seq, record.cluster, record.day, record.home, record.level, record.characters, ${json}, ${rest},
       ${places ? placesOfRecord : "NULL"} AS places FROM light AS record ${joined}
     WHERE record.id > ? AND record.removed IS NULL AND ${found.sql} ORDER BY record.id LIMIT ?`,
    [after, ...found.values, limit],
  );
  return rows.map((row) => toScanned(row, fields, places));
}

function toScanned(row: Row, fields: readonly (keyof StoredRecord)[], places: boolean): ScannedRecord {
  const found: Partial<StoredRecord> = fields.length > 0 ? parseFound(row) : {};
  return {
    id: String(row.id),
    seq: Number(row.seq),
    cluster: String(row.cluster),
    day: textOrNull(row.day),
    home: textOrNull(row.home),
    level: textOrNull(row.level) as AgencyLevel | null,
    characters: Number(row.characters),
    ...(places && { places: textOrNull(row.places)?.split(",") ?? [] }),
    record: Object.fromEntries(fields.flatMap((field) => (field in found ? [[field, found[field]]] : []))),
  };
}

function textOrNull(value: Row[string] | undefined): string | null {
  return typeof value === "string" ? value : null;
}
