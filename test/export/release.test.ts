import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { releaseStore as release } from "../../src/app/release.js";
import { connect } from "../../src/store/sqlite/driver.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import type { Store } from "../../src/store/store.js";
import { buildDocument, money, sha256 } from "../support/document.js";

const folder = mkdtempSync(join(tmpdir(), "zhengwen-release-"));
const about = { title: "A: set", author: 'Someone "else"' };
let store: Store;

beforeAll(async () => {
  store = openSqliteStore(join(folder, "store.db"));
  for (let i = 0; i < 30; i++) {
    await store.put(buildDocument({ text: `第${i}篇奖励300万元\u0000。\n`, entities: [money("300万元", 3_000_000, 3_000_000)] }));
  }
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const read = (name: string, file: string) => readFileSync(join(folder, name, file));

describe("a release", () => {
  it("is the same bytes again from the same cursor, and refused once the store was written to", async () => {
    const first = await release(store, { ...about, folder: join(folder, "one") });
    const again = await release(store, { ...about, folder: join(folder, "two"), cursor: first.cursor });
    expect(again).toEqual(first);
    expect(first.count).toEqual({ records: 30, entities: 30, measures: 0 });
    for (const file of readdirSync(join(folder, "one"))) expect(read("one", file).equals(read("two", file)), file).toBe(true);
    await store.put(buildDocument({ text: "新的一篇。\n" }));
    const refused = release(store, { ...about, folder: join(folder, "three"), cursor: first.cursor });
    await expect(refused).rejects.toMatchObject({ code: "cursor.moved" });
  });

  it("describes every file truly, and is cited by what it says", () => {
    const sums = read("one", "SHA256SUMS").toString().trimEnd().split("\n");
    for (const line of sums) {
      const [sum, file = ""] = line.split("  ");
      expect(sha256(read("one", file))).toBe(sum);
    }
    const described = JSON.parse(read("one", "datapackage.json").toString());
    expect(described.resources.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining([
        "records.jsonl",
        "records.parquet",
        "entities.parquet",
        "measures.parquet",
        "zhengwen.sqlite",
        "codebook.md",
      ]),
    );
    for (const { path, hash, bytes } of described.resources) {
      expect([hash, bytes]).toEqual([`sha256:${sha256(read("one", path))}`, read("one", path).length]);
    }
    expect(parse(read("one", "CITATION.cff").toString())).toMatchObject({
      type: "dataset",
      title: about.title,
      authors: [{ name: about.author }],
    });
    const codebook = read("one", "codebook.md").toString();
    for (const { name } of described.resources.find(({ path }: { path: string }) => path === "entities.parquet").schema.fields) {
      expect(codebook).toContain(`| \`${name}\` |`);
    }
  });

  it("holds the records as a database", () => {
    const connection = connect(join(folder, "one", "zhengwen.sqlite"), 100);
    expect(connection.get("SELECT count(*) AS n, sum(min) AS sum FROM entities WHERE type = 'money'")).toMatchObject({
      n: 30,
      sum: 90_000_000,
    });
    expect(connection.get("SELECT count(*) AS n FROM records WHERE text LIKE '%300万元%。%'")).toMatchObject({ n: 30 });
    connection.close();
  });

  it("is not written where there are files already", async () => {
    await expect(release(store, { ...about, folder: join(folder, "one") })).rejects.toMatchObject({ code: "usage.argument" });
  });
});
