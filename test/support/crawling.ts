import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { crawlSource } from "../../src/crawl/crawl.js";
import type { CrawlSource } from "../../src/crawl/sources.js";
import { loadDictionary } from "../../src/dictionary/load.js";
import { attachmentLimits } from "../../src/extract/files/limits.js";
import { createFetcher, type FetcherOptions, fetcherDefaults } from "../../src/fetch/fetcher.js";
import { changeRow } from "../../src/ingest/change-row.js";
import { inputOf } from "../../src/ingest/process.js";
import { putCompared } from "../../src/ingest/put-compared.js";
import { defaultLimits } from "../../src/pipeline/limits.js";
import { runPipeline } from "../../src/pipeline/pipeline.js";
import { openMemoryQueue } from "../../src/queue/memory.js";
import type { CrawlJob, ProcessJob } from "../../src/queue/queue.js";
import { openParsers } from "../../src/sandbox/file-readers.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import { setClock } from "./clock.js";
import { generatedNotice } from "./notices.js";
import { type Reply, type Site, startSite } from "./site.js";

/** least milliseconds between two requests of the crawl */
export const gap = 2000;
export const queueOptions = {
  attempts: 3,
  backoff: 10,
  onError: (error: Error) => {
    throw error;
  },
};

/** A site on loopback and everything that crawls it, the pipeline included. */
export async function startCrawl(replies: Record<string, Reply>, options: Partial<FetcherOptions> = {}) {
  const clock = setClock("2025-03-01T00:00:00Z");
  const site = await startSite(replies, clock);
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-crawl-"));
  const store = openSqliteStore(join(folder, "store.db"));
  const dictionary = loadDictionary();
  const fetcher = createFetcher({ ...fetcherDefaults, gap, clock, allow: [site.address], ...options });
  const processQueue = openMemoryQueue<ProcessJob>(queueOptions);
  const crawlQueue = openMemoryQueue<CrawlJob>(queueOptions);
  onTestFinished(async () => {
    await Promise.all([processQueue.close(), crawlQueue.close(), fetcher.close(), site.close()]);
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const parsers = openParsers({ limits: attachmentLimits(10_000_000), time: 30_000, memory: 512 * 2 ** 20 });
  const services = { store, processQueue, crawlQueue, fetcher, parsers, clock, dictionary, limits: defaultLimits };
  const source: CrawlSource = { id: "home", name: "某市人民政府", url: `${site.origin}/list.html`, interval: 3600, revisit: 7 * 24 * 3600 };
  const ledger = async () => {
    const rows = await store.ledger.list({}, 100);
    return Object.fromEntries(rows.map(({ address, state, reason }) => [address.slice(site.origin.length), reason ?? state]));
  };
  /** Works the process queue until it is empty. */
  const processAll = async () => {
    const worker = await processQueue.process(
      async ({ id, address }) => {
        const page = await store.pages.get(id);
        if (page === null) throw new Error(`no page for ${address}`);
        const document = runPipeline(inputOf(page), services);
        const { state, address: heldUnder } = await putCompared(store, document, { page: page.digest, address }, () => null);
        await changeRow(store.ledger, address, clock, () => ({ state: heldUnder === address ? state : "duplicate", held: true, id }));
      },
      {
        concurrency: 1,
        onFailed: async (_, error) => {
          throw error;
        },
      },
    );
    await processQueue.idle();
    await worker.close();
  };
  const round = async () => {
    const result = await crawlSource(source, services);
    await processAll();
    return result;
  };
  return { site, services, source, clock, store, ledger, round, processAll };
}

/** An entry of a list of documents, the list, and a page of a document. */
export const entry = (path: string, date = "2025-02-20") =>
  `<li><a href="${path}">关于第${path.length}项工作的通知</a><span>${date}</span></li>`;
export const list = (...paths: string[]) => `<html><body><ul>${paths.map((path) => entry(path)).join("")}</ul></body></html>`;
export const page = (number: number): Reply => ({ body: generatedNotice(number), etag: `"p${number}"` });

/** What was asked since the last call, in order, with whether it was asked conditionally and how it was answered. */
export function accessed(site: Site): string[] {
  return site.log.splice(0).map(({ path, status, headers }) => `${path} ${headers["if-none-match"] ? "conditional " : ""}${status}`);
}
