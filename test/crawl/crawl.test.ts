import iconv from "iconv-lite";
import { expect, it, onTestFinished } from "vitest";
import { crawlSource } from "../../src/crawl/crawl.js";
import { sourceStatuses } from "../../src/crawl/status.js";
import { changeRow } from "../../src/ingest/ledger.js";
import { reconcile } from "../../src/ingest/reconcile.js";
import { announced } from "../../src/model/ledger.js";
import type { ProcessJob } from "../../src/queue/jobs.js";
import { openMemoryQueue } from "../../src/queue/memory.js";
import { accessed, gap, list, page, queueOptions, startCrawl } from "../support/crawling.js";
import { generatedNotice } from "../support/notices.js";
import { type Reply, startSite } from "../support/site.js";

const day = 24 * 3600_000;

it("crawls a site twice: the second time it asks only what it must, and only on condition", async () => {
  const { site, clock, ledger, round, store } = await startCrawl({
    "/robots.txt": { body: "User-agent: *\nDisallow: /secret" },
    "/list.html": { body: list("/1.html", "/2.html", "/secret/3.html", "/gone.html"), etag: '"l1"' },
    "/1.html": page(1),
    "/2.html": page(2),
    "/secret/3.html": page(3),
  });
  const times = () => site.log.map(({ at }) => at);

  expect(await round()).toEqual({
    list: "read",
    announced: 4,
    discovered: 4,
    visits: { fetched: 2, unchanged: 0, failed: 2, postponed: 0 },
  });
  const gaps = times()
    .slice(1)
    .map((at, index) => at - (times()[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(gap);
  expect(accessed(site)).toEqual(["/robots.txt 200", "/list.html 200", "/1.html 200", "/2.html 200", "/gone.html 404"]);
  const states = {
    "/1.html": "indexed",
    "/2.html": "indexed",
    "/gone.html": "fetch.status",
    "/list.html": "listed",
    "/secret/3.html": "fetch.robots",
  };
  expect(await ledger()).toEqual(states);

  clock.pass(3600_000);
  expect(await round()).toEqual({
    list: "unchanged",
    announced: 0,
    discovered: 0,
    visits: { fetched: 0, unchanged: 0, failed: 0, postponed: 0 },
  });
  expect(accessed(site)).toEqual(["/list.html conditional 304"]);
  expect(await ledger()).toEqual(states);

  site.replies.set("/2.html", { body: generatedNotice(12), etag: '"p12"' });
  clock.pass(7 * day);
  expect((await round()).visits).toEqual({ fetched: 1, unchanged: 1, failed: 2, postponed: 0 });
  expect(accessed(site)).toEqual([
    "/robots.txt 200",
    "/list.html conditional 304",
    "/1.html conditional 304",
    "/2.html conditional 200",
    "/gone.html 404",
  ]);
  expect(await ledger()).toEqual({ ...states, "/1.html": "unchanged" });
  const row = await store.ledger.get(`${site.origin}/2.html`);
  expect((await store.get(row?.id ?? ""))?.revision).toBe(2);
});

it("follows what is new in a changed list, once whatever its tracking parameters", async () => {
  const { site, clock, round, ledger } = await startCrawl({
    "/list.html": { body: list("/1.html"), etag: '"l1"' },
    "/1.html": page(1),
    "/2.html?id=2": page(2),
  });
  await round();
  accessed(site);
  site.replies.set("/list.html", { body: list("/2.html?utm_source=home&id=2", "/2.html?id=2&spm=1", "/1.html#top"), etag: '"l2"' });
  clock.pass(3600_000);
  expect(await round()).toMatchObject({ list: "read", announced: 2, discovered: 1 });
  expect(accessed(site)).toEqual(["/list.html conditional 200", "/2.html?id=2 200"]);
  expect(await ledger()).toEqual({ "/1.html": "indexed", "/2.html?id=2": "indexed", "/list.html": "listed" });
});

it("reads a feed, in GBK as well, and gives its dates and titles to pages that have none", async () => {
  const body = "现将二〇二五年重点工作安排印发给你们，请认真贯彻执行，并将执行情况及时报告。".repeat(4);
  const feed = `<?xml version="1.0" encoding="GBK"?><rss version="2.0"><channel><title>要闻</title><item><title>关于重点工作的通知</title><link>/1.html</link><pubDate>Thu, 20 Feb 2025 09:00:00 +0800</pubDate></item></channel></rss>`;
  const { site, round, store } = await startCrawl({
    "/list.html": { body: iconv.encode(feed, "gbk"), headers: { "content-type": "application/rss+xml" } },
    "/1.html": { body: `<html><body><div class="content"><p>${body}</p><p>${body}</p></div></body></html>` },
  });
  expect(await round()).toMatchObject({ list: "read", announced: 1, visits: { fetched: 1 } });
  const row = await store.ledger.get(`${site.origin}/1.html`);
  expect(await store.get(row?.id ?? "")).toMatchObject({
    url: `${site.origin}/1.html`,
    title: "关于重点工作的通知",
    publishedAt: "2025-02-20T09:00:00+08:00",
    source: { id: "home", name: "某市人民政府" },
    fetchedAt: expect.stringMatching(/^2025-03-01T00:00:0\d\.000Z$/),
  });
});

it("makes no revision of a page whose list entry is gone when it is asked again", async () => {
  const bare = (etag: string): Reply => ({
    body: `<html><body><div class="content"><p>${"现将重点工作安排印发给你们，请认真贯彻执行。".repeat(6)}</p></div></body></html>`,
    etag,
  });
  const { site, clock, round, store } = await startCrawl({ "/list.html": { body: list("/1.html"), etag: '"l"' }, "/1.html": bare('"1"') });
  await round();
  site.replies.set("/1.html", bare('"2"'));
  clock.pass(7 * day);
  expect(await round()).toMatchObject({ list: "unchanged", visits: { fetched: 1 } });
  const row = await store.ledger.get(`${site.origin}/1.html`);
  expect(row?.state).toBe("unchanged");
  expect(await store.get(row?.id ?? "")).toMatchObject({ revision: 1, publishedAt: "2025-02-20" });
});

it("refuses a second port of the same machine, linked or redirected to", async () => {
  const { site, round, ledger, clock } = await startCrawl({});
  const canary = await startSite({ "/robots.txt": { body: "" }, "/x.html": page(1) }, clock);
  onTestFinished(canary.close);
  const feed = (links: string[]) =>
    `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>${links.map((link) => `<item><link>${link}</link></item>`).join("")}</channel></rss>`;
  site.replies.set("/list.html", { body: feed([`${canary.origin}/x.html`, "/away.html"]) });
  site.replies.set("/away.html", { status: 302, headers: { location: `${canary.origin}/x.html` } });
  expect((await round()).visits).toEqual({ fetched: 0, unchanged: 0, failed: 2, postponed: 0 });
  expect(canary.log).toEqual([]);
  expect(Object.values(await ledger()).sort()).toEqual(["fetch.address-refused", "fetch.address-refused", "listed"]);
});

it("calls a second address of one document a duplicate", async () => {
  const { round, ledger } = await startCrawl({
    "/list.html": { body: list("/1.html", "/old.html") },
    "/1.html": page(1),
    "/old.html": { status: 301, headers: { location: "/1.html" } },
  });
  await round();
  expect(await ledger()).toEqual({ "/1.html": "indexed", "/old.html": "duplicate", "/list.html": "listed" });
});

it("leaves a host alone for as long as it asks, then goes on where it was", async () => {
  const { site, clock, round, ledger } = await startCrawl({
    "/robots.txt": { body: "" },
    "/list.html": { body: list("/1.html", "/2.html", "/3.html") },
    "/1.html": page(1),
    "/2.html": { status: 429, headers: { "retry-after": "7200" } },
    "/3.html": page(3),
  });
  const asked = clock.now();
  expect((await round()).visits).toEqual({ fetched: 1, unchanged: 0, failed: 1, postponed: 1 });
  accessed(site);
  expect(await ledger()).toEqual({ "/1.html": "indexed", "/2.html": "fetch.unavailable", "/3.html": "queued", "/list.html": "listed" });
  clock.pass(3600_000);
  const waiting = await ledger();
  expect(await round()).toMatchObject({ list: "postponed", visits: { fetched: 0, failed: 0 } });
  expect(await round()).toMatchObject({ list: "postponed" });
  expect(site.log).toEqual([]);
  expect(await ledger()).toEqual(waiting);
  site.replies.set("/2.html", page(2));
  clock.pass(asked + 7200_000 + 60_000 - clock.now());
  expect(await round()).toMatchObject({ list: "read", visits: { fetched: 2 } });
  expect(await ledger()).toEqual({ "/1.html": "indexed", "/2.html": "indexed", "/3.html": "indexed", "/list.html": "listed" });
});

it.each<[string, Reply | undefined]>([
  ["fails", { status: 500 }],
  ["asks to wait", { status: 503, headers: { "retry-after": "300" } }],
  ["is cut off", (_, response) => void response.destroy()],
])("rejects nothing of a site whose robots.txt %s: list and pages wait, and go on once it can be had", async (_, reply) => {
  const { site, clock, round, ledger, store } = await startCrawl({
    "/robots.txt": { body: "" },
    "/list.html": { body: list("/1.html", "/2.html"), etag: '"l"' },
    "/1.html": page(1),
    "/2.html": page(2),
  });
  const home = async () => (await store.sources.get("home"))?.health;
  await round();
  const sound = await ledger();
  if (reply) site.replies.set("/robots.txt", reply);
  clock.pass(8 * day);
  accessed(site);
  for (let rounds = 0; rounds < 3; rounds++) {
    expect(await round()).toMatchObject({ list: "postponed", visits: { failed: 0, postponed: rounds === 0 ? 2 : expect.any(Number) } });
    expect(await ledger()).toEqual(sound);
    // not asked again before its time, however often somebody looks
    expect(await round()).toMatchObject({ list: "postponed", visits: { failed: 0, postponed: 0 } });
    const row = await store.ledger.get(`${site.origin}/list.html`);
    expect(Date.parse(row?.nextDue ?? "")).toBeGreaterThan(clock.now());
    clock.pass(3600_000);
  }
  expect(accessed(site).filter((line) => !line.startsWith("/robots.txt"))).toEqual([]);
  expect(await home()).toMatchObject({ state: "unhealthy", reason: "fetch.unavailable", detail: expect.stringContaining("robots.txt") });
  site.replies.set("/robots.txt", { body: "" });
  expect(await round()).toMatchObject({ list: "unchanged", visits: { unchanged: 2, failed: 0, postponed: 0 } });
  expect(await ledger()).toEqual({ "/1.html": "unchanged", "/2.html": "unchanged", "/list.html": "listed" });
  expect(await home()).toMatchObject({ state: "healthy" });
});

it("rejects nothing of a host that is left alone because it fails again and again, but what failed", async () => {
  const broken = (_: unknown, response: { destroy(): void }) => void response.destroy();
  const paths = ["/1.html", "/2.html", "/3.html", "/4.html", "/5.html"];
  const { site, clock, round, ledger } = await startCrawl({
    "/robots.txt": { body: "" },
    "/list.html": { body: list(...paths), etag: '"l"' },
    ...Object.fromEntries(paths.map((path, i) => [path, i < 3 ? broken : page(i)])),
  });
  expect((await round()).visits).toMatchObject({ failed: 3 });
  expect(await round()).toMatchObject({ list: "postponed", visits: { failed: 0, postponed: 2 } });
  const failed = Object.fromEntries(paths.slice(0, 3).map((path) => [path, "fetch.network"]));
  expect(await ledger()).toEqual({ ...failed, "/4.html": "queued", "/5.html": "queued", "/list.html": "listed" });
  accessed(site);
  clock.pass(60_000);
  expect(await round()).toMatchObject({ list: "unchanged", visits: { fetched: 2, failed: 0, postponed: 0 } });
  expect(accessed(site)).toEqual(["/list.html conditional 304", "/4.html 200", "/5.html 200"]);
});

it("asks for what failed before behind what did not, so that it keeps nothing sound waiting", async () => {
  const broken = (_: unknown, response: { destroy(): void }) => void response.destroy();
  const { site, clock, round } = await startCrawl({
    "/robots.txt": { body: "" },
    "/list.html": { body: list("/1.html", "/2.html", "/3.html"), etag: '"l"' },
    "/1.html": broken,
    "/2.html": page(2),
    "/3.html": page(3),
  });
  await round();
  accessed(site);
  clock.pass(8 * day);
  await round();
  expect(accessed(site).map((line) => line.split(" ")[0])).toEqual(["/robots.txt", "/list.html", "/2.html", "/3.html", "/1.html"]);
});

it("keeps the list of a new source waiting whose host is to be left alone, without counting it as a document", async () => {
  const { clock, round, ledger, store, site } = await startCrawl({
    "/robots.txt": { status: 500 },
    "/list.html": { body: list("/1.html") },
  });
  expect(await round()).toMatchObject({ list: "postponed", announced: 0 });
  expect(await ledger()).toEqual({ "/list.html": "listed" });
  expect(await sourceStatuses(store)).toMatchObject([{ source: "home", found: 0, rejected: {}, lastSuccess: null }]);
  site.replies.set("/robots.txt", { body: "" });
  clock.pass(3600_000);
  expect(await round()).toMatchObject({ list: "read", announced: 1 });
});

it("backs off from a page that fails, further each time", async () => {
  const { site, clock, round, store } = await startCrawl({
    "/list.html": { body: list("/1.html"), etag: '"l"' },
    "/1.html": { status: 500 },
  });
  const waits: number[] = [];
  for (let times = 0; times < 4; times++) {
    await round();
    const row = await store.ledger.get(`${site.origin}/1.html`);
    const wait = Date.parse(row?.nextDue ?? "") - Date.parse(row?.updatedAt ?? "");
    expect(row).toMatchObject({ state: "rejected", reason: "fetch.unavailable", attempts: times + 1 });
    waits.push(wait / 1000);
    clock.pass(wait);
  }
  expect(waits).toEqual([300, 600, 1200, 2400]);
});

it.each([
  ["names nothing", { body: "<html><body><p>栏目正在调整。</p></body></html>" }, "source.empty"],
  ["is not there", { status: 404 }, "fetch.status"],
  ["is a picture", { body: Buffer.from("89504e470d0a1a0a0000000d", "hex") }, "input.not-text"],
])("says why a list failed that %s, and asks it anew in the next round", async (_, reply, reason) => {
  const { site, clock, round, ledger } = await startCrawl({ "/list.html": { ...reply, etag: '"broken"' }, "/1.html": page(1) });
  expect(await round()).toMatchObject({ list: "failed" });
  expect(await ledger()).toEqual({ "/list.html": reason });
  site.replies.set("/list.html", { body: list("/1.html"), etag: '"whole"' });
  accessed(site);
  clock.pass(3600_000);
  expect(await round()).toMatchObject({ list: "read" });
  expect(accessed(site)[0]).toBe("/list.html 200");
  expect(await ledger()).toEqual({ "/list.html": "listed", "/1.html": "indexed" });
});

it("finds again what a round left undone that died after the list", async () => {
  const { site, services, source, round, ledger } = await startCrawl({
    "/list.html": { body: list("/1.html", "/2.html"), etag: '"l"' },
    "/1.html": page(1),
    "/2.html": page(2),
  });
  const stopping = new AbortController();
  const fetcher = {
    ...services.fetcher,
    fetch: async (request: Parameters<typeof services.fetcher.fetch>[0]) => {
      if (request.url.endsWith("/2.html")) stopping.abort(new Error("the worker is being closed"));
      return services.fetcher.fetch(request);
    },
  };
  await expect(crawlSource(source, { ...services, fetcher }, stopping.signal)).rejects.toThrow("the worker is being closed");
  expect(await ledger()).toEqual({ "/1.html": "fetched", "/2.html": "queued", "/list.html": "listed" });
  accessed(site);
  expect(await round()).toMatchObject({ list: "unchanged", visits: { fetched: 1 } });
  expect(accessed(site)).toEqual(["/list.html conditional 304", "/2.html 200"]);
  expect(await ledger()).toEqual({ "/1.html": "indexed", "/2.html": "indexed", "/list.html": "listed" });
});

it("ends in the midst of a long list when its worker is closed, and finds the rest in the next round", async () => {
  const paths = Array.from({ length: 30 }, (_, i) => `/${i}.html`);
  const { site, services, source, store, round } = await startCrawl({ "/list.html": { body: list(...paths), etag: '"l"' } });
  const stopping = new AbortController();
  let written = 0;
  const ledger: typeof store.ledger = {
    ...store.ledger,
    write: (row) => {
      if (++written === 3) stopping.abort(new Error("the worker is being closed"));
      return store.ledger.write(row);
    },
  };
  const slow = { ...services, store: { ...store, ledger } };
  await expect(crawlSource(source, slow, stopping.signal)).rejects.toThrow("the worker is being closed");
  expect(written).toBe(3);
  expect(await store.ledger.list({}, 100)).toHaveLength(3);
  accessed(site);
  expect(await round()).toMatchObject({ list: "read", announced: 30, discovered: 27 });
  expect(accessed(site)[0]).toBe("/list.html 200");
});

it("does not fetch again what was taken down", async () => {
  const { site, clock, round, store, ledger } = await startCrawl({ "/list.html": { body: list("/1.html") }, "/1.html": page(1) });
  await round();
  const row = await store.ledger.get(`${site.origin}/1.html`);
  await store.remove(row?.id ?? "", "2025-03-01T01:00:00Z");
  accessed(site);
  site.replies.set("/list.html", { body: list("/1.html", "/moved.html") });
  site.replies.set("/moved.html", { status: 301, headers: { location: "/1.html" } });
  clock.pass(30 * day);
  await round();
  expect(await ledger()).toEqual({ "/1.html": "removed", "/moved.html": "removed", "/list.html": "listed" });
  expect(await store.get(row?.id ?? "")).toBeNull();
  accessed(site);
  clock.pass(30 * day);
  await round();
  expect(accessed(site)).toEqual(["/robots.txt 404", "/list.html 200"]);
});

it("queues again what the queue forgot, and only that", async () => {
  const { services, source, ledger, processAll } = await startCrawl({
    "/list.html": { body: list("/1.html", "/2.html") },
    "/1.html": page(1),
    "/2.html": { status: 429, headers: { "retry-after": "60" } },
  });
  const forgetful = openMemoryQueue<ProcessJob>(queueOptions);
  await crawlSource(source, { ...services, processQueue: forgetful });
  await forgetful.close();
  await changeRow("https://a.gov.cn/1", announced("home"), services);
  await changeRow("https://a.gov.cn/2", announced("none"), services);
  expect(await reconcile(services, [source])).toEqual({ fetched: 1, suspects: 0, sources: ["home"], orphaned: 1 });
  expect(await reconcile(services, [source])).toEqual({ fetched: 1, suspects: 0, sources: ["home"], orphaned: 1 });
  expect(await services.processQueue.counts()).toMatchObject({ waiting: 1 });
  expect(await services.crawlQueue.counts()).toMatchObject({ waiting: 1 });
  await processAll();
  expect((await ledger())["/1.html"]).toBe("indexed");
  expect(await reconcile(services, [source])).toMatchObject({ fetched: 0 });
});
