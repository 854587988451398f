import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { estypes } from "@elastic/elasticsearch";
import { runPanel } from "../src/app/panel.js";
import { loadDictionary } from "../src/dictionary/load.js";
import type { Document } from "../src/model/record.js";
import { queryLanguage } from "../src/pipeline/query-language.js";
import { conceptOf } from "../src/search/concept.js";
import { countedFacets } from "../src/search/counted.js";
import { panelOptionsSchema } from "../src/search/panel.js";
import { parseSearch } from "../src/search/parse-search.js";
import { project } from "../src/search/projection.js";
import type { SearchQuery } from "../src/search/query.js";
import { phraseOf } from "../src/search/units.js";
import { bulk, into } from "../src/store/elasticsearch/bulk.js";
import { connectCluster } from "../src/store/elasticsearch/client.js";
import { toLying } from "../src/store/elasticsearch/records.js";
import { openElasticsearchStore } from "../src/store/elasticsearch/store.js";
import { revisionDigest, toRecord } from "../src/store/revision.js";
import { connect } from "../src/store/sqlite/driver.js";
import { openSqliteStore } from "../src/store/sqlite/store.js";
import type { Store } from "../src/store/store.js";
import { hasElasticsearch, startElasticsearch } from "../test/services/elasticsearch.js";
import { randomFrom, searchCorpus } from "./search-corpus.js";

/**
 * Searches, facets and panels over recombined records, told in the time of a bare match query of the same server; exits 1 where
 * one is over its bar. Of the embedded store it is the time of the processor.
 *   npm run bench:search -- [--store sqlite|elasticsearch] [--documents N] [--queries N] [--concepts N] [--es URL] [--path FILE] [--lenient]
 * A file of `--path` is kept, and taken as it is where it holds so many records. Records are the same in every run. `--lenient` tells what is over and exits 0.
 */
const { values } = parseArgs({
  options: {
    store: { type: "string", default: "sqlite" },
    documents: { type: "string" },
    queries: { type: "string", default: "100" },
    concepts: { type: "string", default: "50" },
    es: { type: "string" },
    path: { type: "string" },
    lenient: { type: "boolean", default: false },
  },
});
const isEmbedded = values.store !== "elasticsearch";
const count = Number(values.documents ?? (isEmbedded ? 100_000 : 1_000_000));
const language = queryLanguage(loadDictionary());
const corpus = searchCorpus();
const random = randomFrom(7);
const over: string[] = [];

/** Something to search: a store, and a bare query of its server. */
interface Bench {
  readonly store: Store;
  /** finds ten records by the units of a text, with nothing of ours around it */
  readonly bare: (text: string) => Promise<unknown>;
  /** the share of a bare bulk's speed that encoding and writing come to; null where there is no bare bulk */
  readonly load: () => Promise<number | null>;
  readonly close: () => Promise<void>;
}

const tell = (name: string, figure: string, isOver: boolean) => {
  console.log(`${isOver ? "OVER " : "     "}${name}: ${figure}`);
  if (isOver) over.push(name);
};
const quantile = (times: readonly number[], share: number) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
/** Milliseconds: of this process where it does all the work itself, so that what else a machine does is not counted. */
const clock = () => {
  if (!isEmbedded) return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const timed = async (task: () => Promise<unknown>) => {
  const start = clock();
  await task();
  return clock() - start;
};

function* batches(size: number): Generator<Document[]> {
  for (let from = 0; from < count; from += size)
    yield Array.from({ length: Math.min(size, count - from) }, (_, i) => corpus.document(from + i));
}

async function embedded(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-bench-search-"));
  const path = values.path ?? join(folder, "store.db");
  const isThere = existsSync(path);
  const store = openSqliteStore(path);
  const raw = connect(path, 10_000);
  return {
    store,
    bare: async (text) => raw.all("SELECT rowid FROM units WHERE units MATCH ? ORDER BY rank LIMIT 10", [`"${phraseOf(text).join(" ")}"`]),
    load: async () => {
      const held = isThere ? Number(raw.get("SELECT count(*) AS n FROM record")?.n) : 0;
      if (held !== 0 && held !== count) throw new Error(`${path} holds ${held} records, not ${count}.`);
      for (const batch of held === 0 ? batches(1_000) : []) {
        const outcomes = await store.putAll(batch.map((document) => ({ document })));
        const failed = outcomes.find((outcome) => outcome instanceof Error || outcome.state !== "indexed");
        if (failed) throw new Error(`not indexed: ${JSON.stringify(failed)}`);
      }
      return null;
    },
    close: async () => {
      raw.close();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function distributed(): Promise<Bench> {
  const server = values.es === undefined && hasElasticsearch() ? await startElasticsearch("4g") : null;
  const url = values.es ?? server?.url;
  if (url === undefined) throw new Error("No Elasticsearch: --es URL, or npm run test:services:install");
  const prefix = `bench-${process.pid}`;
  const store = await openElasticsearchStore({ url, prefix });
  const cluster = connectCluster({ url, prefix });
  const spare = `${prefix}-bare`;
  const operation = (document: Document, seq: number) => {
    const record = toRecord(document, { revision: 1, seq, cluster: document.id });
    const noted = { digest: revisionDigest(document), page: null, address: null, maps: null };
    return { action: { index: { ...into(cluster, "records"), _id: document.id } }, document: toLying(record, noted, project(document)) };
  };
  return {
    store,
    bare: (text) =>
      cluster.client.search({
        index: cluster.alias("records"),
        query: { match: { "search.bodyUnits": phraseOf(text).join(" ") } },
        size: 10,
      }),
    load: async () => {
      const mapped = await cluster.client.indices.getMapping({ index: cluster.alias("records") });
      const [{ mappings } = { mappings: {} }] = Object.values(mapped);
      await cluster.client.indices.create({ index: spare, mappings, settings: { number_of_shards: 1, number_of_replicas: 0 } });
      let [ours, bare, seq] = [0, 0, 1];
      for (const [at, batch] of [...batches(1_000)].entries()) {
        ours += await timed(async () => {
          const items = await bulk(
            cluster,
            batch.map((document) => operation(document, seq++)),
          );
          const refused = items.find(({ reason }) => reason !== null);
          if (refused) throw new Error(String(refused.reason));
        });
        // the same lines, made before, into an index of the same form: of the first batches only
        if (at >= mostCompared) continue;
        const lines = batch.flatMap((document) => {
          const { action, document: lying } = operation(document, 0);
          return [JSON.stringify({ index: { _index: spare, _id: action.index._id } }), JSON.stringify(lying)];
        });
        bare += await timed(() => cluster.client.bulk({ operations: lines as unknown as estypes.BulkOperationContainer[] }));
        if (at === mostCompared - 1 || (at + 1) * 1_000 >= count) shareOfBare = bare / ours;
      }
      await cluster.client.indices.delete({ index: spare });
      await store.refresh();
      return shareOfBare;
    },
    close: async () => {
      const names = Object.keys(await cluster.client.indices.get({ index: `${prefix}-*` }));
      await cluster.client.indices.delete({ index: names });
      await cluster.client.close();
      await store.close();
      await server?.stop();
    },
  };
}

const mostCompared = 20;
let shareOfBare = 0;

/** A term of two to six characters out of a real sentence. */
function term(): string {
  for (;;) {
    const sentence = corpus.sentences[random(corpus.sentences.length)] ?? "";
    const at = random(Math.max(1, sentence.length - 6));
    const piece = sentence.slice(at, at + 2 + random(5));
    if (/^\p{Script=Han}{2,}$/u.test(piece)) return piece;
  }
}

const asked = (query: string): SearchQuery => ({ ...parseSearch({ query }, language), fold: true });
const bench = isEmbedded ? await embedded() : await distributed();
try {
  const { store } = bench;
  const loading = performance.now();
  const share = await bench.load();
  const seconds = (performance.now() - loading) / 1000;
  console.log(`${count} records in ${values.store}: loaded in ${seconds.toFixed(0)} s, ${(count / seconds).toFixed(0)}/s`);
  if (share !== null) tell("encoding and bulk, as a share of a bare bulk's speed", share.toFixed(2), share < 0.8);

  const terms = Array.from({ length: Number(values.queries) }, term);
  const kinds: readonly (readonly [string, number, (term: string, at: number) => Promise<unknown>])[] = [
    ["bare match", 1, (one) => bench.bare(one)],
    ["search", 3, (one) => store.search(asked(one))],
    ["search of two terms", 3, (one, at) => store.search(asked(`${one} ${terms[(at + 1) % terms.length]}`))],
    ["search with filters", 3, (one) => store.search(asked(`${one} date:2015..2020 place:山东省 kind:notice`))],
    ["facets", 6, (one) => store.facets(asked(one).where, countedFacets)],
    [
      "panel city × year",
      10,
      (one) => {
        const options = panelOptionsSchema.parse({ placeLevel: "prefecture" });
        return runPanel({ where: { is: "all" }, concept: conceptOf([one], language, false), options }, store);
      },
    ],
  ];
  let base = 0;
  for (const [name, bar, run] of kinds) {
    const few = name.startsWith("panel") ? terms.slice(0, 10) : terms;
    for (const one of few.slice(0, 5)) await run(one, 0);
    const times: number[] = [];
    for (const [at, one] of few.entries()) times.push(await timed(() => run(one, at)));
    const p95 = quantile(times, 0.95);
    if (name === "bare match") base = p95;
    const figure = `median ${quantile(times, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, ${(p95 / base).toFixed(1)} × (bar ${bar})`;
    tell(name, figure, p95 > bar * base);
  }

  const wrong = await inexact(store, Number(values.concepts));
  tell(`panels of ${values.concepts} concepts against counting by hand`, `${wrong} differ`, wrong > 0);
} finally {
  await bench.close();
}
if (over.length > 0 && !values.lenient) process.exit(1);

/** How many panels of all records differ from what a regex over each text counts. */
async function inexact(store: Store, concepts: number): Promise<number> {
  const sets = Array.from({ length: concepts }, () => [term(), term()]);
  const patterns = sets.map((set) => new RegExp([...set].sort((a, b) => b.length - a.length).join("|"), "gu"));
  const cells = sets.map(() => new Map<string, [documents: number, matching: number, occurrences: number]>());
  for (const batch of batches(1_000)) {
    for (const { title, text, publishedAt, jurisdiction } of batch) {
      const key = `${jurisdiction?.code} ${publishedAt?.slice(0, 4)}`;
      for (const [at, pattern] of patterns.entries()) {
        const found = [title ?? "", text].reduce((sum, one) => sum + (one.match(pattern)?.length ?? 0), 0);
        const [documents, matching, occurrences] = cells[at]?.get(key) ?? [0, 0, 0];
        cells[at]?.set(key, [documents + 1, matching + (found > 0 ? 1 : 0), occurrences + found]);
      }
    }
  }
  let wrong = 0;
  const options = panelOptionsSchema.parse({ placeLevel: "prefecture", reposts: "all" });
  for (const [at, set] of sets.entries()) {
    const { rows } = await runPanel({ where: { is: "all" }, concept: conceptOf(set, language, false), options }, store);
    const expected = cells[at];
    const same = rows.every(({ place, period, documents, matching, occurrences }) => {
      const cell = expected?.get(`${place} ${period}`);
      return cell?.[0] === documents && cell[1] === matching && cell[2] === occurrences;
    });
    if (!same || rows.length !== expected?.size) wrong++;
  }
  return wrong;
}
