import { describe, expect, it } from "vitest";
import { crawlSource } from "../../src/crawl/crawl.js";
import { isListDue, nextRevisit, nextRevisitUnchanged, nextRound } from "../../src/crawl/interval.js";
import { accessed, list, page, startCrawl } from "../support/crawling.js";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const now = Date.parse("2025-06-10T00:00:00Z");
const every = (gap: number, count = 8, end = now) =>
  Array.from({ length: count }, (_, i) => new Date(end - (count - 1 - i) * gap).toISOString());

describe("how often a list is asked", () => {
  it.each([
    ["as its source says", { interval: 3600 }, every(minute), hour],
    ["at the times of its cron", { cron: "0 9 * * *" }, every(minute), hour],
    ["every hour while little is known", {}, every(day, 2), hour],
    ["four times a day where something comes once", {}, every(day), 6 * hour],
    ["every quarter of an hour at most", {}, every(minute), 15 * minute],
    ["once a week at least", {}, every(90 * day), 7 * day],
    ["less often where nothing has come for long", {}, every(hour, 8, now - 16 * day), 2 * day],
  ])("%s", (_, source, arrivals, wait) => {
    expect(nextRound(source, arrivals, now) - now).toBe(wait);
  });

  it.each([
    ["never asked", {}, null, true],
    ["due", {}, 0, true],
    ["due before the next look", {}, 7 * minute, true],
    ["due later", {}, 8 * minute, false],
    ["asked a little late the last time", { interval: 3600 }, minute, true],
    ["asked just before the program was started again", { interval: 3600 }, 55 * minute, false],
    ["at the time of its cron", { cron: "0 9 * * *" }, 0, true],
    ["before it", { cron: "0 9 * * *" }, hour, false],
  ])("is due when it is %s", (_, source, wait, due) => {
    const nextDue = wait === null ? null : new Date(now + wait).toISOString();
    expect(isListDue(source, { nextDue }, now)).toBe(due);
  });
});

describe("how often a document is asked again", () => {
  it.each([
    ["as its source says", 3600, { revision: 3, changed: now - day }, hour],
    ["after a day at first", undefined, { revision: null, changed: null }, day],
    ["later the longer it has not changed", undefined, { revision: 1, changed: now - 3 * day }, 3 * day],
    ["once a week at least", undefined, { revision: 1, changed: now - 300 * day }, 7 * day],
    ["sooner where it has changed", undefined, { revision: 2, changed: now - 2 * hour }, hour],
    ["every quarter of an hour at most", undefined, { revision: 9, changed: now - minute }, 15 * minute],
  ])("%s", (_, revisit, known, wait) => {
    expect(nextRevisit(revisit, known, now)).toBe(wait);
  });

  it("after twice the wait where it is unchanged", () => {
    const row = { updatedAt: new Date(now).toISOString(), nextDue: new Date(now + day).toISOString() };
    expect(nextRevisitUnchanged(undefined, row)).toBe(2 * day);
    expect(nextRevisitUnchanged(60, row)).toBe(minute);
    expect(nextRevisitUnchanged(undefined, { ...row, nextDue: new Date(now + 6 * day).toISOString() })).toBe(7 * day);
  });
});

it("asks a list only when it is due, and what else is due all the same", async () => {
  const {
    site,
    services,
    clock,
    processAll,
    source: given,
  } = await startCrawl({ "/robots.txt": { body: "" }, "/list.html": { body: list("/1.html"), etag: '"l"' }, "/1.html": page(1) });
  const { interval: _, revisit: __, ...source } = given;
  const look = async () => {
    const round = await crawlSource(source, services, undefined, "due");
    await processAll();
    return round.list;
  };
  expect(await look()).toBe("read");
  accessed(site);
  clock.pass(30 * minute);
  expect(await look()).toBe("not-due");
  expect(accessed(site)).toEqual([]);
  clock.pass(30 * minute);
  expect(await look()).toBe("unchanged");
  clock.pass(30 * minute);
  site.replies.set("/list.html", { status: 503 });
  clock.pass(22.5 * hour);
  await look();
  // the first time after a day, then after two
  expect(accessed(site)).toEqual([
    "/list.html conditional 304",
    "/robots.txt 200",
    "/list.html conditional 503",
    "/1.html conditional 304",
  ]);
  clock.pass(day);
  site.replies.delete("/list.html");
  await look();
  expect(accessed(site).filter((line) => line.startsWith("/1"))).toEqual([]);
  clock.pass(day + hour);
  await look();
  expect(accessed(site).filter((line) => line.startsWith("/1"))).toEqual(["/1.html conditional 304"]);
});
