import { describe, expect, it } from "vitest";
import { idFor, withSource } from "../../src/crawl/edit-sources.js";
import { look } from "../../src/crawl/look.js";
import { parseSources } from "../../src/crawl/sources.js";
import { list, page, startCrawl } from "../support/crawling.js";

const entry = { id: "gd", name: "广东省人民政府", url: "https://www.gd.gov.cn/zwgk/", kind: "list" as const };

describe("an entry is written", () => {
  it("into a file that is not there yet", () => {
    expect(parseSources(withSource(null, entry, "s.json"), "s.json")).toEqual([entry]);
  });

  it("behind the others, and comments stay", () => {
    const before = `// ours
{
  "sources": [
    // the town
    { "id": "kp", "name": "开平", "url": "https://www.kaiping.gov.cn/", "interval": "1h" } // daily
  ]
}
`;
    const after = withSource(before, entry, "s.json");
    expect(parseSources(after, "s.json").map(({ id }) => id)).toEqual(["kp", "gd"]);
    for (const comment of ["// ours", "// the town", "// daily"]) expect(after).toContain(comment);
  });

  it("into the bare array of an earlier version", () => {
    const after = withSource('[\n  { "id": "kp", "name": "开平", "url": "https://www.kaiping.gov.cn/" }\n]\n', entry, "s.json");
    expect(parseSources(after, "s.json").map(({ id }) => id)).toEqual(["kp", "gd"]);
  });

  it.each([
    ["whose id is taken", '{"sources":[{"id":"gd","name":"a","url":"https://a.gov.cn/"}]}', entry],
    ["that breaks its form", null, { ...entry, interval: "often" }],
    ["into a file that is broken", '{"sources":', entry],
  ])("but not one %s", (_, before, one) => {
    expect(() => withSource(before, one, "s.json")).toThrow(expect.objectContaining({ code: "config.invalid" }));
  });

  it.each([
    ["https://www.gd.gov.cn/", "gd"],
    ["https://m.zjj.sz.gov.cn/list", "zjj-sz"],
    ["http://127.0.0.1:80/", "site-127-0-0-1"],
    ["https://www.gov.cn/", "source"],
    ["https://a.gov.cn/", "a-2"],
  ])("with an id from its address: %s → %s", (url, id) => {
    expect(idFor(url, new Set(["a"]))).toBe(id);
  });
});

describe("a look at an address", () => {
  const feed =
    '<?xml version="1.0"?><rss version="2.0"><channel><title>要闻</title><item><title>关于甲</title><link>/1.html</link><pubDate>Thu, 20 Feb 2025 09:00:00 +0800</pubDate></item></channel></rss>';
  it("tells a list, a feed and a sitemap, what they are called and what they name, asking nothing twice", async () => {
    const { site, services } = await startCrawl({
      "/list.html": {
        body: `<title>通知公告</title><link rel="alternate" type="application/rss+xml" href="/rss.xml">${list("/1.html", "/2.html").replace("</ul>", '</ul><a href="/list_2.html">下一页</a>')}`,
      },
      "/rss.xml": { body: feed },
      "/sitemap.xml": { body: "<urlset><url><loc>/1.html</loc></url></urlset>" },
      "/1.html": page(1),
    });
    const found = await look(`${site.origin}/list.html`, services);
    expect(found).toMatchObject({ kind: "list", title: "通知公告", dated: 2, feeds: [`${site.origin}/rss.xml`] });
    expect([...found.announced.keys()]).toEqual([`${site.origin}/1.html`, `${site.origin}/2.html`]);
    expect(site.log.map(({ path }) => path)).toEqual(["/robots.txt", "/list.html"]);
    expect(await look(`${site.origin}/rss.xml`, services)).toMatchObject({ kind: "feed", title: "要闻", dated: 1 });
    expect(await look(`${site.origin}/sitemap.xml`, services)).toMatchObject({ kind: "sitemap", title: null, dated: 0 });
  });

  it.each([
    ["an empty shell", '<div id="app"></div><script>render()</script>', "extract.scripted"],
    ["a challenge", "<script>document.cookie='a';location.reload()</script>", "extract.challenge"],
    ["a page without links", "<p>栏目正在调整。</p>", "source.empty"],
  ])("says what is wrong with %s", async (_, body, code) => {
    const { site, services } = await startCrawl({ "/a": { body: `<html><body>${body}</body></html>` } });
    await expect(look(`${site.origin}/a`, services)).rejects.toMatchObject({ code });
  });
});
