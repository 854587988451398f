import { describe, expect, it } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import type { Part } from "../../src/model/record.js";
import { compareDocuments } from "../../src/parts/compare.js";
import { partsOf } from "../../src/parts/parts.js";
import { buildDocument } from "../support/document.js";

const dictionary = loadDictionary();
const head = "为做好工作，现通知如下：\n";

function documentOf(text: string) {
  const parts = partsOf(text, dictionary).map(({ rows: _rows, ...part }): Part => ({ ...part, start: part.textStart, end: part.textEnd }));
  return buildDocument({ url: "https://www.example.gov.cn/a.html", text, parts });
}
const told = (before: string, after: string) =>
  compareDocuments(documentOf(before), documentOf(after)).parts.map(({ id, change, from }) => [id, change, ...(from ? [from] : [])]);

describe("what a revision changed by part", () => {
  const articles = "第一条 为了规范管理，制定本办法。\n第二条 本办法适用于本市企业。\n第三条 市财政局负责监督。\n";

  it.each([
    ["nothing", articles, articles, []],
    ["an article", articles, articles.replace("本市企业", "本省企业"), [["art2", "changed"]]],
    ["an article put at the end", articles, `${articles}第四条 本办法自发布之日起施行。\n`, [["art4", "added"]]],
    ["an article taken from the end", articles, articles.replace(/第三条.*\n/, ""), [["art3", "removed"]]],
    [
      "an item under a heading",
      `${head}一、申报条件\n（一）企业合法经营。\n（二）信用良好。\n二、申报材料\n`,
      `${head}一、申报条件\n（一）企业合法经营。\n（二）信用记录良好。\n二、申报材料\n`,
      [["n1.n2", "changed"]],
    ],
    [
      "a plain paragraph put between others",
      `${head}甲段的内容。\n乙段的内容。\n`,
      `${head}新的一段。\n甲段的内容。\n乙段的内容。\n`,
      [["b2", "added"]],
    ],
  ])("tells %s", (_what, before, after, expected) => {
    expect(told(before, after)).toEqual(expected);
  });

  it("gives the texts before and after, and null where there was none", () => {
    const after = `${articles.replace("本市企业", "本省企业")}第四条 本办法自发布之日起施行。\n`;
    expect(compareDocuments(documentOf(articles), documentOf(after)).texts).toEqual([
      { before: "第二条 本办法适用于本市企业。", after: "第二条 本办法适用于本省企业。" },
      { before: null, after: "第四条 本办法自发布之日起施行。" },
    ]);
  });

  it("tells the fields that say something else, not those that only stand elsewhere", () => {
    const [before, after] = [documentOf(articles), documentOf(articles)];
    expect(compareDocuments(before, after).fields).toEqual([]);
    const status = [{ word: "废止", start: 3, end: 5 }];
    expect(compareDocuments({ ...before, status }, { ...after, status: [{ word: "废止", start: 9, end: 11 }] }).fields).toEqual([]);
    expect(compareDocuments(before, { ...after, status, publishedAt: "2024-05-06" }).fields).toEqual(["publishedAt", "status"]);
  });
});
