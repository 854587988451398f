import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { bodiesIn, type ListReader } from "../../src/facts/issuers/body-list.js";
import { fullName } from "../../src/facts/issuers/full-name.js";
import { levelOfBody } from "../../src/facts/issuers/level.js";
import { extract } from "../../src/index.js";
import type { AgencyLevel } from "../../src/model/enums.js";
import { contextOf } from "../entities/values.js";
import { expectLinear } from "../support/growth.js";

interface Row {
  readonly label: string;
  readonly input: string;
  readonly url?: string;
  readonly expected: { readonly issuers: readonly string[] };
  readonly expect: "pass" | "fail";
}

const table: readonly Row[] = JSON.parse(readFileSync(new URL("../tables/issuers.json", import.meta.url), "utf8"));

const recordOf = (input: string, url?: string) =>
  extract(Buffer.from(input), {
    contentType: "text/plain; charset=utf-8",
    fetchedAt: "2024-01-01T00:00:00+08:00",
    ...(url === undefined ? {} : { url }),
  });

describe("who issues", () => {
  for (const { label, input, url, expected, expect: outcome } of table) {
    const check = outcome === "fail" ? test.fails : test;
    check(label, () => {
      const record = recordOf(input, url);
      expect(record.issuers).toEqual(expected.issuers);
      expect(record.issuer).toBe(record.issuers[0] ?? null);
      expect(record.issuerLevel === null).toBe(record.issuers.length === 0);
      expect(new Set(record.issuers).size).toBe(record.issuers.length);
    });
  }
});

const reader: ListReader = { dictionary: loadDictionary(), context: contextOf({}) };

describe("a list of bodies", () => {
  test.each<[string, string[] | null]>([
    ["财 政 部　税务总局", ["财政部", "税务总局"]],
    ["国家卫生健康委财政部国家中医药局", ["国家卫生健康委", "财政部", "国家中医药局"]],
    ["北京市财政局北京市税务局", ["北京市财政局", "北京市税务局"]],
    ["国家税务总局 四川省税务局", ["国家税务总局四川省税务局"]],
    ["开平市财政局和开平市工信局", ["开平市财政局", "开平市工信局"]],
    ["住房和城乡建设部", ["住房和城乡建设部"]],
    ["济南市民政局（盖章）", ["济南市民政局"]],
    ["各有关部门", null],
    ["十部委", null],
    ["请报送市财政局", null],
    ["市财政局：", null],
    ["2023年3月1日", null],
  ])("%s", (text, names) => {
    expect(bodiesIn(text, reader)?.map(({ name }) => name) ?? null).toEqual(names);
  });
});

const qingdao = { code: "370200", name: "青岛市", evidence: "issuer" as const };

describe("a full name", () => {
  test.each<[string, boolean, string]>([
    ["市财政局", false, "青岛市财政局"],
    ["省财政厅", false, "山东省财政厅"],
    ["市委组织部", false, "中共青岛市委组织部"],
    ["市委", false, "中国共产党青岛市委员会"],
    ["市教委", false, "青岛市教育委员会"],
    ["市农业局", false, "青岛市农业局"],
    ["青岛市应急管理局", false, "青岛市应急管理局"],
    ["杭州市规划和自然资源局", false, "杭州市规划和自然资源局"],
    ["市经信局", false, "青岛市经济和信息化局"],
    ["发展改革委", true, "国家发展和改革委员会"],
    ["林草局", true, "国家林业和草原局"],
    ["市场监管总局办公厅", true, "国家市场监督管理总局办公厅"],
    ["中华人民共和国财政部", true, "财政部"],
    ["共青团山东省委", false, "共青团山东省委员会"],
  ])("%s", (name, national, full) => {
    expect(fullName(name, { country: "CN", jurisdiction: national ? null : qingdao, national }, reader.dictionary)).toBe(full);
  });
});

describe("the level of a body", () => {
  test.each<[string, AgencyLevel]>([
    ["国务院", "national"],
    ["国家能源局综合司", "national"],
    ["国家税务总局四川省税务局", "province"],
    ["上海市财政局", "province"],
    ["青岛市财政局", "prefecture"],
    ["海盐县财政局", "county"],
    ["北京市朝阳区财政局", "county"],
    ["海盐县百步镇人民政府", "town"],
    ["苏州工业园区管理委员会", "county"],
    ["云川市财政局", "prefecture"],
    ["云川县财政局", "county"],
    ["湖南省城乡建设厅", "province"],
  ])("%s", (name, level) => {
    expect(levelOfBody({ name, kind: "government" }, { country: "CN", jurisdiction: null }, reader.dictionary)).toBe(level);
  });

  test("an association has none", () => {
    const association = { name: "山东省铸造协会", kind: "association" as const };
    expect(levelOfBody(association, { country: "CN", jurisdiction: null }, reader.dictionary)).toBe("other");
  });
});

test("bodies of several levels leave a note, and the first decides", () => {
  const row = table.find(({ label }) => label === "town joint") as Row;
  const record = recordOf(row.input);
  expect(record.issuerLevel).toBe("town");
  expect(record.notes.map(({ code }) => code)).toContain("issuers-differ");
});

test("a joint document's numbers are all its own", () => {
  const input =
    "关于稳岗的通知\n人社部发〔2022〕23号 财社〔2022〕41号\n税总发〔2022〕30号\n各省财政厅：\n按照国办发〔2018〕115号要求，现将有关事项通知如下。\n财政部\n2022年4月25日\n";
  const record = recordOf(input);
  expect(record.documentNumbers).toEqual(["人社部发〔2022〕23号", "财社〔2022〕41号", "税总发〔2022〕30号"]);
  expect(record.documentNumber).toBe("人社部发〔2022〕23号");
  expect(record.entities.filter((entity) => entity.type === "documentNumber" && entity.own === true)).toHaveLength(3);
});

test("what another document's end is told by is a cite, no status of this one", () => {
  const record = recordOf(
    "市民政局关于提高标准的通知\n各区民政局：\n本通知自印发之日起施行。《关于调整标准的通知》（穗民规字〔2023〕5号）同时废止。\n",
  );
  expect(record.cites.map(({ relation, title }) => [relation, title])).toEqual([["repeals", "关于调整标准的通知"]]);
  expect(record.status).toEqual([]);
});

test("time grows no faster than the text", () => {
  const part = "市财政局、市工信局会同市科技局联合制定了有关办法，现印发给你们\n市财政局 市工信局\n2023年3月1日印发\n";
  expectLinear((count) => {
    const text = part.repeat(count);
    return () => recordOf(text);
  }, 40);
});
