import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cell, type Column, entityColumns, measureColumns, recordColumns } from "../../src/export/columns.js";
import { type ExportSubject, startExport } from "../../src/export/export.js";
import { type ServedSamples, serveSamples } from "../support/served-samples.js";

const folder = mkdtempSync(join(tmpdir(), "zhengwen-duckdb-"));
let served: ServedSamples;
let instance: DuckDBInstance;

beforeAll(async () => {
  served = await serveSamples();
  instance = await DuckDBInstance.create(":memory:");
}, 240_000);
afterAll(async () => {
  instance.closeSync();
  await served.close();
  rmSync(folder, { recursive: true });
});

async function exported(of: ExportSubject, format: "parquet" | "jsonl"): Promise<Buffer> {
  const { chunks } = await startExport(served.services.store, { format, of, where: { is: "all" }, query: "" });
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

const sqlTypes = { string: "VARCHAR", json: "VARCHAR", integer: "BIGINT", number: "DOUBLE" };

describe("DuckDB reads a Parquet export", () => {
  it.each([
    ["records", recordColumns as readonly Column<never>[]],
    ["entities", entityColumns as readonly Column<never>[]],
    ["measures", measureColumns as readonly Column<never>[]],
  ] as const)("of %s back equal, with its types", async (of, columns) => {
    const file = join(folder, `${of}.parquet`);
    writeFileSync(file, await exported(of, "parquet"));
    const rows = (await exported(of, "jsonl"))
      .toString()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as never);
    const connection = await instance.connect();
    try {
      const reader = await connection.runAndReadAll(`SELECT * FROM read_parquet('${file}')`);
      expect(reader.columnNames()).toEqual(columns.map(({ name }) => name));
      expect(reader.columnTypes().map(String)).toEqual(columns.map(({ type }) => sqlTypes[type]));
      const wanted = rows.map((row) => columns.map((column) => asRead(column, column.value(row))));
      expect(rows.length).toBeGreaterThan(3);
      expect(reader.getRows()).toEqual(wanted);
    } finally {
      connection.closeSync();
    }
  });
});

it("DuckDB reads a panel back equal", async () => {
  const panel = async (format: string) => (await served.server.inject(`/v1/panel?terms=%E5%8F%91%E5%B1%95&format=${format}`)).rawPayload;
  const file = join(folder, "panel.parquet");
  writeFileSync(file, await panel("parquet"));
  const rows = (await panel("jsonl")).toString().trimEnd().split("\n");
  const connection = await instance.connect();
  try {
    const found = (await connection.runAndReadAll(`SELECT * FROM read_parquet('${file}')`)).getRowObjectsJS();
    const read = found.map((row) => JSON.stringify(row, (_, value) => (typeof value === "bigint" ? Number(value) : value)));
    expect(read.length).toBeGreaterThan(1);
    expect(read).toEqual(rows);
  } finally {
    connection.closeSync();
  }
});

function asRead({ type }: Column<never>, value: Cell | undefined): unknown {
  if (value === null || value === undefined) return null;
  if (type === "integer") return BigInt(Number(value));
  return type === "number" ? Number(value) : String(value).toWellFormed();
}
