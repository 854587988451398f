import { describe, expect } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { simplify, simplifyString } from "../../src/text/simplify/simplify.js";
import { testTable } from "../support/table.js";

const { script } = loadDictionary();

describe("Traditional words of a Traditional document", () => {
  testTable<string, string>("simplify", ({ input, expected }) => {
    expect(simplifyString(input, script, "tw")).toBe(expected);
  });
});

describe("Simplified text stays as it is", () => {
  testTable<string, string>("simplify-negatives", ({ input, expected }) => {
    const { text, map } = simplify(input, script);
    expect(text).toBe(expected);
    expect(map.runs).toHaveLength(0);
  });
});
