import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Redis } from "ioredis";
import { expect, it, onTestFinished, vi } from "vitest";
import { openBullQueue } from "../../src/queue/bullmq/queue.js";
import { startRedis } from "../services/redis.js";
import { discard, freePort, launch } from "../services/server.js";
import { describeWithRedis } from "../services/suite.js";

/** What only a queue in Redis can meet. */
describeWithRedis("queue in Redis: faults", (redisUrl) => {
  const open = (url: string, prefix = `test-${randomUUID()}`) =>
    openBullQueue<{ id: string }>({
      redisUrl: url,
      prefix,
      name: "pages",
      attempts: 3,
      backoff: 20,
      patience: 300,
      onError: () => {},
    });

  it.each([
    ["appendonly", "no", "set appendonly to yes"],
    ["maxmemory-policy", "allkeys-lru", "set maxmemory-policy to noeviction (it is allkeys-lru)"],
  ])("is not ready on a Redis whose %s is %s", async (setting, value, remedy) => {
    const server = await startRedis();
    onTestFinished(server.stop);
    const redis = new Redis(server.url);
    await redis.config("SET", setting, value);
    redis.disconnect();
    const queue = open(server.url);
    await expect(queue.ready()).rejects.toMatchObject({ code: "queue.misconfigured", message: expect.stringContaining(remedy) });
    await queue.close();
  });

  it("says that Redis is away, and works once it is there", async () => {
    const port = await freePort();
    const queue = open(`redis://127.0.0.1:${port}`);
    onTestFinished(queue.close);
    await expect(queue.ready()).rejects.toMatchObject({ code: "queue.unavailable" });
    await expect(queue.add([{ id: "a", job: { id: "a" } }])).rejects.toMatchObject({ code: "queue.unavailable" });
    await startRedisOn(port);
    await vi.waitFor(() => queue.ready(), { timeout: 20_000 });
    const done: string[] = [];
    await queue.process(async ({ id }) => void done.push(id), { concurrency: 1, onFailed: async () => {} });
    await queue.add([{ id: "a", job: { id: "a" } }]);
    await queue.idle();
    expect(done).toContain("a");
  });

  it("keeps deployments with other prefixes apart", async () => {
    const [one, other] = [open(redisUrl), open(redisUrl)];
    await one.add([{ id: "a", job: { id: "a" } }]);
    expect(await other.counts()).toEqual({ waiting: 0, running: 0, delayed: 0 });
    await Promise.all([one.close(), other.close()]);
  });

  it("gives up a job on which workers died three times, and does its neighbours", async () => {
    const prefix = `test-${randomUUID()}`;
    const queue = open(redisUrl, prefix);
    await queue.add(["a", "poison", "b", "c"].map((id) => ({ id, job: { id } })));
    const lines = await untilAll(4, redisUrl, prefix);
    expect(lines.sort()).toEqual(["done a", "done b", "done c", "failed poison queue.stalled"]);
    await queue.idle();
    await queue.close();
  });
});

async function startRedisOn(port: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-redis-"));
  const args = ["--bind", "127.0.0.1", "--port", String(port), "--dir", folder, "--appendonly", "yes"];
  const answers = () =>
    new Promise<boolean>((resolve) => {
      const socket = createConnection(port, "127.0.0.1", () => resolve(true)).once("error", () => resolve(false));
      socket.unref().end();
    });
  const child = await launch({ name: "redis-server", command: "redis-server", args, options: {}, folder, answers, seconds: 20 });
  onTestFinished(() => discard(child, folder));
}

/** Runs worker processes, a new one for each that died, until so many lines were said. */
async function untilAll(count: number, redisUrl: string, prefix: string): Promise<string[]> {
  const script = fileURLToPath(new URL("bullmq-worker.ts", import.meta.url));
  const lines: string[] = [];
  let child: ChildProcess | undefined;
  await new Promise<void>((resolve) => {
    const start = () => {
      if (lines.length >= count) return;
      child = spawn(process.execPath, ["--import", "tsx", script, redisUrl, prefix], { stdio: ["ignore", "pipe", "inherit"] });
      child.once("exit", start);
      if (child.stdout)
        createInterface(child.stdout).on("line", (line) => {
          lines.push(line);
          if (lines.length >= count) resolve();
        });
    };
    start();
  });
  child?.kill("SIGKILL");
  return lines;
}
