import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { bodyNamed, loadBodies } from "../../src/dictionary/organisations/bodies.js";

const FILES = ["mainland", "companies", "schools", "media", "world", "hongkong", "macau", "taiwan"];

/** A folder of dictionaries whose lists of bodies are empty but for the rows given. */
function folderWith(rows: string): string {
  const folder = mkdtempSync(join(tmpdir(), "bodies-"));
  mkdirSync(join(folder, "organisations"));
  for (const file of FILES) writeFileSync(join(folder, "organisations", `${file}.txt`), file === "mainland" ? rows : "");
  return folder;
}

describe("the project's bodies", () => {
  const bodies = loadBodies(fileURLToPath(new URL("../../dictionaries", import.meta.url)));

  test("every row is read, none twice", () => {
    expect(bodies.names.words.size).toBeGreaterThan(1500);
  });

  test.each([
    ["保安局", "HK", "保安局"],
    ["保安局", "CN", undefined],
    ["证监会", "CN", "中国证券监督管理委员会"],
    ["证监会", "HK", "证券及期货事务监察委员会"],
    ["中电", "HK", "中华电力有限公司"],
    ["中电", "TW", undefined],
    ["工信部", "TW", "工业和信息化部"],
  ])("%s in a document of %s means %s", (name, country, canonical) => {
    expect(bodyNamed(bodies, name, country)?.canonical).toBe(canonical);
  });

  test("a name that is a word too is marked, its full name is not", () => {
    expect(bodyNamed(bodies, "小米", "CN")?.weak).toBe(true);
    expect(bodyNamed(bodies, "小米集团", "CN")?.weak).toBe(false);
  });
});

test.each([
  ["a kind that is none", "ministry 教育部"],
  ["no name", "government"],
  ["a region that is none", "government@US 国务院"],
  ["a name of one character", "government 教育部 教"],
  ["two spaces", "government 教育部  教部"],
  ["a name twice", "government 教育部\ngovernment 教育部"],
  ["a name twice in one row", "government 教育部 教部 教部"],
])("%s is refused", (_, rows) => {
  expect(() => loadBodies(folderWith(rows))).toThrow(/organisations\/mainland\.txt/);
});

test("the same name in two regions is two bodies", () => {
  const bodies = loadBodies(folderWith("government@HK 环保署\ngovernment@TW 行政院环境保护署 环保署"));
  expect(bodyNamed(bodies, "环保署", "HK")?.canonical).toBe("环保署");
  expect(bodyNamed(bodies, "环保署", "TW")?.canonical).toBe("行政院环境保护署");
});
