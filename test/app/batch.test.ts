import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type BatchKind, type BatchRow, runBatch } from "../../src/app/batch.js";
import { loadDictionary } from "../../src/dictionary/load.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import type { Store } from "../../src/store/store.js";
import { buildDocument } from "../support/document.js";

const folder = mkdtempSync(join(tmpdir(), "zhengwen-batch-"));
const dictionary = loadDictionary();
const construction = buildDocument({
  title: "国务院办公厅关于促进建筑业持续健康发展的意见",
  issuers: ["国务院办公厅"],
  documentNumbers: ["国办发〔2017〕19号"],
  documentNumber: "国办发〔2017〕19号",
  text: "发展绿色建筑。\n",
  publishedAt: "2017-02-24",
});
const jinan = buildDocument({ title: "济南市人民政府关于加强供水的通知", issuers: ["济南市人民政府"], text: "济南供水。\n" });
const qingdao = buildDocument({ title: "青岛市人民政府关于加强供水的通知", issuers: ["青岛市人民政府"], text: "青岛供水。\n" });
let store: Store;
beforeAll(async () => {
  store = openSqliteStore(join(folder, "store.db"));
  for (const document of [construction, jinan, qingdao]) await store.put(document);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function rows(lines: readonly string[], kind: BatchKind = "auto"): Promise<BatchRow[]> {
  const found: BatchRow[] = [];
  for await (const row of runBatch(lines, kind, { store, dictionary })) found.push(row);
  return found;
}

it.each<[string, string]>([
  ["a number", "国办发〔2017〕19号"],
  ["a number in another script and other brackets", "國辦發[2017]19號"],
  ["a title", "国务院办公厅关于促进建筑业持续健康发展的意见"],
  ["a title in 《》 without its issuer", "《关于促进建筑业持续健康发展的意见》"],
  ["a title in Traditional", "促進建築業持續健康發展的意見"],
  ["an id", construction.id],
])("%s names its document", async (_, line) => {
  expect(await rows([line])).toMatchObject([{ line: 1, found: "document", id: construction.id, date: "2017-02-24", reason: null }]);
});

it("terms find records, and the first of them", async () => {
  expect(await rows(["绿色建筑", "供水 济南"])).toMatchObject([
    { found: "terms", id: construction.id, total: 1 },
    { found: "terms", id: jinan.id, total: 1 },
  ]);
});

it("a line that finds nothing says why, and empty lines are left out but counted", async () => {
  const [ambiguous, number, none, broken, title, long] = await rows([
    "关于加强供水的通知",
    "",
    "国办发〔2017〕20号",
    "不存在的词",
    "(绿色",
    "关于不存在的通知",
    "长".repeat(600),
  ]);
  expect(ambiguous).toMatchObject({ line: 1, found: "nothing", reason: expect.stringContaining("several documents") });
  expect(ambiguous?.reason).toContain(jinan.id);
  expect(number).toMatchObject({ line: 3, found: "nothing" });
  expect(none).toMatchObject({ found: "nothing", total: 0 });
  expect(broken).toMatchObject({ found: "terms", total: 1 });
  expect(title).toMatchObject({ found: "nothing" });
  expect(long?.reason).toContain("500");
});

it("lines may be said to be documents or terms", async () => {
  expect(await rows(["绿色建筑"], "document")).toMatchObject([{ found: "nothing", reason: "not held" }]);
  // a number typed as words finds the record whose own number it is
  expect(await rows(["国办发〔2017〕19号", "国办发〔2017〕20号"], "terms")).toMatchObject([
    { found: "terms", total: 1 },
    { found: "nothing" },
  ]);
});
