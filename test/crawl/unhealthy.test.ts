import { describe, expect, it } from "vitest";
import { crawlSource } from "../../src/crawl/crawl.js";
import type { HealthChange } from "../../src/crawl/health-change.js";
import { sourceStatuses } from "../../src/crawl/status.js";
import { list, page, startCrawl } from "../support/crawling.js";
import type { Reply } from "../support/site.js";

const hour = 3600_000;
const day = 24 * hour;
const paths = ["/1.html", "/2.html", "/3.html", "/4.html"];
const whole = (...more: string[]): Reply => ({ body: list(...more, ...paths) });
const script = "<html><script>document.cookie='__jsl_clearance=1';location.reload()</script></html>";

/** A site that was in order for three rounds, and what becomes of its source's health from then on. */
async function startSound() {
  const crawl = await startCrawl({
    "/robots.txt": { body: "" },
    "/list.html": whole(),
    ...Object.fromEntries(paths.map((path, i) => [path, page(i + 1)])),
  });
  const { site, clock, source, processAll, store } = crawl;
  const told: HealthChange[] = [];
  let hears = true;
  const services = {
    ...crawl.services,
    tellHealth: async (change: HealthChange) => {
      if (hears) told.push(change);
      return hears;
    },
  };
  const round = async () => {
    const result = await crawlSource(source, services);
    await processAll();
    clock.pass(hour);
    return result;
  };
  const health = async () => {
    const state = await store.sources.get("home");
    return state?.health.reason ?? state?.health.state;
  };
  let number = 10;
  /** Puts a new document on the list. */
  const publish = (reply: Reply = page(number)) => {
    const path = `/new${number++}.html`;
    site.replies.set(path, reply);
    site.replies.set("/list.html", whole(path));
    return path;
  };
  for (let i = 0; i < 3; i++) {
    publish();
    await round();
  }
  expect(await health()).toBe("healthy");
  expect(told).toEqual([]);
  const setHearing = (value: boolean) => {
    hears = value;
  };
  return { ...crawl, round, health, told, publish, setHearing };
}

describe("a source is unhealthy within one cycle, says why, tells once, and recovers by itself", () => {
  const faults: [string, (site: Awaited<ReturnType<typeof startSound>>["site"]) => void, string][] = [
    ["its list is empty", (site) => site.replies.set("/list.html", { body: "<html><body><p>暂无内容</p></body></html>" }), "source.empty"],
    [
      "its list was rebuilt",
      (site) =>
        site.replies.set("/list.html", {
          body: `<html><body><ul>${paths.map((path) => `<li><a href="/x${path}">政务公开栏目的导航入口</a></li>`).join("")}</ul></body></html>`,
        }),
      "source.redesigned",
    ],
    [
      "it answers with a challenge",
      (site) => site.replies.set("/list.html", { status: 412, body: "<html><script>$_ts={}</script></html>" }),
      "fetch.challenge",
    ],
    ["it answers with a challenge of status 200", (site) => site.replies.set("/list.html", { body: script }), "extract.challenge"],
    [
      "its list is an empty shell",
      (site) => site.replies.set("/list.html", { body: '<div id="app"></div><script>render()</script>' }),
      "extract.scripted",
    ],
    ["its list is gone", (site) => site.replies.delete("/list.html"), "fetch.status"],
  ];
  it.each(faults)("%s", async (_, breakIt, reason) => {
    const { site, round, health, told, publish, store } = await startSound();
    breakIt(site);
    await round();
    await round();
    expect(await health()).toBe(reason);
    expect(told).toMatchObject([{ source: { id: "home" }, health: { state: "unhealthy", reason } }]);
    const [status] = await sourceStatuses(store);
    expect(status).toMatchObject({
      source: "home",
      health: "unhealthy",
      reason,
      detail: expect.stringMatching(/./),
      lastSuccess: expect.stringMatching(/^2025-/),
    });
    publish();
    await round();
    await round();
    expect(await health()).toBe("healthy");
    expect(told.slice(1)).toMatchObject([{ health: { state: "healthy", reason: null } }]);
    expect(told[1]?.key).not.toBe(told[0]?.key);
  });

  it("robots.txt bans it", async () => {
    const { site, clock, round, health } = await startSound();
    site.replies.set("/robots.txt", { body: "User-agent: *\nDisallow: /" });
    clock.pass(day);
    await round();
    expect(await health()).toBe("fetch.robots");
    site.replies.set("/robots.txt", { body: "" });
    clock.pass(day);
    await round();
    expect(await health()).toBe("healthy");
  });

  it("its documents turn into challenges behind a list that looks as ever", async () => {
    const { site, round, health, publish } = await startSound();
    const more = Array.from({ length: 3 }, () => publish({ status: 521, body: script }));
    site.replies.set("/list.html", whole(...more));
    await round();
    expect(await health()).toBe("fetch.challenge");
  });

  it("its pages turn into what is no document", async () => {
    const { site, round, health, publish } = await startSound();
    const shell = { body: '<html><body><div id="app"></div><script>render()</script></body></html>' };
    const more = Array.from({ length: 4 }, () => publish(shell));
    site.replies.set("/list.html", whole(...more));
    await round();
    await round();
    expect(await health()).toBe("source.odd-bodies");
  });

  it("nothing new comes for three times as long as usual; but no weekend and no 春节 is silence", async () => {
    const { clock, round, health, publish, told } = await startSound();
    // noon of every working day of three weeks
    const weekdays = (date: string) => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
    for (let time = Date.parse("2025-03-03T04:00:00Z"); time < Date.parse("2025-03-22T00:00:00Z"); time += day) {
      clock.pass(time - clock.now());
      if (weekdays(new Date(time).toISOString().slice(0, 10))) publish();
      await round();
    }
    expect(await health()).toBe("healthy");
    clock.pass(Date.parse("2025-03-24T04:00:00Z") - clock.now());
    await round();
    expect(told).toEqual([]);
    clock.pass(Date.parse("2025-03-27T04:00:00Z") - clock.now());
    await round();
    expect(await health()).toBe("source.silent");
    publish();
    await round();
    expect(await health()).toBe("healthy");
    expect(told.map(({ health: { state } }) => state)).toEqual(["unhealthy", "healthy"]);
  });

  it("one failure that passes is none; three are", async () => {
    const { site, round, health } = await startSound();
    site.replies.set("/list.html", { status: 500 });
    await round();
    await round();
    expect(await health()).toBe("healthy");
    await round();
    expect(await health()).toBe("fetch.unavailable");
  });

  it("is told again after the next round where nobody heard, under the same key", async () => {
    const { site, round, told, setHearing, store } = await startSound();
    site.replies.delete("/list.html");
    setHearing(false);
    await round();
    expect(await store.sources.get("home")).toMatchObject({ told: false });
    setHearing(true);
    await round();
    await round();
    expect(told).toHaveLength(1);
    expect(await store.sources.get("home")).toMatchObject({ told: true });
  });
});

describe("the status of a source", () => {
  it("adds up, and does not count the list among its documents", async () => {
    const { site, round, publish, store } = await startSound();
    publish({ status: 404 });
    await round();
    const [status] = await sourceStatuses(store);
    expect(status).toMatchObject({
      found: 8,
      indexed: 7,
      rejected: { "fetch.status": 1 },
      quarantined: {},
      queued: 0,
      fetched: 0,
      health: "healthy",
    });
    expect(Date.parse(status?.nextDue ?? "") - Date.parse(status?.lastRound ?? "")).toBe(hour);
    site.replies.delete("/list.html");
    await round();
    const [failing] = await sourceStatuses(store);
    expect(failing).toMatchObject({
      found: 8,
      rejected: { "fetch.status": 1 },
      health: "unhealthy",
      reason: "fetch.status",
      lastSuccess: status?.lastSuccess,
    });
  });
});
