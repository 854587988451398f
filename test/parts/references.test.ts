import { describe, expect, it } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { numberingBreaks } from "../../src/parts/numbering.js";
import { partsOf } from "../../src/parts/parts.js";
import { provisionAt, referencesIn } from "../../src/parts/references.js";
import { goldTexts } from "../eval/parts-gold.js";

const dictionary = loadDictionary();

const found = (text: string) =>
  referencesIn(text, partsOf(text, dictionary), dictionary).map(({ start, end, part }) => [text.slice(start, end), part ?? null]);

const articles = "第一条 为了节水，制定本办法。\n第二条 单位应当：\n（一）计量；\n（二）检修。\n违反者处罚。\n第三条 ";

describe("references within a text", () => {
  it.each<[string, (string | null)[][]]>([
    ["依照第二条第二款处理。", [["第二条第二款", "art2.p2"]]],
    ["有第二条第（二）项情形的，处罚。", [["第二条第（二）项", "art2.n2"]]],
    [
      "本办法第一条、第二条适用。",
      [
        ["本办法第一条", "art1"],
        ["第二条", "art2"],
      ],
    ],
    ["违反前条第一款的。", [["前条第一款", "art2"]]],
    ["按照本条规定执行。", [["本条", "art3"]]],
    ["依照本办法第九条执行。", [["本办法第九条", null]]],
    ["前款规定不适用。", [["前款", null]]],
  ])("are found and resolved: %s", (text, expected) => {
    expect(found(articles + text)).toEqual(expected);
  });

  it.each([
    "依照《中华人民共和国水法》第二条执行。",
    "依照《中华人民共和国水法》的规定，适用第二条。",
    "依照民法典第一条执行。",
    "本条例适用于本市。",
    "本项目和前项目由第一中学、第二医院承担。",
    "将《节水条例》第二条删除。",
    "第二节课后，第一章结束。",
    "全市第二条地铁开通。",
  ])("are none: %s", (text) => {
    expect(found(articles + text).filter(([, part]) => part !== null)).toEqual([]);
  });

  it("in a decision that amends another act are not to its own items", () => {
    expect(found("决定作如下修改：\n一、将第二条修改为：“略”。\n二、删除第三条。\n三、条文顺序作调整。\n")).toEqual([]);
  });

  it.each(
    goldTexts()
      .filter(({ half, references }) => half === "build" && references.length > 0)
      .map((gold) => [gold.name, gold] as const),
  )("of %s are resolved", (_, { text, references }) => {
    const parts = found(text).filter(([, part]) => part !== null);
    for (const { quote, part } of references) expect(parts).toContainEqual([quote, part]);
  });
});

describe("provisions of other documents", () => {
  it.each([
    ["第三十八条第一款的规定", "第三十八条第一款"],
    ["第三条、第五条和第七条第（二）项执行", "第三条、第五条和第七条第（二）项"],
    ["第四章", "第四章"],
    ["第一批名单", ""],
    ["的第三条", ""],
    ["第三届会议", ""],
  ])("%s", (text, expected) => {
    expect(provisionAt(text, 0, dictionary)).toBe(expected);
  });
});

describe("numbering", () => {
  const breaks = (text: string) => numberingBreaks(partsOf(text, dictionary)).map(({ part, after, kind }) => [part.id, after, kind]);

  it("that jumps or begins again is told", () => {
    expect(breaks("一、甲。\n三、乙。\n一、丙。\n")).toEqual([
      ["n3", "一、", "jump"],
      ["n1~2", "三、", "restart"],
    ]);
  });

  it("that counts on across the parts around it is none", () => {
    expect(breaks("一、甲\n（一）子。\n（二）丑。\n二、乙\n（三）寅。\n三、丙\n（一）卯。\n")).toEqual([]);
    expect(breaks("第一条 甲。\n第一条之一 乙。\n第二条 丙。\n")).toEqual([]);
  });
});
