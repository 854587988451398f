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
  ])("%s in %s means %s", (input, home, expected) => {
    expect(full(input, home)).toBe(expected);
  });

  test("a short name that the text defines means what it stands for", () => {
    const input = "由省建筑企业外出施工联络服务站(以下简称“外联站”)负责。外联站设在济南。";
    const { organisations } = namesIn({ label: "", input, expected: [], home: "370000", expect: "pass" });
    expect(organisations.at(-1)).toMatchObject({ name: "外联站", canonical: organisations[0]?.canonical });
  });
});
