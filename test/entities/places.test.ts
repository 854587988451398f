import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { namesIn, type Row, written } from "./names.js";

const table: readonly Row[] = JSON.parse(readFileSync(new URL("../tables/places.json", import.meta.url), "utf8"));

test("the table holds as many negatives as positives", () => {
  const negatives = table.filter(({ expected }) => expected.length === 0).length;
  expect(negatives).toBeGreaterThanOrEqual(table.length - negatives - 1);
});

describe("places", () => {
  for (const row of table) {
    const check = row.expect === "fail" ? test.fails : test;
    check(`${row.label}: ${row.input}`, () => {
      const { text, places } = namesIn(row);
      expect(places.filter(({ anaphor }) => !anaphor).map((place) => written(text, place))).toEqual(row.expected);
    });
  }
});

describe("what a place carries", () => {
  const row = (input: string, home?: string): Row => ({ label: "", input, expected: [], expect: "pass", ...(home ? { home } : {}) });

  test("a written path is one mention with its divisions from the top", () => {
    const [place] = namesIn(row("项目位于重庆市江津区。")).places;
    expect(place).toMatchObject({
      code: "500116",
      level: "county",
      path: [
        { code: "500000", name: "重庆市" },
        { code: "500116", name: "江津区" },
      ],
    });
  });

  test("a town at the end of a path gives its name and level, the county its code", () => {
    const [place] = namesIn(row("来到海盐县百步镇调研")).places;
    expect(place).toMatchObject({ code: "330424", name: "百步镇", level: "town" });
  });

  test("an abolished division carries what it was", () => {
    const [place] = namesIn(row("2018年，莱芜市完成投资。")).places;
    expect(place).toMatchObject({ code: "370116", name: "莱芜区", asOf: { code: "371200", name: "莱芜市" } });
  });

  test("a zone carries its members, a place abroad its country", () => {
    const [zone, abroad] = namesIn(row("京津冀企业赴德国考察")).places;
    expect(zone).toMatchObject({ level: "zone", code: null, members: ["110000", "120000", "130000"] });
    expect(abroad).toMatchObject({ level: "abroad", country: "DE", name: "德国" });
  });

  test("anaphors resolve to the part of the jurisdiction that has their level", () => {
    const { text, places } = namesIn(row("全市各县要落实省政府要求，我省企业、我市企业", "330400"));
    expect(places.map((place) => [text.slice(place.start, place.end), place.code, place.anaphor])).toEqual([
      ["全市", "330400", true],
      ["省", "330000", true],
      ["我省", "330000", true],
      ["我市", "330400", true],
    ]);
  });

  test("what nothing decides keeps its candidates", () => {
    const [place] = namesIn(row("会议在鼓楼区举行。")).places;
    expect(place?.code).toBeNull();
    expect(place?.candidates?.map(({ code }) => code)).toContain("320106");
  });
});

test("every current division is found by its full name behind its province", () => {
  const { divisions } = loadDictionary().places;
  const missed: string[] = [];
  for (const { code, name } of divisions.values()) {
    if (code.endsWith("0000")) continue;
    const path = [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code].flatMap((part) => divisions.get(part)?.name ?? []);
    const input = `项目位于${[...new Set(path)].join("")}。`;
    const [place] = namesIn({ label: "", input, expected: [], expect: "pass" }).places;
    if (place?.code !== code) missed.push(`${code} ${name}`);
  }
  expect(missed).toEqual([]);
});

function bearersOf(divisions: Iterable<{ code: string; name: string }>): Map<string, { code: string; name: string }[]> {
  const bearers = new Map<string, { code: string; name: string }[]>();
  for (const division of divisions) bearers.set(division.name, [...(bearers.get(division.name) ?? []), division]);
  return bearers;
}

test("a full name that only one division bears means it, but for common nouns", () => {
  const { divisions, names } = loadDictionary().places;
  const bearers = bearersOf(divisions.values());
  const missed: string[] = [];
  for (const [name, [only, ...others]] of bearers) {
    const forms = names.words.get(name)?.map(({ form }) => form) ?? [];
    if (!only || others.length > 0 || forms.includes("bound") || forms.includes("supported")) continue;
    const [place] = namesIn({ label: "", input: `日前，${name}完成改造。`, expected: [], expect: "pass" }).places;
    if (place?.code !== only.code) missed.push(`${only.code} ${name}`);
  }
  expect(missed).toEqual([]);
});

test("the short name of every province and of every prefecture but the listed words stands for it", () => {
  const { divisions, names, stemOf } = loadDictionary().places;
  const missed: string[] = [];
  for (const { code, name } of divisions.values()) {
    if (!code.endsWith("00")) continue;
    const short = stemOf(name);
    const senses = names.words.get(short)?.filter(({ level }) => level !== "county") ?? [];
    // 吉林 and 海南 are a province's first
    if (short === name || (!code.endsWith("0000") && senses.some((sense) => sense.level === "province" || sense.form !== "short")))
      continue;
    const [place] = namesIn({ label: "", input: `日前，记者在${short}获悉。`, expected: [], expect: "pass" }).places;
    if (place?.code !== code) missed.push(`${code} ${short}`);
  }
  expect(missed).toEqual([]);
});

test("a full name that several divisions bear is decided by the jurisdiction", () => {
  const { divisions, names } = loadDictionary().places;
  const bearers = bearersOf(divisions.values());
  const missed: string[] = [];
  for (const [name, all] of bearers) {
    if (all.length < 2 || names.words.get(name)?.some(({ form }) => form !== "full")) continue;
    for (const { code } of all) {
      const home = [`${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`].find((part) => divisions.has(part)) as string;
      const [place] = namesIn({ label: "", input: `日前，${name}完成改造。`, expected: [], expect: "pass", home }).places;
      if (place?.code !== code) missed.push(`${code} ${name}`);
    }
  }
  expect(missed).toEqual([]);
});

test("districts and townships of Taiwan, Hong Kong and Macau are found behind their county, all 368 of Taiwan's", () => {
  const { names } = loadDictionary().places;
  const missed: string[] = [];
  let townships = 0;
  for (const senses of names.words.values()) {
    for (const { region, level, path, name, code, form } of senses) {
      if (!region || level !== "county" || form !== "full") continue;
      if (region === "TW") townships++;
      const input = `项目位于${region === "TW" ? path.at(-2)?.name : path[0]?.name}${name}。`;
      const [place] = namesIn({ label: "", input, expected: [], expect: "pass", country: region }).places;
      if (place?.code !== code || place.name !== name) missed.push(input);
    }
  }
  expect(townships).toBe(368);
  expect(missed).toEqual([]);
});

test("every division of 2002 to 2016 that is gone has a successor, and the name that it had", () => {
  const { divisions, names, stemOf } = loadDictionary().places;
  const require = createRequire(import.meta.url);
  const missed = new Set<string>();
  for (const year of require("gb2260/lib/revisions.json") as string[]) {
    const old: Record<string, string> = require(`gb2260/lib/${year}.json`);
    for (const [code, name] of Object.entries(old)) {
      if (divisions.get(code)?.name === name || /市辖区|直辖|^[县市]$/.test(name)) continue;
      const senses = names.words.get(name) ?? [];
      // it is gone with a successor, or moved to another code under its name, or is the short form of today's (北川县)
      const known = senses.some((sense) => sense.asOf?.name === name || sense.name === name || stemOf(sense.name) === stemOf(name));
      if (!known) missed.add(`${code} ${name}`);
    }
  }
  expect([...missed]).toEqual([]);
});

test.each([
  ["130103", "桥东区", "130102"],
  ["371202", "莱城区", "370116"],
  ["340221", "芜湖县", "340210"],
  ["330103", "下城区", "330105"],
  ["232701", "加格达奇区", "232700"],
  ["410306", "吉利区", "410308"],
  ["360122", "新建县", "360112"],
  ["510124", "郫县", "510117"],
])("%s %s lives on in %s", (code, name, today) => {
  const senses = loadDictionary().places.names.words.get(name) ?? [];
  expect(senses.filter(({ asOf }) => asOf?.code === code).map((sense) => sense.code)).toEqual([today]);
});

test("spans lie in the text, in order, without overlap", () => {
  const words = [
    "开平市",
    "嘉兴",
    "中山路",
    "和县",
    "中队",
    "法国",
    "京津冀",
    "，",
    "市",
    "镇",
    "李",
    "a",
    "1",
    "\n",
    "😀",
    "海盐县百步镇",
    "台北市",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 30 }), (parts) => {
      const input = parts.join("");
      let end = 0;
      for (const place of namesIn({ label: "", input, expected: [], expect: "pass" }).places) {
        expect(place.start).toBeGreaterThanOrEqual(end);
        expect(place.end).toBeLessThanOrEqual(input.length);
        end = place.end;
      }
    }),
    { numRuns: 100 },
  );
});
