import { expect, it } from "vitest";
import { ingest } from "../../src/ingest/ingest.js";
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
