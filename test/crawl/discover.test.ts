import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { crawlSource } from "../../src/crawl/crawl.js";
import { jsonList } from "../../src/crawl/json-list.js";
import { readSitemap, unzipped } from "../../src/crawl/sitemap.js";
import type { CrawlSource } from "../../src/crawl/sources.js";
import { accessed, list, page, startCrawl } from "../support/crawling.js";
import { expectLinear } from "../support/growth.js";
import type { Reply } from "../support/site.js";

const urlset = (urls: readonly string[], lastmod = "2025-02-20") =>
  `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.map((url) => `<url><loc>${url}</loc><lastmod>${lastmod}</lastmod></url>`).join("")}</urlset>`;
const index = (children: readonly (readonly [string, string?])[]) =>
  `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${children.map(([url, lastmod]) => `<sitemap><loc>${url}</loc>${lastmod ? `<lastmod>${lastmod}</lastmod>` : ""}</sitemap>`).join("")}</sitemapindex>`;

async function crawl(replies: (origin: string) => Record<string, Reply>, given: Partial<CrawlSource> = {}, path = "/list.html") {
  const started = await startCrawl({ "/robots.txt": { body: "" } });
  const { site, services, processAll } = started;
  for (const [name, reply] of Object.entries(replies(site.origin))) site.replies.set(name, reply);
  const source: CrawlSource = { ...started.source, url: `${site.origin}${path}`, ...given };
  const round = async (asks?: "due") => {
    const result = await crawlSource(source, services, undefined, asks);
    await processAll();
    return result;
  };
  return { ...started, source, round };
}

describe("a sitemap", () => {
  it("is read by its addresses, found out without being said, with the titles of the news extension", async () => {
    const text = urlset(["/1.html", " https://a.gov.cn/2.html?a=1&amp;b=2 "]).replace(
      "</loc>",
      "</loc><news:news><news:title>关于甲的通知</news:title><news:publication_date>2025-02-19</news:publication_date></news:news><image:image><image:loc>/i.png</image:loc><image:title>图</image:title></image:image>",
    );
    expect(readSitemap(text)).toEqual({
      kind: "addresses",
      announced: [
        { link: "/1.html", title: "关于甲的通知", publishedAt: "2025-02-19" },
        { link: "https://a.gov.cn/2.html?a=1&b=2", title: null, publishedAt: null },
      ],
    });
    const { round, ledger } = await crawl(
      (origin) => ({ "/sitemap.xml": { body: urlset([`${origin}/1.html`]) }, "/1.html": page(1) }),
      {},
      "/sitemap.xml",
    );
    expect(await round()).toMatchObject({ list: "read", announced: 1, visits: { fetched: 1 } });
    expect(await ledger()).toEqual({ "/sitemap.xml": "listed", "/1.html": "indexed" });
  });

  it("of an index is read through two levels, compressed or not, what changed last first, and nothing of other hosts", async () => {
    const { site, round, clock, ledger } = await crawl(
      (origin) => ({
        "/sitemap.xml": {
          body: index([
            [`${origin}/old.xml`, "2024-01-01"],
            [`${origin}/new.xml.gz`, "2025-02-27"],
            ["https://b.gov.cn/x.xml"],
            [`${origin}/deep.xml`],
            [`${origin}/gone.xml`],
          ]),
          etag: '"i"',
        },
        "/old.xml": { body: urlset([`${origin}/1.html`]) },
        "/new.xml.gz": { body: gzipSync(urlset([`${origin}/2.html`])), headers: { "content-type": "application/gzip" } },
        "/deep.xml": { body: index([[`${origin}/deeper.xml`]]) },
        "/deeper.xml": { body: index([[`${origin}/deepest.xml`]]) },
        "/deepest.xml": { body: urlset([`${origin}/3.html`]) },
        "/1.html": page(1),
        "/2.html": page(2),
      }),
      { kind: "sitemap" },
      "/sitemap.xml",
    );
    expect(await round()).toMatchObject({ list: "read", announced: 2, visits: { fetched: 2 } });
    expect(accessed(site).slice(1, 7)).toEqual([
      "/sitemap.xml 200",
      "/new.xml.gz 200",
      "/old.xml 200",
      "/deep.xml 200",
      "/deeper.xml 200",
      "/gone.xml 404",
    ]);
    expect(await ledger()).toEqual({ "/sitemap.xml": "listed", "/1.html": "indexed", "/2.html": "indexed" });
    // one file could not be had: the next round reads them all, and the one after it only those that may have changed
    clock.pass(2 * 24 * 3600_000);
    site.replies.set("/gone.xml", { body: urlset([`${site.origin}/1.html`]) });
    await round();
    expect(accessed(site)).toContain("/new.xml.gz 200");
    clock.pass(2 * 24 * 3600_000);
    await round();
    expect(accessed(site)).toEqual(["/robots.txt 200", "/sitemap.xml 200", "/deep.xml 200", "/deeper.xml 200", "/gone.xml 200"]);
  });

  it("of an index is read within its limit, and fails where not one of its files can be had", async () => {
    const { site, round, ledger } = await crawl(
      (origin) => ({ "/sitemap.xml": { body: index(Array.from({ length: 9 }, (_, i) => [`${origin}/${i}.xml`] as const)) } }),
      { kind: "sitemap", limits: { pages: 3 } },
      "/sitemap.xml",
    );
    expect(await round()).toMatchObject({ list: "failed" });
    expect(accessed(site)).toHaveLength(5);
    expect(await ledger()).toEqual({ "/sitemap.xml": "fetch.status" });
  });

  it("that is a bomb is refused while it is undone", () => {
    const bomb = gzipSync(Buffer.alloc(100_000_000));
    expect(() => unzipped(bomb)).toThrow(expect.objectContaining({ code: "fetch.too-large" }));
    expect(() => unzipped(bomb.subarray(0, 5000), 200_000_000)).toThrow(expect.objectContaining({ code: "fetch.network" }));
  });

  it.each(["<html><body>a</body></html>", "", "<rss></rss>", "urlset"])("is not %j", (text) => {
    expect(() => readSitemap(text)).toThrow(expect.objectContaining({ code: "extract.not-a-document" }));
  });

  it("is read in time that grows with its length, broken as it may be", () => {
    expect(() => readSitemap(`<urlset>${"<url><loc>".repeat(100_000)}`)).toThrow(expect.objectContaining({ code: "extract.too-deep" }));
    for (const piece of ["<url><loc>/a.html</loc></url>", "<sitemap/>", "<!-- ", "&amp;"]) {
      expectLinear((count) => () => void readSitemap(`<urlset>${piece.repeat(count)}`), 2_000);
    }
  });
});

describe("a list of several pages", () => {
  const chain = (count: number) => (origin: string) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => {
        const [own, next] = [i === 0 ? "/list.html" : `/list_${i + 1}.html`, `/list_${i + 2}.html`];
        return [
          own,
          {
            body: list(`/${i + 1}a.html`, `/${i + 1}b.html`).replace("</ul>", `</ul><a href="${origin}${next}">下一页</a>`),
            etag: `"${i}"`,
          } as Reply,
        ];
      }),
    );

  it("is read on while its pages name something new, as far as its limit", async () => {
    const { site, round, clock } = await crawl(chain(9), { limits: { pages: 3 } });
    expect(await round()).toMatchObject({ announced: 6, discovered: 6 });
    expect(accessed(site).filter((line) => line.includes("list"))).toEqual(["/list.html 200", "/list_2.html 200", "/list_3.html 200"]);
    site.replies.set("/list.html", {
      body: list("/new.html", "/1a.html").replace("</ul>", `</ul><a href="/list_2.html">下一页</a>`),
      etag: '"new"',
    });
    clock.pass(3600_000);
    expect(await round()).toMatchObject({ announced: 4, discovered: 1 });
    expect(accessed(site).filter((line) => line.includes("list"))).toEqual(["/list.html conditional 200", "/list_2.html 200"]);
    clock.pass(3600_000);
    expect(await round()).toMatchObject({ list: "unchanged" });
  });

  it("is read on in the next round where a page of it could not be had for the moment, though nothing before it is new", async () => {
    const { site, round, clock } = await crawl(chain(3));
    const whole = site.replies.get("/list_2.html") ?? {};
    site.replies.set("/list_2.html", { status: 503 });
    expect(await round()).toMatchObject({ list: "read", announced: 2, discovered: 2 });
    accessed(site);
    site.replies.set("/list_2.html", whole);
    clock.pass(3600_000);
    expect(await round()).toMatchObject({ list: "read", announced: 6, discovered: 4 });
    expect(accessed(site)[0]).toBe("/list.html 200");
    clock.pass(3600_000);
    expect(await round()).toMatchObject({ list: "unchanged" });
  });

  it("is what it is when a further page cannot be had, leads away, or back", async () => {
    const { round } = await crawl((origin) => ({
      "/list.html": {
        body: list("/1.html").replace(
          "</ul>",
          `</ul><a href="https://b.gov.cn/list_2.html">下一页</a><a href="/list.html">2</a><a href="${origin}/list_3.html">3</a>`,
        ),
      },
      "/1.html": page(1),
    }));
    expect(await round()).toMatchObject({ list: "read", announced: 1 });
  });
});

describe("a list whose source says where it keeps its entries", () => {
  const body = `<html><body><div class="menu"><a href="/menu.html">关于政务公开的栏目说明</a></div>
    <div class="row"><em>2025年2月20日</em><p class="t"><a title="关于甲的通知全文" href="/1.html">关于甲…</a></p></div>
    <div class="row"><em>02-19</em><p class="t"><a href="/2.html">关于乙的通知</a></p></div><div class="row">无</div>
    <div class="pager"><a href="/p/2/">后页</a></div></body></html>`;
  const selectors = { entries: "div.row", link: ".t a", date: "em", next: ".pager a" };
  const second = {
    body: body
      .replaceAll("/1.html", "/3.html")
      .replaceAll("/2.html", "/4.html")
      .replace('<div class="pager"><a href="/p/2/">后页</a></div>', ""),
  };

  it("is read there and nowhere else, further pages too", async () => {
    const { round, store, site } = await crawl(() => ({ "/list.html": { body }, "/p/2/": second, "/1.html": page(1) }), {
      kind: "list",
      list: selectors,
    });
    expect(await round()).toMatchObject({ list: "read", announced: 4 });
    const row = await store.ledger.get(`${site.origin}/menu.html`);
    expect(row).toBeNull();
  });

  it("is redesigned when they find nothing", async () => {
    const { round, ledger } = await crawl(() => ({ "/list.html": { body: list("/1.html", "/2.html", "/3.html") } }), {
      kind: "list",
      list: selectors,
    });
    expect(await round()).toMatchObject({ list: "failed" });
    expect(await ledger()).toEqual({ "/list.html": "source.redesigned" });
  });
});

describe("a JSON interface", () => {
  const paths = { items: "data.list", link: "url", title: "title", date: "time", next: "data.next" };
  it("is read at its declared paths, further pages too", async () => {
    const answer = (items: object[], next: string | null) => ({
      body: JSON.stringify({ code: 0, data: { list: items, next } }),
      headers: { "content-type": "application/json" },
    });
    const { round, ledger, store, site } = await crawl(
      () => ({
        "/api?p=1": answer([{ url: "/1.html", title: "<em>关于</em>甲", time: 1740013200000 }, { title: "无" }], "/api?p=2"),
        "/api?p=2": answer([{ url: "2.html", time: "2025-02-19 10:00" }], null),
        "/1.html": page(1),
        "/2.html": page(2),
      }),
      { kind: "json", json: paths },
      "/api?p=1",
    );
    expect(await round()).toMatchObject({ list: "read", announced: 2, visits: { fetched: 2 } });
    expect(await ledger()).toEqual({ "/api?p=1": "listed", "/1.html": "indexed", "/2.html": "indexed" });
    expect((await store.sources.get("home"))?.arrivals).toEqual(["2025-02-19T02:00:00.000Z", "2025-02-20T01:00:00.000Z"]);
    expect(site.log.map(({ path }) => path)).toContain("/api?p=2");
  });

  it.each([
    ["an array as a whole", '[{"u":"/1"}]', { items: "@", link: "u" }, ["/1"]],
    ["a callback", 'cb({"a":[{"u":"/1"}]});', { items: "a", link: "u" }, ["/1"]],
    ["an entry of an array", '{"a":[{"b":[{"u":{"v":"/1"}}]}]}', { items: "a.0.b", link: "u.v" }, ["/1"]],
    ["nothing new", '{"a":[]}', { items: "a", link: "u" }, []],
    ["items of other kinds", '{"a":[1,null,"x",{"u":7},{"u":" /1 "}]}', { items: "a", link: "u" }, ["/1"]],
  ])("is read from %s", (_, text, where, links) => {
    expect(jsonList(text, where).announced.map(({ link }) => link)).toEqual(links);
  });

  it.each([
    ["is rebuilt", '{"rows":[]}', "source.redesigned"],
    ["has no array there", '{"data":{"list":{}}}', "source.redesigned"],
    ["is a page", "<html></html>", "extract.not-a-document"],
    ["asks for a prototype's field", '{"data":{"list":"x"}}', "source.redesigned"],
  ])("that %s is refused", (_, text, code) => {
    expect(() => jsonList(text, paths)).toThrow(expect.objectContaining({ code }));
  });
});

describe("what stands in place of a list", () => {
  it.each([
    ["a challenge", "<html><script>document.cookie='a=1';location.reload()</script></html>", "extract.challenge"],
    [
      "an empty shell",
      '<html><body><div id="app"></div><script src="/app.js"></script><script>render()</script></body></html>',
      "extract.scripted",
    ],
    ["a page that says it is gone", "<html><title>提示</title><body><p>您访问的页面不存在</p></body></html>", "extract.gone"],
    ["a page of nothing", "<html><body><p>栏目正在调整。</p></body></html>", "source.empty"],
    ["a feed of nothing", '<rss version="2.0"><channel><title>t</title></channel></rss>', "source.empty"],
    ["a sitemap of nothing", urlset([]), "source.empty"],
  ])("is called by its name: %s", async (_, body, reason) => {
    const { round, ledger } = await crawl(() => ({ "/list.html": { body } }));
    expect(await round()).toMatchObject({ list: "failed" });
    expect(await ledger()).toEqual({ "/list.html": reason });
  });
});

it("takes no more new documents than its limit, and the rest in the next rounds, although the list has not changed", async () => {
  const paths = Array.from({ length: 5 }, (_, i) => `/${i}.html`);
  const { round, clock, ledger } = await crawl(
    () => ({ "/list.html": { body: list(...paths), etag: '"l"' }, ...Object.fromEntries(paths.map((path, i) => [path, page(i + 1)])) }),
    { limits: { documents: 2 } },
  );
  for (const discovered of [2, 2, 1]) {
    expect(await round()).toMatchObject({ list: "read", discovered });
    clock.pass(3600_000);
  }
  expect(await round()).toMatchObject({ list: "unchanged" });
  expect(Object.values(await ledger()).filter((state) => state === "indexed")).toHaveLength(5);
});
