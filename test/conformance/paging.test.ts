import { Client } from "@elastic/elasticsearch";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { queryLanguage } from "../../src/pipeline/query-language.js";
import { parseSearch } from "../../src/search/parse-search.js";
import type { Hit, SearchQuery } from "../../src/search/query.js";
import { openElasticsearchStore } from "../../src/store/elasticsearch/store.js";
import type { Store } from "../../src/store/store.js";
import { describeWithElasticsearch } from "../services/suite.js";
import { buildDocument } from "../support/document.js";
import { generateDocuments } from "../support/generate.js";
import { deleteIndices } from "../support/indices.js";
import { describeStores } from "../support/stores.js";

const language = queryLanguage(loadDictionary());
const asked = (query: string, given: Partial<SearchQuery> = {}): SearchQuery => ({
  ...parseSearch({ query, size: "100" }, language),
  ...given,
});

/** Near-duplicates of one title are reposts; every fourth has a title of its own. */
const documents = generateDocuments(260, 31).map((document, at) =>
  document.fingerprint.endsWith("fedcba987654321") && at % 4 > 0
    ? { ...document, title: "同一份通知", titleOriginal: "同一份通知", originalUrl: at % 3 === 0 ? `https://first.example/${at}` : null }
    : document,
);

const searches = [
  { query: "*", sort: "date" },
  { query: "绿色 OR 经济", sort: "relevance" },
  { query: "date:2021..2024 建筑", sort: "relevance" },
  { query: "建筑", sort: "date" },
] as const;

async function fill(store: Store): Promise<void> {
  // the first of a cluster is to be seen by those that join it
  for (const part of [documents.slice(0, 20), documents.slice(20)]) {
    await store.putAll(part.map((document) => ({ document })));
    await store.refresh();
  }
}

/** Reads hits to the end, page by page; `between` is called after each page. */
async function readOn(store: Store, first: SearchQuery, between = async (_page: number) => {}): Promise<Hit[]> {
  const read: Hit[] = [];
  for (let page = 1, { after } = first; ; page++) {
    const { hits } = await store.search({ ...first, ...(after && { after }) });
    read.push(...hits);
    after = hits.at(-1)?.cursor;
    if (hits.length < first.size) return read;
    await between(page);
  }
}

/** Documents that are written while others read. */
const late = Array.from({ length: 40 }, (_, at) => ({
  document: buildDocument({
    url: `https://late.example/${at}`,
    text: "绿色建筑与经济。\n".repeat(1 + (at % 5)),
    publishedAt: `202${at % 5}-03-01`,
  }),
}));

const shown = (hits: readonly Hit[]) => hits.map(({ record, reposts = 0 }) => `${record.id} ${reposts}`);

describeStores("paging", (open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
    await fill(store);
  }, 120_000);

  it("a cursor reads on through folded hits as their numbered pages do", async () => {
    for (const { query, sort } of searches) {
      const numbered: Hit[] = [];
      for (let page = 1; ; page++) {
        const { hits, folded } = await store.search(asked(query, { sort, page, size: 23, fold: true }));
        numbered.push(...hits);
        if (hits.length === 23) continue;
        expect(numbered).toHaveLength(folded ?? -1);
        break;
      }
      expect(numbered.some(({ reposts = 0 }) => reposts > 0)).toBe(true);
      expect(shown(await readOn(store, asked(query, { sort, size: 23, fold: true })))).toEqual(shown(numbered));
    }
  });

  it("what is held is read to its end as it was, whatever is written meanwhile", async () => {
    const readings = searches.flatMap(({ query, sort }) => [false, true].map((fold) => asked(query, { sort, size: 40, fold, hold: true })));
    const own = await open();
    await fill(own);
    const before = await Promise.all(readings.map(async ({ hold: _hold, ...plain }) => shown(await readOn(own, plain))));
    const first = await Promise.all(readings.map(async (reading) => (await own.search(reading)).hits));
    // scores move with every write, and records come, go and change
    await own.putAll(late);
    expect(await own.remove(documents[0]?.id ?? "", "2024-05-01T00:00:00Z")).toBe(true);
    await own.refresh();
    for (const [at, reading] of readings.entries()) {
      const begun = first[at] ?? [];
      const after = begun.at(-1)?.cursor;
      const rest = begun.length < reading.size ? [] : await readOn(own, { ...reading, ...(after && { after }) });
      expect(shown([...begun, ...rest])).toEqual(before[at]);
    }
    expect(shown((await own.search(asked("*", { sort: "date" }))).hits)).not.toEqual(before[0]?.slice(0, 100));
  }, 120_000);

  it("by date, without holding anything, no record that stays comes twice or is missed", async () => {
    const own = await open();
    await own.putAll(documents.slice(0, 100).map((document) => ({ document })));
    await own.refresh();
    const read = await readOn(own, asked("*", { sort: "date", size: 30 }), async (page) => {
      await own.putAll(late.slice(page * 3, page * 3 + 3));
      await own.refresh();
    });
    const ids = read.map(({ record }) => record.id);
    expect(new Set(ids).size).toBe(ids.length);
    const early = documents.slice(0, 100).map(({ id }) => id);
    const held = new Set((await own.search(asked("*", { size: 1000 }))).hits.map(({ record }) => record.id));
    expect(early.filter((id) => held.has(id) && !ids.includes(id))).toEqual([]);
  });

  it("refuses to read on from what is no longer kept", async () => {
    for (const point of ["0-nothing", "46ToAwMDaWR5BXV1aWQyKwZub2RlXzMAAAAAAAAAACoBYwADaWR4BXV1aWQxAgZub2RlXzEAAAAAAAAAAAEBYQ"]) {
      const after = { value: null, id: documents[0]?.id ?? "", point };
      await expect(store.search(asked("*", { after }))).rejects.toMatchObject({ code: "cursor.expired" });
    }
  });
});

describeWithElasticsearch("paging behind what the server pages to", (url) => {
  const prefix = `paging-${process.pid}-${Date.now()}`;
  const client = new Client({ node: url });
  afterAll(async () => {
    await deleteIndices(client, prefix);
    await client.close();
  });

  it("is read by cursor, folded and not", async () => {
    const store = await openElasticsearchStore({ url, prefix });
    try {
      await fill(store);
      const whole = new Map<string, string[]>();
      const some = searches.slice(0, 2);
      for (const { query, sort } of some)
        whole.set(query + sort, shown(await readOn(store, asked(query, { sort, size: 500, fold: true }))));
      // stands for the 10,000 of a server as it comes
      await client.indices.putSettings({ index: `${prefix}-records`, settings: { "index.max_result_window": 200 } });
      for (const { query, sort } of some) {
        expect(shown(await readOn(store, asked(query, { sort, size: 60, fold: true })))).toEqual(whole.get(query + sort));
        const plain = await readOn(store, asked(query, { sort, size: 60 }));
        expect(plain).toHaveLength((await store.search(asked(query, { size: 1 }))).total);
      }
    } finally {
      await store.close();
    }
  }, 240_000);
});
