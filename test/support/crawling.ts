import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import { collectAttachments } from "../../src/crawl/attachments.js";
import { crawlSource } from "../../src/crawl/crawl.js";
import type { CrawlSource } from "../../src/crawl/sources.js";
import { loadDictionary, prepareDictionary } from "../../src/dictionary/load.js";
import { attachmentLimits } from "../../src/extract/files/limits.js";
import { createFetcher, type FetcherOptions, fetcherDefaults } from "../../src/fetch/fetcher.js";
import { workProcessQueue } from "../../src/ingest/ingest.js";
import { createTrials } from "../../src/ingest/trials.js";
import type { EndState } from "../../src/model/ledger.js";
import { defaultLimits } from "../../src/pipeline/limits.js";
import type { CrawlJob, ProcessJob } from "../../src/queue/jobs.js";
import { openMemoryQueue } from "../../src/queue/memory.js";
import { runInProcess } from "../../src/sandbox/document-runner.js";
import { openFileReaders } from "../../src/sandbox/file-readers.js";
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
  // the pipeline runs in this process: loading in the midst of a test would block it while connections grow old
  prepareDictionary(dictionary);
  const fetcher = createFetcher({ ...fetcherDefaults, gap, clock, allow: [site.address], ...options });
  const processQueue = openMemoryQueue<ProcessJob>(queueOptions);
  const crawlQueue = openMemoryQueue<CrawlJob>(queueOptions);
  onTestFinished(async () => {
    await Promise.all([processQueue.close(), crawlQueue.close(), fetcher.close(), site.close()]);
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const fileReaders = openFileReaders({ limits: attachmentLimits(10_000_000), time: 30_000, memory: 512 * 2 ** 20 });
  const ended: string[] = [];
  const services = {
    ...{
      store,
      processQueue,
      crawlQueue,
      fetcher,
      fileReaders,
      clock,
      dictionary,
      limits: defaultLimits,
      concurrency: 1,
      documentsAtATime: 1,
    },
    trials: createTrials(),
    runner: runInProcess(dictionary, defaultLimits),
    log: pino({ level: "silent" }),
    countAttempt: (state: EndState, reason: string | null) => ended.push(reason ?? state),
    observePipeline: () => undefined,
  };
  const source: CrawlSource = { id: "home", name: "某市人民政府", url: `${site.origin}/list.html`, interval: 3600, revisit: 7 * 24 * 3600 };
  const ledger = async () => {
    const rows = await store.ledger.list({}, 100);
    return Object.fromEntries(rows.map(({ address, state, reason }) => [address.slice(site.origin.length), reason ?? state]));
  };
  /** Works both queues until nothing is left in either. */
  const processAll = async () => {
    const workers = [
      await workProcessQueue(services),
      await crawlQueue.process(
        async (job, signal) => {
          if ("collect" in job) await collectAttachments(job.collect, services, signal);
        },
        { concurrency: 1, onFailed: async (_, error) => Promise.reject(error) },
      ),
    ];
    for (let left = 1; left > 0; ) {
      await processQueue.idle();
      await crawlQueue.idle();
      left = (await processQueue.counts()).waiting;
    }
    await Promise.all(workers.map((worker) => worker.close()));
  };
  const round = async () => {
    const result = await crawlSource(source, services);
    await processAll();
    return result;
  };
  return { site, services, source, clock, store, ledger, round, processAll, ended };
}

/** An entry of a list of documents, the list, and a page of a document. */
const entry = (path: string, date = "2025-02-20") => `<li><a href="${path}">关于第${path.length}项工作的通知</a><span>${date}</span></li>`;
export const list = (...paths: string[]) => `<html><body><ul>${paths.map((path) => entry(path)).join("")}</ul></body></html>`;
export const page = (number: number): Reply => ({ body: generatedNotice(number), etag: `"p${number}"` });

/** What was asked since the last call, in order, with whether it was asked conditionally and how it was answered. */
export function accessed(site: Site): string[] {
  return site.log.splice(0).map(({ path, status, headers }) => `${path} ${headers["if-none-match"] ? "conditional " : ""}${status}`);
}
