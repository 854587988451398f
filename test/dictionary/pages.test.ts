import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dictionaryFolder } from "../../src/dictionary/folder.js";
import { loadChrome } from "../../src/dictionary/pages/chrome.js";
import { loadLabels } from "../../src/dictionary/pages/labels.js";
import { loadLinks } from "../../src/dictionary/pages/links.js";
import { loadNonDocuments } from "../../src/dictionary/pages/non-documents.js";
import { loadPostTimes } from "../../src/dictionary/pages/post-times.js";
import { loadUrls } from "../../src/dictionary/pages/urls.js";

describe("a file of pages/ that breaks its form is refused by file and line", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "pages-"));
    cpSync(join(dictionaryFolder(), "pages"), join(folder, "pages"), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  for (const [name, load, from, to] of [
    ["chrome.json", loadChrome, '"打印本页"', '""'],
    ["labels.json", loadLabels, '"发布时间"', "7"],
    ["labels.json", loadLabels, '"telling": ["索引号"', '"telling": ["编号"'],
    ["links.json", loadLinks, '"next"', '"nextPage"'],
    ["non-documents.json", loadNonDocuments, '"访问验证"', "null"],
    ["post-times.json", loadPostTimes, '"recent": [', '"recent": [["今天"], '],
    ["urls.json", loadUrls, '"gclid"', '"GCLID"'],
  ] as const) {
    test(`${name} with ${to} for ${from}`, () => {
      const path = join(folder, "pages", name);
      const text = readFileSync(path, "utf8");
      const line = text.slice(0, text.indexOf(from)).split("\n").length;
      expect(text).toContain(from);
      expect(load(folder)).toBeTruthy();
      writeFileSync(path, text.replace(from, to));
      // a key that is missing is missed where its object begins
      expect(() => load(folder)).toThrow(new RegExp(`pages/${name.replace(".", "\\.")}:${name === "links.json" ? "\\d+" : line}: `));
      writeFileSync(path, text);
    });
  }
});
