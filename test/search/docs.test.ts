import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { queryLanguage } from "../../src/pipeline/query-language.js";
import { fieldNames } from "../../src/search/fields.js";
import { parseSearch } from "../../src/search/parse-search.js";

const language = queryLanguage(loadDictionary());

/** What a page's table says to write. */
const examplesOf = (page: string) =>
  [...readFileSync(`docs/${page}`, "utf8").matchAll(/^\| `([^`]+)` \|/gm)].map(([, example = ""]) => example);

it("both pages of the language of queries have the same examples, each of which is one", () => {
  const [english, chinese] = ["query.md", "query.zh-CN.md"].map(examplesOf);
  expect(chinese).toEqual(english);
  for (const query of english ?? []) expect(() => parseSearch({ query }, language)).not.toThrow();
});

it("every condition has an example", () => {
  const examples = examplesOf("query.md").join(" ");
  for (const name of [...fieldNames, "title", "in"]) expect(examples).toContain(`${name}:`);
});
