import { describe, expect, it } from "vitest";
import { feedEntries, feedMoment, looksLikeFeed } from "../../src/crawl/feed.js";
import { announcedBy } from "../../src/crawl/list.js";
import { parsePage } from "../../src/extract/html/page.js";
import { expectLinear } from "../support/growth.js";

const rss = (items: string, head = '<?xml version="1.0" encoding="UTF-8"?>') =>
  `${head}<rss version="2.0"><channel><title>要闻</title><link>https://a.gov.cn/</link>${items}</channel></rss>`;
const atom = (entries: string) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>x</id><updated>2025-01-01T00:00:00Z</updated>${entries}</feed>`;
const rdf = `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>t</title></channel><item rdf:about="https://a.gov.cn/1"><title>规划</title><link>https://a.gov.cn/1</link><dc:date>2025-01-02</dc:date></item></rdf:RDF>`;

describe("a feed", () => {
  it.each([
    [
      "RSS",
      rss("<item><title>关于甲&amp;乙</title><link> /1.html?a=1&amp;b=2 </link><pubDate>Mon, 06 Jan 2025 08:00:00 +0800</pubDate></item>"),
      "/1.html?a=1&b=2",
      "关于甲&乙",
      "2025-01-06T08:00:00+08:00",
    ],
    ["RSS with a permanent guid only", rss("<item><guid>https://a.gov.cn/g</guid></item>"), "https://a.gov.cn/g", null, null],
    [
      "RSS with CDATA and a plain date",
      rss("<item><title><![CDATA[<b>规划</b>]]></title><link>https://a.gov.cn/2</link><pubDate>2025-01-06 08:30:00</pubDate></item>"),
      "https://a.gov.cn/2",
      "规划",
      "2025-01-06T08:30:00+08:00",
    ],
    ["RDF", rdf, "https://a.gov.cn/1", "规划", "2025-01-02"],
    [
      "Atom",
      atom(
        '<entry><title>规划</title><id>1</id><updated>2025-01-03T00:00:00Z</updated><link rel="self" href="s"/><link href="a.html"/><published>2025-01-01T10:00:00+08:00</published></entry>',
      ),
      "a.html",
      "规划",
      "2025-01-01T10:00:00+08:00",
    ],
    [
      "JSON Feed",
      '{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{"id":"1","url":"https://a.gov.cn/1","title":"规划","date_published":"2025-01-01T00:00:00Z"}]}',
      "https://a.gov.cn/1",
      "规划",
      "2025-01-01",
    ],
  ])("of %s", (_, text, link, title, publishedAt) => {
    expect(looksLikeFeed(text)).toBe(true);
    expect(feedEntries(text)).toEqual([{ link, title, publishedAt }]);
  });

  it("leaves out entries without an address", () => {
    expect(
      feedEntries(
        rss('<item><title>无</title></item><item><guid isPermaLink="false">https://a.gov.cn/1</guid></item><item><guid>7</guid></item>'),
      ),
    ).toEqual([]);
  });

  it.each(["<html><body>规划</body></html>", "", "规划", '{"a":1}', "<rss", rss("<item>").slice(0, 60)])("is not %j", (text) => {
    expect(() => feedEntries(text)).toThrow(expect.objectContaining({ code: "extract.not-a-document" }));
  });

  it("reads no file and expands no entity", () => {
    const entities = `<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa">${[..."bcdefghi"].map((name, index) => `<!ENTITY ${name} "${`&${"abcdefghi"[index]};`.repeat(10)}">`).join("")}]>`;
    const text = rss("<item><title>&i;&f;</title><link>https://a.gov.cn/1</link></item>", `<?xml version="1.0"?>${entities}`);
    let found = "";
    try {
      found = JSON.stringify(feedEntries(text));
    } catch (error) {
      expect(error).toMatchObject({ code: "extract.not-a-document" });
    }
    expect(found.length).toBeLessThan(1000);
    expect(found).not.toContain("root:");
  });

  it.each([
    ["Mon, 06 Jan 2025 08:00:00 GMT", "2025-01-06T08:00:00Z"],
    ["6 Jan 2025 08:00 -0530", "2025-01-06T08:00:00-05:30"],
    ["Mon, 06 Jan 2025 08:00:00", "2025-01-06T08:00:00+08:00"],
    ["2025-01-06", "2025-01-06"],
    ["yesterday", null],
    ["Mon, 99 Jan 2025 08:00:00 +0800", null],
  ])("dates an entry: %s → %s", (value, expected) => {
    expect(feedMoment(value)).toBe(expected);
  });
});

describe("a list page", () => {
  const links = (html: string, url = "https://www.gd.gov.cn/zwgk/index.html") => announcedBy(parsePage(html, 512), url);

  it("announces what stands in a row with a date, in its order", () => {
    expect(
      links(`<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/guide.html">政府信息公开指南</a></li></ul>
        <ul><li><a href="1.html" title="关于印发实施方案的通知">关于印发实施方…</a><span>2025-01-06</span></li>
        <li><span>[2025年1月5日]</span><a href="/zwgk/2.html">关于公布名单的公告</a></li></ul>
        <table><tr><td><a href="https://drc.gd.gov.cn/3.html">关于报送情况的函</a></td><td>2025/1/4</td></tr></table>`),
    ).toEqual([
      { link: "https://www.gd.gov.cn/zwgk/1.html", title: "关于印发实施方案的通知", publishedAt: "2025-01-06" },
      { link: "https://www.gd.gov.cn/zwgk/2.html", title: "关于公布名单的公告", publishedAt: "2025-01-05" },
      { link: "https://drc.gd.gov.cn/3.html", title: "关于报送情况的函", publishedAt: "2025-01-04" },
    ]);
  });

  it("announces what has the length of a title where nothing is dated", () => {
    expect(
      links(`<nav><a href="/a/">政府信息公开基本目录</a></nav><div><a href="/">首页</a><a href="1.html">关于印发实施方案的通知</a></div>
        <footer><a href="/about.html">网站声明与版权保护说明</a></footer>`),
    ).toEqual([{ link: "https://www.gd.gov.cn/zwgk/1.html", title: "关于印发实施方案的通知", publishedAt: null }]);
  });

  it("takes links as relative to what the page says", () => {
    const html = '<head><base href="/news/"></head><li><a href="1.html">关于印发实施方案的通知</a> 2025-01-06</li>';
    expect(links(html)).toMatchObject([{ link: "https://www.gd.gov.cn/news/1.html" }]);
  });

  it("keeps no title that was cut", () => {
    expect(links('<li><a href="1.html">关于印发实施方案…</a> 2025-01-06</li>')).toEqual([
      { link: "https://www.gd.gov.cn/zwgk/1.html", title: null, publishedAt: "2025-01-06" },
    ]);
  });

  it.each([
    ["to another site", '<li><a href="https://www.gz.gov.cn/1.html">关于印发实施方案的通知</a> 2025-01-06</li>'],
    ["to itself", '<li><a href="#top">关于印发实施方案的通知</a> 2025-01-06</li>'],
    ["by script", '<li><a href="javascript:go(1)">关于印发实施方案的通知</a> 2025-01-06</li>'],
    ["by mail", '<li><a href="mailto:a@gd.gov.cn">关于印发实施方案的通知</a> 2025-01-06</li>'],
    ["without words", '<li><a href="1.html"><img src="a.png"></a> 2025-01-06</li>'],
  ])("announces no link %s", (_, html) => {
    expect(links(html)).toEqual([]);
  });

  it.each([
    ["https://www.gd.gov.cn/", "https://drc.gd.gov.cn/", true],
    ["https://www.gd.gov.cn/", "https://www.gov.cn/", false],
    ["https://www.a.com.tw/", "https://news.a.com.tw/", true],
    ["https://www.a.com.tw/", "https://www.b.com.tw/", false],
    ["https://www.a.bj.cn/", "https://www.b.bj.cn/", false],
    ["https://a.co.jp/", "https://b.co.jp/", false],
    ["https://a.github.io/", "https://b.github.io/", false],
    ["http://localhost/", "http://localhost:8080/", true],
    ["http://10.0.0.1/", "http://10.0.0.2/", false],
    ["http://10.0.0.1/", "http://10.0.0.1:81/", false],
  ])("takes %s and %s for one site: %s", (from, to, isOne) => {
    expect(links(`<li><a href="${to}1.html">关于印发实施方案的通知</a> 2025-01-06</li>`, from)).toHaveLength(isOne ? 1 : 0);
  });

  it("costs in proportion to its length, however it is nested", () => {
    const task = (size: number) => {
      const page = parsePage(`${"<div>".repeat(400)}${'<a href="1.html">关于印发实施方案的通知</a> 字'.repeat(size)}`, 512);
      return () => void announcedBy(page, "https://a.gov.cn/");
    };
    expectLinear(task, 500);
  });
});
