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

  it.each<[string, string, (string | undefined)[]]>([
    ["on a line of its own", "一、工作目标\n到2025年，建成一批平台。\n", ["工作目标", undefined]],
    ["before a sentence on the same line", "一、工作目标。到2025年，建成一批平台。\n", ["工作目标"]],
    ["before a blank", "一、工作目标　到2025年，建成一批平台。\n", ["工作目标"]],
    ["before a colon", "二、支持对象：在本市注册的企业。\n", ["支持对象"]],
    ["over a list", "一、申报条件：\n（一）在本市注册；\n（二）无违法记录。\n", ["申报条件", undefined, undefined]],
    ["that asks", "一、哪些人可以申请？\n本市户籍家庭。\n", ["哪些人可以申请？", undefined]],
    [
      "with a comma, as its neighbours have",
      "一、加强领导，落实责任。各地要统筹。\n二、优化服务，提高效能。各地要改进。\n",
      ["加强领导，落实责任", "优化服务，提高效能"],
    ],
    ["on the line of an article", "第三条 适用范围\n本办法适用于本市。\n第四条 附则\n本办法自发布之日起施行。\n", ["适用范围", "附则"]],
    ["below the label of an article", "第一条\n标的\n本行政法规订定停车场的使用规则。\n", ["标的"]],
    ["none: a rule", "一、申报企业须在本市注册。近三年无违法。\n", [undefined]],
    ["none: a sentence that gives", "一、对首次认定的企业给予奖励。其中市级20万元。\n", [undefined]],
    ["none: one sentence", "一、加快建设示范平台。\n", [undefined]],
    ["none: who is responsible stands behind it", "一、加快建设示范平台。（责任单位：市工信局）\n", [undefined]],
    ["none: an entry of a list", "1.申请表\n2.营业执照\n", [undefined, undefined]],
    ["none: a clock", "一、时间为8：30至11：00。\n", [undefined]],
    [
      "none: a comma that its neighbours have not",
      "一、本市居民，有稳定收入。符合条件的可申请。\n二、非本市居民须提供证明。\n",
      [undefined, undefined],
    ],
  ])("has a heading %s", (_, text, headings) => {
    expect(partsOf(text, dictionary).map(({ heading }) => heading)).toEqual(headings);
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
