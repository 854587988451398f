import { describe, expect, it, onTestFinished } from "vitest";
import { FetchError } from "../../src/fetch/fetch.js";
import { createFetcher, fetcherDefaults } from "../../src/fetch/fetcher.js";
import { openHostTurns } from "../../src/fetch/host-turns.js";
import { systemClock } from "../../src/model/clock.js";
import { setClock } from "../support/clock.js";
import { type Reply, startSite } from "../support/site.js";

/** A sleep that ends by an abort alone. */
function rejectsOnAbort(signal?: AbortSignal): Promise<void> {
  return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason), { once: true }));
}

describe("requests to one host", () => {
  it("take turns, a gap apart, whoever asks", async () => {
    const clock = setClock("2025-03-01T00:00:00Z");
    const polite = openHostTurns(clock, 0);
    const began: number[] = [];
    const start = clock.now();
    const send = async () => {
      began.push(clock.now() - start);
      clock.pass(300);
    };
    await Promise.all([polite.run("a", 1000, send), polite.run("a", 1000, send), polite.run("a", 500, send)]);
    expect(began).toEqual([0, 1300, 2600]);
  });

  it("do not hold up another host, nor does one that never ends", async () => {
    const clock = setClock("2025-03-01T00:00:00Z");
    const polite = openHostTurns(clock, 0);
    void polite.run("slow", 1000, () => new Promise(() => {}));
    void polite.run("slow", 1000, () => new Promise(() => {}));
    const start = clock.now();
    await polite.run("b", 1000, async () => {});
    expect(clock.now()).toBe(start);
  });

  it("end their wait when they are aborted, wherever they stand in line, and the others go on", async () => {
    const gate = openHostTurns({ ...systemClock, sleep: (_, signal) => rejectsOnAbort(signal) }, 0);
    await gate.run("a", 60_000, async () => {});
    const first = new AbortController();
    const second = new AbortController();
    const waits = gate.run("a", 60_000, async () => {}, first.signal);
    const behind = gate.run("a", 60_000, async () => {}, second.signal);
    second.abort(new Error("second"));
    await expect(behind).rejects.toThrow("second");
    first.abort(new Error("first"));
    await expect(waits).rejects.toThrow("first");
  });

  it("go on after one that failed", async () => {
    const clock = setClock("2025-03-01T00:00:00Z");
    const polite = openHostTurns(clock, 0);
    const failing = polite.run("a", 1000, () => Promise.reject(new Error("no")));
    const next = polite.run("a", 1000, async () => clock.now());
    await expect(failing).rejects.toThrow("no");
    expect(await next).toBe(Date.parse("2025-03-01T00:00:01Z"));
  });

  it.each([
    [5_000, "waits"],
    [60_000, "gives up"],
  ])("after a Retry-After of %i ms: %s", async (wait, outcome) => {
    const clock = setClock("2025-03-01T00:00:00Z");
    const polite = openHostTurns(clock, 10_000);
    const retryAt = clock.now() + wait;
    const busy = new FetchError("fetch.unavailable", "503", { httpStatus: 503, retryAt });
    await expect(polite.run("a", 1000, () => Promise.reject(busy))).rejects.toBe(busy);
    let asked = 0;
    const next = polite.run("a", 1000, async () => {
      asked = clock.now();
    });
    if (outcome === "waits") {
      await next;
      expect(asked).toBe(retryAt);
    } else {
      await expect(next).rejects.toMatchObject({ code: "fetch.unavailable", retryAt, isPostponed: true });
      expect(asked).toBe(0);
    }
  });
});

describe("a fetcher keeps", () => {
  const paths = ["/a", "/b", "/c"];
  it.each([
    ["its own gap", "", 2000],
    ["the site's longer delay", "User-agent: *\nCrawl-delay: 5", 5000],
    ["its own gap where the site asks for less", "User-agent: *\nCrawl-delay: 1", 2000],
    ["no more than the longest delay", "User-agent: *\nCrawl-delay: 86400", 30_000],
  ])("%s", async (_, robots, gap) => {
    const clock = setClock("2025-03-01T00:00:00Z");
    const replies: Record<string, Reply> = { "/robots.txt": { body: robots }, "/go": { status: 302, headers: { location: "/a" } } };
    for (const path of paths) replies[path] = { body: path };
    const site = await startSite(replies, clock);
    onTestFinished(site.close);
    const fetcher = createFetcher({ ...fetcherDefaults, gap: 2000, clock, allow: [site.address] });
    onTestFinished(fetcher.close);
    await Promise.all([...paths, "/go"].map((path) => fetcher.fetch({ url: site.origin + path })));
    const times = site.log.map(({ at }) => at);
    expect(site.log.map(({ path }) => path).sort()).toEqual(["/a", "/a", "/b", "/c", "/go", "/robots.txt"]);
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2000);
    expect(Math.min(...gaps.slice(1))).toBeGreaterThanOrEqual(gap);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(gap);
  });
});
