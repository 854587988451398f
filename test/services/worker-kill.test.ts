import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, it, vi } from "vitest";
import { readConfig } from "../../src/app/config.js";
import { openServices, type Services } from "../../src/app/services.js";
import { takeIn } from "../../src/ingest/intake.js";
import { generatedNotice } from "../support/notices.js";
import { describeWithServices } from "./suite.js";

const count = 500;
/** how many are done when the worker is killed */
const killedAt = 120;

describeWithServices("a process worker killed with -9", ({ redisUrl, esUrl }) => {
  const workers: ChildProcess[] = [];
  let services: Services | undefined;

  afterEach(async () => {
    for (const worker of workers) worker.kill("SIGKILL");
    await services?.shutdown.close();
  });

  it(`leaves ${count} documents in the index, each exactly once`, { timeout: 240_000 }, async () => {
    const prefix = `kill-${process.pid}`;
    const environment = {
      ZHENGWEN_REDIS_URL: redisUrl,
      ZHENGWEN_ES_URL: esUrl,
      ZHENGWEN_ES_PREFIX: prefix,
      ZHENGWEN_QUEUE_PREFIX: prefix,
      ZHENGWEN_STALLED_SECONDS: "2",
      ZHENGWEN_LOG_LEVEL: "warn",
    };
    const opened = await openServices(readConfig(environment));
    services = opened;
    const { store } = opened;
    const addresses = Array.from({ length: count }, (_, i) => `https://notices.example/${i}.html`);
    for (const [i, url] of addresses.entries()) {
      const bytes = new TextEncoder().encode(generatedNotice(i));
      const input = {
        bytes,
        url,
        finalUrl: url,
        contentType: "text/html",
        fetchedAt: "2024-01-01T08:00:00+08:00",
        hints: {},
        attachments: [],
      };
      await takeIn(url, input, opened);
    }
    const start = () => {
      const worker = spawn(process.execPath, ["dist/workers/process.js"], {
        env: { ...process.env, ...environment },
        stdio: "inherit",
      });
      workers.push(worker);
      return worker;
    };
    const victim = start();
    start();
    const done = async () => {
      await store.refresh();
      const counts = await store.ledger.counts();
      return counts.filter(({ state }) => state === "indexed" || state === "unchanged").reduce((sum, row) => sum + row.count, 0);
    };
    const often = { timeout: 200_000, interval: 100 };
    await vi.waitFor(async () => expect(await done()).toBeGreaterThan(killedAt), often);
    expect(await done()).toBeLessThan(count);
    victim.kill("SIGKILL");
    await once(victim, "exit");
    await vi.waitFor(async () => expect(await done()).toBe(count), often);

    // the last record may have been written while the indices were being refreshed one by one
    await store.refresh();
    const counts = await store.ledger.counts();
    expect(counts.reduce((sum, row) => sum + row.count, 0)).toBe(count);
    const ids = await store.ids({}, 10 * count);
    expect(new Set(ids).size).toBe(count);
    expect(ids).toHaveLength(count);
    const rows = await Promise.all(addresses.map((address) => store.ledger.get(address)));
    expect(rows.map((row) => row?.id).sort()).toEqual([...ids].sort());
    for (const id of ids) expect((await store.get(id))?.revision).toBe(1);
  });
});
