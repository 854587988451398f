import { expect, test } from "vitest";
import { anyOf, oneOf } from "../../src/lexicon/alternation.js";

const matches = (source: string, text: string) => new RegExp(source).exec(text)?.[0] ?? null;

test("the first word of the list that fits counts, signs of patterns stand for themselves", () => {
  expect(matches(oneOf(["日期", "日"]), "日期")).toBe("日期");
  expect(matches(oneOf(["日", "日期"]), "日期")).toBe("日");
  expect(matches(oneOf(["a.b", "("]), "axb(")).toBe("(");
});

test("a guarded word counts by the characters beside it", () => {
  const report = oneOf([{ word: "报", not: "告名" }]);
  expect([matches(report, "报告"), matches(report, "报纸"), matches(report, "报")]).toEqual([null, "报", "报"]);
  const third = oneOf([{ word: "三", only: "节，" }]);
  expect([matches(third, "三月"), matches(third, "三节"), matches(third, "三")]).toEqual([null, "三", "三"]);
  const at = oneOf([{ word: "在", notAfter: "存所" }]);
  expect([matches(at, "存在"), matches(at, "他在"), matches(at, "在")]).toEqual([null, "在", "在"]);
});

test("a class holds its characters as they are, and more as source", () => {
  expect(["]", "-", "^", "年", "7", "x"].map((text) => matches(`^${anyOf("]-^年", "\\d")}$`, text))).toEqual([
    "]",
    "-",
    "^",
    "年",
    "7",
    null,
  ]);
});
