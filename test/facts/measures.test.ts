import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { createDoc } from "../../src/entities/doc.js";
import { measuresOf } from "../../src/facts/measures/measures.js";
import type { Kind, Part } from "../../src/model/record.js";
import { annotateDoc, contextOf, docOf } from "../entities/values.js";
import { expectLinear } from "../support/growth.js";

type Expected = [instrument: string, amounts: string, rate: string | null, beneficiary: string | null, condition: string | null];

interface Row {
  readonly label: string;
  readonly input: string;
  readonly kind: Kind;
  readonly expected: readonly Expected[];
  readonly expect: "pass" | "fail";
}

const rows: readonly Row[] = JSON.parse(readFileSync(new URL("../tables/measures.json", import.meta.url), "utf8"));

function measuresIn(text: string, kind: Kind, parts: readonly Part[] = []) {
  const doc = docOf(text);
  return measuresOf(doc, annotateDoc(doc, contextOf()), parts, kind);
}

test("a row begins behind the label of its part, and names it", () => {
  const text = "第三条 对首次认定的企业，每家奖励100万元。\n";
  const part: Part = {
    id: "art3",
    level: "article",
    label: "第三条",
    start: 0,
    end: text.length,
    textStart: 0,
    textEnd: text.length,
    parent: null,
  };
  const [row] = measuresIn(text, "measures", [part]);
  expect(row).toMatchObject({ part: "art3", text: "对首次认定的企业，每家奖励100万元" });
});

describe("what a document gives to whom and asks of whom", () => {
  for (const { label, input, kind, expected, expect: expectation } of rows) {
    const check = expectation === "fail" ? test.fails : test;
    check(`${label}: ${input}`, () => {
      const found = measuresIn(input, kind).map(({ instrument, amounts, rate, beneficiary, condition }) => [
        instrument,
        amounts.map(({ text }) => text).join(";"),
        rate?.text ?? null,
        beneficiary?.text ?? null,
        condition?.text ?? null,
      ]);
      expect(found).toEqual(expected);
    });
  }

  test("a duty tells who is obliged, and by when", () => {
    const [row] = measuresIn("申报企业须于2024年6月30日前提交材料。", "notice");
    expect([row?.subject?.text, row?.deadline?.value]).toEqual(["申报企业", "2024-06-30"]);
  });

  test("a measure lies in the innermost part that holds its beginning", () => {
    const text = "第一条 对企业给予补贴5万元。\n（一）对农户给予补贴1万元。\n第二条 对学校给予补贴2万元。\n";
    const part = (id: string, textStart: number, textEnd: number): Part => ({
      id,
      level: "article",
      label: null,
      start: textStart,
      end: textEnd,
      textStart,
      textEnd,
      parent: null,
    });
    const second = text.indexOf("（一）");
    const third = text.indexOf("第二条");
    const parts = [part("art1", 0, third), part("art1.n1", second, third), part("art2", third, text.length)];
    expect(measuresIn(text, "measures", parts).map((row) => row.part)).toEqual(["art1", "art1.n1", "art2"]);
  });
});

describe("time grows with the text", () => {
  const dictionary = loadDictionary();
  test.each([
    ["sums", "对企业给予奖励20万元，"],
    ["duties", "企业应当报送材料，"],
    ["relief", "对企业免收费用，"],
    ["shares", "按保费的80%给予补助，"],
    ["multiples", "处一倍"],
  ])("%s", (_, piece) => {
    expectLinear((size) => {
      const text = piece.repeat(size);
      const mentions = annotateDoc(createDoc({ in: "body", text, tokens: [], dictionary }), contextOf());
      return () => measuresOf(createDoc({ in: "body", text, tokens: [], dictionary }), mentions, [], "measures");
    }, 100);
  });
});
