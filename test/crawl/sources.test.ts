import { describe, expect, it } from "vitest";
import { parseSources, readSources, timetable } from "../../src/crawl/sources.js";

const source = { id: "gd", name: "广东省人民政府", url: "https://www.gd.gov.cn/zwgk/", interval: "1h" };
const parse = (...sources: object[]) => parseSources(JSON.stringify(sources), "sources.json");

describe("sources.json", () => {
  it("is read with its times in seconds", () => {
    expect(parse(source, { ...source, id: "gd-feed", kind: "feed", interval: 90, revisit: "1.5d" })).toEqual([
      { ...source, interval: 3600, revisit: 604_800 },
      { ...source, id: "gd-feed", kind: "feed", interval: 90, revisit: 129_600 },
    ]);
  });

  it("becomes a timetable", () => {
    expect(timetable(parse(source))).toEqual([{ key: "gd", seconds: 3600, job: { source: "gd" } }]);
  });

  it.each([
    ["an id that is a number", { ...source, id: "123" }, "0.id"],
    ["an id that no queue takes", { ...source, id: "a:b" }, "0.id"],
    ["no name", { ...source, name: " " }, "0.name"],
    ["an address that is not of the web", { ...source, url: "file:///etc/passwd" }, "0.url"],
    ["an interval without a unit", { ...source, interval: "10" }, "0.interval"],
    ["an interval of nothing", { ...source, interval: 0 }, "0.interval"],
    ["an interval that no timer keeps", { ...source, interval: "30d" }, "0.interval"],
    ["an unknown kind", { ...source, kind: "sitemap" }, "0.kind"],
    ["a key that is misspelt", { ...source, intervall: 3 }, "intervall"],
  ])("is refused for %s", (_, wrong, named) => {
    expect(() => parse(wrong)).toThrow(expect.objectContaining({ code: "config.invalid", message: expect.stringContaining(named) }));
  });

  it("is refused for every mistake at once, and for two sources of one id", () => {
    const names = (text: string) => expect.objectContaining({ message: expect.stringContaining(text) });
    const wrong = () => parse({ ...source, interval: 0 }, { ...source, url: "x" });
    expect(wrong).toThrow(names("0.interval"));
    expect(wrong).toThrow(names("1.url"));
    expect(() => parse(source, source)).toThrow(names("1.id: is already the id of source 0"));
  });

  it.each(["", "{", "{}", "null"])("is refused when it is %j", (json) => {
    expect(() => parseSources(json, "sources.json")).toThrow(expect.objectContaining({ code: "config.invalid" }));
  });

  it("is refused when it is not there", () => {
    expect(() => readSources("/nowhere/sources.json")).toThrow(expect.objectContaining({ code: "config.invalid" }));
  });
});
