import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runPanel } from "../../src/app/panel.js";
import { documentText } from "../../src/cli/document-text.js";
import { recordSchema } from "../../src/model/record.js";
import { panelOptionsSchema } from "../../src/search/panel.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import type { Store } from "../../src/store/store.js";
import { buildDocument } from "../support/document.js";

/** The samples as a version of the first form stored them: before parts, measures, several issuers, maps and sources. */
const fixture = new URL("../fixtures/store-form-1.db.gz", import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "zhengwen-upgrade-"));
let store: Store;

beforeAll(() => {
  const path = join(folder, "store.db");
  writeFileSync(path, gunzipSync(readFileSync(fixture)));
  store = openSqliteStore(path);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

describe("a store of an earlier version", () => {
  it("gives its records in today's form, and each reads", async () => {
    const ids = await store.ids({}, 100);
    expect(ids).toHaveLength(10);
    for (const id of ids) {
      const record = recordSchema.parse(await store.get(id));
      expect(record.issuers[0] ?? null).toBe(record.issuer);
      expect(documentText(record)).toContain(record.title ?? "");
    }
  });

  it("keeps its ledger and its pages, so that the newest pipeline can read them again", async () => {
    const rows = await store.ledger.list({ state: "indexed" }, 100);
    expect(rows).toHaveLength(10);
    for (const { id } of rows) expect((await store.pages.get(id ?? ""))?.bytes.length).toBeGreaterThan(100);
    expect(await store.ids({ generationBelow: 7 }, 100)).toHaveLength(10);
  });

  it("counts its records, in their texts and by facets", async () => {
    const concept = { ways: [[..."企业"], [..."政府"]], unless: [] };
    const options = panelOptionsSchema.parse({ placeLevel: "none", period: "none", reposts: "all" });
    const [row] = (await runPanel({ where: { is: "all" }, concept, options }, store)).rows;
    const read = await Promise.all((await store.ids({}, 100)).map((id) => store.get(id)));
    const texts = read.map((record) => [
      record?.title ?? "",
      record?.text ?? "",
      ...(record?.attachments.map(({ text = "" }) => text) ?? []),
    ]);
    const occurrences = texts.map((all) => all.reduce((sum, text) => sum + (text.match(/企业|政府/g)?.length ?? 0), 0));
    expect(row).toMatchObject({
      documents: 10,
      matching: occurrences.filter((count) => count > 0).length,
      occurrences: occurrences.reduce((sum, count) => sum + count, 0),
    });
    const { kind } = await store.facets({ is: "all" }, ["kind"]);
    expect(kind?.values.reduce((sum, { count }) => sum + count, 0)).toBe(10);
  });

  it("takes new records beside them, and tells both in its feed", async () => {
    const put = await store.put(buildDocument({ text: "开平市27家企业获奖励1530万元。" }));
    expect(put.state).toBe("indexed");
    expect((await store.changes(0, 100)).changes).toHaveLength(11);
  });
});
