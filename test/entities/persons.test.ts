import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { namesIn, type Row } from "./names.js";

const table: readonly Row[] = JSON.parse(readFileSync(new URL("../tables/persons.json", import.meta.url), "utf8"));

test("the table holds as many negatives as positives", () => {
  const negatives = table.filter(({ expected }) => expected.length === 0).length;
  expect(negatives).toBeGreaterThanOrEqual(table.length - negatives - 1);
});

describe("persons", () => {
  for (const row of table) {
    const check = row.expect === "fail" ? test.fails : test;
    check(`${row.label}: ${row.input}`, () => {
      expect(namesIn(row).persons.map(({ name }) => name)).toEqual(row.expected);
    });
  }
});

test("a person carries post and body, a list shares the post", () => {
  const { persons } = namesIn({
    label: "",
    input: "潍坊市人民政府副市长张震生，市领导伍德斌、张伟业参加。",
    expected: [],
    expect: "pass",
  });
  expect(persons.map(({ name, post, organisation }) => ({ name, post, organisation }))).toEqual([
    { name: "张震生", post: "副市长", organisation: "潍坊市人民政府" },
    { name: "伍德斌", post: "市领导", organisation: undefined },
    { name: "张伟业", post: "市领导", organisation: undefined },
  ]);
});
