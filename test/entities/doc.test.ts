import { expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { contactsOf } from "../../src/entities/contact.js";
import { annotateDates, impossibleDates } from "../../src/entities/dates/dates.js";
import { createDoc, type Doc } from "../../src/entities/doc.js";
import { documentNumbersOf } from "../../src/entities/document-numbers/document-numbers.js";
import { policyTitlesOf } from "../../src/entities/document-numbers/policy-titles.js";
import { amountsOf } from "../../src/entities/numbers/amounts.js";
import { numbersOf } from "../../src/entities/numbers/scan.js";
import { chainsOf } from "../../src/entities/places/places.js";
import { wordIndex } from "../../src/lexicon/longest-match.js";
import { contextOf, docOf } from "./values.js";

const text = "根据《行动计划》（鲁政办字〔2019〕53号），2023年2月30日前，广东省开平市投入3.5亿元，电话0531-12345678。";

const parts: readonly ((doc: Doc) => unknown)[] = [
  numbersOf,
  amountsOf,
  documentNumbersOf,
  policyTitlesOf,
  contactsOf,
  chainsOf,
  (doc) => impossibleDates(doc, "CN"),
  (doc) => impossibleDates(doc, "TW"),
  (doc) => annotateDates(doc, contextOf(), []),
];

test("each part is the same whichever is asked for first", () => {
  const alone = parts.map((part) => part(docOf(text)));
  const forwards = docOf(text);
  const backwards = docOf(text);
  expect(parts.map((part) => part(forwards))).toEqual(alone);
  expect(parts.toReversed().map((part) => part(backwards))).toEqual(alone.toReversed());
});

test("days that no calendar has are known without the annotator of dates", () => {
  const doc = docOf("2023年2月30日公布。");
  expect(impossibleDates(doc, "CN").map(({ start, end }) => doc.text.slice(start, end))).toEqual(["2023年2月30日"]);
});

test("a part is computed once for a doc, and not at all before it is asked for", () => {
  let times = 0;
  const length = (doc: Doc): number => {
    times++;
    return doc.text.length;
  };
  const doc = docOf("通知");
  expect(times).toBe(0);
  expect([doc.part(length), doc.part(length), times]).toEqual([2, 2, 1]);
  expect([createDoc(doc).part(length), times]).toEqual([2, 2]);
});

test("a doc is read with its own dictionary, whatever another doc of the same text was read with", () => {
  const dictionary = loadDictionary();
  const { citations } = dictionary;
  const other = { ...dictionary, citations: { ...citations, standards: wordIndex<true>([]) } };
  const standards = (doc: Doc): string[] => documentNumbersOf(doc).map(({ canonical }) => canonical);
  const doc = docOf("执行GB/T 26341-2010。");
  expect(standards(doc)).toEqual(["GB/T26341-2010"]);
  expect(standards(createDoc({ ...doc, dictionary: other }))).toEqual([]);
  expect(standards(doc)).toEqual(["GB/T26341-2010"]);
});
