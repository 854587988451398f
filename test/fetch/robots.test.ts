import { describe, expect, it, onTestFinished } from "vitest";
import { createFetcher, fetcherDefaults } from "../../src/fetch/fetcher.js";
import { readRobots } from "../../src/fetch/robots.js";
import { setClock } from "../support/clock.js";
import { expectLinear } from "../support/growth.js";
import { type Reply, startSite } from "../support/site.js";

const read = (text: string) => readRobots("https://a.gov.cn/robots.txt", text, "Zhengwen");
const url = (path: string) => new URL(path, "https://a.gov.cn");

describe("robots.txt", () => {
  const cases: [string, string, string, boolean][] = [
    ["says nothing", "", "/a", true],
    ["disallows a path", "User-agent: *\nDisallow: /a", "/a/b.html", false],
    ["disallows another path", "User-agent: *\nDisallow: /b", "/a", true],
    ["disallows nothing", "User-agent: *\nDisallow:", "/a", true],
    ["disallows all", "User-agent: *\nDisallow: /", "/", false],
    ["disallows all but itself", "User-agent: *\nDisallow: /", "/robots.txt", true],
    ["lets the longer rule win", "User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true],
    ["lets allow win among equals", "User-agent: *\nDisallow: /a\nAllow: /a", "/a", true],
    ["names us", "User-agent: zhengwen\nDisallow: /a\n\nUser-agent: *\nDisallow:", "/a", false],
    ["names us with a version", "User-agent: Zhengwen/2.0\nDisallow: /a", "/a", false],
    ["names us and frees us from the rest", "User-agent: *\nDisallow: /\n\nUser-agent: Zhengwen\nAllow: /", "/a", true],
    ["names us twice", "User-agent: Zhengwen\nDisallow: /a\nUser-agent: x\nDisallow: /c\nUser-agent: Zhengwen\nDisallow: /b", "/b", false],
    ["names us among others", "User-agent: x\nUser-agent: Zhengwen\nUser-agent: y\nDisallow: /a", "/a", false],
    ["names us before a sitemap", "User-agent: Zhengwen\nSitemap: https://a.gov.cn/s.xml\nUser-agent: y\nDisallow: /a", "/a", false],
    ["names only others", "User-agent: x\nDisallow: /", "/a", true],
    ["has a rule before any agent", "Disallow: /a", "/a", true],
    ["uses a wildcard", "User-agent: *\nDisallow: /*/print", "/a/b/print.html", false],
    ["uses an end", "User-agent: *\nDisallow: /*.pdf$", "/a.pdf", false],
    ["uses an end that does not fit", "User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", true],
    ["disallows a query", "User-agent: *\nDisallow: /a?id=", "/a?id=1", false],
    ["has a path in Chinese", "User-agent: *\nDisallow: /通知", "/%E9%80%9A%E7%9F%A5/1", false],
    ["has a path percent-encoded in lower case", "User-agent: *\nDisallow: /%e9%80%9a", "/通知", false],
    ["has brackets in a path", "User-agent: *\nDisallow: /a[1]", "/a[1]", false],
    ["has comments, spaces and a byte order mark", "\uFEFFUSER-AGENT : * # all\r\n  disallow:/a # no", "/a", false],
    ["is a page", "<html><body>Disallow: / is not for you</body></html>", "/a", true],
    ["has more wildcards than anyone needs", `User-agent: *\nDisallow: /${"*a".repeat(50)}`, `/${"a".repeat(60)}`, false],
    [
      "has more wildcards than anyone needs in an exception",
      `User-agent: *\nDisallow: /\nAllow: /${"*a".repeat(50)}`,
      `/${"a".repeat(60)}`,
      false,
    ],
  ];
  it.each(cases)("that %s", (_, text, path, allowed) => {
    expect(read(text).allows(url(path))).toBe(allowed);
  });

  it.each([
    ["User-agent: *\nCrawl-delay: 2.5", 2500],
    ["User-agent: *\nCrawl-delay: 0", null],
    ["User-agent: *\nCrawl-delay: soon", null],
    ["User-agent: *\nCrawl-delay: -3", null],
    ["User-agent: x\nCrawl-delay: 9", null],
    ["User-agent: Zhengwen\nCrawl-delay: 1\n\nUser-agent: *\nCrawl-delay: 9", 1000],
  ])("asks for a delay: %j → %j", (text, delay) => {
    expect(read(text).delay).toBe(delay);
  });

  it.each([
    ["agents", (n: number) => `${"User-agent: x\n".repeat(n)}Disallow: /\n`],
    [
      "agents and rules",
      (n: number) => `${Array.from({ length: n }, (_, i) => `User-agent: x${i}\n`).join("")}${"Disallow: /a\n".repeat(n)}`,
    ],
    ["rules with wildcards", (n: number) => `User-agent: *\n${"Disallow: /*a*b*c*d*e*f*g\n".repeat(n)}`],
  ])("with many %s costs in proportion to its length", (_, text) => {
    const path = url(`/${"abcdefg".repeat(40)}`);
    const task = (size: number) => {
      const written = text(size);
      return () => void read(written).allows(path);
    };
    expectLinear(task, 2000);
  });
});

describe("a site whose robots.txt", () => {
  const slow: Reply = () => {};
  const redirects = (count: number): Record<string, Reply> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [i === 0 ? "/robots.txt" : `/r${i}`, { status: 301, headers: { location: `/r${i + 1}` } }]),
    );
  const disallowing: Reply = { body: "User-agent: *\nDisallow: /a" };
  const cases: [string, Record<string, Reply>, "asked" | "fetch.robots" | "fetch.unavailable"][] = [
    ["disallows the page is not asked for it", { "/robots.txt": disallowing }, "fetch.robots"],
    ["is missing is asked", { "/robots.txt": { status: 404 } }, "asked"],
    ["is forbidden is asked", { "/robots.txt": { status: 403 } }, "asked"],
    ["asks to wait is not asked now", { "/robots.txt": { status: 429 } }, "fetch.unavailable"],
    ["fails is not asked", { "/robots.txt": { status: 500 } }, "fetch.unavailable"],
    ["fails in an unusual way is not asked", { "/robots.txt": { status: 501 } }, "fetch.unavailable"],
    ["never comes is not asked", { "/robots.txt": slow }, "fetch.unavailable"],
    ["is behind five redirects is obeyed", { ...redirects(5), "/r5": disallowing }, "fetch.robots"],
    ["is behind six redirects is taken as missing", { ...redirects(6), "/r6": disallowing }, "asked"],
    [
      "is huge is obeyed as far as it is read",
      { "/robots.txt": { body: `User-agent: *\nDisallow: /a\n${"#".repeat(1_000_000)}` } },
      "fetch.robots",
    ],
  ];
  it.each(cases)("%s", async (_, replies, outcome) => {
    const clock = setClock("2025-03-01T00:00:00Z");
    const site = await startSite({ "/a": { body: "a" }, ...replies }, clock);
    onTestFinished(site.close);
    const limits = { ...fetcherDefaults.limits, deadline: replies["/robots.txt"] === slow ? 300 : 30_000 };
    const fetcher = createFetcher({ ...fetcherDefaults, limits, clock, allow: [site.address] });
    onTestFinished(fetcher.close);
    const fetching = fetcher.fetch({ url: `${site.origin}/a` });
    if (outcome === "asked") await expect(fetching).resolves.toMatchObject({ status: "fetched" });
    else await expect(fetching).rejects.toMatchObject({ code: outcome });
    expect(site.log.some(({ path }) => path === "/a")).toBe(outcome === "asked");
  });

  it("is asked once for many pages, again after a day, and soon after a failure", async () => {
    const clock = setClock("2025-03-01T00:00:00Z");
    const site = await startSite({ "/robots.txt": { status: 500 }, "/a": {}, "/b": {} }, clock);
    onTestFinished(site.close);
    const fetcher = createFetcher({ ...fetcherDefaults, clock, allow: [site.address] });
    onTestFinished(fetcher.close);
    const asked = () => site.log.filter(({ path }) => path === "/robots.txt").length;
    const fetch = (path: string) => fetcher.fetch({ url: site.origin + path });
    await expect(fetch("/a")).rejects.toMatchObject({ code: "fetch.unavailable" });
    await expect(fetch("/b")).rejects.toMatchObject({ code: "fetch.unavailable" });
    expect(asked()).toBe(1);
    site.replies.set("/robots.txt", { body: "" });
    clock.pass(10 * 60_000);
    await Promise.all([fetch("/a"), fetch("/b")]);
    expect(asked()).toBe(2);
    clock.pass(23 * 3600_000);
    await fetch("/a");
    expect(asked()).toBe(2);
    clock.pass(3600_000);
    await fetch("/a");
    expect(asked()).toBe(3);
  });

  it("is asked again once the site that asked to wait may be asked", async () => {
    const clock = setClock("2025-03-01T00:00:00Z");
    const site = await startSite({ "/robots.txt": { status: 503, headers: { "retry-after": "30" } }, "/a": {} }, clock);
    onTestFinished(site.close);
    const fetcher = createFetcher({ ...fetcherDefaults, clock, allow: [site.address] });
    onTestFinished(fetcher.close);
    const fetch = () => fetcher.fetch({ url: `${site.origin}/a` });
    await expect(fetch()).rejects.toMatchObject({ code: "fetch.unavailable" });
    site.replies.set("/robots.txt", { body: "" });
    clock.pass(31_000);
    await expect(fetch()).resolves.toMatchObject({ status: "fetched" });
  });

  it("is asked before a redirect is followed", async () => {
    const clock = setClock("2025-03-01T00:00:00Z");
    const target = await startSite({ "/robots.txt": disallowing, "/a": {} }, clock);
    onTestFinished(target.close);
    const site = await startSite(
      { "/robots.txt": { status: 404 }, "/go": { status: 302, headers: { location: `${target.origin}/a` } } },
      clock,
    );
    onTestFinished(site.close);
    const fetcher = createFetcher({ ...fetcherDefaults, clock, allow: [site.address, target.address] });
    onTestFinished(fetcher.close);
    await expect(fetcher.fetch({ url: `${site.origin}/go` })).rejects.toMatchObject({ code: "fetch.robots" });
    expect(target.log.map(({ path }) => path)).toEqual(["/robots.txt"]);
  });
});
