import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { checkLines, readJson, readRows, readWords } from "../../src/dictionary/file.js";

const folder = mkdtempSync(join(tmpdir(), "zhengwen-file-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

describe("rows of text", () => {
  test("comments and empty lines do not count as rows, but as lines", () => {
    const file = write("rows.txt", "# heading\n\none two # said\r\n  \n#\nC#\n");
    expect(readRows(folder, file)).toEqual([
      { file, line: 3, text: "one two" },
      { file, line: 6, text: "C#" },
    ]);
  });

  test("a word that breaks the form is refused by file and line", () => {
    const file = write("words.txt", "# words\n一 二\n\n三 4\n");
    expect(() => readWords(folder, file, /^\p{Script=Han}$/u)).toThrow(/ words\.txt:4: 4 /);
    expect(readWords(folder, file, /^.$/u)).toEqual(["一", "二", "三", "4"]);
  });

  test.each([
    ["a comment", "a\n# b\n", 2],
    ["an empty line", "a\n\nb\n", 2],
    ["the line end of another system", "a\r\nb\n", 1],
    ["nothing at all", "", 1],
  ])("where every line is a row, %s is none", (_what, text, line) => {
    const file = write("lines.txt", text);
    expect(() => checkLines(folder, file, /^\w$/, "one letter")).toThrow(` lines.txt:${line}: not of the form one letter`);
  });
});

describe("JSON", () => {
  const schema = z.strictObject({
    name: z.string(),
    rows: z.array(z.strictObject({ word: z.string().min(1), more: z.record(z.string().length(1), z.string()).optional() })),
  });

  test.each([
    ["a comma too many", '{\n  "name": "a",\n  "rows": [],\n}\n', 4],
    ["an end too early", '{\n  "name": "a",\n  "rows": [', 3],
    ["a comment", '{\n  "name": "a",\n  // said\n  "rows": []\n}\n', 3],
    ["a value of another type", '{\n  "name": 1,\n  "rows": []\n}\n', 2],
    ["a value deep inside", '{\n  "name": "a",\n  "rows": [\n    { "word": "b" },\n    {\n      "word": ""\n    }\n  ]\n}\n', 6],
    ["a missing field: where its object begins", '{\n  "name": "a",\n  "rows": [\n    { "word": "b" },\n    {\n    }\n  ]\n}\n', 5],
    ["a missing field of the whole", '{\n  "name": "a"\n}\n', 1],
    ["a field that is not known", '{\n  "name": "a",\n  "rows": [],\n  "said": 1\n}\n', 4],
    ["a key that breaks its form", '{\n  "name": "a",\n  "rows": [{ "word": "b", "more": {\n    "cd": "e"\n  }}]\n}\n', 4],
    ["a key twice", '{\n  "name": "a",\n  "rows": [],\n  "name": "b"\n}\n', 4],
    ["no JSON at all", "\n\nname: a\n", 3],
    ["nothing", "", 1],
  ])("%s is refused by file and line", (_what, text, line) => {
    const file = write("file.json", text);
    expect(() => readJson(folder, file, schema)).toThrow(` file.json:${line}: `);
  });

  test("the same key in two objects is no repetition", () => {
    const file = write("file.json", '{ "name": "a", "rows": [{ "word": "b" }, { "word": "c" }] }');
    expect(readJson(folder, file, schema).rows).toHaveLength(2);
  });

  test("several faults are listed with their lines, the first one first", () => {
    const file = write("file.json", '{\n  "name": 1,\n  "rows": [\n    { "word": "" }\n  ]\n}\n');
    expect(() => readJson(folder, file, schema)).toThrow(/ file\.json:2: name: .*; line 4: rows\.0\.word: /);
  });
});

test("a file that is missing is named", () => {
  expect(() => readRows(folder, "none.txt")).toThrow(/ none\.txt: ENOENT/);
});
