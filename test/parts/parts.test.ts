import { describe, expect, it } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { partsOf } from "../../src/parts/parts.js";

const dictionary = loadDictionary();
const shape = (text: string) => partsOf(text, dictionary).map(({ id, level, label }) => [id, level, label]);

describe("false labels", () => {
  it.each([
    "3家企业获得奖励。",
    "1.5亿元专项资金已经下达。",
    "2023年，全市开工120个项目。",
    "10月1日，项目开工。",
    "1.2万户受益。",
    "一是加强领导。",
    "三、四线城市发展较快。",
    "3、5、8家分别获奖。",
    "12345热线已开通。",
    "0551-62345678为举报电话。",
    "第三条道路已经通车。".replace("条道路", "条的规定适用"),
    "第一节课在上午。".replace("第一节课", "第一节，"),
    "5.0级以上地震启动响应。",
    "7.10前公布成绩。",
    "（010）88888888为咨询电话。",
    "A股市场上涨。",
  ])("label no part: %s", (line) => {
    expect(shape(`为做好工作，现通知如下：\n${line}\n`)).toEqual([
      ["b1", "body", null],
      ["b2", "body", null],
    ]);
  });
});

describe("a part", () => {
  it("has the heading behind its label, where its line is one", () => {
    const parts = partsOf("第一章 总  则\n第一条 【目的】为了规范，制定本法。\n一、申报条件\n企业应当合法。\n", dictionary);
    expect(parts.map(({ id, heading }) => [id, heading])).toEqual([
      ["ch1", "总  则"],
      ["art1", "目的"],
      ["art1.n1", undefined],
      ["art1.p2", undefined],
    ]);
  });

  it("that is a table has its rows, its header and its unit", () => {
    const text = "金额如下。\n单位：万元\n县区\t金额\n青山县\t1,200\n白水县\t860\n";
    const [, table] = partsOf(text, dictionary);
    expect(table).toMatchObject({ id: "tbl1", level: "table", unit: "万元", textStart: 6, textEnd: text.length });
    expect(table?.rows?.map(({ textStart, textEnd, header }) => [text.slice(textStart, textEnd), header])).toEqual([
      ["县区\t金额\n", true],
      ["青山县\t1,200\n", undefined],
      ["白水县\t860\n", undefined],
    ]);
  });

  it("that is a table of labels and values has no header", () => {
    const [table] = partsOf("项目联系人\t黄先生\n联系电话\t0745-2210959\n地址\t江州市\n", dictionary);
    expect(table?.rows?.some(({ header }) => header)).toBe(false);
  });

  it("is nested as it is written, whatever comes first", () => {
    expect(shape("1.甲\n（一）子。\n（二）丑。\n2.乙\n（一）寅。\n").map(([id]) => id)).toEqual(["n1", "n1.n1", "n1.n2", "n2", "n2.n1"]);
  });

  it("of an empty text is none", () => {
    expect(partsOf("", dictionary)).toEqual([]);
    expect(shape("\n\n")).toEqual([["b1", "body", null]]);
  });
});
