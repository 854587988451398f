import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entityColumns, recordColumns } from "../../src/export/columns.js";
import { type ExportRequest, startExport } from "../../src/export/export.js";
import { matching } from "../../src/export/matching.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import type { Store } from "../../src/store/store.js";
import { buildDocument, money, place } from "../support/document.js";

const folder = mkdtempSync(join(tmpdir(), "zhengwen-export-"));
let store: Store;
const count = 60;

beforeAll(async () => {
  store = openSqliteStore(join(folder, "store.db"));
  for (let i = 0; i < count; i++) {
    const text = `第${i}篇。开平市给予奖励300万元；𬭎字辈，"引号"。\n=HYPERLINK("http://evil.example")\n`;
    await store.put(
      buildDocument({
        url: `https://www.example.gov.cn/${i}.html?a={b}&c=d e`,
        title: i === 0 ? '=cmd|"/c calc"!A1' : `关于{第${i}批}奖励的通知_100%`,
        text,
        issuers: i % 2 ? ["开平市人民政府"] : [],
        publishedAt: i % 3 ? "2023-05-31" : null,
        kind: i % 2 ? "notice" : "news",
        entities: [place("开平市", "440783"), money("300万元", 3_000_000, 3_000_000)],
      }),
    );
  }
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const all: Pick<ExportRequest, "where" | "query"> = { where: { is: "all" }, query: "" };

async function exported(request: Omit<ExportRequest, "where" | "query"> & Partial<ExportRequest>) {
  const started = await startExport(store, { ...all, ...request });
  const parts: Uint8Array[] = [];
  for await (const chunk of started.chunks) parts.push(chunk);
  const bytes = Buffer.concat(parts);
  return { bytes, text: bytes.toString(), manifest: started.manifest() };
}

async function everything() {
  const records = [];
  for await (const record of matching(store, { is: "all" })) records.push(record);
  return records;
}

/** Reads CSV as RFC 4180 has it. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\r\n") rows.push([]);
    if (end === "") break;
  }
  return rows.slice(0, -1);
}

describe("an export", () => {
  it("says what it came to: rows, bytes, digest, where the store stood", async () => {
    const { bytes, manifest } = await exported({ format: "jsonl", of: "entities", query: "*" });
    const { epoch } = await store.feed();
    expect(manifest).toMatchObject({ count: 2 * count, bytes: bytes.length, query: "*", cursor: { epoch, seq: count }, after: null });
    expect(manifest.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
  });

  it.each(["csv", "jsonl", "bibtex", "ris"] as const)("as %s goes on behind any record as if it had never broken off", async (format) => {
    const whole = await exported({ format, of: "records" });
    const ids = (await everything()).map(({ id }) => id);
    const last = ids[24] ?? "";
    const rest = await exported({ format, of: "records", after: last });
    expect(rest.manifest).toMatchObject({ count: count - 25, after: last, last: ids.at(-1) });
    expect(whole.text.endsWith(rest.text)).toBe(true);
    expect(rest.text.length).toBeGreaterThan(0);
  });

  it("as CSV holds every value, and no cell that a spreadsheet runs", async () => {
    const { text } = await exported({ format: "csv", of: "records", bom: true });
    expect(text.startsWith("\ufeffid,")).toBe(true);
    const [head, ...rows] = readCsv(text.slice(1));
    expect(head).toEqual(recordColumns.map(({ name }) => name));
    const records = await everything();
    expect(rows).toHaveLength(count);
    for (const [i, row] of rows.entries()) {
      for (const [at, column] of recordColumns.entries()) {
        const value = records[i] && column.value(records[i]);
        expect([String(value ?? ""), `'${value}`]).toContain(row[at]);
        expect(row[at]).not.toMatch(/^\s*[=+@-]/);
      }
    }
    expect(rows.flat()).toContain(`'=cmd|"/c calc"!A1`);
  });

  it("as JSON Lines is the records themselves", async () => {
    const { text } = await exported({ format: "jsonl", of: "records" });
    expect(
      text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(await everything());
  });

  it("as Parquet is read back by another library with every value and type", async () => {
    const { bytes } = await exported({ format: "parquet", of: "entities" });
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    const rows = await parquetReadObjects({ file });
    const { text } = await exported({ format: "jsonl", of: "entities" });
    const found = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rows).toHaveLength(found.length);
    for (const [i, row] of rows.entries()) {
      for (const { name, type, value } of entityColumns) {
        const wanted = value(found[i]) ?? null;
        expect(row[name] ?? null).toEqual(type === "integer" && wanted !== null ? BigInt(Number(wanted)) : wanted);
      }
    }
  });

  it("finds what the condition finds, and nothing else", async () => {
    const { manifest } = await exported({ format: "csv", of: "records", where: { is: "kind", value: "news" } });
    expect(manifest.count).toBe(count / 2);
    const none = await exported({ format: "parquet", of: "measures" });
    expect(none.manifest).toMatchObject({ count: 0 });
    expect(none.bytes.subarray(0, 4).toString()).toBe("PAR1");
  });

  it("holds no references to anything but records", async () => {
    await expect(startExport(store, { ...all, format: "ris", of: "entities" })).rejects.toMatchObject({ code: "usage.argument" });
  });
});

describe("references", () => {
  it("are CSL-JSON items with issuers as literal names", async () => {
    const { text } = await exported({ format: "csl-json", of: "records" });
    const items = JSON.parse(text);
    expect(items).toHaveLength(count);
    const dated = items.find(({ issued, author }: { issued?: object; author?: object }) => issued && author);
    expect(dated).toMatchObject({
      type: "document",
      author: [{ literal: "开平市人民政府" }],
      issued: { "date-parts": [[2023, 5, 31]] },
      language: "zh-Hans",
    });
    expect(JSON.parse((await exported({ format: "csl-json", of: "records", where: { is: "source", value: "none" } })).text)).toEqual([]);
  });

  it("in BibTeX have balanced braces and no bare special mark", async () => {
    const { text } = await exported({ format: "bibtex", of: "records" });
    const entries = text.trim().split("\n\n");
    expect(entries).toHaveLength(count);
    for (const entry of entries) {
      const bare = entry.replace(/\\[{}%$&#_]/g, "");
      expect([...bare].filter((mark) => mark === "{").length).toBe([...bare].filter((mark) => mark === "}").length);
      expect(bare.replace(/\n {2}(?:url|urldate) = .*/g, "")).not.toMatch(/[%$&#_]/);
    }
    expect(text).toContain("title = {{关于\\{第1批\\}奖励的通知\\_100\\%}},");
    expect(text).toContain("\\%7Bb\\%7D");
  });

  it("in RIS begin with their type, end with ER and keep one field a line", async () => {
    const { text } = await exported({ format: "ris", of: "records" });
    const entries = text
      .trimEnd()
      .split("ER  - \r\n\r\n")
      .map((entry) => entry.replace(/ER {2}- *$/, ""));
    for (const entry of entries.filter((one) => one !== "")) {
      const fields = entry.trim().split("\r\n");
      expect(fields[0]).toMatch(/^TY {2}- (GOVDOC|NEWS|STAT)$/);
      for (const field of fields) expect(field).toMatch(/^[A-Z][A-Z0-9] {2}- /);
    }
  });
});
