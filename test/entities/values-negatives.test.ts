import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { valuesIn } from "./values.js";

interface Negative {
  readonly label: string;
  readonly input: string;
  readonly types?: readonly string[];
  readonly expect?: "pass" | "fail";
}

const table: readonly Negative[] = JSON.parse(readFileSync(new URL("../tables/values-negatives.json", import.meta.url), "utf8"));
const counted = ["date", "money", "quantity", "enterpriseCount"];

test("the table of negatives is as large as it must be", () => {
  expect(table.length).toBeGreaterThanOrEqual(300);
});

for (const { label, input, types = counted, expect: expectation = "pass" } of table) {
  const check = expectation === "fail" ? test.fails : test;
  check(`${label}: ${input}`, () => {
    const found = valuesIn(input, { publishedAt: "2024-03-15" }).filter(({ type }) => types.includes(type));
    expect(found.map(({ type, text }) => `${type} ${text}`)).toEqual([]);
  });
}
