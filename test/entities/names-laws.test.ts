import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createDoc } from "../../src/entities/doc.js";
import { documentSchema } from "../../src/model/record.js";
import { annotateDocs } from "../../src/pipeline/stages/annotate.js";
import { expectLinear } from "../support/growth.js";
import { contextOf, docOf } from "./values.js";

const inputs: readonly string[] = ["places", "organisations", "persons", "facts"].flatMap((name) =>
  (JSON.parse(readFileSync(new URL(`../tables/${name}.json`, import.meta.url), "utf8")) as { input: string }[]).map(({ input }) => input),
);
const noise = ["。", "，", "、", "\n", "\t", "(", "）", "《", "》", "市", "局", "张", "·", "1", "a", "𬭎", "\ud83d"];

/** Texts of pieces of the tables and of noise between them. */
const texts = fc
  .array(fc.oneof(fc.constantFrom(...inputs), fc.string({ maxLength: 6 }), fc.constantFrom(...noise)), { maxLength: 12 })
  .map((pieces) => pieces.join(""));

function annotated(text: string): ReturnType<typeof annotateDocs> {
  return annotateDocs({ title: null, body: docOf(text) }, contextOf({ publishedAt: "2024-03-15" }));
}

test("spans lie in the text in order, and mentions of one type never overlap", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { body, facts } = annotated(text);
      const ends = new Map<string, number>();
      let last = 0;
      for (const { type, start, end } of body) {
        expect(start).toBeGreaterThanOrEqual(ends.get(type) ?? 0);
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        ends.set(type, end);
        last = start;
      }
      for (const { word, start, end } of facts.status) expect(text.slice(start, end)).toBe(word);
      for (const { start, end } of facts.cites) expect(start < end && end <= text.length).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("facts and keywords keep the record's form", () => {
  const { shape } = documentSchema;
  fc.assert(
    fc.property(texts, (text) => {
      const { facts, keywords, fingerprint } = annotated(text);
      for (const field of [
        "documentNumbers",
        "kind",
        "jurisdiction",
        "signedAt",
        "effectiveFrom",
        "effectiveTo",
        "deadline",
        "status",
        "cites",
      ] as const) {
        shape[field].parse(facts[field]);
      }
      shape.issuers.parse(facts.issuers.map(({ name }) => name));
      for (const { level } of facts.issuers) shape.issuerLevel.parse(level);
      shape.keywords.parse(keywords);
      shape.fingerprint.parse(fingerprint);
    }),
    { numRuns: 150 },
  );
});

test("the same text is annotated the same", () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(annotated(text)).toEqual(annotated(text));
    }),
    { numRuns: 60 },
  );
});

describe("time grows with the text, not with its square, where it is made of", () => {
  const many = (piece: (i: number) => string, times: number): string => Array.from({ length: times }, (_, i) => piece(i)).join("");
  const given = "伟芳娜敏静秀丽强磊军洋勇艳杰涛明超兰霞平刚桂玲红英华文辉";
  const shapes: readonly [string, (i: number) => string][] = [
    ["places", () => "鼓楼区、朝阳区"],
    ["a run of one suffix", () => "市"],
    ["letters of countries", () => "中美俄韩日法德英"],
    ["weak letters", () => "新台港澳、"],
    ["paths that never end", () => "山西晋中榆次"],
    ["towns", () => "茅坪镇、"],
    ["suffixes of towns", () => "镇街道乡"],
    ["terms of validity", () => "本办法自印发之日起有效期3年"],
    ["bodies", () => "中国建筑业协会、教育部"],
    ["ends without a beginning", () => "建设管理服务中心"],
    ["different persons", (i) => `局长张${given[i % 28]}${given[Math.floor(i / 28) % 28]}，`],
    ["rows of names", () => "李四川、林奕华、"],
    ["definitions", (i) => `广州市第${i}协会(以下简称“穗${given[i % 28]}${given[Math.floor(i / 28) % 28]}协”)。`],
    ["open brackets", () => "(以下简称"],
    ["contacts", () => "联系人：处"],
    ["titles", () => "《关于加强管理的通知》废止。"],
    ["status", () => "(试行)"],
    ["lines", () => "王小明  局长\n"],
    ["dots", () => "马·"],
    ["hyphens", () => "马克-"],
    ["datelines", () => "新闻网讯 "],
    ["reporters", () => "新闻记者"],
    ["companies", (i) => `深圳市${given[i % 28]}${given[Math.floor(i / 28) % 28]}科技有限公司、`],
    ["closing brackets of companies", () => ")有限公司"],
    ["closing quotes", () => "协会」"],
    ["stock codes", () => "(600188)"],
    ["names that are words", () => "小米"],
    ["names alone on their lines", () => "王小明\n"],
    ["surnames of Japan", () => "山口"],
    ["persons in public life", () => "习近"],
  ];

  const context = contextOf({ publishedAt: "2024-03-15" });
  test.each(shapes)("%s", (_, piece) => {
    const length = piece(0).length;
    const task = (size: number) => {
      const doc = docOf(many(piece, Math.ceil(size / length)));
      // another one each time: it keeps what was computed
      return () => void annotateDocs({ title: null, body: createDoc(doc) }, context);
    };
    expectLinear(task, 5000);
  });
});
