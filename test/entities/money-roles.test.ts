import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { createDoc } from "../../src/entities/doc.js";
import type { Mention } from "../../src/model/entity.js";
import { expectLinear } from "../support/growth.js";
import { annotateDoc, contextOf, valuesIn } from "./values.js";

type Expected = [text: string, instrument: string, per: string, beneficiary: string | null, cap: string | null];

interface Row {
  readonly label: string;
  readonly input: string;
  readonly expected: readonly Expected[];
  readonly expect: "pass" | "fail";
}

const rows: readonly Row[] = JSON.parse(readFileSync(new URL("../tables/money-roles.json", import.meta.url), "utf8"));

const sumsIn = (text: string) => valuesIn(text).filter((found): found is Mention<"money"> & { text: string } => found.type === "money");

describe("what sums are, what they are counted for, who receives them", () => {
  for (const { label, input, expected, expect: expectation } of rows) {
    const check = expectation === "fail" ? test.fails : test;
    check(`${label}: ${input}`, () => {
      const found = sumsIn(input).map(({ text, instrument, per = [], beneficiary, cap }) => [
        text,
        instrument,
        per.map(({ unit }) => unit).join(),
        beneficiary?.text ?? null,
        cap?.quote ?? null,
      ]);
      expect(found).toEqual(expected);
    });
  }
});

test("spans of roles quote the text, whatever stands around them", () => {
  contextOf();
  const pieces = rows.flatMap(({ input }) => input.split(/(?<=[，。；\n])/));
  const texts = fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 }), fc.constantFrom("每", "对", "的，", "、", "\t", "\n", "𬭎")), {
      maxLength: 12,
    })
    .map((found) => found.join(""));
  fc.assert(
    fc.property(texts, (text) => {
      for (const { per = [], instrumentSaid, beneficiary, cap } of sumsIn(text)) {
        for (const span of [...per, instrumentSaid, beneficiary, cap]) {
          if (span) expect(text.slice(span.start, span.end)).toBe(span.quote);
          if (span) expect(span.quote).not.toBe("");
        }
      }
    }),
    { numRuns: 200 },
  );
});

describe("time grows with the text", () => {
  const dictionary = loadDictionary();
  test.each([
    ["sums of one line", "对企业给予奖励20万元，"],
    ["sums of a list", "20万元、"],
    ["receivers without a sum", "对符合条件的企业，"],
    ["rows of a table", "甲公司\t1200万元\n"],
    ["headings", "三、贷款贴息\n每年80万元\n"],
    ["each", "每每每家企业"],
  ])("%s", (_, piece) => {
    expectLinear((size) => {
      const text = piece.repeat(size);
      const doc = () => createDoc({ in: "body", text, tokens: [], dictionary });
      return () => annotateDoc(doc(), contextOf());
    }, 100);
  });
});
