import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { bodyNamed, loadBodies } from "../../src/dictionary/organisations/bodies.js";

const FILES = ["mainland", "companies", "schools", "media", "world", "hongkong", "macau", "taiwan"];

/** A folder of dictionaries whose lists of bodies are empty but for the rows given. */
function folderWith(rows: string, listed = ""): string {
  const folder = mkdtempSync(join(tmpdir(), "bodies-"));
  mkdirSync(join(folder, "organisations"));
  mkdirSync(join(folder, "derived"));
  writeFileSync(join(folder, "derived", "listed-companies.txt"), listed);
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

describe("companies from the lists of exchanges", () => {
  test("a name that the other files have keeps what they say", () => {
    const bodies = loadBodies(folderWith("company 小米科技有限责任公司 ?小米", "company 小米\ncompany 汇川技术"));
    expect(bodyNamed(bodies, "小米", "CN")?.weak).toBe(true);
    expect(bodyNamed(bodies, "汇川技术", "CN")).toMatchObject({ kind: "company", weak: false });
  });

  test("a name of Taiwan's stands for nothing elsewhere", () => {
    const bodies = loadBodies(folderWith("", "company@TW 台湾水泥股份有限公司 ?台泥"));
    expect(bodyNamed(bodies, "台泥", "TW")?.canonical).toBe("台湾水泥股份有限公司");
    expect(bodyNamed(bodies, "台泥", "CN")).toBeUndefined();
  });

  test.each([
    ["a row without a name", "company"],
    ["a name twice", "company 汇川技术\ncompany 汇川技术"],
  ])("%s is refused", (_, listed) => {
    expect(() => loadBodies(folderWith("", listed))).toThrow(/derived\/listed-companies\.txt/);
  });
});

test("every level has its offices", () => {
  const offices = { levels: new Set("省市"), government: { 台办: "台湾事务办公室" }, committee: { 改革办: "全面深化改革委员会办公室" } };
  const bodies = loadBodies(folderWith(""), offices);
  expect(bodyNamed(bodies, "市台办", "CN")).toMatchObject({ canonical: "市台湾事务办公室", kind: "government" });
  expect(bodyNamed(bodies, "省委改革办", "CN")).toMatchObject({ kind: "party" });
  expect(bodyNamed(bodies, "县台办", "CN")).toBeUndefined();
});
