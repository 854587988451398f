import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { pino } from "pino";
import { expect, it, onTestFinished } from "vitest";
import { startReconciler } from "../../src/ingest/reconciler.js";
import { systemClock } from "../../src/model/clock.js";
import { blankRow } from "../../src/model/ledger.js";
import { openBullQueue } from "../../src/queue/bullmq/queue.js";
import type { CrawlJob, ProcessJob } from "../../src/queue/jobs.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import { startRedis } from "./redis.js";
import { describeWithRedis } from "./suite.js";

describeWithRedis("a Redis that is flushed", () => {
  it("is given back the timetable and what waits for the pipeline, by whichever worker runs", async () => {
    const server = await startRedis();
    onTestFinished(server.stop);
    const folder = mkdtempSync(join(tmpdir(), "zhengwen-flush-"));
    const store = openSqliteStore(join(folder, "store.db"));
    const open = <Job extends object>(name: string) => {
      const shared = { redisUrl: server.url, prefix: `flush-${randomUUID()}`, attempts: 3, backoff: 20, onError: () => undefined };
      const queue = openBullQueue<Job>({ ...shared, name });
      onTestFinished(() => queue.close());
      return queue;
    };
    const [processQueue, crawlQueue] = [open<ProcessJob>("process"), open<CrawlJob>("crawl")];
    // a minute passes when the test says so
    let sleepers: (() => void)[] = [];
    const nextMinute = () => {
      const woken = sleepers;
      sleepers = [];
      for (const wake of woken) wake();
    };
    const sleep = (_: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        sleepers.push(resolve);
        signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      });
    const services = { store, processQueue, crawlQueue, clock: { ...systemClock, sleep }, log: pino({ level: "silent" }) };

    const rounds: CrawlJob[] = [];
    await crawlQueue.process(async (job) => void rounds.push(job), { concurrency: 1, onFailed: (_, error) => Promise.reject(error) });
    const timetable = [{ key: "home", seconds: 3600, job: { source: "home" } }];
    const reconcilers = [startReconciler(services, [], () => crawlQueue.schedule(timetable)), startReconciler(services, [])];
    onTestFinished(async () => {
      await Promise.all(reconcilers.map((each) => each.close()));
      await store.close();
      rmSync(folder, { recursive: true });
    });
    await expect.poll(() => rounds.length, { timeout: 10_000 }).toBe(1);

    const address = "https://a.gov.cn/1.html";
    await store.ledger.write({ ...blankRow(address, "2025-03-01T00:00:00.000Z"), state: "fetched", id: "0".repeat(32) });
    const redis = new Redis(server.url);
    await redis.flushall();
    redis.disconnect();
    expect(await processQueue.counts()).toMatchObject({ waiting: 0 });
    await expect.poll(() => sleepers.length).toBe(2);
    nextMinute();
    await expect.poll(async () => (await processQueue.counts()).waiting, { timeout: 10_000 }).toBe(1);
    await expect.poll(() => rounds.length, { timeout: 10_000 }).toBe(2);
  });
});
