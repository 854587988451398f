import { describe, expect, it } from "vitest";
import { loadNumbering } from "../../../src/dictionary/documents/numbering.js";
import { dictionaryFolder } from "../../../src/dictionary/folder.js";
import { formatNumber } from "../../../src/extract/files/docx/number-formats.js";

const formats = loadNumbering(dictionaryFolder());

describe("Word's numbers", () => {
  it.each([
    ["chineseCountingThousand", 10, "十"],
    ["chineseCountingThousand", 110, "一百一十"],
    ["chineseCountingThousand", 101, "一百零一"],
    ["chineseCountingThousand", 1010, "一千零一十"],
    ["chineseCountingThousand", 10_500, "一万零五百"],
    ["chineseCountingThousand", 100_000, "十万"],
    ["chineseCounting", 99, "九十九"],
    ["chineseCounting", 100, "一〇〇"],
    ["taiwaneseCountingThousand", 20_000, "二萬"],
    ["chineseLegalSimplified", 110, "壹佰壹拾"],
    ["japaneseCounting", 111, "百十一"],
    ["ideographTraditional", 10, "癸"],
    ["ideographTraditional", 11, "11"],
    ["ideographZodiac", 12, "亥"],
    ["ideographZodiacTraditional", 61, "甲子"],
    ["decimalEnclosedCircle", 20, "⑳"],
    ["decimalEnclosedCircle", 21, "21"],
    ["upperLetter", 27, "AA"],
    ["lowerLetter", 52, "zz"],
    ["upperRoman", 1994, "MCMXCIV"],
    ["ordinal", 12, "12th"],
    ["ordinal", 22, "22nd"],
    ["decimal", 0, "0"],
    ["chineseCountingThousand", 0, "零"],
    ["of no one", 7, "7"],
    ["toString", 7, "7"],
  ])("%s %i is %s", (format, value, expected) => {
    expect(formatNumber(value, format, formats)).toBe(expected);
  });
});
