import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { buildSynonyms, waysToSay } from "../../src/lexicon/synonyms.js";
import { normalise } from "../../src/pipeline/normalise.js";
import { queryLanguage } from "../../src/pipeline/query-language.js";
import { expectLinear } from "../support/growth.js";
import { testTable } from "../support/table.js";

const dictionary = loadDictionary();
const language = queryLanguage(dictionary);
const ways = (query: string) => language.waysToSay(language.normalise(query));

describe("a query in one vocabulary finds the other", () => {
  testTable<string, string | null>("synonyms", ({ input, expected }) => {
    if (expected === null) expect(ways(input)).toHaveLength(1);
    else expect(ways(input)).toContain(expected);
  });
});

const rows = readFileSync("dictionaries/search/synonyms.txt", "utf8")
  .split("\n")
  .filter((row) => /^[^#!\s]/.test(row))
  .map((row) => row.split(" "));

test.each(rows)("%s: every word finds every other one, and stands as texts are searched", (...words) => {
  for (const word of words) {
    expect(normalise(word, dictionary)).toBe(word);
    for (const other of words) expect(ways(word)).toContain(other);
  }
});

test("what is behind ! is called nothing else by OpenCC", () => {
  const denied = readFileSync("dictionaries/search/synonyms.txt", "utf8").matchAll(/^! (.*)$/gm);
  for (const [, words = ""] of denied) for (const word of words.split(" ")) expect([word, ...ways(word)]).toEqual([word, word]);
});

test("the term as it was asked for comes first, and ways are few and different", () => {
  const words = [...dictionary.synonyms.words.keys(), "的", "发展", "abc", " "];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 8 }), (parts) => {
      const term = parts.join("");
      const found = waysToSay(term, dictionary.synonyms);
      expect(found[0]).toBe(term);
      expect(found.length).toBeLessThanOrEqual(16);
      expect(new Set(found).size).toBe(found.length);
    }),
  );
});

test("a longer word that means something else is kept as it is", () => {
  const synonyms = buildSynonyms([["软件", "软体"]], [["网路", "网络"]], ["软体动物"]);
  expect(waysToSay("软体动物网路", synonyms)).toEqual(["软体动物网路", "软体动物网络"]);
  expect(waysToSay("软体", synonyms)).toEqual(["软体", "软件"]);
});

test("ways are found in linear time", () => {
  const task = (size: number) => {
    const term = "网路安全软体".repeat(size);
    return () => void waysToSay(term, dictionary.synonyms);
  };
  expectLinear(task, 300);
});
