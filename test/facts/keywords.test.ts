import { expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { annotateDocs } from "../../src/pipeline/stages/annotate.js";
import { contextOf, docOf } from "../entities/values.js";

const body =
  "广州市召开绿色建筑工作会议。全市绿色建筑增长5.3%，绿色建筑占比提高。人工智能企业增加，人工智能应用扩大。住建局局长张三丰表示，绿色建筑是重点。大众网报道绿色建筑。";

function keywords(
  text: string,
  title: string | null,
  publisher: string | null = null,
): { term: string; weight: number; evidence: string }[] {
  const docs = { title: title === null ? null : docOf(title, "title"), body: docOf(text) };
  return [...annotateDocs(docs, contextOf({ publisher })).keywords];
}

test("terms of policy come first, with where they stand", () => {
  const [first, second] = keywords(body, "绿色建筑加快发展");
  expect(first).toMatchObject({ term: "绿色建筑", evidence: "title, 5 in text" });
  expect(second?.term).toBe("人工智能");
});

test("no numbers, stop words, places, persons or bodies are keywords", () => {
  const terms = keywords(body.repeat(3), null).map(({ term }) => term);
  for (const term of ["工作", "会议", "广州市", "张三丰", "住建局", "5.3", "重点"]) expect(terms).not.toContain(term);
});

test("the publisher's name is no keyword", () => {
  const terms = keywords("绿色建筑网消息，绿色建筑网报道。绿色建筑网。", null, "绿色建筑网").map(({ term }) => term);
  expect(terms).not.toContain("绿色建筑");
});

test("an agency's field stays a keyword in its own papers", () => {
  const terms = keywords("中小企业可申请补助。", "中小企业补助公告", "经济部中小企业处").map(({ term }) => term);
  expect(terms).toContain("中小企业");
});

test("papers are no keywords, the network of industry is one", () => {
  const terms = keywords("工业互联网平台。财经日报报道，财经日报消息，财经日报称，工业互联网提速。", null).map(({ term }) => term);
  expect(terms).toEqual(["工业互联网"]);
});

test("a short term of policy that stands once says too little", () => {
  const terms = keywords("企业获得贷款，用于数字化转型。", null).map(({ term }) => term);
  expect(terms).toEqual(["数字化转型"]);
});

test("no phrase is a stop word, and no word of the lists is empty or stands in both", () => {
  const { policy, stop } = loadDictionary().terms;
  expect([...policy.words.keys()].filter((term) => stop.has(term))).toEqual([]);
  expect([...policy.words.keys(), ...stop].filter((word) => !/^[\p{Script=Han}、5G]+$/u.test(word))).toEqual([]);
  expect(keywords("监督管理部门加强监督管理，监督管理从严。", null)).toEqual([]);
});

test("weights fall, an empty text has none", () => {
  const weights = keywords(body, null).map(({ weight }) => weight);
  expect(weights).toEqual(weights.toSorted((a, b) => b - a));
  expect(keywords("", null)).toEqual([]);
});
