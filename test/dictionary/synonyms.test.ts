import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { loadSynonyms } from "../../src/dictionary/search/synonyms.js";

const { script } = loadDictionary();
const folder = mkdtempSync(join(tmpdir(), "zhengwen-synonyms-"));
mkdirSync(join(folder, "search"));
afterAll(() => rmSync(folder, { recursive: true }));

const load = (rows: string) => {
  writeFileSync(join(folder, "search", "synonyms.txt"), rows);
  return loadSynonyms(folder, script);
};

test.each([
  ["a line of one word", "互联网\n", /互联网/],
  ["a word of two lines", "软件 软体\n硬件 软体\n", /软体/],
  ["what is no word", "互联网 网际-网路\n", /网际-网路/],
])("%s is refused by name", (_what, rows, message) => {
  expect(() => load(rows)).toThrow(message);
});

test("comments and empty lines count for nothing, and a denied word is called nothing else", () => {
  const synonyms = load("# words\n\n纳米 奈米 # small\n! 网际网路\n");
  expect(synonyms.words.get("纳米")).toContain("奈米");
  expect(synonyms.words.get("网际网路")).toEqual([]);
});
