import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { namesIn, type Row } from "./names.js";

const table: readonly Row[] = JSON.parse(readFileSync(new URL("../tables/organisations.json", import.meta.url), "utf8"));

test("the table holds as many negatives as positives", () => {
  const negatives = table.filter(({ expected }) => expected.length === 0).length;
  expect(negatives).toBeGreaterThanOrEqual(table.length - negatives - 1);
});

describe("organisations", () => {
  for (const row of table) {
    const check = row.expect === "fail" ? test.fails : test;
    check(`${row.label}: ${row.input}`, () => {
      expect(namesIn(row).organisations.map(({ name }) => name)).toEqual(row.expected);
    });
  }
});

describe("full names", () => {
  const full = (input: string, home: string): string | undefined =>
    namesIn({ label: "", input, expected: [], home, expect: "pass" }).organisations[0]?.canonical;

  test.each([
    ["据省住建厅介绍", "370000", "山东省住房和城乡建设厅"],
    ["市发改委印发通知", "330400", "嘉兴市发展和改革委员会"],
    ["工信部发布公告", "370000", "工业和信息化部"],
    ["省政府办公厅印发", "370000", "山东省人民政府办公厅"],
    ["市医保局提醒", "440106", "广州市医疗保障局"],
    ["（市医保局、市财政局负责）", "440000", "市医保局"],
  ])("%s in %s means %s", (input, home, expected) => {
    expect(full(input, home)).toBe(expected);
  });

  test.each([
    ["省发展改革委、交通运输厅和能源局印发", "440000", ["广东省发展和改革委员会", "广东省交通运输厅", "广东省能源局"]],
    ["市教育局、财政局、住建局", "330400", ["嘉兴市教育局", "嘉兴市财政局", "嘉兴市住房和城乡建设局"]],
    ["杭州市公安局、司法局通报", "330000", ["杭州市公安局", "杭州市司法局"]],
    ["省教育厅、财政部印发", "440000", ["广东省教育厅", "财政部"]],
    ["省委组织部、宣传部、教育厅", "440000", ["广东省委组织部", "广东省委宣传部", "广东省教育厅"]],
    ["省教育厅、国家能源局印发", "440000", ["广东省教育厅", "国家能源局"]],
    ["省教育厅印发，能源局回应", "440000", ["广东省教育厅", "能源局"]],
  ])("%s in %s: what a list shares belongs to each name", (input, home, expected) => {
    const { organisations } = namesIn({ label: "", input, expected: [], home, expect: "pass" });
    expect(organisations.map(({ canonical }) => canonical)).toEqual(expected);
  });

  test.each([
    ["台湾农业部表示", "TW", "台湾农业部"],
    ["农业部表示", "TW", "农业部"],
    ["苗栗县府表示", "TW", "苗栗县政府"],
    ["香港教育局回应", "HK", "香港教育局"],
    ["农业部表示", "CN", "农业农村部"],
    ["江苏省住建厅表示", "CN", "江苏省住房和城乡建设厅"],
  ] as const)("%s in a document of %s means %s", (input, country, expected) => {
    const { organisations } = namesIn({ label: "", input, expected: [], country, expect: "pass" });
    expect(organisations[0]?.canonical).toBe(expected);
  });

  test("a short name that the text defines means what it stands for", () => {
    const input = "由省建筑企业外出施工联络服务站(以下简称“外联站”)负责。外联站设在济南。";
    const { organisations } = namesIn({ label: "", input, expected: [], home: "370000", expect: "pass" });
    expect(organisations.at(-1)).toMatchObject({ name: "外联站", canonical: organisations[0]?.canonical });
  });
});
