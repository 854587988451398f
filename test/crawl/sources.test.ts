import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { parseSources, readSources, timetable } from "../../src/crawl/sources.js";
import { nextOfCron } from "../../src/queue/rules.js";

const source = { id: "gd", name: "广东省人民政府", url: "https://www.gd.gov.cn/zwgk/", interval: "1h" };
const { interval: _, ...unhurried } = source;
const json = { items: "data.list", link: "url" };
const parse = (...sources: object[]) => parseSources(JSON.stringify(sources), "sources.json");

describe("sources.json", () => {
  it("is read with its times in seconds", () => {
    expect(parse(source, { ...source, id: "gd-feed", kind: "feed", interval: 90, revisit: "1.5d" })).toEqual([
      { ...source, interval: 3600 },
      { ...source, id: "gd-feed", kind: "feed", interval: 90, revisit: 129_600 },
    ]);
  });

  it("is a form that holds them, or the bare array, with comments and commas that nobody needs", () => {
    const text = `// who is crawled
{
  "$schema": "./schema/sources.schema.json",
  "sources": [
    /* the province */
    ${JSON.stringify(source)},
  ],
}`;
    expect(parseSources(text, "sources.json")).toEqual(parse(source));
  });

  it("takes every field", () => {
    const whole = {
      ...unhurried,
      kind: "list",
      cron: "0 8-18 * * 1-5",
      limits: { documents: 200, pages: 3 },
      jurisdiction: "440000",
      profile: "gd",
      list: { entries: "ul.news > li", date: "span", next: "a.next" },
      proxy: "http://user:secret@10.0.0.1:3128",
      headers: { Referer: "https://www.gd.gov.cn/" },
      legacyTls: true,
    };
    expect(parse(whole)).toEqual([whole]);
    expect(parse({ ...unhurried, kind: "json", json })).toHaveLength(1);
  });

  it("takes a folder's path from the file on", () => {
    const [folder] = parseSources(JSON.stringify([{ ...unhurried, kind: "folder", url: "./pages" }]), "/data/sources.json");
    expect(folder?.url).toBe("/data/pages");
  });

  it("becomes a timetable; what says nothing of when is looked at as often as any may be", () => {
    expect(timetable(parse(source, { ...unhurried, id: "a" }, { ...unhurried, id: "b", cron: "30 9 * * *" }))).toEqual([
      { key: "gd", seconds: 3600, job: { source: "gd" } },
      { key: "a", seconds: 900, job: { source: "a" } },
      { key: "b", cron: "30 9 * * *", job: { source: "b" } },
    ]);
  });

  it("means its times of cron in Asia/Shanghai", () => {
    expect(new Date(nextOfCron("30 9 * * 1-5", Date.parse("2025-06-13T02:00:00Z"))).toISOString()).toBe("2025-06-16T01:30:00.000Z");
  });

  it.each([
    ["an id that is a number", { ...source, id: "123" }, "0.id"],
    ["an id that no queue takes", { ...source, id: "a:b" }, "0.id"],
    ["no name", { ...source, name: " " }, "0.name"],
    ["an address that is not of the web", { ...source, url: "file:///etc/passwd" }, "0.url"],
    ["an address with a password", { ...source, url: "https://a:b@a.gov.cn/" }, "0.url"],
    ["an interval without a unit", { ...source, interval: "10" }, '0.interval: must be seconds, or a number with s, m, h or d: "30m"'],
    ["an interval of nothing", { ...source, interval: 0 }, "0.interval"],
    ["an interval that no timer keeps", { ...source, interval: "30d" }, "0.interval"],
    ["a time that is no cron", { ...unhurried, cron: "0 25 * * *" }, "0.cron"],
    ["a cron with seconds", { ...unhurried, cron: "* * * * * *" }, "0.cron"],
    ["both interval and cron", { ...source, cron: "0 8 * * *" }, "0.cron: stands beside interval"],
    ["an unknown kind", { ...source, kind: "rumour" }, "0.kind: must be one of feed, sitemap, list, json, folder"],
    ["a JSON interface that does not say where", { ...source, kind: "json" }, "0.json"],
    ["a declared path without its kind", { ...source, json }, "0.json"],
    ["selectors without their kind", { ...source, list: { entries: "li" } }, "0.list"],
    ["a selector that is none", { ...source, kind: "list", list: { entries: "li[" } }, "0.list.entries"],
    ["a folder with an address", { ...source, kind: "folder" }, "0.url"],
    ["a folder behind a proxy", { ...source, kind: "folder", url: "pages", proxy: "http://10.0.0.1:1" }, "0.kind"],
    ["a proxy of another kind", { ...source, proxy: "socks5://10.0.0.1:1" }, "0.proxy"],
    ["a header that the fetch sets", { ...source, headers: { Host: "a" } }, "0.headers"],
    ["a header of two lines", { ...source, headers: { Cookie: "a\r\nHost: b" } }, "0.headers.Cookie"],
    ["a place that is no code", { ...source, jurisdiction: "广东" }, "0.jurisdiction"],
    ["a limit of nothing", { ...source, limits: { documents: 0 } }, "0.limits.documents"],
    ["a key that is misspelt", { ...source, intervall: 3 }, "intervall"],
  ])("is refused for %s", (_, wrong, named) => {
    expect(() => parse(wrong)).toThrow(expect.objectContaining({ code: "config.invalid", message: expect.stringContaining(named) }));
  });

  it("is refused for every mistake at once, each with its line, and for two sources of one id", () => {
    const text = `{
  "sources": [
    { "id": "a", "name": "甲", "url": "https://a.gov.cn/", "interval": 0 },
    {
      "id": "a",
      "name": "乙",
      // no scheme
      "url": "b.gov.cn"
    }
  ]
}`;
    const lines = (text: string) => {
      try {
        return parseSources(text, "s.json").length;
      } catch (cause) {
        return (cause as Error).message.replace(/^.*?(?=s\.json)/s, "").split("\n");
      }
    };
    expect(lines(text)).toEqual([
      "s.json:3: sources.0.interval: must be a second at least",
      "s.json:8: sources.1.url: must begin with https:// or http://",
      "s.json:5: sources.1.id: is already the id of source 0",
    ]);
    expect(lines(text.replace("0 }", "60 }").replace('"b.', '"https://b.'))).toEqual([
      "s.json:5: sources.1.id: is already the id of source 0",
    ]);
    expect(lines('{\n  "sources": [\n    }\n')).toEqual([expect.stringMatching(/^s\.json:3: is no JSON here/)]);
    expect(lines('{\n  "sources": [],\n  "sources": []\n}')).toEqual([expect.stringMatching(/^s\.json:3: sources stands twice/)]);
  });

  it.each(["", "{", "{}", "null"])("is refused when it is %j", (json) => {
    expect(() => parseSources(json, "sources.json")).toThrow(expect.objectContaining({ code: "config.invalid" }));
  });

  it("is refused when it is not there", () => {
    expect(() => readSources("/nowhere/sources.json")).toThrow(expect.objectContaining({ code: "config.invalid" }));
  });

  it("may begin with a byte order mark", () => {
    const folder = mkdtempSync(join(tmpdir(), "zhengwen-sources-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "sources.json");
    writeFileSync(file, `\ufeff${JSON.stringify([source])}`);
    expect(readSources(file)).toHaveLength(1);
  });
});
