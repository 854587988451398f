import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { createDoc } from "../../src/entities/doc.js";
import { expectLinear } from "../support/growth.js";
import { annotateDoc, contextOf, docOf, valuesIn } from "./values.js";

const tables = ["money", "counts", "dates", "dates-roles", "document-numbers", "policy-titles", "contacts", "values-negatives"];
const inputs: readonly string[] = tables.flatMap((name) =>
  (JSON.parse(readFileSync(new URL(`../tables/${name}.json`, import.meta.url), "utf8")) as { input: string }[]).map(({ input }) => input),
);

/** Texts of pieces of the tables and of noise between them. */
const texts = fc
  .array(
    fc.oneof(fc.constantFrom(...inputs), fc.string({ maxLength: 6 }), fc.constantFrom("。", ",", "、", "\n", "\t", "一", "1", "年", "𬭎")),
    {
      maxLength: 12,
    },
  )
  .map((pieces) => pieces.join(""));

test("spans lie in the text, and mentions of one type never overlap", () => {
  contextOf();
  fc.assert(
    fc.property(texts, (text) => {
      const ends = new Map<string, number>();
      for (const { type, start, end } of valuesIn(text, { publishedAt: "2024-03-15" })) {
        expect(start).toBeGreaterThanOrEqual(ends.get(type) ?? 0);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        ends.set(type, end);
      }
    }),
    { numRuns: 400 },
  );
});

test("bounds agree with the value, and dates begin before they end", () => {
  contextOf();
  fc.assert(
    fc.property(texts, (text) => {
      for (const found of valuesIn(text, { publishedAt: "2024-03-15" })) {
        if (found.type === "date" && found.from !== null && found.to !== null) expect(found.from <= found.to).toBe(true);
        if (found.type !== "money" && found.type !== "quantity" && found.type !== "enterpriseCount") continue;
        expect(found.min !== null || found.max !== null).toBe(true);
        if (found.min !== null && found.max !== null) expect(found.min).toBeLessThanOrEqual(found.max);
        if (found.value !== null) expect([found.min, found.max]).toContain(found.value);
      }
    }),
    { numRuns: 400 },
  );
});

test("the same text gives the same values", () => {
  const context = contextOf({ publishedAt: "2024-03-15" });
  fc.assert(
    fc.property(texts, (text) => {
      expect(annotateDoc(docOf(text), context)).toEqual(annotateDoc(docOf(text), context));
    }),
    { numRuns: 100 },
  );
});

/** What a rule could be made to try again and again. */
const repeated = [
  "1",
  "一",
  "1、",
  "一、",
  "2023年",
  "6月28日",
  "6月28日,",
  "1-",
  "《",
  "《》",
  "(",
  "〔2019〕",
  "令",
  "第1号",
  "字第",
  "GB",
  "A",
  "@",
  "a@",
  "http://",
  "0571-",
  "不超过",
  "最高",
  "万",
  "亿",
  "百",
  "数十",
  "三分之",
  "今年",
  "“",
  "“十四五",
  "农历",
  "八月十五",
  "附件",
  "1\t",
  "单位：万元\t",
  "中",
  "家",
  "企业1家",
  "1、1、1、1家",
  "10家",
  "约",
  "1亿",
  "前",
  "近三",
  "每年",
  "财政部 ",
  "财政部 公告",
  "台(88)",
  "廿",
  "三分一",
  "一又",
  "一又二分之一",
  "1‧",
  "一‧",
  "一个亿",
  "1万元以上，2万元以下",
  "不超过1万元且不低于",
  "指标\t单位\n研发\t家\t1\n",
  "增加1间至",
  "1万企业",
  "企业万",
  "专线:1",
  "过百",
  "每年1月、",
  "今(1)",
  "周一",
  "农历正月",
  "3日至",
  "于3日",
  "二零一七至",
  "1/6(",
  "春节至",
];

describe("time grows with the text, not with its square, where a rule may begin again and again at", () => {
  const context = contextOf({ publishedAt: "2024-03-15" });
  const dictionary = loadDictionary();
  test.each(repeated)("%j", (piece) => {
    const task = (size: number) => {
      const text = piece.repeat(Math.ceil(size / piece.length));
      // without segments: what is measured is the annotators
      const tokens = [{ word: text, tag: "x", start: 0, end: text.length }];
      return () => void annotateDoc(createDoc({ in: "body", text, tokens, dictionary }), context);
    };
    expectLinear(task, 5000);
  });
});
