import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { amountsCsv, longCsv, wideCsv } from "../../src/app/panel-csv.js";
import { panel } from "../../src/app/panel-request.js";
import { loadDictionary } from "../../src/dictionary/load.js";
import { queryLanguage } from "../../src/pipeline/query-language.js";
import { conceptOf, counterOf } from "../../src/search/concept.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import type { Store } from "../../src/store/store.js";
import { buildDocument, money } from "../support/document.js";

const dictionary = loadDictionary();
const language = queryLanguage(dictionary);

describe("occurrences of a concept", () => {
  it.each<[string, string[], string, number]>([
    ["the longest counts, once", ["绿色建筑", "绿色", "建筑"], "绿色建筑与绿色的建筑", 3],
    ["what overlaps the one before does not count", ["绿色建筑", "建筑业"], "绿色建筑业", 1],
    ["Traditional terms count in the searched text", ["綠色建築"], "绿色建筑", 1],
    ["a term given twice counts once", ["绿色", "綠色"], "绿色", 1],
    ["no phrase reaches over a comma", ["济南青岛"], "济南，青岛", 0],
    ["numbers are whole", ["5"], "15、5、5.5", 1],
    ["nothing", ["低碳"], "绿色", 0],
  ])("%s", (_, terms, text, count) => {
    expect(counterOf(conceptOf(terms, language, false))(text)).toBe(count);
  });

  it("with synonyms count what says the same, but no longer word that means something else", () => {
    const count = counterOf(conceptOf(["软件"], language, true));
    expect(count("软体与软件")).toBe(2);
    expect(count("软体动物")).toBe(0);
    expect(counterOf(conceptOf(["软件"], language, false))("软体与软件")).toBe(1);
  });
});

describe("a panel", () => {
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-panel-"));
  let store: Store;
  beforeAll(async () => {
    store = openSqliteStore(join(folder, "store.db"));
    const kaiping = { code: "440783", name: "开平市", evidence: "issuer" } as const;
    await store.put(
      buildDocument({
        text: "推广绿色建筑，补助5万元，另5万元。\n",
        publishedAt: "2023-01-01",
        jurisdiction: kaiping,
        entities: [money("5万元", 5e4, 5e4)],
      }),
    );
    await store.put(buildDocument({ text: "其他。\n", publishedAt: "2023-02-01", jurisdiction: kaiping }));
    await store.put(buildDocument({ text: "绿色建筑。\n", publishedAt: null, issuerLevel: "county" }));
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const run = (options = {}, terms = ["绿色建筑"], search = {}) =>
    panel({ terms, synonyms: false, search, options }, { store, dictionary });
  const nameOf = (code: string) => dictionary.places.divisions.get(code)?.name ?? null;

  it("as CSV, long and wide, and of amounts", async () => {
    const found = await run({ amounts: true });
    expect(longCsv(found, nameOf).split("\r\n")).toEqual([
      "\ufeffplace,name,period,issuerLevel,documents,characters,matching,occurrences,share",
      "440000,广东省,2023,,2,21,1,1,0.5",
      ",,,,1,5,1,1,1",
      "",
    ]);
    expect(wideCsv(found, "share", nameOf).split("\r\n").slice(0, 3)).toEqual([
      "\ufeffplace,name,issuerLevel,2023,undated",
      "440000,广东省,,0.5,",
      ",,,,1",
    ]);
    expect(amountsCsv(found, nameOf).split("\r\n")[1]).toBe("440000,广东省,2023,,,CNY,1,50000,50000,0,0");
  });

  it("of the documents that a search finds, without a concept too", async () => {
    expect((await run({ placeLevel: "none", period: "none" }, [], { query: "其他" })).rows).toMatchObject([{ documents: 1, matching: 0 }]);
  });

  it("refuses what it does not understand", async () => {
    await expect(run({ period: "week" })).rejects.toMatchObject({ code: "usage.query" });
    await expect(run({}, ["，"])).rejects.toMatchObject({ code: "usage.query" });
    await expect(run({}, Array(51).fill("绿色"))).rejects.toMatchObject({ code: "usage.query-cost" });
    await expect(run({}, ["绿色"], { query: "(" })).rejects.toMatchObject({ code: "usage.query" });
  });
});
