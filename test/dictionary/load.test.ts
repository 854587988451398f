import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadDictionary, readDictionary } from "../../src/dictionary/load.js";

const original = join(import.meta.dirname, "..", "..", "dictionaries");
const temporary = mkdtempSync(join(tmpdir(), "zhengwen-load-"));
afterAll(() => rmSync(temporary, { recursive: true }));

const wordsOf = (text: string, { segmenter } = loadDictionary()) => segmenter.segment(text).map(({ word }) => word);

test("each folder gives what it holds, whatever was read before, its segmenter too", () => {
  const text = "青澜渡今天启用智能建造系统";
  expect(wordsOf(text)).toContain("智能建造");
  const folder = join(temporary, "other");
  cpSync(original, folder, { recursive: true });
  writeFileSync(join(folder, "words.txt"), "青澜渡 ns\n");
  writeFileSync(join(folder, "pages", "urls.json"), '{ "tracking": ["spring"] }');
  const other = readDictionary(folder);
  expect(wordsOf(text, other)).toContain("青澜渡");
  expect(wordsOf(text, other)).not.toContain("智能建造");
  expect(other.urls.isTracking("spring", "1")).toBe(true);
  expect(other.digest).not.toBe(loadDictionary().digest);
  // and the first goes on as it was
  expect(wordsOf(text)).toContain("智能建造");
  expect(loadDictionary().urls.isTracking("spring", "1")).toBe(false);
});

test("the package's dictionary is one, and a part of it is read once", () => {
  expect(loadDictionary()).toBe(loadDictionary());
  expect(loadDictionary().places).toBe(loadDictionary().places);
});

test("a part reads the files that it needs, and no others", () => {
  const folder = join(temporary, "one");
  mkdirSync(join(folder, "pages"), { recursive: true });
  writeFileSync(join(folder, "pages", "urls.json"), readFileSync(join(original, "pages", "urls.json")));
  const dictionary = readDictionary(folder);
  expect(dictionary.urls.isTracking("utm_source", "a")).toBe(true);
  expect(() => dictionary.chrome).toThrow(/pages\/chrome\.json: ENOENT/);
});

test("the segmenter's addon is not loaded before the first text is cut", () => {
  const program = `
    import { loadDictionary } from ${JSON.stringify(join(import.meta.dirname, "..", "..", "src", "dictionary", "load.ts"))};
    const loaded = () => process.report.getReport().sharedObjects.some((path) => path.includes("nodejieba"));
    const dictionary = loadDictionary();
    for (const part in dictionary) void dictionary[part];
    const before = loaded();
    dictionary.segmenter.segment("开平市");
    console.log(before, loaded());`;
  const args = ["--import", "tsx", "--input-type=module", "--eval", program];
  expect(execFileSync(process.execPath, args, { encoding: "utf8" }).trim()).toBe("false true");
});
