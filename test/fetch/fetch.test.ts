import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { createFetcher, type FetcherOptions, fetcherDefaults } from "../../src/fetch/fetcher.js";
import { setClock } from "../support/clock.js";
import { type Reply, rawBytes, type Site, startSite, type Writer } from "../support/site.js";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const clock = setClock("2025-03-01T00:00:00Z");

async function site(replies: Record<string, Reply>): Promise<Site> {
  const started = await startSite({ "/robots.txt": { status: 404 }, ...replies }, clock);
  closing.push(started.close);
  return started;
}

function fetcherFor(allowed: readonly Site[], options: Partial<FetcherOptions> = {}) {
  const fetcher = createFetcher({ ...fetcherDefaults, clock, allow: allowed.map(({ address }) => address), ...options });
  closing.push(fetcher.close);
  return fetcher;
}

/** A page of some length in each form that is sent compressed. */
const long = Buffer.from(Array.from({ length: 400 }, (_, i) => `第${i * 7919}条`).join("\n"));
const encodings: [string, Buffer][] = [
  ["gzip", gzipSync(long)],
  ["deflate", deflateSync(long)],
  ["br", brotliCompressSync(long)],
  ["gzip, br", brotliCompressSync(gzipSync(long))],
];

const limits = { deadline: 400, bytes: 20_000, redirects: 5 };
const zeros = Buffer.alloc(50_000_000);

const dripping: Writer = (_, response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write("x"), 20);
  response.once("close", () => clearInterval(timer));
};

const pouring: Writer = (_, response) => {
  response.writeHead(200);
  const pour = () => {
    while (response.write(Buffer.alloc(4096, "x")));
  };
  response.on("drain", pour);
  pour();
};

describe("a fetch", () => {
  it("gives the bytes, the headers that matter, and when", async () => {
    const home = await site({ "/a": { body: "政文", etag: '"1"', lastModified: "Sat, 01 Mar 2025 00:00:00 GMT" } });
    const page = await fetcherFor([home]).fetch({ url: `${home.origin}/a#part` });
    expect(page).toEqual({
      status: "fetched",
      bytes: Buffer.from("政文"),
      finalUrl: `${home.origin}/a`,
      contentType: "text/html; charset=utf-8",
      etag: '"1"',
      lastModified: "Sat, 01 Mar 2025 00:00:00 GMT",
      fetchedAt: new Date(clock.now()).toISOString(),
    });
    expect(home.log.at(-1)?.headers).toMatchObject({ "user-agent": fetcherDefaults.userAgent });
  });

  it("sends validators back and understands 304", async () => {
    const lastModified = "Sat, 01 Mar 2025 00:00:00 GMT";
    const home = await site({ "/etag": { body: "a", etag: '"1"' }, "/modified": { body: "a", lastModified } });
    const fetcher = fetcherFor([home]);
    expect(await fetcher.fetch({ url: `${home.origin}/etag`, etag: '"1"' })).toMatchObject({ status: "unchanged", etag: '"1"' });
    expect(await fetcher.fetch({ url: `${home.origin}/modified`, lastModified })).toMatchObject({ status: "unchanged", lastModified });
    expect(await fetcher.fetch({ url: `${home.origin}/etag`, etag: '"0"' })).toMatchObject({ status: "fetched" });
  });

  it.each([
    ["gzip", gzipSync("正文")],
    ["deflate", deflateSync("正文")],
    ["br", brotliCompressSync("正文")],
    ["gzip, br", brotliCompressSync(gzipSync("正文"))],
  ])("undoes %s", async (encoding, body) => {
    const home = await site({ "/a": { body, headers: { "content-encoding": encoding } } });
    expect(await fetcherFor([home]).fetch({ url: `${home.origin}/a` })).toMatchObject({ bytes: Buffer.from("正文") });
  });

  it("follows redirects by hand to the final address", async () => {
    const home = await site({
      "/1": { status: 301, headers: { location: "/2?x=1" } },
      "/2?x=1": { status: 302, headers: { location: "3#end" } },
      "/3": { body: "a" },
    });
    expect(await fetcherFor([home]).fetch({ url: `${home.origin}/1` })).toMatchObject({ finalUrl: `${home.origin}/3` });
  });

  it.each([
    ["UTF-8", rawBytes("/通知"), "/%E9%80%9A%E7%9F%A5"],
    ["GBK", "/\xcd\xa8\xd6\xaa", "/%CD%A8%D6%AA"],
  ])("follows a redirect in raw %s", async (_, location, path) => {
    const home = await site({ "/1": { status: 302, headers: { location } }, [path]: { body: "a" } });
    expect(await fetcherFor([home]).fetch({ url: `${home.origin}/1` })).toMatchObject({ finalUrl: home.origin + path });
  });

  it("takes what is whole: with bytes behind it, in two parts, or of nothing", async () => {
    const headers = { "content-encoding": "gzip" };
    const home = await site({
      "/padded": { body: Buffer.concat([gzipSync(long), Buffer.alloc(8)]), headers },
      "/parts": { body: Buffer.concat([gzipSync("上"), gzipSync("下")]), headers },
      "/nothing": { body: gzipSync(""), headers },
    });
    const fetcher = fetcherFor([home]);
    expect(await fetcher.fetch({ url: `${home.origin}/padded` })).toMatchObject({ bytes: long });
    expect(await fetcher.fetch({ url: `${home.origin}/parts` })).toMatchObject({ bytes: Buffer.from("上下") });
    expect(await fetcher.fetch({ url: `${home.origin}/nothing` })).toMatchObject({ bytes: Buffer.alloc(0) });
  });

  it.each([
    ["a stub", `<html><head><meta http-equiv="refresh" content="0;url=/to?a=1&amp;b=2"></head><body>正在跳转…</body></html>`],
    ["one in single quotes", `<META content='3; URL="/to?a=1&b=2"' HTTP-EQUIV='Refresh'>`],
  ])("goes on where %s leads", async (_, body) => {
    const home = await site({ "/stub": { body }, "/to?a=1&b=2": { body: "there" } });
    expect(await fetcherFor([home]).fetch({ url: `${home.origin}/stub` })).toMatchObject({ finalUrl: `${home.origin}/to?a=1&b=2` });
  });

  it.each([
    ["that is read and refreshes itself", `<meta http-equiv="refresh" content="0;url=/to"><p>${"现将有关事项通知如下。".repeat(9)}</p>`],
    ["that leads on after a minute", `<meta http-equiv="refresh" content="60;url=/to">`],
    ["that leads to itself", `<meta http-equiv="refresh" content="0;url=/page">`],
    ["that has the words in a comment", `<!-- <meta http-equiv="refresh" content="0;url=/to"> --><p>a</p>`],
    ["that says how it is framed", `<meta http-equiv="content-type" content="0;url=/to">`],
  ])("stays at a page %s", async (_, body) => {
    const home = await site({ "/page": { body }, "/to": { body: "there" } });
    expect(await fetcherFor([home]).fetch({ url: `${home.origin}/page` })).toMatchObject({ finalUrl: `${home.origin}/page` });
  });

  it("stops when its signal aborts, with the signal's reason", async () => {
    const home = await site({ "/slow": () => {} });
    const stopping = new AbortController();
    const fetching = fetcherFor([home]).fetch({ url: `${home.origin}/slow`, signal: stopping.signal });
    const reason = new Error("the worker is being closed");
    setImmediate(() => stopping.abort(reason));
    await expect(fetching).rejects.toBe(reason);
  });
});

describe("a fetch fails", () => {
  const cases: [string, Reply, string, object][] = [
    ["where there is no page", { status: 404 }, "fetch.status", { httpStatus: 404, retryAt: null }],
    ["where it is forbidden", { status: 403 }, "fetch.status", { httpStatus: 403 }],
    ["on a server's fault", { status: 503 }, "fetch.unavailable", { httpStatus: 503, retryAt: null }],
    ["on a part of a page", { status: 206, body: "a" }, "fetch.status", { httpStatus: 206 }],
    ["on a 304 that was not asked for", { status: 304 }, "fetch.status", { httpStatus: 304 }],
    ["on a redirect to nowhere", { status: 302 }, "fetch.status", { httpStatus: 302 }],
    ["on an endless redirect", { status: 302, headers: { location: "/page" } }, "fetch.redirects", {}],
    ["on a redirect to a file", { status: 302, headers: { location: "file:///etc/passwd" } }, "fetch.address-refused", {}],
    ["on a redirect to data", { status: 302, headers: { location: "data:text/html,x" } }, "fetch.address-refused", {}],
    ["on a redirect with a password", { status: 302, headers: { location: "http://a:b@127.0.0.1/" } }, "fetch.address-refused", {}],
    ["over the limit", { body: Buffer.alloc(20_001) }, "fetch.too-large", {}],
    ["on a gzip bomb", { body: gzipSync(zeros), headers: { "content-encoding": "gzip" } }, "fetch.too-large", {}],
    ["on a brotli bomb", { body: brotliCompressSync(zeros), headers: { "content-encoding": "br" } }, "fetch.too-large", {}],
    ["on a deflate bomb", { body: deflateSync(zeros), headers: { "content-encoding": "deflate" } }, "fetch.too-large", {}],
    ["on a bomb in a bomb", { body: gzipSync(gzipSync(zeros)), headers: { "content-encoding": "gzip, gzip" } }, "fetch.too-large", {}],
    ...encodings.map(([encoding, body]): [string, Reply, string, object] => [
      `on ${encoding} that ends too early`,
      { body: body.subarray(0, Math.floor(body.length * 0.7)), headers: { "content-encoding": encoding } },
      "fetch.network",
      {},
    ]),
    ["on what is no gzip", { body: "plain", headers: { "content-encoding": "gzip" } }, "fetch.network", {}],
    ["on headers that never come", () => {}, "fetch.timeout", {}],
    ["on a body that never ends", dripping, "fetch.timeout", {}],
    ["on an endless body", pouring, "fetch.too-large", {}],
    [
      "on a body that is cut off",
      (_, response) => void response.writeHead(200, { "content-length": "100" }).write("a", () => response.destroy()),
      "fetch.network",
      {},
    ],
  ];
  it.each(cases)("%s", async (_, reply, code, said) => {
    const home = await site({ "/page": reply });
    const deadline = code === "fetch.timeout" ? limits.deadline : 30_000;
    const failing = fetcherFor([home], { limits: { ...limits, deadline } }).fetch({ url: `${home.origin}/page` });
    await expect(failing).rejects.toMatchObject({ code, ...said });
  });

  it("after its deadline although each hop is quick enough", async () => {
    const hop =
      (location: string): Reply =>
      (_, response) => {
        setTimeout(() => response.writeHead(302, { location }).end(), 150);
      };
    const home = await site({ "/1": hop("/2"), "/2": hop("/3"), "/3": hop("/4"), "/4": { body: "a" } });
    await expect(fetcherFor([home], { limits }).fetch({ url: `${home.origin}/1` })).rejects.toMatchObject({ code: "fetch.timeout" });
    expect(home.log.map(({ path }) => path)).not.toContain("/4");
  });

  it("and lets go of the connection", async () => {
    const home = await site({ "/page": pouring });
    const fetcher = fetcherFor([home], { limits: { ...limits, deadline: 30_000 } });
    await expect(fetcher.fetch({ url: `${home.origin}/page` })).rejects.toMatchObject({ code: "fetch.too-large" });
    await expect.poll(() => home.log.map(({ path }) => path)).toContain("/page");
  });

  it.each([
    ["120", 120_000],
    ["Sat, 01 Mar 2025 12:00:00 GMT", 12 * 3600_000],
    ["soon", null],
  ])("saying until when the site asks to wait: %s", async (value, wait) => {
    const still = setClock("2025-03-01T00:00:00Z");
    const home = await site({ "/a": { status: 429, headers: { "retry-after": value } } });
    const failing = fetcherFor([home], { clock: still, gap: 0 }).fetch({ url: `${home.origin}/a` });
    await expect(failing).rejects.toMatchObject({ code: "fetch.unavailable", retryAt: wait === null ? null : still.now() + wait });
  });
});
