import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZhengwenError } from "../model/errors.js";
import { jsonSchemas, schemaText } from "../model/json-schema.js";
import { version } from "../model/version.js";
import type { FeedState, Store } from "../store/store.js";
import { type Column, entityColumns, measureColumns, recordColumns } from "./columns.js";
import { type ExportFormat, type ExportSubject, startExport } from "./export.js";
import { entitiesOf, measuresOf } from "./findings.js";
import { matching } from "./matching.js";

/** A database file that is written: what a release needs of it. */
interface ReleaseDatabase {
  exec(sql: string): void;
  run(sql: string, values: readonly (string | number | null)[]): void;
  /** all or nothing */
  write(work: () => void): void;
  close(): void;
}

export interface ReleaseOptions {
  readonly folder: string;
  readonly openDatabase: (path: string) => ReleaseDatabase;
  /** what a former release printed: make that one again, or be told why not */
  readonly cursor?: string;
  readonly title: string;
  readonly author: string;
  /** SPDX identifier; none where the holder has not said */
  readonly license?: string;
}

interface ReleasedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface Release {
  readonly cursor: string;
  readonly count: Readonly<Record<ExportSubject, number>>;
  readonly files: readonly ReleasedFile[];
}

/** Every column of every table, as the codebook, the data package and the database say it. */
const tables: readonly { readonly name: ExportSubject; readonly about: string; readonly columns: readonly Column<never>[] }[] = [
  { name: "records", about: "A row for each document, in its newest revision.", columns: recordColumns as readonly Column<never>[] },
  { name: "entities", about: "A row for each entity, with the words that state it.", columns: entityColumns as readonly Column<never>[] },
  {
    name: "measures",
    about: "A row for each measure: what is given to whom, or asked of whom.",
    columns: measureColumns as readonly Column<never>[],
  },
];

/**
 * Writes all that a store holds as a data set: Parquet, JSON Lines and SQLite with a description, a codebook, a citation
 * and checksums. Nothing of it comes from a clock: the same cursor and options give the same bytes.
 * @throws cursor.moved when the store does not stand at the cursor, or is written to meanwhile; usage.argument for a folder with files in it
 */
export async function release(store: Store, { folder, openDatabase, cursor, ...about }: ReleaseOptions): Promise<Release> {
  const state = await store.feed();
  const at = cursorOf(state);
  if (cursor !== undefined && cursor !== at) throw new ZhengwenError("cursor.moved", `It stands at ${at}.`);
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new ZhengwenError("usage.argument", `${folder} is not empty.`);
  const written: [string, ExportFormat, ExportSubject][] = [
    ["records.jsonl", "jsonl", "records"],
    ...tables.map(({ name }): [string, ExportFormat, ExportSubject] => [`${name}.parquet`, "parquet", name]),
  ];
  const count = { records: 0, entities: 0, measures: 0 };
  for (const [path, format, of] of written) {
    const started = await startExport(store, { format, of, where: { is: "all" }, query: "*" });
    await pipeline(Readable.from(started.chunks), createWriteStream(join(folder, path)));
    count[of] = started.manifest().count;
  }
  const newest = await writeDatabase(store, openDatabase(join(folder, "zhengwen.sqlite")));
  await writeFile(join(folder, "record.schema.json"), schemaText(jsonSchemas()["record.schema.json"]));
  await writeFile(join(folder, "codebook.md"), codebook());
  await writeFile(join(folder, "CITATION.cff"), citationFile({ ...about, at, newest }));
  const data = await filesOf(folder);
  await writeFile(join(folder, "datapackage.json"), `${JSON.stringify(dataPackage(data, { ...about, at }), null, 2)}\n`);
  const files = await filesOf(folder);
  await writeFile(join(folder, "SHA256SUMS"), files.map(({ sha256, path }) => `${sha256}  ${path}\n`).join(""));
  const after = cursorOf(await store.feed());
  if (after !== at) {
    // half of one state and half of another is no release
    await rm(folder, { recursive: true });
    throw new ZhengwenError("cursor.moved", `It went from ${at} to ${after} meanwhile.`);
  }
  return { cursor: at, count, files };
}

function cursorOf({ epoch, floor }: FeedState): string {
  return `${epoch}.${floor - 1}`;
}

/** Rows that are written in one transaction. */
const atATime = 500;

/** @returns the day on which the newest of the records was fetched */
async function writeDatabase(store: Store, connection: ReleaseDatabase): Promise<string | null> {
  let newest: string | null = null;
  try {
    for (const { name, columns } of tables) {
      const types = { string: "TEXT", json: "TEXT", integer: "INTEGER", number: "REAL" } as const;
      connection.exec(`CREATE TABLE ${name} (${columns.map((column) => `"${column.name}" ${types[column.type]}`).join(", ")}) STRICT`);
    }
    let rows: (() => void)[] = [];
    const flush = () => {
      const waiting = rows;
      rows = [];
      connection.write(() => {
        for (const row of waiting) row();
      });
    };
    const add = <Row>(table: ExportSubject, columns: readonly Column<Row>[], row: Row) => {
      const values = columns.map((column) => sqliteValue(column.value(row)));
      rows.push(() => connection.run(`INSERT INTO ${table} VALUES (${values.map(() => "?").join(", ")})`, values));
    };
    for await (const record of matching(store, { is: "all" })) {
      add("records", recordColumns, record);
      for (const entity of entitiesOf(record, () => true)) add("entities", entityColumns, entity);
      for (const measure of measuresOf(record, () => true)) add("measures", measureColumns, measure);
      const day = record.fetchedAt?.slice(0, 10) ?? null;
      if (day !== null && (newest === null || day > newest)) newest = day;
      if (rows.length >= atATime) flush();
    }
    flush();
  } finally {
    connection.close();
  }
  return newest;
}

/** Text of a page may hold what SQLite would end at. */
function sqliteValue(value: string | number | boolean | null | undefined): string | number | null {
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "string" ? value.replace(/[\p{Surrogate}\0]/gu, "\ufffd") : (value ?? null);
}

async function filesOf(folder: string): Promise<ReleasedFile[]> {
  const paths = (await readdir(folder)).sort();
  return Promise.all(
    paths.map(async (path) => {
      const hash = createHash("sha256");
      for await (const chunk of createReadStream(join(folder, path))) hash.update(chunk as Buffer);
      return { path, bytes: (await stat(join(folder, path))).size, sha256: hash.digest("hex") };
    }),
  );
}

function codebook(): string {
  const sections = tables.map(({ name, about, columns }) => {
    const rows = columns.map(({ name, type, description }) => `| \`${name}\` | ${type} | ${description} |`);
    return [`## ${name}`, "", about, "", "| column | type | meaning |", "|---|---|---|", ...rows].join("\n");
  });
  const head = [
    "# Codebook",
    "",
    "Tables of `*.parquet` and `zhengwen.sqlite`. `json`: a list or object as JSON in a text. Offsets are UTF-16 code units.",
    "`records.jsonl` holds whole records, a line each; `record.schema.json` describes every field of them.",
  ];
  return `${[head.join("\n"), ...sections].join("\n\n")}\n`;
}

interface About {
  readonly title: string;
  readonly author: string;
  readonly license?: string;
  readonly at: string;
}

function citationFile({ title, author, license, at, newest }: About & { readonly newest: string | null }): string {
  const lines: [string, string | null | undefined][] = [
    ["cff-version", "1.2.0"],
    ["message", "If you use this data set, please cite it."],
    ["type", "dataset"],
    ["title", title],
    ["version", at],
    ["date-released", newest],
    ["license", license],
  ];
  // a JSON string is a YAML string, whatever is in it
  const fields = lines.flatMap(([name, value]) => (value == null ? [] : [`${name}: ${JSON.stringify(value)}`]));
  return `${[...fields, "authors:", `  - name: ${JSON.stringify(author)}`].join("\n")}\n`;
}

function dataPackage(files: readonly ReleasedFile[], { title, author, license, at }: About): object {
  const fieldTypes = { string: "string", json: "string", integer: "integer", number: "number" } as const;
  const resources = files.map(({ path, bytes, sha256 }) => {
    const table = tables.find(({ name }) => path === `${name}.parquet`);
    const fields = table?.columns.map(({ name, type, description }) => ({ name, type: fieldTypes[type], description }));
    const name = path.toLowerCase().replace(/[^a-z0-9._-]/g, "-");
    return { name, path, bytes, hash: `sha256:${sha256}`, ...(fields && { format: "parquet", schema: { fields } }) };
  });
  return {
    name: "zhengwen-release",
    title,
    version: at,
    contributors: [{ title: author, role: "author" }],
    ...(license && { licenses: [{ name: license }] }),
    software: { name: "zhengwen", version: version.version, generation: version.generation },
    resources,
  };
}
