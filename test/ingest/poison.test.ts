import { expect, it } from "vitest";
import { type Intake, ingest, workProcessQueue } from "../../src/ingest/ingest.js";
import { takeIn } from "../../src/ingest/intake.js";
import { processPage } from "../../src/ingest/process.js";
import { reconcile } from "../../src/ingest/reconcile.js";
import { createTrials } from "../../src/ingest/trials.js";
import { ZhengwenError } from "../../src/model/errors.js";
import type { Input } from "../../src/pipeline/input.js";
import { type ProcessJob, processJob } from "../../src/queue/jobs.js";
import { openMemoryQueue } from "../../src/queue/memory.js";
import { queueOptions, startCrawl } from "../support/crawling.js";
import { generatedNotice } from "../support/notices.js";

type Started = Awaited<ReturnType<typeof startCrawl>>;

const addressOf = (number: number) => `https://notices.example/${number}.html`;
const notice = (number: number): Intake => {
  const url = addressOf(number);
  const known = { url, finalUrl: url, contentType: "text/html", fetchedAt: null, hints: {}, attachments: [] };
  return { label: `${number}`, address: url, load: async () => ({ bytes: new TextEncoder().encode(generatedNotice(number)), ...known }) };
};

/**
 * A process of its own on the same store: its queue and what it has in hand are lost with it. `extracted` tells what it
 * began, in order; `died` resolves once it has begun on the page that it dies on, after which it does nothing more.
 */
function newProcess({ services }: Started, deadly: number | null) {
  const extracted: number[] = [];
  let die = () => {};
  const died = new Promise<void>((resolve) => {
    die = resolve;
  });
  const runner = {
    ...services.runner,
    extract: (input: Input) => {
      const number = Number(/(\d+)\.html$/.exec(input.url ?? "")?.[1]);
      extracted.push(number);
      if (number !== deadly) return services.runner.extract(input);
      die();
      return new Promise<never>(() => {});
    },
  };
  const processQueue = openMemoryQueue<ProcessJob>(queueOptions);
  return { services: { ...services, runner, processQueue, trials: createTrials() }, extracted, died };
}

it("an embedded run does not die on a page again before all else got in, and gives it up after three deaths", async () => {
  const crawl = await startCrawl({});
  const first = newProcess(crawl, 1);
  void ingest([notice(1)], first.services, { worksQueue: true });
  await first.died;
  for (const [deaths, number] of [2, 3].entries()) {
    expect(await crawl.store.ledger.get(addressOf(1))).toMatchObject({ state: "fetched", begun: deaths + 1 });
    const next = newProcess(crawl, 1);
    void ingest([notice(number)], next.services, { worksQueue: true });
    await next.died;
    expect(next.extracted).toEqual([number, 1]);
    expect(await crawl.store.ledger.get(addressOf(number))).toMatchObject({ state: "indexed", begun: 0 });
  }
  const last = newProcess(crawl, 1);
  const ingested = await ingest([notice(4)], last.services, { worksQueue: true });
  expect(ingested.map(({ row }) => row.state)).toEqual(["indexed"]);
  expect(last.extracted).toEqual([4]);
  expect(await crawl.store.ledger.get(addressOf(1))).toMatchObject({ state: "quarantined", reason: "pipeline.poison" });
  expect(crawl.ended.sort()).toEqual(["indexed", "indexed", "indexed", "pipeline.poison"]);
});

it("tries the neighbours of a page that killed its process alone, and stores them", async () => {
  const crawl = await startCrawl({});
  const { services, store } = crawl;
  const victim = newProcess(crawl, 2);
  // three in hand together: none ends before the process is gone
  const stuck = { ...victim.services, documentsAtATime: 3, runner: { ...services.runner, extract: () => new Promise<never>(() => {}) } };
  void ingest([notice(1), notice(2), notice(3)], stuck, { worksQueue: true });
  await expect
    .poll(async () => (await Promise.all([1, 2, 3].map((n) => store.ledger.get(addressOf(n))))).map((row) => row?.begun))
    .toEqual([1, 1, 1]);
  let running = 0;
  let most = 0;
  const next = newProcess(crawl, null);
  const counted = {
    ...next.services.runner,
    extract: async (input: Input) => {
      running++;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      const extraction = await next.services.runner.extract(input);
      running--;
      return extraction;
    },
  };
  await ingest([notice(4)], { ...next.services, documentsAtATime: 4, runner: counted }, { worksQueue: true });
  expect(most).toBe(1);
  const rows = await Promise.all([1, 2, 3, 4].map((number) => store.ledger.get(addressOf(number))));
  expect(rows.map((row) => row?.state)).toEqual(["indexed", "indexed", "indexed", "indexed"]);
});

it("does not blame a page for a process that fell silent with it and lives", async () => {
  const crawl = await startCrawl({});
  const { store } = crawl;
  const silent = newProcess(crawl, 1);
  void ingest([notice(1)], silent.services, { worksQueue: true });
  await silent.died;
  const other = newProcess(crawl, null);
  await reconcile(other.services, []);
  const worker = await workProcessQueue(other.services);
  await other.services.processQueue.idle();
  await worker.close();
  expect(await store.ledger.get(addressOf(1))).toMatchObject({ state: "indexed", begun: 0 });
});

it("does not count the tries of one process against a page, such as while the store is away", async () => {
  const crawl = await startCrawl({});
  const { store } = crawl;
  const { services } = newProcess(crawl, null);
  let tries = 0;
  const away = async () => {
    tries++;
    throw new ZhengwenError("store.unavailable", "it is away");
  };
  await takeIn(addressOf(1), await notice(1).load(), services);
  const row = await store.ledger.get(addressOf(1));
  const { job } = processJob({ id: row?.id ?? "", address: addressOf(1) });
  for (let time = 0; time < 5; time++) {
    await expect(processPage(job, { ...services, store: { ...store, put: away } })).rejects.toMatchObject({ code: "store.unavailable" });
  }
  expect(tries).toBe(5);
  expect(await store.ledger.get(addressOf(1))).toMatchObject({ state: "fetched", begun: 1 });
  await processPage(job, services);
  expect(await store.ledger.get(addressOf(1))).toMatchObject({ state: "indexed", begun: 0 });
});

it("leaves a page that takes long to another worker when its own is closed, and does not blame it", async () => {
  const crawl = await startCrawl({});
  const { store, services } = crawl;
  await takeIn(addressOf(1), await notice(1).load(), services);
  let begin = () => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  let end = () => {};
  const held = new Promise<void>((resolve) => (end = resolve));
  const slow = {
    ...services.runner,
    extract: async (...given: Parameters<typeof services.runner.extract>) => {
      begin();
      await held;
      return services.runner.extract(...given);
    },
  };
  const worker = await workProcessQueue({ ...services, runner: slow }, undefined, 1);
  await begun;
  await worker.close();
  expect(await store.ledger.get(addressOf(1))).toMatchObject({ state: "fetched", begun: 0 });
  expect(await services.processQueue.counts()).toMatchObject({ running: 0, delayed: 1 });
  await crawl.processAll();
  expect(await store.ledger.get(addressOf(1))).toMatchObject({ state: "indexed", begun: 0 });
  // whoever began it first does no harm when it ends after all
  end();
});

it("lets a page end that its worker has in hand when it is closed", async () => {
  const { store, services } = await startCrawl({});
  await takeIn(addressOf(1), await notice(1).load(), services);
  let begin = () => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const noticed = {
    ...services.runner,
    extract: (...given: Parameters<typeof services.runner.extract>) => {
      begin();
      return services.runner.extract(...given);
    },
  };
  const worker = await workProcessQueue({ ...services, runner: noticed }, undefined, 600_000);
  await begun;
  await worker.close();
  expect(await store.ledger.get(addressOf(1))).toMatchObject({ state: "indexed" });
});
