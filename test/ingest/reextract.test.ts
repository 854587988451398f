import { expect, it } from "vitest";
import { dropQuarantined } from "../../src/ingest/drop.js";
import { changeRow } from "../../src/ingest/ledger.js";
import { type Reextracted, type ReextractOptions, reextract } from "../../src/ingest/reextract.js";
import { retry } from "../../src/ingest/retry.js";
import { ZhengwenError } from "../../src/model/errors.js";
import { attemptFailed } from "../../src/model/ledger.js";
import { version } from "../../src/model/version.js";
import type { Store } from "../../src/store/store.js";
import { list, page, startCrawl } from "../support/crawling.js";

type Crawl = Awaited<ReturnType<typeof startCrawl>>;

async function run({ services }: Crawl, options: ReextractOptions): Promise<Reextracted[]> {
  const told: Reextracted[] = [];
  for await (const each of reextract(options, services)) told.push(each);
  return told;
}

/** Gives a record the form that an older generation might have left it in. */
async function age(store: Store, id: string, changed: object): Promise<void> {
  const record = await store.get(id);
  if (record === null) throw new Error(`${id} is not held`);
  const { revision: _r, seq: _s, cluster: _c, changed: _d, ...document } = record;
  const page = (await store.pages.get(id))?.digest;
  const at = "2025-03-01T00:00:00.000Z";
  const raw = await store.pages.get(id);
  await store.remove(id, at);
  const older = {
    ...document,
    ...changed,
    schema: "zhengwen/document@1" as const,
    pipeline: { ...document.pipeline, generation: version.generation - 1 },
  };
  await store.put(older, { restore: true, ...(page && { page }) });
  if (raw) await store.pages.put(raw);
}

it("shows what the running pipeline makes otherwise, writes it where that is wanted, and goes on where it was", async () => {
  const crawl = await startCrawl({
    "/list.html": { body: list("/1.html", "/2.html", "/3.html") },
    "/1.html": page(1),
    "/2.html": page(2),
    "/3.html": page(3),
  });
  const { store, site, round } = crawl;
  await round();
  expect(await run(crawl, { apply: true })).toEqual([]);
  const ids = await store.ids({}, 10);
  const [one = "", two = "", three = ""] = ids;
  await age(store, one, { editor: "某某", kind: "other" });
  await age(store, two, {});
  const { seq, revision } = (await store.get(one)) ?? { seq: 0, revision: 0 };
  expect(await run(crawl, { apply: false })).toMatchObject([
    { id: one, outcome: "changed", fields: ["editor", "kind"], written: false },
    { id: two, outcome: "same", fields: [], written: false },
  ]);
  expect(await run(crawl, { apply: false, after: one })).toMatchObject([{ id: two }]);
  expect((await store.get(one))?.seq).toBe(seq);
  const [first] = await run(crawl, { apply: true, after: one });
  expect(first).toMatchObject({ id: two, written: true });
  expect(await run(crawl, { apply: true })).toMatchObject([
    { id: one, outcome: "changed", written: true, url: expect.stringContaining(site.origin) },
  ]);
  expect(await store.get(one)).toMatchObject({ editor: null, revision, pipeline: { generation: version.generation } });
  expect(await run(crawl, { apply: true })).toEqual([]);
  expect(await run(crawl, { apply: true, all: true })).toMatchObject(
    [one, two, three].map((id) => ({ id, outcome: "same", written: false })),
  );
});

it("says where no page is kept, and where the page is no document any more, and leaves these records", async () => {
  const crawl = await startCrawl({ "/list.html": { body: list("/1.html", "/2.html") }, "/1.html": page(1), "/2.html": page(2) });
  const { store, round } = crawl;
  await round();
  const [one = "", two = ""] = await store.ids({}, 10);
  await age(store, one, {});
  await age(store, two, {});
  const held = await store.pages.get(one);
  if (held) await store.pages.put({ ...held, bytes: Buffer.from("<html><body></body></html>") });
  const record = await store.get(one);
  const told = await run(crawl, { apply: true });
  expect(told).toMatchObject([
    { id: one, outcome: "failed", written: false, error: { code: expect.stringMatching(/^extract\./) } },
    { id: two, outcome: "same", written: true },
  ]);
  expect(await store.get(one)).toEqual(record);
});

it("drops what is quarantined, and nothing else, until somebody wants it again", async () => {
  const crawl = await startCrawl({
    "/list.html": { body: list("/1.html", "/2.html"), etag: '"l"' },
    "/1.html": page(1),
    "/2.html": page(2),
  });
  const { store, site, services, round, ledger, clock } = crawl;
  await round();
  const [one, two] = ["/1.html", "/2.html"].map((path) => site.origin + path) as [string, string];
  await changeRow(one, attemptFailed(new ZhengwenError("pipeline.timeout", "slow")), services);
  expect(await dropQuarantined({ address: two }, services)).toEqual([]);
  expect(await dropQuarantined({ state: "quarantined" }, services)).toMatchObject([
    { address: one, state: "rejected", reason: "dropped", held: true },
  ]);
  const id = (await store.ledger.get(one))?.id ?? "";
  expect(await store.get(id)).not.toBeNull();
  expect(await store.pages.get(id)).not.toBeNull();
  clock.pass(30 * 24 * 3_600_000);
  await round();
  expect(await ledger()).toMatchObject({ "/1.html": "dropped", "/2.html": "unchanged" });
  expect(await retry({ reason: "dropped" }, services)).toMatchObject([{ address: one, state: "fetched" }]);
});
