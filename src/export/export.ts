import { createHash } from "node:crypto";
import { ZhengwenError } from "../model/errors.js";
import type { StoredRecord } from "../model/record.js";
import { version } from "../model/version.js";
import type { Condition } from "../search/condition.js";
import type { Store } from "../store/store.js";
import { type Column, entityColumns, measureColumns, recordColumns } from "./columns.js";
import { entitiesOf, measuresOf } from "./findings.js";
import { bibtex, cslJson, ris } from "./formats/citations.js";
import { csv } from "./formats/csv.js";
import { parquet } from "./formats/parquet.js";
import { matching } from "./matching.js";

export const exportFormats = ["csv", "jsonl", "parquet", "bibtex", "ris", "csl-json"] as const;
export type ExportFormat = (typeof exportFormats)[number];
export const exportSubjects = ["records", "entities", "measures"] as const;
export type ExportSubject = (typeof exportSubjects)[number];

export const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  jsonl: "application/x-ndjson; charset=utf-8",
  parquet: "application/vnd.apache.parquet",
  bibtex: "application/x-bibtex; charset=utf-8",
  ris: "application/x-research-info-systems; charset=utf-8",
  "csl-json": "application/vnd.citationstyles.csl+json; charset=utf-8",
};

export interface ExportRequest {
  readonly format: ExportFormat;
  readonly of: ExportSubject;
  readonly where: Condition;
  /** the query as it was written, for the manifest */
  readonly query: string;
  /** id of the last record that is held already: only those behind it are written, and no heading again */
  readonly after?: string;
  readonly bom?: boolean;
}

/** What an export was, once it is written: enough to check it by and to go on from. */
interface Manifest {
  readonly of: ExportSubject;
  readonly format: ExportFormat;
  readonly query: string;
  /** rows: records, entities or measures */
  readonly count: number;
  readonly bytes: number;
  readonly sha256: string;
  /** where the store stood when it began; writes after that may be in it */
  readonly cursor: { readonly epoch: string; readonly seq: number };
  /** generation of the code that wrote it */
  readonly generation: number;
  readonly after: string | null;
  /** the last record that was looked at: pass it as `after` to go on */
  readonly last: string | null;
}

export interface Export {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** @throws when the chunks were not read to their end */
  manifest(): Manifest;
}

/**
 * Everything that a condition finds, as a stream: in order of record id, never more than a few records in memory.
 * @throws usage.argument for a format that cannot hold what is asked for
 */
export async function startExport(store: Store, request: ExportRequest): Promise<Export> {
  const { format, of, where, query, after = null, bom = false } = request;
  const { epoch, floor } = await store.feed();
  const hash = createHash("sha256");
  let count = 0;
  let bytes = 0;
  let last: string | null = after;
  let done = false;

  async function* records(): AsyncGenerator<StoredRecord> {
    for await (const record of matching(store, where, after ?? "")) {
      yield record;
      last = record.id;
    }
  }
  async function* counted<Row>(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
    for await (const row of rows) {
      count++;
      yield row;
    }
  }
  const write = writer(format, of, { bom, continued: after !== null });
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for await (const chunk of gathered(write(records(), counted))) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
    done = true;
  }
  return {
    chunks: chunks(),
    manifest: () => {
      if (!done) throw new Error("The export was not read to its end.");
      const cursor = { epoch, seq: floor - 1 };
      return { of, format, query, count, bytes, sha256: hash.copy().digest("hex"), cursor, generation: version.generation, after, last };
    },
  };
}

type Counted = <Row>(rows: AsyncIterable<Row>) => AsyncIterable<Row>;
type Write = (records: AsyncIterable<StoredRecord>, counted: Counted) => AsyncIterable<string | Uint8Array>;

function writer(format: ExportFormat, of: ExportSubject, options: { bom: boolean; continued: boolean }): Write {
  const tabular = <Row>(rowsOf: (record: StoredRecord) => readonly Row[], columns: readonly Column<Row>[]): Write => {
    return (records, counted) => {
      const rows = counted(flat(records, rowsOf));
      if (format === "csv") return csv(rows, columns, options);
      return format === "parquet" ? parquet(rows, columns) : lines(rows);
    };
  };
  if (format === "csv" || format === "jsonl" || format === "parquet") {
    if (of === "records") return tabular((record) => [record], recordColumns);
    if (of === "entities") return tabular((record) => entitiesOf(record, () => true), entityColumns);
    return tabular((record) => measuresOf(record, () => true), measureColumns);
  }
  if (of !== "records") throw new ZhengwenError("usage.argument", `${format} holds references to records, not ${of}.`);
  const write = { bibtex, ris, "csl-json": cslJson }[format];
  return (records, counted) => write(counted(records));
}

async function* flat<Row>(records: AsyncIterable<StoredRecord>, rowsOf: (record: StoredRecord) => readonly Row[]): AsyncGenerator<Row> {
  for await (const record of records) yield* rowsOf(record);
}

async function* lines<Row>(rows: AsyncIterable<Row>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

/** Small pieces as larger ones: a row alone is no write. */
async function* gathered(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: string[] = [];
  let length = 0;
  const flush = () => {
    const chunk = Buffer.from(held.join(""));
    held = [];
    length = 0;
    return chunk;
  };
  for await (const piece of pieces) {
    if (typeof piece !== "string") {
      if (piece.length > 0) yield piece;
      continue;
    }
    held.push(piece);
    length += piece.length;
    if (length > 65_536) yield flush();
  }
  if (length > 0) yield flush();
}
