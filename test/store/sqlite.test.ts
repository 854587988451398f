import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { connect, type Value } from "../../src/store/sqlite/driver.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import { attached, buildDocument } from "../support/document.js";

const folder = mkdtempSync(join(tmpdir(), "zhengwen-sqlite-"));
afterAll(() => rmSync(folder, { recursive: true }));
const anything = { excluded: [], words: [], sort: "relevance", page: 1, size: 10 } as const;
let path: string;
let count = 0;
beforeEach(() => {
  path = join(folder, `${count++}.db`);
});

describe("the driver", () => {
  it("gives back what was bound, of every kind", () => {
    const connection = connect(path, 100);
    connection.exec("CREATE TABLE t (a TEXT, b INTEGER, c REAL, d BLOB, e TEXT) STRICT");
    connection.run("INSERT INTO t VALUES (?, ?, ?, ?, ?)", ["𬭎\n", 2 ** 40, 1.5, Uint8Array.of(0, 255), null]);
    connection.run("INSERT INTO t VALUES (?, ?, ?, ?, ?)", ["5", 5, 5, new Uint8Array(0), ""]);
    expect(connection.all("SELECT * FROM t ORDER BY b DESC")).toEqual([
      { a: "𬭎\n", b: 2 ** 40, c: 1.5, d: Uint8Array.of(0, 255), e: null },
      { a: "5", b: 5, c: 5, d: new Uint8Array(0), e: "" },
    ]);
    expect(connection.get("SELECT 1 AS one WHERE 1 = ?", [2])).toBeNull();
    connection.close();
  });

  it.each<[string, unknown]>([
    ["a boolean", true],
    ["a date", new Date(0)],
    ["an object", {}],
    ["undefined", undefined],
    ["infinity", Number.POSITIVE_INFINITY],
    ["no number", Number.NaN],
    ["a text that would be cut", "a\0b"],
    ["half a surrogate pair", "a\ud800"],
  ])("refuses %s before the library sees it", (_what, value) => {
    const connection = connect(path, 100);
    connection.exec("CREATE TABLE t (a)");
    expect(() => connection.run("INSERT INTO t VALUES (?)", [value as Value])).toThrow();
    expect(connection.all("SELECT * FROM t")).toEqual([]);
    connection.close();
  });

  it("refuses too few and too many values", () => {
    const connection = connect(path, 100);
    expect(() => connection.all("SELECT ? AS a, ? AS b", [1])).toThrow(RangeError);
    expect(() => connection.all("SELECT ? AS a", [1, 2])).toThrow(RangeError);
    connection.close();
  });

  it("undoes a transaction that throws, and is usable afterwards", () => {
    const connection = connect(path, 100);
    connection.exec("CREATE TABLE t (a)");
    const failing = () => {
      connection.run("INSERT INTO t VALUES (?)", [1]);
      throw new Error("stop");
    };
    expect(() => connection.write(failing)).toThrow("stop");
    connection.write(() => connection.run("INSERT INTO t VALUES (?)", [2]));
    expect(connection.all("SELECT a FROM t")).toEqual([{ a: 2 }]);
    connection.close();
  });

  it("calls a busy file, a folder and a file of another kind unavailable, and a value that does not fit refused", () => {
    const [one, two] = [connect(path, 10), connect(path, 10)];
    one.exec("CREATE TABLE t (a INTEGER) STRICT");
    expect(() => one.write(() => two.write(() => 0))).toThrow(expect.objectContaining({ code: "store.unavailable" }));
    expect(() => one.run("INSERT INTO t VALUES (?)", ["x"])).toThrow(expect.objectContaining({ code: "store.refused" }));
    expect(() => connect(folder, 10)).toThrow(expect.objectContaining({ code: "store.unavailable" }));
    writeFileSync(`${path}.txt`, "no database ".repeat(1000));
    expect(() => openSqliteStore(`${path}.txt`)).toThrow(expect.objectContaining({ code: "store.unavailable" }));
    one.close();
    two.close();
    expect(() => one.all("SELECT 1")).toThrow(expect.objectContaining({ code: "store.unavailable" }));
  });
});

describe("the file", () => {
  it("keeps everything when it is closed and opened again", async () => {
    const document = buildDocument({ title: "通知" });
    const before = openSqliteStore(path);
    await before.put(document);
    const record = await before.get(document.id);
    await before.close();
    const after = openSqliteStore(path);
    expect(await after.get(document.id)).toEqual(record);
    expect(await after.put(document)).toMatchObject({ state: "unchanged" });
    await after.close();
  });

  it("of the form before attachments were searched takes them once it is opened", async () => {
    const document = buildDocument({ text: "详见附件。\n" });
    const before = openSqliteStore(path);
    await before.put(document, { page: "p" });
    await before.close();
    const connection = connect(path, 100);
    connection.exec(
      `DROP TRIGGER record_written; DROP TRIGGER record_rewritten; DROP TRIGGER record_deleted; DROP TRIGGER record_uncounted;
       DROP TRIGGER record_recounted; DROP TABLE light; DROP TABLE facet_value; DROP TABLE tally; DROP TABLE counted_text; DROP TABLE uncounted;
       DROP TABLE attachment_units; ALTER TABLE ledger DROP COLUMN begun; ALTER TABLE record DROP COLUMN heavy; DROP TABLE written_units;
       DROP TABLE ranked_units; ALTER TABLE record DROP COLUMN fold; ALTER TABLE record DROP COLUMN repost;
       ALTER TABLE record DROP COLUMN home; ALTER TABLE record DROP COLUMN level; ALTER TABLE record DROP COLUMN characters;
       DROP TABLE source; DROP TABLE twin; DROP TABLE setting; DROP INDEX change_revision; DROP INDEX record_cluster; ALTER TABLE ledger DROP COLUMN firstSeen; ALTER TABLE ledger DROP COLUMN lastSeen;
       ALTER TABLE ledger DROP COLUMN missingSince; ALTER TABLE ledger DROP COLUMN vanishedAt; ALTER TABLE change DROP COLUMN generation; ALTER TABLE change DROP COLUMN before;
       ALTER TABLE change DROP COLUMN fields; DROP TABLE epoch; PRAGMA user_version = 3`,
    );
    connection.close();
    const store = openSqliteStore(path);
    const find = async (phrase: string) => (await store.search({ ...anything, where: { is: "text", ways: [[...phrase]] } })).total;
    expect(await find("详见附件")).toBe(1);
    await store.put(
      { ...document, pipeline: { ...document.pipeline, generation: 2 }, attachments: [attached("名单", "碳汇造林")] },
      { page: "p" },
    );
    expect(await find("碳汇造林")).toBe(1);
    expect(await find("详见附件")).toBe(1);
    await store.close();
  });

  it("counts what a program of an earlier form wrote beside it", async () => {
    const store = openSqliteStore(path);
    const document = buildDocument({ text: "绿色建筑与绿色金融。\n" });
    await store.put(document);
    // what its triggers leave behind a write that knows nothing of the tables beside it
    const connection = connect(path, 100);
    connection.run("UPDATE record SET address = NULL WHERE id = ?", [document.id]);
    expect(connection.get("SELECT count(*) AS n FROM uncounted")).toEqual({ n: 1 });
    const by = { places: "home", placeLevel: "none", period: "none", issuerLevel: false } as const;
    const tallied = await store.tally({ is: "id", ids: [document.id] }, { ways: [["绿", "色"]], unless: [] }, by);
    expect(tallied.reduce((sum, row) => sum + row.occurrences, 0)).toBe(2);
    expect((await store.facets({ is: "id", ids: [document.id] }, ["kind"])).kind?.values).toEqual([{ value: document.kind, count: 1 }]);
    expect(connection.get("SELECT count(*) AS n FROM uncounted")).toEqual({ n: 0 });
    await store.remove(document.id, "2026-01-01T00:00:00Z");
    expect(connection.get("SELECT count(*) AS n FROM counted_text JOIN record USING (number) WHERE id = ?", [document.id])).toEqual({
      n: 0,
    });
    connection.close();
    await store.close();
  });

  it("of a later form is left alone", () => {
    const connection = connect(path, 100);
    connection.exec("PRAGMA user_version = 99");
    connection.close();
    expect(() => openSqliteStore(path)).toThrow(expect.objectContaining({ code: "store.version" }));
  });

  it("takes the writes of several processes at once, none lost, the feed without a gap", async () => {
    const each = 25;
    const workers = [0, 1, 2].map((worker) =>
      fork(join(import.meta.dirname, "../support/write-documents.ts"), [path, `${worker}`, `${each}`], { execArgv: ["--import", "tsx"] }),
    );
    const codes = await Promise.all(workers.map(async (worker) => (await once(worker, "exit"))[0]));
    expect(codes).toEqual([0, 0, 0]);
    const store = openSqliteStore(path);
    const { changes } = await store.changes(0, 1000);
    expect(changes.map(({ seq }) => seq)).toEqual(Array.from({ length: 3 * each }, (_, i) => i + 1));
    expect(await store.ids({}, 1000)).toHaveLength(3 * each);
    await store.close();
  }, 30_000);
});
