import { expect, it } from "vitest";
import { workCrawlQueue } from "../../src/crawl/schedule.js";
import { ingest } from "../../src/ingest/ingest.js";
import { changeRow } from "../../src/ingest/ledger.js";
import { isAway, whenReachable } from "../../src/ingest/patience.js";
import { retry } from "../../src/ingest/retry.js";
import { ZhengwenError } from "../../src/model/errors.js";
import { attemptFailed } from "../../src/model/ledger.js";
import { list, page, startCrawl } from "../support/crawling.js";
import { generatedNotice } from "../support/notices.js";
import { docx } from "../support/office.js";

it("tries again what was quarantined, by reason, and what was not fetched, by address", async () => {
  const { site, services, store, round, ledger, processAll } = await startCrawl({
    "/list.html": { body: list("/1.html", "/2.html"), etag: '"l"' },
    "/1.html": page(1),
  });
  await round();
  const [one, two] = ["/1.html", "/2.html"].map((path) => site.origin + path) as [string, string];
  await changeRow(one, attemptFailed(new ZhengwenError("store.refused", "once")), services);
  expect((await retry({ reason: "store.refused" }, services)).map(({ address }) => address)).toEqual([one]);
  expect(await retry({ reason: "store.refused" }, services)).toEqual([]);
  await processAll();
  expect(await ledger()).toMatchObject({ "/1.html": "unchanged", "/2.html": "fetch.status" });
  site.replies.set("/2.html", page(2));
  expect((await round()).visits.fetched).toBe(0);
  expect(await retry({ address: two }, services)).toMatchObject([{ state: "queued" }]);
  await round();
  expect(await ledger()).toMatchObject({ "/2.html": "indexed" });
  const id = (await store.ledger.get(two))?.id ?? "";
  await store.remove(id, "2025-03-01T01:00:00Z");
  expect(await retry({ id }, services)).toEqual([]);
});

it("fetches the attachments of an address that is ingested", async () => {
  const body = `<html><head><meta charset="utf-8"></head><body><h1>关于组织申报专项资金的通知</h1><div class="TRS_Editor">
<p>${"现将专项资金申报工作有关事项通知如下，请认真组织实施，确保按时完成各项任务。".repeat(4)}</p><p><a href="/a.docx">附件1.申报表</a></p></div></body></html>`;
  const { site, services, store } = await startCrawl({ "/1.html": { body }, "/a.docx": { body: docx({ paragraph: "申报表" }) } });
  const shutdown = { signal: new AbortController().signal, onClose: () => undefined };
  const url = `${site.origin}/1.html`;
  const load = async () => {
    const answer = await services.fetcher.fetch({ url });
    if (answer.status !== "fetched") throw new Error(answer.status);
    const { bytes, finalUrl, contentType, fetchedAt } = answer;
    return { bytes, url, finalUrl, contentType, fetchedAt, hints: {}, attachments: [] };
  };
  const workAttachments = () => workCrawlQueue([], { ...services, shutdown });
  const [ingested] = await ingest([{ label: url, address: url, collects: true, load }], services, { worksQueue: true, workAttachments });
  expect(ingested?.row.state).toBe("indexed");
  expect((await store.get(ingested?.row.id ?? ""))?.attachments).toMatchObject([{ url: `${site.origin}/a.docx`, text: "申报表\n" }]);
});

it("waits for a service that is away, with a word each time, and for nothing else", async () => {
  const { clock } = (await startCrawl({})).services;
  const said: string[] = [];
  let tries = 0;
  const step = async () => {
    if (++tries < 4) throw new ZhengwenError(tries % 2 ? "store.unavailable" : "queue.unavailable", "it is away");
    return "done";
  };
  expect(await whenReachable(step, { clock, onAway: ({ code }) => said.push(code) })).toBe("done");
  expect(said).toEqual(["store.unavailable", "queue.unavailable", "store.unavailable"]);
  await expect(whenReachable(() => Promise.reject(new ZhengwenError("store.refused")), { clock })).rejects.toMatchObject({
    code: "store.refused",
  });
  const stopping = AbortSignal.abort(new Error("enough"));
  await expect(whenReachable(() => Promise.reject(new ZhengwenError("store.unavailable")), { clock, signal: stopping })).rejects.toThrow(
    "enough",
  );
  expect(isAway(new Error("store.unavailable"))).toBe(false);
});

it("goes on once the store is back, where it works its queue itself", async () => {
  const { services } = await startCrawl({});
  let refusals = 5;
  const store = {
    ...services.store,
    put: async (...given: Parameters<typeof services.store.put>) => {
      if (refusals-- > 0) throw new ZhengwenError("store.unavailable", "it is away");
      return services.store.put(...given);
    },
  };
  const url = "https://notices.example/1.html";
  const input = {
    bytes: Buffer.from(generatedNotice(1)),
    url,
    finalUrl: url,
    contentType: "text/html",
    fetchedAt: null,
    hints: {},
    attachments: [],
  };
  const said: string[] = [];
  const options = { worksQueue: true, onAway: ({ code }: ZhengwenError) => said.push(code) };
  const [ingested] = await ingest([{ label: url, address: url, load: async () => input }], { ...services, store }, options);
  expect(ingested?.row).toMatchObject({ state: "indexed", begun: 0 });
  expect(said).toEqual(["store.unavailable"]);
});
