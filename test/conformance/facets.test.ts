import { Client } from "@elastic/elasticsearch";
import { beforeAll, expect, it } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import type { Document } from "../../src/model/record.js";
import { queryLanguage } from "../../src/pipeline/query-language.js";
import { type CountedFacet, countedFacets, type FacetCount } from "../../src/search/counted.js";
import { parseSearch } from "../../src/search/parse-search.js";
import { connectCluster } from "../../src/store/elasticsearch/client.js";
import { countFacets } from "../../src/store/elasticsearch/facets.js";
import { openElasticsearchStore } from "../../src/store/elasticsearch/store.js";
import type { Store } from "../../src/store/store.js";
import { describeWithElasticsearch } from "../services/suite.js";
import { generateDocuments } from "../support/generate.js";
import { deleteIndices } from "../support/indices.js";
import { describeStores } from "../support/stores.js";

const documents = generateDocuments(300, 7);
const language = queryLanguage(loadDictionary());
const whereOf = (query: string) => parseSearch({ query }, language).where;

/** What a document is counted under, said apart from the code that counts. */
const valuesOf: Record<CountedFacet, (document: Document) => string[]> = {
  year: ({ publishedAt }) => (publishedAt ? [publishedAt.slice(0, 4)] : []),
  month: ({ publishedAt }) => (publishedAt ? [publishedAt.slice(0, 7)] : []),
  place: ({ jurisdiction, entities }) => {
    const codes = [jurisdiction?.code ?? [], ...entities.map((entity) => (entity.type === "place" ? (entity.code ?? []) : []))].flat();
    return codes.flatMap((code) => {
      const levels = [code.slice(0, 2)];
      if (!code.endsWith("0000")) levels.push(code.slice(0, 4));
      if (!code.endsWith("00")) levels.push(code);
      return levels;
    });
  },
  issuer: ({ issuers }) => issuers,
  kind: ({ kind }) => [kind],
  source: ({ source }) => (source ? [source.id] : []),
  script: ({ script }) => [script],
  money: ({ entities }) =>
    entities.flatMap((entity) => {
      if (entity.type !== "money") return [];
      const { min, max, currency } = entity;
      const bands: [number, number][] = [
        [-Infinity, 1e4],
        [1e4, 1e5],
        [1e5, 1e6],
        [1e6, 1e7],
        [1e7, 1e8],
        [1e8, 1e9],
        [1e9, Infinity],
      ];
      const low = min ?? -Infinity;
      const high = max ?? Infinity;
      const open = min === null && max === null;
      const band = open ? undefined : bands.find(([from, to]) => low >= from && (to === Infinity || high < to));
      const end = (edge: number) => (Number.isFinite(edge) ? String(edge) : "");
      return [`${currency}:${band ? `${end(band[0])}..${end(band[1])}` : "across"}`];
    }),
  enterprises: ({ entities }) =>
    entities.flatMap((entity) => {
      if (entity.type !== "enterpriseCount") return [];
      const { min, max } = entity;
      if (min === null) return ["across"];
      const bands = ["..10", "10..50", "50..100", "100..500", "500..1000", "1000..10000", "10000.."];
      const inside = bands.find((band) => {
        const [from, to] = band.split("..").map((edge) => (edge === "" ? null : Number(edge)));
        return (from === null || min >= (from ?? 0)) && (to === null || (max !== null && max < (to ?? 0)));
      });
      return [inside ?? "across"];
    }),
  instrument: ({ entities }) => entities.flatMap((entity) => (entity.type === "money" ? (entity.instrument ?? []) : [])),
  cited: ({ cites }) => cites.flatMap(({ number }) => number ?? []),
};

function bruteForce(found: readonly Document[], facet: CountedFacet): FacetCount[] {
  const counts = new Map<string, number>();
  for (const document of found) for (const value of new Set(valuesOf[facet](document))) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

const queries: readonly [string, (document: Document) => boolean][] = [
  ["*", () => true],
  ["低碳", ({ title, text }) => title?.includes("低碳") || text.includes("低碳")],
  ["kind:notice OR kind:plan", ({ kind }) => kind === "notice" || kind === "plan"],
  [
    "date:2021..2022 -数字经济",
    ({ publishedAt, title, text }) => /^202[12]/.test(publishedAt ?? "") && !`${title}\n${text}`.includes("数字经济"),
  ],
  [
    "place:440783",
    ({ jurisdiction, entities }) => [jurisdiction, ...entities].some((one) => one && "code" in one && one.code === "440783"),
  ],
  ["instrument:subsidy", ({ entities }) => entities.some((entity) => entity.type === "money" && entity.instrument === "subsidy")],
  ["不存在的词", () => false],
];

describeStores("facets", (open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
    for (const outcome of await store.putAll(documents.map((document) => ({ document }))))
      expect(outcome).toMatchObject({ state: "indexed" });
    await store.refresh();
  }, 120_000);

  it.each(queries)("of %s are what counting by hand comes to", async (query, matches) => {
    const counts = await store.facets(whereOf(query), countedFacets);
    const found = documents.filter(matches);
    if (query !== "不存在的词") expect(found.length).toBeGreaterThan(5);
    for (const facet of countedFacets) {
      const expected = bruteForce(found, facet);
      expect([facet, counts[facet]]).toEqual([facet, { values: expected.slice(0, 400), more: false }]);
    }
  });

  it("are only those that were asked for, and leave out what was taken down", async () => {
    const gone = documents[0] as Document;
    const before = await store.facets(whereOf("*"), ["kind"]);
    await store.remove(gone.id, "2024-05-01T00:00:00Z");
    await store.refresh();
    const after = await store.facets(whereOf("*"), ["kind"]);
    const count = (counts: typeof before) => counts.kind?.values.find(({ value }) => value === gone.kind)?.count ?? 0;
    expect(Object.keys(after)).toEqual(["kind"]);
    expect(count(after)).toBe(count(before) - 1);
  });
});

describeWithElasticsearch("facets over shards that name only a few values", (url) => {
  it("are exact all the same", async () => {
    const prefix = `facets-${process.pid}-${Date.now()}`;
    const store = await openElasticsearchStore({ url, prefix, shards: 3 });
    const cluster = connectCluster({ url, prefix });
    const client = new Client({ node: url });
    try {
      await store.putAll(documents.map((document) => ({ document })));
      await store.refresh();
      for (const facet of ["month", "place", "instrument"] as const) {
        const counts = await countFacets(cluster, { is: "all" }, [facet], 2);
        expect(counts[facet]?.values).toEqual(bruteForce(documents, facet));
      }
    } finally {
      await store.close();
      await cluster.client.close();
      await deleteIndices(client, prefix);
      await client.close();
    }
  }, 60_000);
});
