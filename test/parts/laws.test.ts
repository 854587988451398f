import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { partAt } from "../../src/parts/part.js";
import { partsOf } from "../../src/parts/parts.js";
import { referencesIn } from "../../src/parts/references.js";
import { goldTexts } from "../eval/parts-gold.js";
import { expectLinear } from "../support/growth.js";
import { expectTree } from "../support/laws.js";

const dictionary = loadDictionary();

/** Beginnings and ends of lines, so that any order of labels and marks comes. */
const beginnings = [
  "",
  "第一章 ",
  "第二节",
  "第三条 ",
  "第三条之一",
  "一、",
  "二、",
  "三、四线",
  "（一）",
  "（二）",
  "1.",
  "2、",
  "1.1 ",
  "1.1.1",
  "（1）",
  "①",
  "A.",
  "a)",
  "(i)",
  "I. ",
];
const contents = [
  "总则",
  "申报条件",
  "企业应当依法经营。",
  "附件1",
  "附件：1.申报表",
  "2023年5月6日",
  "江州市财政局",
  "甲\t乙",
  "“第四条",
  "目录",
  "抄送：各区",
  "𬭎",
  " ",
  "：",
  "关于印发办法的通知",
];
const line = fc
  .tuple(fc.constantFrom(...beginnings), fc.constantFrom(...contents), fc.constantFrom("", "。", "；", "”"))
  .map((each) => each.join(""));
const anyText = fc
  .array(fc.oneof({ weight: 8, arbitrary: line }, { weight: 1, arbitrary: fc.string({ unit: "binary" }) }))
  .map((lines) => lines.join("\n"));

describe("the tree of any text", () => {
  it("covers the text, each character once, in pre-order under ids of its own", () => {
    fc.assert(
      fc.property(anyText, (text) => expectTree(text, partsOf(text, dictionary))),
      { numRuns: 400 },
    );
  });

  it("gives each character to the innermost part, and none beyond the text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parts = partsOf(text, dictionary);
        for (let at = 0; at < text.length; at++) {
          const owner = parts.filter(({ textStart, textEnd }) => textStart <= at && at < textEnd).at(-1);
          expect(partAt(parts, at)).toBe(owner);
        }
        expect(partAt(parts, text.length)).toBeNull();
        expect(partAt(parts, -1)).toBeNull();
      }),
      { numRuns: 100 },
    );
  });

  it("gives references places in the text and parts that are there", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parts = partsOf(text, dictionary);
        for (const { start, end, part } of referencesIn(text, parts, dictionary)) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
          if (part !== undefined) expect(parts.map(({ id }) => id)).toContain(part);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe.each(goldTexts())("the tree of $name", ({ text }) => {
  const parts = partsOf(text, dictionary);

  it("keeps the laws", () => expectTree(text, parts));

  it("leaves all ids as they are when a sentence within one part is edited", () => {
    for (const { textStart, textEnd } of parts) {
      const own = text.slice(textStart, textEnd).split("\n", 1)[0] ?? "";
      const sentence = own.indexOf("，");
      if (sentence < 0) continue;
      const edited = `${text.slice(0, textStart + sentence)}，并按要求办理${text.slice(textStart + sentence)}`;
      expect(partsOf(edited, dictionary).map(({ id }) => id)).toEqual(parts.map(({ id }) => id));
    }
  });

  it("moves no labelled id when an unlabelled part is put in front", () => {
    const labelled = (all: ReturnType<typeof partsOf>) =>
      all.filter(({ label, id }) => label !== null && !/(^|\.)(h|b|t\d*~)/.test(id)).map(({ id }) => id);
    const before = labelled(parts);
    expect(labelled(partsOf(`为做好有关工作，现将有关事项说明如下。\n${text}`, dictionary))).toEqual(before);
  });
});

describe("time", () => {
  const linear = (unit: string) => (size: number) => {
    const text = unit.repeat(size);
    return () => referencesIn(text, partsOf(text, dictionary), dictionary);
  };

  it.each([
    ["articles", "第一条 依照前条第二款和本办法第三条执行。\n"],
    ["items that begin again", "1.申报表；\n2.承诺书。\n"],
    ["short lines", "申报条件\n"],
    ["titles", "江州市财政局\n2023年5月6日\n江州市奖励办法\n一、总则\n"],
    ["quotations", "“第一条 总则\n"],
    ["contents", "目录\n第一章 总则\n"],
    ["rows", "甲\t乙\t1\n"],
    ["attachments", "附件1 表\n附件：1.表\n"],
    ["decimals", "1.1 目的\n1.1.1 依据\n"],
    ["paragraphs under an item", "一、总则\n企业应当依法经营。\n（一）甲\n乙。\n"],
    ["one line", "第"],
  ])("grows with the text: %s", (_, unit) => expectLinear(linear(unit), 200));
});
