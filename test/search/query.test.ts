import { describe, expect, it } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { ZhengwenError } from "../../src/model/errors.js";
import { queryLanguage } from "../../src/pipeline/normalise.js";
import { parseQuery } from "../../src/search/parse-query.js";
import { parseMoney } from "../../src/search/parse-range.js";
import { parseSearch, type SearchParameters } from "../../src/search/parse-search.js";
import type { MoneyRange, Phrase } from "../../src/search/query.js";
import { testTable } from "../support/table.js";

const dictionary = loadDictionary();
const language = queryLanguage(dictionary);
/** Han characters joined, other units apart. */
const show = (phrases: readonly Phrase[]) =>
  phrases.map((phrase) => phrase.join(" ").replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, ""));

/** What a call yields, or the code of its error. */
function outcome<T>(call: () => T): T | string {
  try {
    return call();
  } catch (error) {
    if (error instanceof ZhengwenError) return error.code;
    throw error;
  }
}

describe("the text of a query", () => {
  testTable<string, { phrases: string[]; excluded: string[] } | "usage.query">("queries", ({ input, expected }) => {
    const parsed = outcome(() => parseQuery(input, language));
    expect(typeof parsed === "string" ? parsed : { phrases: show(parsed.phrases), excluded: show(parsed.excluded) }).toEqual(expected);
  });

  it("yields the words in its phrases, which rank", () => {
    expect(show(parseQuery("山东省推进绿色建筑发展 -低碳经济", language).words)).toEqual(expect.arrayContaining(["山东省", "发展"]));
    expect(parseQuery("绿色", language).words).toEqual([]);
  });

  it("says each term in the words of other places too, excluded ones among them", () => {
    const said = (query: string) => {
      const { synonyms, excluded } = parseQuery(query, language);
      return { synonyms: synonyms?.map(show), excluded: show(excluded) };
    };
    expect(said("網際網路")).toEqual({ synonyms: [["互联网", "网际网络"]], excluded: [] });
    expect(said("发展 纳米")).toEqual({ synonyms: [[], ["奈米"]], excluded: [] });
    expect(said("发展 -奈米")).toEqual({ synonyms: undefined, excluded: ["奈米", "纳米"] });
    expect(said("绿色建筑")).toEqual({ synonyms: undefined, excluded: [] });
  });

  it("is bounded", () => {
    expect(outcome(() => parseQuery("绿".repeat(1001), language))).toBe("usage.query");
    expect(outcome(() => parseQuery("绿 ".repeat(33), language))).toBe("usage.query");
    expect(parseQuery("绿 ".repeat(32), language).phrases).toHaveLength(32);
  });
});

describe("a range", () => {
  testTable<string, MoneyRange | "usage.query">("ranges", ({ input, expected }) => {
    expect(outcome(() => parseMoney(input))).toEqual(expected);
  });
});

describe("a search", () => {
  it("has its defaults", () => {
    const query = parseSearch({ query: "绿色" }, language);
    expect(query).toEqual({ phrases: [["绿", "色"]], excluded: [], words: [], sort: "relevance", page: 1, size: 10 });
  });

  it("takes every parameter", () => {
    const given = {
      place: "370000",
      from: "2024-01-01",
      to: "2024-12-31",
      kind: "notice",
      source: "sd",
      script: "hans",
      possible: true,
    } as const;
    const query = parseSearch({ ...given, query: "", money: ">=1", enterprises: "5", sort: "date", page: "2", size: "50" }, language);
    expect(query).toMatchObject({ ...given, sort: "date", page: 2, size: 50 });
    expect(query).toMatchObject({ money: { min: 1, max: null, currency: "CNY" }, enterprises: { min: 5, max: 5 } });
  });

  it.each<[string, SearchParameters, RegExp]>([
    ["nothing", {}, /no Han character/],
    ["punctuation", { query: "，" }, /no Han character/],
    ["an exclusion alone", { query: "-绿色" }, /only excludes/],
    ["an exclusion with an order alone", { query: "-绿色", sort: "date", possible: true }, /only excludes/],
    ["a place by name", { query: "绿色", place: "山东" }, /place: .*370000/],
    ["a day that is none", { query: "绿色", from: "2023-02-30" }, /from: .*2023-05-31/],
    ["an end before the beginning", { query: "绿色", from: "2024-01-02", to: "2024-01-01" }, /after/],
    ["an unknown kind", { query: "绿色", kind: "poem" as "news" }, /kind/],
    ["an unknown script", { query: "绿色", script: "latn" as "hans" }, /script/],
    ["a page before the first", { query: "绿色", page: "0" }, /page/],
    ["a page that is no number", { query: "绿色", page: "-1e9" }, /page/],
    ["a page too deep", { query: "绿色", page: "1001", size: "10" }, /narrow/],
    ["a size too large", { query: "绿色", size: "101" }, /size/],
    ["a range of words", { query: "绿色", money: "很多" }, /no range|no amount/],
    ["an unknown parameter", { query: "绿色", fields: "_id" } as SearchParameters, /fields/],
  ])("refuses %s and says why", (_what, parameters, message) => {
    const call = () => parseSearch(parameters, language);
    expect(outcome(call)).toBe("usage.query");
    expect(call).toThrow(message);
  });

  it("names every mistake at once", () => {
    expect(() => parseSearch({ query: "绿色", place: "x", from: "y", size: "z" }, language)).toThrow(/place.*from.*size/s);
  });

  it("may be a filter alone, also beside an exclusion", () => {
    expect(parseSearch({ place: "370000" }, language)).toMatchObject({ phrases: [], place: "370000" });
    expect(parseSearch({ query: "-绿色", kind: "news" }, language)).toMatchObject({ phrases: [], excluded: [["绿", "色"]] });
  });
});
