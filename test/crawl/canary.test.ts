import { createServer } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { crawlSource } from "../../src/crawl/crawl.js";
import { look } from "../../src/crawl/look.js";
import type { CrawlSource } from "../../src/crawl/sources.js";
import { list, page, startCrawl } from "../support/crawling.js";
import { generatedNotice } from "../support/notices.js";
import type { Reply } from "../support/site.js";

/** What a site answers with, to lead whoever crawls it to an address that nobody may ask. */
type Lure = (to: string) => { readonly replies: Record<string, Reply>; readonly source?: Partial<CrawlSource> };

const away = (to: string, status = 302): Reply => ({ status, headers: { location: to } });
const refreshing = (to: string): Reply => ({
  body: `<html><head><meta http-equiv="refresh" content="0;url=${to}"></head><body></body></html>`,
});
const rss = (link: string): Reply => ({
  body: `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><item><title>通知</title><link>${link}</link></item></channel></rss>`,
});
const sitemap = (kind: "urlset" | "sitemapindex", address: string): Reply => {
  const entry = kind === "urlset" ? `<url><loc>${address}</loc></url>` : `<sitemap><loc>${address}</loc></sitemap>`;
  return { body: `<?xml version="1.0"?><${kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entry}</${kind}>` };
};
const withNext = (to: string): Reply => ({ body: list("/1.html").replace("</ul>", `</ul><a href="${to}">下一页</a>`) });
const attaching = (to: string): Reply => ({
  body: generatedNotice(1).replace("</body>", `<p>附件：<a href="${to}">申报表.docx</a></p></body>`),
});
const jsonSource: Partial<CrawlSource> = { kind: "json", json: { items: "items", link: "url", next: "next" } };
const jsonPage = (link: string, next?: string): Reply => ({ body: JSON.stringify({ items: [{ url: link }], next }) });

const lures: Readonly<Record<string, Lure>> = {
  "a list's link": (to) => ({ replies: { "/list.html": { body: list(to) } } }),
  "a feed's link": (to) => ({ replies: { "/list.html": rss(to) } }),
  "a sitemap's address": (to) => ({ replies: { "/list.html": sitemap("urlset", to) } }),
  "a file of a sitemap": (to) => ({ replies: { "/list.html": sitemap("sitemapindex", to) } }),
  "a file of a sitemap that redirects": (to) => ({
    replies: { "/list.html": sitemap("sitemapindex", "/s.xml"), "/s.xml": away(to, 301) },
  }),
  "an entry of a JSON list": (to) => ({ replies: { "/list.html": jsonPage(to) }, source: jsonSource }),
  "the next page of a JSON list": (to) => ({ replies: { "/list.html": jsonPage("/1.html", to), "/1.html": page(1) }, source: jsonSource }),
  "the next page of a list": (to) => ({ replies: { "/list.html": withNext(to), "/1.html": page(1) } }),
  "a next page that redirects": (to) => ({
    replies: { "/list.html": withNext("/list_2.html"), "/list_2.html": away(to), "/1.html": page(1) },
  }),
  "a list that redirects": (to) => ({ replies: { "/list.html": away(to, 308) } }),
  "a list that refreshes": (to) => ({ replies: { "/list.html": refreshing(to) } }),
  "a page that redirects": (to) => ({ replies: { "/list.html": { body: list("/1.html") }, "/1.html": away(to, 307) } }),
  "a page that redirects by way of the site": (to) => ({
    replies: { "/list.html": { body: list("/1.html") }, "/1.html": away("/2.html"), "/2.html": away(to) },
  }),
  "a page that refreshes": (to) => ({ replies: { "/list.html": { body: list("/1.html") }, "/1.html": refreshing(to) } }),
  "an attachment": (to) => ({ replies: { "/list.html": { body: list("/1.html") }, "/1.html": attaching(`${to}a.docx`) } }),
  "an attachment that redirects": (to) => ({
    replies: { "/list.html": { body: list("/1.html") }, "/1.html": attaching("/a.docx"), "/a.docx": away(to) },
  }),
  "a robots.txt that redirects": (to) => ({ replies: { "/robots.txt": away(to), "/list.html": { body: list("/1.html") } } }),
};

it.each(Object.keys(lures))("no request reaches a canary by %s", async (name) => {
  let connections = 0;
  const canary = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => canary.listen(0, "127.0.0.9", resolve));
  onTestFinished(() => new Promise((done) => void canary.close(() => done())));
  const { port } = canary.address() as { port: number };
  const { site, source, services, processAll, store } = await startCrawl({ "/robots.txt": { body: "" } });
  const { replies, source: given } = lures[name]?.(`http://127.0.0.9:${port}/`) ?? { replies: {} };
  for (const [path, reply] of Object.entries(replies)) site.replies.set(path, reply);
  await crawlSource({ ...source, ...given }, services);
  await processAll();
  await look(source.url, services).catch((error: unknown) => expect(error).toHaveProperty("code"));
  expect(site.log.length).toBeGreaterThan(0);
  expect(connections).toBe(0);
  for (const { address, state, held } of await store.ledger.list({}, 100)) {
    if (!address.startsWith(site.origin)) expect([state, held]).toEqual(["rejected", false]);
  }
});
