import { expect, it } from "vitest";
import { FetchError } from "../../src/fetch/fetch.js";
import { ingest } from "../../src/ingest/ingest.js";
import { takeIn } from "../../src/ingest/intake.js";
import { ZhengwenError } from "../../src/model/errors.js";
import { startCrawl } from "../support/crawling.js";
import { generatedNotice } from "../support/notices.js";

const notice = (number: number) => {
  const address = `https://notices.example/${number}.html`;
  const known = { url: address, finalUrl: address, contentType: "text/html", fetchedAt: null, hints: {}, attachments: [] };
  return { label: `${number}`, address, load: async () => ({ bytes: new TextEncoder().encode(generatedNotice(number)), ...known }) };
};

it("says what keeps documents from being processed, waits for nothing, and goes on the next time", async () => {
  const { services, store, ended } = await startCrawl({});
  const broken = { ...services.runner, extract: () => Promise.reject(new ZhengwenError("dictionary.invalid", "words.txt:1: no word")) };
  await expect(ingest([notice(1)], { ...services, runner: broken }, { worksQueue: true })).rejects.toMatchObject({
    code: "dictionary.invalid",
  });
  expect(await store.ledger.get("https://notices.example/1.html")).toMatchObject({ state: "fetched" });
  expect(ended).toEqual([]);

  const ingested = await ingest([notice(2)], services, { worksQueue: true });
  expect(ingested.map(({ row }) => row.state)).toEqual(["indexed"]);
  expect(ended).toEqual(["indexed", "indexed"]);
});

it("ends each item in one state, counted once, whatever becomes of the others", async () => {
  const { services, ended } = await startCrawl({});
  const unreadable = { label: "x", address: "file:/x", load: () => Promise.reject(new ZhengwenError("input.unreadable", "x")) };
  const empty = { ...notice(3), load: async () => ({ ...(await notice(3).load()), bytes: new Uint8Array() }) };
  const ingested = await ingest([notice(1), unreadable, empty, notice(2)], services, { worksQueue: true });
  expect(ingested.map(({ row }) => row.reason ?? row.state)).toEqual(["indexed", "input.unreadable", "input.empty", "indexed"]);
  expect([...ended].sort()).toEqual(["indexed", "indexed", "input.empty", "input.unreadable"]);
});

/** An item whose host is to be left alone for so long each time that it is asked for, so often. */
const waiting = (number: number, wait: number, times: number, now: () => number) => {
  const item = notice(number);
  let asked = 0;
  const load = async () => {
    if (asked++ < times) throw new FetchError("fetch.unavailable", "It asks to wait.", { retryAt: now() + wait });
    return item.load();
  };
  return { ...item, load };
};

it("waits for a host that is to be left alone for a moment, and says so", async () => {
  const { services, clock, ended } = await startCrawl({});
  const told: string[] = [];
  const began = clock.now();
  const items = [waiting(1, 60_000, 2, clock.now), notice(2)];
  const ingested = await ingest(items, services, { worksQueue: true, onHostWait: ({ message }) => told.push(message) });
  expect(ingested.map(({ row, postponed }) => [row.state, postponed])).toEqual([
    ["indexed", null],
    ["indexed", null],
  ]);
  expect(told).toHaveLength(2);
  expect(clock.now()).toBe(began + 120_000);
  expect(ended).toEqual(["indexed", "indexed"]);
});

it.each([
  ["for long", 3600_000, 1],
  ["again and again", 60_000, 9],
])("rejects nothing because its host is to be left alone %s, and goes on with the others", async (_, wait, times) => {
  const { services, clock, store, ended } = await startCrawl({});
  const ingested = await ingest([waiting(1, wait, times, clock.now), notice(2)], services, { worksQueue: true });
  expect(ingested.map(({ row, postponed }) => [row.state, row.reason, postponed?.code])).toEqual([
    ["queued", null, "fetch.unavailable"],
    ["indexed", null, undefined],
  ]);
  expect(ended).toEqual(["indexed"]);
  const { nextDue } = (await store.ledger.get("https://notices.example/1.html")) ?? {};
  expect(Date.parse(nextDue ?? "")).toBe(ingested[0]?.postponed?.retryAt);
  // somebody asks again then
  clock.pass(wait);
  const again = await ingest([notice(1)], services, { worksQueue: true });
  expect(again.map(({ row }) => row.state)).toEqual(["indexed"]);
});

it("processes a page that is taken in while the one before it runs", async () => {
  const { services, store, ended } = await startCrawl({});
  const { address } = notice(1);
  const known = { url: address, finalUrl: address, contentType: "text/html", fetchedAt: null, hints: {}, attachments: [] };
  const newer = new TextEncoder().encode(generatedNotice(1).replaceAll("（第2号）", "（第2号，更新）"));
  let taken = false;
  const { extract } = services.runner;
  const interrupted: typeof extract = async (...given) => {
    const extraction = await extract(...given);
    if (!taken) {
      taken = true;
      await takeIn(address, { bytes: newer, ...known }, services);
    }
    return extraction;
  };
  const [item] = await ingest([notice(1)], { ...services, runner: { ...services.runner, extract: interrupted } }, { worksQueue: true });
  expect(item?.row.state).toBe("indexed");
  const record = await store.get(item?.row.id ?? "");
  expect(record).toMatchObject({ revision: 2, title: expect.stringContaining("更新") });
  expect(ended).toEqual(["indexed"]);
});
