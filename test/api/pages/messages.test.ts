import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { languages } from "../../../src/api/pages/language.js";
import { type MessageKey, messages, messageText, sayIn } from "../../../src/api/pages/messages/messages.js";

const keys = Object.keys(messages) as MessageKey[];
const namesIn = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name))].sort();
/** What an English message may write in Chinese: examples of queries, and the names of places where they stand in one. */
const isExample = (key: MessageKey) => key.startsWith("advice.") || key === "search.placeholder";

describe("the messages", () => {
  it.each(languages)("are all there in %s, with the same values", (language) => {
    for (const key of keys) {
      const text = messageText(key, language);
      expect(text.trim(), key).not.toBe("");
      expect(namesIn(text), key).toEqual(namesIn(messages[key][0]));
    }
  });

  it("are Chinese in Chinese and English in English", () => {
    const han = /\p{Script=Han}/u;
    const untranslated = keys.filter((key) => !han.test(messages[key][0]) && !/^\W*$/.test(messages[key][0]));
    expect(untranslated).toEqual([]);
    expect(keys.filter((key) => han.test(messages[key][1]) && !isExample(key))).toEqual([]);
  });

  it("in Traditional are written with what Big5 holds, which is no character that only Simplified writes", () => {
    const kept = (text: string) => iconv.decode(iconv.encode(text, "big5"), "big5");
    const han = (text: string) => text.replace(/[^\p{Script=Han}]/gu, "");
    const texts = keys.map((key) => han(messageText(key, "zh-Hant")));
    expect(texts.filter((text) => kept(text) !== text)).toEqual([]);
    expect(kept("检索")).not.toBe("检索");
  });

  it.each<[MessageKey, string]>([
    ["search.button", "檢索"],
    ["search.kind", "文種"],
    ["search.from", "發布不早於"],
    ["search.place", "地區（名稱或代碼）"],
    ["error.500.title", "出了意外"],
    ["kind.reply", "批覆"],
  ])("%s in Traditional is %s", (key, expected) => {
    expect(messageText(key, "zh-Hant")).toBe(expected);
  });

  it("put values in as they are, and never convert them", () => {
    expect(sayIn("zh-Hant")("search.remove", { name: "发文机关<b>" })).toBe("去掉條件：发文机关<b>");
    expect(sayIn("zh-Hans")("page.number", { page: 1234, pages: 2000 })).toBe("第 1,234 页，共 2,000 页");
  });

  it("count in English as English does", () => {
    const say = sayIn("en");
    expect(say("search.found", { count: 1 })).toBe("1 document");
    expect(say("search.found", { count: 0 })).toBe("0 documents");
    expect(say("search.found", { count: 1200 })).toBe("1,200 documents");
  });
});
