import { expect, it, onTestFinished } from "vitest";
import { crawlSource } from "../../src/crawl/crawl.js";
import { createLanes } from "../../src/crawl/lanes.js";
import { crawlOnSchedule } from "../../src/crawl/schedule.js";
import type { CrawlSource } from "../../src/crawl/sources.js";
import { createFetcher, fetcherDefaults } from "../../src/fetch/fetcher.js";
import { workProcessQueue } from "../../src/ingest/ingest.js";
import { list, page, startCrawl } from "../support/crawling.js";
import { type Site, startSite } from "../support/site.js";

const signal = new AbortController().signal;

it("four hosts that hang do not keep a fifth waiting, whatever the number of jobs in hand", async () => {
  const crawl = await startCrawl({ "/list.html": { body: list("/1.html") }, "/1.html": page(1) });
  const { site, source, store } = crawl;
  const hanging: Site[] = [];
  for (let i = 0; i < 4; i++) {
    const silent = await startSite({ "/robots.txt": () => {} }, crawl.clock, `127.0.0.${i + 2}`);
    onTestFinished(silent.close);
    hanging.push(silent);
  }
  const fetcher = createFetcher({ ...fetcherDefaults, gap: 0, allow: [site, ...hanging].map(({ address }) => address) });
  onTestFinished(fetcher.close);
  const sources: CrawlSource[] = [...hanging, site].map(({ origin }, i) => ({ ...source, id: `s${i}`, url: `${origin}/list.html` }));
  const closers: (() => Promise<void>)[] = [];
  const shutdown = { signal, onClose: (_: string, close: () => Promise<void>) => closers.push(close) };
  const clock = { now: () => crawl.clock.now(), sleep: (_: number, ending?: AbortSignal) => untilAborted(ending) };
  const services = { ...crawl.services, fetcher, clock, shutdown };
  await crawlOnSchedule(sources, services, () => workProcessQueue(services));
  await expect.poll(async () => (await store.ledger.get(`${site.origin}/1.html`))?.state, { timeout: 50_000 }).toBe("indexed");
  for (const { origin } of hanging) expect(await store.ledger.get(`${origin}/list.html`)).toBeNull();
  for (const close of closers.reverse()) await close();
});

it("ends a round whose site falls silent, and asks for the rest in the next", async () => {
  const paths = Array.from({ length: 8 }, (_, i) => `/${i}.html`);
  const silent = Object.fromEntries(paths.map((path) => [path, (_: unknown, response: { destroy(): void }) => void response.destroy()]));
  const { services, source, ledger } = await startCrawl({ "/list.html": { body: list(...paths) }, ...silent });
  expect((await crawlSource(source, services)).visits).toEqual({ fetched: 0, unchanged: 0, failed: 3, postponed: 0 });
  expect(Object.values(await ledger()).filter((state) => state === "queued")).toHaveLength(5);
});

it("works the jobs of a host one after the other in one slot, each once, and tells of those that fail", async () => {
  const lost: string[] = [];
  const lanes = createLanes((key) => lost.push(key));
  const done: string[] = [];
  let free = () => {};
  const held = lanes.run("a", "1", () => new Promise<void>((resolve) => (free = resolve)), signal);
  const does = (key: string) => async () => void done.push(key);
  await lanes.run("a", "2", does("2"), signal);
  await lanes.run("a", "2", does("2"), signal);
  await lanes.run("a", "3", () => Promise.reject(new Error("no")), signal);
  await lanes.run("a", "4", does("4"), signal);
  await lanes.run("b", "5", does("5"), signal);
  expect(done).toEqual(["5"]);
  free();
  await held;
  expect(done).toEqual(["5", "2", "4"]);
  expect(lost).toEqual(["3"]);
  await expect(lanes.run("a", "6", () => Promise.reject(new Error("own")), signal)).rejects.toThrow("own");
});

function untilAborted(ending?: AbortSignal): Promise<void> {
  return new Promise((_, reject) => ending?.addEventListener("abort", () => reject(ending.reason), { once: true }));
}
