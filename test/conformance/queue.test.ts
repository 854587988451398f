import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { ZhengwenError } from "../../src/model/errors.js";
import { openBullQueue } from "../../src/queue/bullmq/queue.js";
import { openMemoryQueue } from "../../src/queue/memory.js";
import type { Queue, QueueOptions, WorkOptions } from "../../src/queue/queue.js";
import { describeWithRedis } from "../services/suite.js";

interface Page {
  readonly id: string;
}

const errors: Error[] = [];
const options: QueueOptions = { attempts: 3, backoff: 20, onError: (error) => errors.push(error) };

describe("queue in process", () => conformance(() => openMemoryQueue<Page>(options)));
describeWithRedis("queue in Redis", (redisUrl) => {
  conformance(() => openBullQueue<Page>({ ...options, redisUrl, prefix: `test-${randomUUID()}`, name: "pages" }));
});

/** What every adapter of the Queue port does alike. */
function conformance(open: () => Queue<Page>): void {
  const opened: Queue<Page>[] = [];
  const start = () => {
    const queue = open();
    opened.push(queue);
    return queue;
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((queue) => queue.close()));
    expect(errors.splice(0)).toEqual([]);
  });

  it("hands each job to a handler, with what it carries, in the order of adding", async () => {
    const queue = start();
    const seen: Page[] = [];
    await queue.ready();
    await queue.add(jobs("a", "b", "c"));
    await queue.process(async (job) => void seen.push(job), quiet(1));
    await queue.idle();
    expect(seen).toEqual([{ id: "a" }, { id: "b" }, { id: "c" }]);
  });

  it("does not add a job again that waits or runs, and adds one anew that is done", async () => {
    const queue = start();
    const seen: string[] = [];
    const gate = latch();
    const running = latch();
    await queue.add(jobs("a", "a", "b"));
    await queue.add(jobs("a"));
    expect(await queue.counts()).toEqual({ waiting: 2, running: 0, delayed: 0 });
    await queue.process(async ({ id }) => {
      seen.push(id);
      running.open();
      await gate.opened;
    }, quiet(1));
    await running.opened;
    await queue.add(jobs("a", "b"));
    expect(await queue.counts()).toEqual({ waiting: 1, running: 1, delayed: 0 });
    gate.open();
    await queue.idle();
    expect(seen).toEqual(["a", "b"]);
    await queue.add(jobs("a"));
    await queue.idle();
    expect(seen).toEqual(["a", "b", "a"]);
  });

  it("tries a failing job again up to its attempts, then tells of it once and forgets it", async () => {
    const queue = start();
    const failures: [string, string][] = [];
    let tries = 0;
    await queue.process(
      async () => {
        tries++;
        throw new Error(`try ${tries}`);
      },
      { concurrency: 1, onFailed: async ({ id }, error) => void failures.push([id, error.message]) },
    );
    await queue.add(jobs("a"));
    await queue.idle();
    expect(tries).toBe(3);
    expect(failures).toEqual([["a", "try 3"]]);
    await queue.add(jobs("a"));
    await queue.idle();
    expect(tries).toBe(6);
  });

  it("lets a job succeed on a later try, and tells of no failure", async () => {
    const queue = start();
    const failures: string[] = [];
    let tries = 0;
    await queue.process(
      async () => {
        tries++;
        if (tries < 3) throw new Error("not yet");
      },
      { concurrency: 1, onFailed: async ({ id }) => void failures.push(id) },
    );
    await queue.add(jobs("a"));
    await queue.idle();
    expect(tries).toBe(3);
    expect(failures).toEqual([]);
  });

  it("does not try again where the error table says that a retry is of no use", async () => {
    const queue = start();
    const failures: Error[] = [];
    let tries = 0;
    await queue.process(
      async () => {
        tries++;
        throw new ZhengwenError("store.refused", "a field");
      },
      { concurrency: 1, onFailed: async (_, error) => void failures.push(error) },
    );
    await queue.add(jobs("a"));
    await queue.idle();
    expect(tries).toBe(1);
    expect(failures).toMatchObject([{ code: "store.refused" }]);
  });

  it("does its other jobs while a poisonous one fails, throws no Error, or throws at once", async () => {
    const queue = start();
    const done: string[] = [];
    const failed: string[] = [];
    await queue.process(
      ({ id }) => {
        if (id === "at-once") throw new Error("at once");
        if (id === "no-error") return Promise.reject("a string");
        done.push(id);
        return Promise.resolve();
      },
      { concurrency: 2, onFailed: async ({ id }) => void failed.push(id) },
    );
    await queue.add(jobs("a", "at-once", "b", "no-error", "c"));
    await queue.idle();
    expect(done.sort()).toEqual(["a", "b", "c"]);
    expect(failed.sort()).toEqual(["at-once", "no-error"]);
  });

  it("tells of an onFailed that throws, and goes on", async () => {
    const queue = start();
    const done: string[] = [];
    const handler = async ({ id }: Page) => {
      if (id === "bad") throw new ZhengwenError("pipeline.internal");
      done.push(id);
    };
    await queue.process(handler, { concurrency: 1, onFailed: () => Promise.reject(new Error("the ledger is away")) });
    await queue.add(jobs("bad", "good"));
    await queue.idle();
    expect(done).toEqual(["good"]);
    expect(errors.splice(0).map(({ message }) => message)).toEqual(["the ledger is away"]);
  });

  it("works on as many jobs at a time as was said, not more", async () => {
    const queue = start();
    let running = 0;
    let most = 0;
    const three = latch();
    await queue.process(async () => {
      running++;
      most = Math.max(most, running);
      if (running === 3) three.open();
      await three.opened;
      await new Promise(setImmediate);
      running--;
    }, quiet(3));
    await queue.add(jobs("a", "b", "c", "d", "e", "f", "g"));
    await queue.idle();
    expect(most).toBe(3);
  });

  it("lets running jobs finish when a worker is closed, tells them, and takes no more", async () => {
    const queue = start();
    const finished: string[] = [];
    const running = latch();
    const told = latch();
    const worker = await queue.process(async ({ id }, signal) => {
      signal.addEventListener("abort", told.open);
      running.open();
      await told.opened;
      await new Promise(setImmediate);
      finished.push(id);
    }, quiet(1));
    await queue.add(jobs("a", "b"));
    await running.opened;
    await worker.close();
    expect(finished).toEqual(["a"]);
    expect(await queue.counts()).toEqual({ waiting: 1, running: 0, delayed: 0 });
    await queue.process(async ({ id }) => void finished.push(id), quiet(1));
    await queue.idle();
    expect(finished).toEqual(["a", "b"]);
  });

  it("drains on close", async () => {
    const queue = start();
    const finished: string[] = [];
    const running = latch();
    await queue.process(async ({ id }) => {
      running.open();
      await new Promise(setImmediate);
      finished.push(id);
    }, quiet(1));
    await queue.add(jobs("a"));
    await running.opened;
    await queue.close();
    expect(finished).toEqual(["a"]);
  });

  it("shares jobs among workers", async () => {
    const queue = start();
    const seen: string[] = [];
    const both = latch();
    let running = 0;
    const handler = async ({ id }: Page) => {
      running++;
      if (running === 2) both.open();
      await both.opened;
      seen.push(id);
    };
    await queue.process(handler, quiet(1));
    await queue.process(handler, quiet(1));
    await queue.add(jobs("a", "b"));
    await queue.idle();
    expect(seen.sort()).toEqual(["a", "b"]);
  });

  it("runs its timetable at once and then in its rhythm, and is idle in between", async () => {
    const queue = start();
    const ran = counter();
    await queue.process(async ({ id }) => ran.count(id), quiet(1));
    await queue.schedule([{ key: "source-a", seconds: 0.2, job: { id: "a" } }]);
    await ran.reached("a", 1);
    await queue.idle();
    await ran.reached("a", 3);
  });

  it("runs what has times of its own at these times, and not at once", async () => {
    const queue = start();
    const ran = counter();
    await queue.process(async ({ id }) => ran.count(id), quiet(2));
    await queue.schedule([
      { key: "yearly", cron: "0 0 1 1 *", job: { id: "yearly" } },
      { key: "each-second", cron: "* * * * * *", job: { id: "each-second" } },
    ]);
    await ran.reached("each-second", 2);
    expect(ran.of("yearly")).toBe(0);
    expect(await queue.counts()).toMatchObject({ delayed: 0 });
    await queue.schedule([{ key: "yearly", cron: "0 0 1 1 *", job: { id: "yearly" } }]);
    await queue.idle();
    expect(ran.of("yearly")).toBe(0);
  });

  it.each([{ seconds: 0 }, { seconds: 2 ** 40 }, { cron: "61 * * * *" }, { cron: "every day" }])(
    "refuses the rhythm %j",
    async (rhythm) => {
      await expect(start().schedule([{ key: "a", job: { id: "a" }, ...rhythm }])).rejects.toThrow(RangeError);
    },
  );

  it("forgets what the timetable no longer names, and keeps the rhythm of what it names again", async () => {
    const queue = start();
    const ran = counter();
    await queue.process(async ({ id }) => ran.count(id), quiet(1));
    await queue.schedule([
      { key: "source-a", seconds: 0.1, job: { id: "a" } },
      { key: "source-b", seconds: 3600, job: { id: "b" } },
    ]);
    await ran.reached("a", 1);
    await ran.reached("b", 1);
    await queue.schedule([
      { key: "source-b", seconds: 3600, job: { id: "b2" } },
      { key: "source-c", seconds: 0.1, job: { id: "c" } },
    ]);
    await queue.idle();
    const before = ran.of("a");
    await ran.reached("c", 4);
    expect(ran.of("a")).toBe(before);
    expect([ran.of("b"), ran.of("b2")]).toEqual([1, 0]);
    await queue.schedule([{ key: "source-b", seconds: 1800, job: { id: "b2" } }]);
    await ran.reached("b2", 1);
  });

  it("leaves a run out that is due while the one before still runs", async () => {
    const queue = start();
    const ran = counter();
    const gate = latch();
    await queue.process(async ({ id }) => {
      ran.count(id);
      if (id === "slow") await gate.opened;
    }, quiet(4));
    await queue.schedule([
      { key: "slow", seconds: 0.1, job: { id: "slow" } },
      { key: "quick", seconds: 0.1, job: { id: "quick" } },
    ]);
    await ran.reached("quick", 4);
    expect(ran.of("slow")).toBe(1);
    gate.open();
    await ran.reached("slow", 2);
  });

  it.each(["", "123", "a:b"])("refuses the id %j, which not every adapter could keep", async (id) => {
    const queue = start();
    await expect(queue.add([{ id, job: { id } }])).rejects.toThrow(RangeError);
  });
}

function jobs(...ids: string[]) {
  return ids.map((id) => ({ id, job: { id } }));
}

/** A worker in whose jobs nothing may fail. */
function quiet(concurrency: number): WorkOptions<Page> {
  return { concurrency, onFailed: async (_, error) => void errors.push(error) };
}

function latch() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Counts by name, and resolves when a name was counted so often. */
function counter() {
  const counts = new Map<string, number>();
  let waiting: { name: string; times: number; resolve: () => void }[] = [];
  const of = (name: string) => counts.get(name) ?? 0;
  return {
    of,
    count: (name: string) => {
      counts.set(name, of(name) + 1);
      for (const one of waiting) if (of(one.name) >= one.times) one.resolve();
      waiting = waiting.filter((one) => of(one.name) < one.times);
    },
    reached: (name: string, times: number) =>
      of(name) >= times ? Promise.resolve() : new Promise<void>((resolve) => waiting.push({ name, times, resolve })),
  };
}
