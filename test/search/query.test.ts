import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { ZhengwenError } from "../../src/model/errors.js";
import { queryLanguage } from "../../src/pipeline/query-language.js";
import type { Condition, Phrase } from "../../src/search/condition.js";
import { parseQuery } from "../../src/search/parse-query.js";
import { type MoneyRange, parseMoney } from "../../src/search/parse-range.js";
import { parseSearch, type SearchParameters } from "../../src/search/parse-search.js";
import { scan } from "../../src/search/scan.js";
import { expectLinear } from "../support/growth.js";
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

/** A condition as it is written: terms by their first way, what is excluded behind -. */
function said(condition: Condition): string {
  switch (condition.is) {
    case "text":
      return `${condition.in ? `${condition.in}:` : ""}${condition.asWritten ? "=" : ""}${show([condition.ways[0] ?? []])[0]}`;
    case "and":
      return condition.of.map((part) => (part.is === "or" ? `(${said(part)})` : said(part))).join(" + ");
    case "or":
      return condition.of.map((part) => (part.is === "and" ? `(${said(part)})` : said(part))).join(" | ");
    case "not":
      return `-${condition.of.is === "and" || condition.of.is === "or" ? `(${said(condition.of)})` : said(condition.of)}`;
    case "term":
      return condition.terms.join(",") + (condition.prefix ? "…" : "");
    case "range":
      return `${condition.facet}${condition.unit && `/${condition.unit}`}[${condition.min ?? ""}..${condition.max ?? ""}]${condition.possible ? "?" : ""}`;
    case "published":
      return `[${condition.from ?? ""}..${condition.to ?? ""}]`;
    case "id":
      return condition.ids.join(",");
    case "all":
      return "*";
    case "joined":
      return "joined";
    default:
      return `${condition.is}=${condition.value}`;
  }
}

describe("the text of a query", () => {
  testTable<string, string>("queries", ({ input, expected }) => {
    expect(outcome(() => said(parseQuery(input, language).where))).toBe(expected);
  });

  it("yields the words in its phrases, which rank", () => {
    expect(show(parseQuery("山东省推进绿色建筑发展 -低碳经济", language).words)).toEqual(expect.arrayContaining(["山东省", "发展"]));
    expect(parseQuery("绿色", language).words).toEqual([]);
  });

  it("says each term in the words of other places too, excluded ones among them", () => {
    const ways = (query: string) => {
      const { where } = parseQuery(query, language);
      return (where.is === "and" ? where.of : [where]).map((part) => {
        const text = part.is === "not" ? part.of : part;
        return text.is === "text" ? show(text.ways) : [];
      });
    };
    expect(ways("網際網路")).toEqual([["网际网路", "互联网", "网际网络"]]);
    expect(ways("发展 纳米")).toEqual([["发展"], ["纳米", "奈米"]]);
    expect(ways("发展 -奈米")).toEqual([["发展"], ["奈米", "纳米"]]);
    expect(ways("绿色建筑")).toEqual([["绿色建筑"]]);
    expect(ways("国发2021年33号")[0]).toContain("国发 2021 33 号".replace(/(?<=[国发]) (?=[国发])/g, ""));
  });

  it("is bounded: in its length, its terms and its nesting", () => {
    expect(outcome(() => parseQuery("绿".repeat(501), language))).toBe("usage.query-cost");
    expect(outcome(() => parseQuery("绿 ".repeat(33), language))).toBe("usage.query-cost");
    expect(outcome(() => parseQuery("(".repeat(21), language))).toBe("usage.query");
    expect(parseQuery("绿 ".repeat(32), language).where).toMatchObject({ is: "and" });
  });

  it.each([
    ["绿色 titel:建筑", 3, /no titel:.*title:/],
    ["绿色 place:乌有乡", 9, /place:山东省/],
    ["绿色 (建筑", 3, /not closed/],
    ["绿色 建筑)", 5, /closes nothing/],
    ["OR 绿色", 0, /OR needs a term/],
    ["绿色 AND", 3, /AND needs a term/],
    ['绿色 "建筑', 3, /quote/],
    ["money:很多", 6, />=1000万/],
    ["date:2024..2023", 5, /2023\.\.2024/],
    ["in:note 绿色", 3, /title, body, attachment/],
    ["kind:poem", 5, /notice/],
    ["绿色 NOT", 3, /excludes/],
  ])("that is mistaken is pointed at: %s", (query, at, message) => {
    const call = () => parseQuery(query, language);
    expect(call).toThrow(message);
    expect(call).toThrow(expect.objectContaining({ code: "usage.query", at }));
  });

  it("throws nothing but that it is not understood or costs too much, whatever it is", () => {
    const pieces = [
      "绿色",
      "工信部",
      " ",
      " ",
      "(",
      ")",
      '"',
      "-",
      "NOT",
      "AND",
      "OR",
      "*",
      "title:",
      "place:",
      "date:",
      "2023",
      "..",
      "money:",
      ">=",
      "1e7",
      "万",
      "may:",
      "in:",
      "number:",
      "2017 47",
      "cites:",
      "issuer:",
      "\ud842",
      "〔",
      "：",
      "，",
    ];
    const query = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(query, (text) => {
        expect(["usage.query", "usage.query-cost", ""]).toContain(outcome(() => parseQuery(text, language).words.slice(0, 0).join("read")));
      }),
      { numRuns: 300 },
    );
  });

  it.each(["绿", "(", "-a:", "（a", "number:2017 "])("is scanned in time in proportion to it, of %j", (piece) => {
    expectLinear((size) => {
      const text = piece.repeat(size);
      return () => outcome(() => scan(text).length);
    }, 4_000);
  });
});

describe("a range", () => {
  testTable<string, MoneyRange | null>("ranges", ({ input, expected }) => {
    expect(parseMoney(input)).toEqual(expected);
  });
});

describe("a search", () => {
  it("has its defaults", () => {
    const query = parseSearch({ query: "绿色" }, language);
    expect(query).toEqual({ where: { is: "text", ways: [["绿", "色"]] }, words: [], sort: "relevance", page: 1, size: 10 });
  });

  it("takes every parameter as a short form of the grammar", () => {
    const filters = {
      place: "山东",
      kind: "notice",
      source: "sd",
      script: "hans",
      money: ">=1",
      enterprises: "5",
      issuer: "工信部",
      number: "2017 47",
      cites: "2018 1",
    };
    const short = parseSearch({ ...filters, from: "2024-01-01", to: "2024-12-31", sort: "date", page: "2", size: "50" }, language);
    const long = `${Object.entries(filters)
      .map(([name, value]) => `${name}:"${value}"`)
      .join(" ")} date:2024-01-01.. date:..2024-12-31`;
    const sorted = ({ where }: { where: Condition }) => (where.is === "and" ? where.of.map((part) => JSON.stringify(part)).sort() : []);
    expect(sorted(short)).toEqual(sorted(parseSearch({ query: long }, language)));
    expect(sorted(short)).toHaveLength(11);
    expect(short).toMatchObject({ sort: "date", page: 2, size: 50 });
    expect(parseSearch({ money: ">=1", possible: true }, language)).toEqual(parseSearch({ query: "may:money:>=1" }, language));
  });

  it.each<[string, SearchParameters, RegExp]>([
    ["nothing", {}, /no Han character/],
    ["punctuation", { query: "，" }, /no Han character/],
    ["an exclusion alone", { query: "-绿色" }, /only excludes/],
    ["an exclusion with an order alone", { query: "-绿色", sort: "date", possible: true }, /only excludes/],
    ["a place that is none", { query: "绿色", place: "乌有乡" }, /place: .*370000/],
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
    expect(() => parseSearch({ query: "绿色", place: "x", from: "y", size: "z" }, language)).toThrow(/size.*place.*from/s);
  });

  it("may be a filter alone, also beside an exclusion", () => {
    expect(parseSearch({ place: "370000" }, language)).toMatchObject({ where: { is: "term", terms: ["place:37"] } });
    expect(parseSearch({ query: "-绿色", kind: "news" }, language)).toMatchObject({
      where: {
        is: "and",
        of: [
          { is: "not", of: { ways: [["绿", "色"]] } },
          { is: "kind", value: "news" },
        ],
      },
    });
    expect(parseSearch({ query: "*" }, language).where).toEqual({ is: "all" });
  });
});
