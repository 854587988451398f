import { describe, expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";

const { segmenter } = loadDictionary();
const tagged = (text: string) => segmenter.segment(text).map(({ word, tag }) => `${word}/${tag}`);

describe("segments", () => {
  test.each([
    ["words of the dictionary, and one that it does not know", "国务院印发通知，鑫淼锴公司获得补助。"],
    ["numbers and Latin letters", "2024年GDP增长5.2%，新增3家A股公司"],
    ["a number longer than words that are remembered", "编号12345678901234567890，编号12345678901234567890"],
    ["blanks and lines", "第一章　总则\n\n第一条\t为了"],
  ])("the same whether their words were met before or not: %s", (_, text) => {
    const first = tagged(text);
    expect(tagged(text)).toEqual(first);
    // in another place of another text a word has the same tag
    const again = segmenter.segment(`。${text}。${text}`);
    const tags = new Map(again.map(({ word, tag }) => [word, tag]));
    for (const { word, tag } of segmenter.segment(text)) expect(tags.get(word) ?? tag).toBe(tag);
  });

  test("a name that is guessed from the characters beside it is one word, and stays unknown where it comes again", () => {
    const text = "记者鑫淼锴报道，记者鑫淼锴说";
    const words = segmenter.segment(text);
    expect(words.map(({ word }) => word).join("")).toBe(text);
    expect(words.filter(({ word }) => word.includes("淼")).every(({ tag }) => tag === "x")).toBe(true);
  });

  test.each(["中国\ud83d人民", "\udc00", "a\ud800b中国", "\ufffd中国", ""])("cover %j without a gap, well-formed or not", (text) => {
    let at = 0;
    for (const { word, start, end } of segmenter.segment(text)) {
      expect(start).toBe(at);
      expect(word).toBe(text.slice(start, end));
      at = end;
    }
    expect(at).toBe(text.length);
  });
});
