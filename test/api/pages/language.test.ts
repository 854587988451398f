import { describe, expect, it } from "vitest";
import { chooseLanguage, type Language, languageCookie } from "../../../src/api/pages/language.js";
import { addressOf, createPage, inLanguage } from "../../../src/api/pages/page.js";

describe("the language of a page", () => {
  it.each<[string, Parameters<typeof chooseLanguage>[0], Language]>([
    ["nothing said", { asked: undefined, cookie: undefined, accepted: undefined }, "zh-Hans"],
    ["the address before all", { asked: "en", cookie: "lang=zh-Hant", accepted: "zh-CN" }, "en"],
    ["the cookie before the browser", { asked: undefined, cookie: "a=b; lang=zh-Hant", accepted: "en" }, "zh-Hant"],
    ["a cookie of another name", { asked: undefined, cookie: "xlang=zh-Hant", accepted: "en" }, "en"],
    ["a language that there is not", { asked: "fr", cookie: "lang=<script>", accepted: "fr, en;q=0.5" }, "en"],
    ["an address that names two", { asked: ["en", "zh-Hant"], cookie: undefined, accepted: undefined }, "zh-Hans"],
    ["Taiwan", { asked: undefined, cookie: undefined, accepted: "zh-TW,zh;q=0.9,en;q=0.8" }, "zh-Hant"],
    ["Hong Kong", { asked: undefined, cookie: undefined, accepted: "zh-HK" }, "zh-Hant"],
    ["the mainland", { asked: undefined, cookie: undefined, accepted: "zh-CN,zh;q=0.9" }, "zh-Hans"],
    ["weights that are not in order", { asked: undefined, cookie: undefined, accepted: "zh;q=0.3, en;q=0.7" }, "en"],
    ["one that is not wanted", { asked: undefined, cookie: undefined, accepted: "en;q=0, zh-TW;q=0.1" }, "zh-Hant"],
    ["a header that is none", { asked: undefined, cookie: ";;;=", accepted: ";q=;;,,q=1" }, "zh-Hans"],
  ])("%s", (_, request, expected) => {
    expect(chooseLanguage(request)).toBe(expected);
  });

  it("is kept in a cookie that no other site sends", () => {
    expect(languageCookie("en")).toMatch(/^lang=en; Path=\/; Max-Age=\d+; SameSite=Lax; HttpOnly$/);
  });
});

describe("addresses of pages", () => {
  it.each<[string, Parameters<typeof addressOf>[1], string]>([
    ["/search", {}, "/search"],
    [
      "/search",
      { q: "绿色 建筑", place: "", page: 2, sort: null, to: undefined },
      "/search?q=%E7%BB%BF%E8%89%B2+%E5%BB%BA%E7%AD%91&page=2",
    ],
    ["/documents/1#art12", { text: "published" }, "/documents/1?text=published#art12"],
    ["/search", { q: '"><script>&#' }, "/search?q=%22%3E%3Cscript%3E%26%23"],
  ])("%s with %j", (path, parameters, expected) => {
    expect(addressOf(path, parameters)).toBe(expected);
  });

  it("name the language where the request did, so that they work without cookies", () => {
    expect(createPage("en", "/", true).href("/search", { q: "a" })).toBe("/search?q=a&lang=en");
    expect(createPage("en", "/", false).href("/search", { q: "a" })).toBe("/search?q=a");
  });

  it.each<[string, string]>([
    ["/search?q=%E5%BC%80&lang=zh-Hans", "/search?q=%E5%BC%80&lang=en"],
    ["/", "/?lang=en"],
    ["//evil.example/x", "/x?lang=en"],
    ["/\\evil.example", "/?lang=en"],
  ])("%s in another language stays on this site", (here, expected) => {
    expect(inLanguage(here, "en")).toBe(expected);
  });
});
