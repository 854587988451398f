import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { sourceSchema } from "../../src/crawl/source-schema.js";
import { parseSources } from "../../src/crawl/sources.js";
import { errorTable } from "../../src/model/errors.js";

const pages = ["sources.md", "sources.zh-CN.md"].map((page) => readFileSync(`docs/${page}`, "utf8"));
const named = (page: string) =>
  [...page.matchAll(/^\| ((?:`[\w.-]+`(?:, |、)?)+) \|/gm)].flatMap(([, cell = ""]) => cell.match(/[\w.-]+/g) ?? []);

it("both pages name every field of a source, and the reasons, by their codes", () => {
  const [english = [], chinese] = pages.map(named);
  expect(chinese).toEqual(english);
  const fields = Object.keys(sourceSchema.shape);
  expect(english.slice(0, fields.length)).toEqual(fields);
  expect(english.slice(fields.length).filter((code) => !(code in errorTable))).toEqual([]);
  expect(english).toEqual(expect.arrayContaining(Object.keys(errorTable).filter((code) => code.startsWith("source."))));
});

it("their examples are files of sources", () => {
  for (const page of pages) {
    const [, example = ""] = /```jsonc\n([\s\S]*?)```/.exec(page) ?? [];
    expect(parseSources(example, "sources.json")).toHaveLength(3);
  }
});
