import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@elastic/elasticsearch";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { ZhengwenError } from "../../src/model/errors.js";
import { kindSchema, type StoredRecord, scriptSchema } from "../../src/model/record.js";
import { defaultLimits } from "../../src/pipeline/limits.js";
import { runPipeline } from "../../src/pipeline/pipeline.js";
import { queryLanguage } from "../../src/pipeline/query-language.js";
import { parseSearch, type SearchParameters } from "../../src/search/parse-search.js";
import type { SearchQuery } from "../../src/search/query.js";
import { openElasticsearchStore } from "../../src/store/elasticsearch/store.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import type { Store } from "../../src/store/store.js";
import { describeWithElasticsearch } from "../services/suite.js";
import { deleteIndices } from "../support/indices.js";
import { samples } from "../support/samples.js";

const rounds = 300;

/** The samples go into both stores; searches drawn from the samples' own words and entities must find the same in both. */
describeWithElasticsearch("the two stores", (url) => {
  const dictionary = loadDictionary();
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-parity-"));
  const prefix = `parity-${process.pid}-${Date.now()}`;
  const stores: Store[] = [];
  let records: StoredRecord[] = [];

  beforeAll(async () => {
    stores.push(openSqliteStore(join(folder, "store.db")), await openElasticsearchStore({ url, prefix }));
    const documents = samples().map(({ bytes, url: asked = null, contentType = null, fetchedAt = null }) =>
      runPipeline(
        { bytes, url: asked, finalUrl: null, contentType, fetchedAt, hints: {}, attachments: [] },
        { dictionary, limits: defaultLimits },
      ),
    );
    for (const store of stores) {
      for (const { document, maps } of documents) {
        await store.put(document, { maps });
        await store.refresh();
      }
    }
    records = await Promise.all(documents.map(async ({ document: { id } }) => (await stores[0]?.get(id)) as StoredRecord));
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    rmSync(folder, { recursive: true });
    const client = new Client({ node: url });
    await deleteIndices(client, prefix);
    await client.close();
  });

  const language = queryLanguage(dictionary);
  const both = (query: SearchQuery) =>
    Promise.all(
      stores.map(async (store) => {
        const { total, undated, hits } = await store.search(query);
        return { total, undated, found: hits.map(({ record }) => record.id).sort() };
      }),
    );

  it("hold the same records, clusters and feed included", async () => {
    for (const { id } of records) expect(await stores[1]?.get(id)).toEqual(await stores[0]?.get(id));
    expect(await stores[1]?.changes(0, 1000)).toEqual(await stores[0]?.changes(0, 1000));
  });

  it(`find the same, order aside, for ${rounds} searches drawn from the samples`, async () => {
    let found = 0;
    const search = fc.gen().map((draw) => drawSearch(draw, records));
    await fc.assert(
      fc.asyncProperty(search, async (parameters) => {
        const query = parsed(parameters);
        fc.pre(query !== null);
        const [embedded, distributed] = await both(query);
        expect(distributed).toEqual(embedded);
        if (embedded && embedded.total > 0) found++;
      }),
      { numRuns: rounds },
    );
    // searches that find nothing agree too easily
    expect(found).toBeGreaterThan(rounds / 4);
  });

  it("find each sample by its title in either script, and page to the same end", async () => {
    for (const { id, title, titleOriginal } of records) {
      for (const text of [title, titleOriginal]) {
        const query = text === null ? null : parsed({ query: text.replaceAll('"', ""), size: "100" });
        if (query === null) continue;
        for (const { found } of await both(query)) expect(found).toContain(id);
      }
    }
    const everything = parsed({ query: "的", sort: "date", size: "3" });
    for (let page = 1; everything && page <= 5; page++) {
      const [embedded, distributed] = await Promise.all(stores.map((store) => store.search({ ...everything, page })));
      expect(distributed?.hits.map(({ record }) => record.id)).toEqual(embedded?.hits.map(({ record }) => record.id));
    }
  });

  /** Null for what is no search, such as a piece of text without a unit. */
  function parsed(parameters: SearchParameters): SearchQuery | null {
    try {
      return parseSearch(parameters, language);
    } catch (error) {
      if (error instanceof ZhengwenError && error.code === "usage.query") return null;
      throw error;
    }
  }
});

/** A search around one of the records: pieces of its text, and filters near its facts and entities. */
function drawSearch(draw: fc.GeneratorValue, records: readonly StoredRecord[]): SearchParameters {
  const record = pick(draw, records);
  const piece = () => {
    const text = draw(fc.boolean) ? record.original : record.text;
    const start = draw(fc.nat, { max: Math.max(0, text.length - 1) });
    return text.slice(start, start + draw(fc.integer, { min: 1, max: 4 })).replaceAll(/["“”＂\s]/g, "");
  };
  const some = <T>(value: () => T): T[] => (draw(fc.nat, { max: 5 }) === 0 ? [value()] : []);
  const amounts = (type: "money" | "enterpriseCount") =>
    records.flatMap(({ entities }) => entities.flatMap((entity) => (entity.type === type ? [entity.min ?? entity.max ?? 0] : [])));
  const range = (values: readonly number[]) => {
    const value = pick(draw, values.length > 0 ? values : [100]);
    return pick(draw, [`>=${value}`, `<=${value}`, `${value}`, `${value / 2}..${value * 2}`]);
  };
  const codes = records.flatMap(({ entities }) =>
    entities.flatMap((entity) => (entity.type === "place" && entity.code ? [entity.code] : [])),
  );
  const place = () => pick(draw, codes).replace(/\d{2}$|\d{4}$/, (tail) => (draw(fc.boolean) ? "0".repeat(tail.length) : tail));
  const days = records.flatMap(({ publishedAt }) => publishedAt?.slice(0, 10) ?? []);
  const terms = [...(draw(fc.nat, { max: 5 }) === 0 ? [] : [piece()]), ...some(piece), ...some(() => `-${piece()}`)];
  const given: [keyof SearchParameters, unknown][] = [
    ...some(() => ["place", place()] as [keyof SearchParameters, unknown]),
    ...some(() => ["from", pick(draw, days)] as [keyof SearchParameters, unknown]),
    ...some(() => ["to", pick(draw, days)] as [keyof SearchParameters, unknown]),
    ...some(() => ["money", range(amounts("money"))] as [keyof SearchParameters, unknown]),
    ...some(() => ["enterprises", range(amounts("enterpriseCount"))] as [keyof SearchParameters, unknown]),
    ...some(() => ["possible", true] as [keyof SearchParameters, unknown]),
    ...(draw(fc.nat, { max: 9 }) === 0 ? [["kind", pick(draw, kindSchema.options)] as [keyof SearchParameters, unknown]] : []),
    ...(draw(fc.nat, { max: 9 }) === 0 ? [["script", pick(draw, scriptSchema.options)] as [keyof SearchParameters, unknown]] : []),
  ];
  return { query: terms.join(" "), size: "100", ...Object.fromEntries(given) };
}

function pick<T>(draw: fc.GeneratorValue, from: readonly T[]): T {
  return draw(fc.constantFrom<T[]>, ...from);
}
