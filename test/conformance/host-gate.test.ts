import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { FetchError } from "../../src/fetch/fetch.js";
import type { HostGate } from "../../src/fetch/host-gate.js";
import { openHostTurns } from "../../src/fetch/host-turns.js";
import { openHostTokens } from "../../src/fetch/redis/host-tokens.js";
import { systemClock } from "../../src/model/clock.js";
import { describeWithRedis } from "../services/suite.js";

const gap = 60;
const patience = 500;

const opened: HostGate[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

describe("host gate in process", () =>
  conformance(() => {
    const gate = openHostTurns(systemClock, patience);
    return [gate, gate];
  }));

describeWithRedis("host gate in Redis", (redisUrl) => {
  const open = (prefix: string, lease = 5_000) => {
    const onError = (error: Error) => {
      throw error;
    };
    const gate = openHostTokens({ redisUrl, prefix, clock: systemClock, patience, lease, onError });
    opened.push(gate);
    return gate;
  };
  conformance(() => {
    const prefix = `test-${randomUUID()}`;
    return [open(prefix), open(prefix)];
  });

  it("gives the turn of a worker that died to another, once its lease is over", async () => {
    const prefix = `test-${randomUUID()}`;
    let began = 0;
    const dies = new Promise<void>((resolve) => {
      void open(prefix, 200).run("a", gap, () => {
        began = performance.now();
        resolve();
        return new Promise<never>(() => {});
      });
    });
    await dies;
    const taken = await open(prefix, 200).run("a", gap, async () => performance.now());
    expect(taken - began).toBeGreaterThanOrEqual(199);
  });

  it("keeps crawls with other prefixes apart", async () => {
    void open("test-one").run("a", gap, () => new Promise<never>(() => {}));
    expect(await open(`test-${randomUUID()}`).run("a", gap, async () => "ran")).toBe("ran");
  });
});

/** What every adapter of the HostGate port does alike. @param open two views of one gate, as two workers have them */
function conformance(open: () => [HostGate, HostGate]): void {
  it("lets one request at a time through, a gap apart, whichever worker makes it", async () => {
    const [one, other] = open();
    const spans: [number, number][] = [];
    const send = async () => {
      const began = performance.now();
      await new Promise(setImmediate);
      spans.push([began, performance.now()]);
    };
    await Promise.all([one, other, one, other, one].map((gate) => gate.run("a", gap, send)));
    const gaps = spans.slice(1).map(([began], i) => began - (spans[i]?.[1] ?? 0));
    expect(gaps).toHaveLength(4);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(gap - 1);
  });

  it("keeps one host apart from another, one that never answers too", async () => {
    const [one, other] = open();
    void one.run("slow", gap, () => new Promise<never>(() => {}));
    expect(await other.run("b", gap, async () => "ran")).toBe("ran");
    expect(await one.run("c", gap, async () => "ran")).toBe("ran");
  });

  it("gives back what the request comes to, and goes on after one that failed", async () => {
    const [one, other] = open();
    await expect(one.run("a", gap, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await other.run("a", gap, async () => 42)).toBe(42);
  });

  it("ends a wait that is aborted, wherever it stands in line, and goes on", async () => {
    const [one, other] = open();
    let free = () => {};
    const taken = new Promise<void>((began) => {
      void one.run("a", 0, () => {
        began();
        return new Promise<void>((resolve) => {
          free = resolve;
        });
      });
    });
    await taken;
    const waits = [one, other, other].map((gate) => {
      const stopping = new AbortController();
      return { stopping, run: gate.run("a", 0, async () => "ran", stopping.signal) };
    });
    for (const [i, { stopping, run }] of waits.slice(0, 2).entries()) {
      stopping.abort(new Error(`the ${i}th`));
      await expect(run).rejects.toThrow(`the ${i}th`);
    }
    free();
    expect(await waits[2]?.run).toBe("ran");
  });

  it.each([
    [200, "waits"],
    [60_000, "gives up"],
  ])("leaves a host alone that asks for %i ms, for every worker: %s", async (wait, outcome) => {
    const [one, other] = open();
    const retryAt = Date.now() + wait;
    const busy = new FetchError("fetch.unavailable", "503", { httpStatus: 503, retryAt });
    await expect(one.run("a", 0, () => Promise.reject(busy))).rejects.toBe(busy);
    for (const gate of [one, other]) {
      const next = gate.run("a", 0, async () => Date.now());
      if (outcome === "waits") expect(await next).toBeGreaterThanOrEqual(retryAt - 1);
      else await expect(next).rejects.toMatchObject({ code: "fetch.unavailable", isPostponed: true });
    }
  });
}
