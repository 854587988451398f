import { ZhengwenError } from "../../model/errors.js";
import type { Store } from "../store.js";
import { connectCluster, type ElasticsearchOptions } from "./client.js";
import { countFacets } from "./facets.js";
import { changesAt, changesSince, feedState, lastWrites } from "./feed.js";
import { prepareIndices } from "./indices.js";
import { openLedger } from "./ledger.js";
import { indexForms } from "./mapping.js";
import { openPages } from "./pages.js";
import { putAll } from "./put.js";
import { read } from "./read.js";
import { getMaps, getRecord } from "./records.js";
import { remove } from "./remove.js";
import { scanRecords } from "./scan.js";
import { findIds, readMembers, searchRecords } from "./search.js";
import { openSequence } from "./sequence.js";
import { openSettings } from "./settings.js";
import { openSources } from "./sources.js";
import { tallyRecords } from "./tally.js";

/** How long a writer may be silent: longer than a write with all its retries takes. */
const usualLease = 60_000;

/**
 * The distributed store, on a plain Elasticsearch 9.
 * @throws store.unavailable when the server cannot be reached; store.version when it or an index is of another version
 */
export async function openElasticsearchStore(options: ElasticsearchOptions): Promise<Store> {
  const cluster = connectCluster(options);
  try {
    await prepareIndices(cluster, options.shards ?? 1);
  } catch (error) {
    await cluster.client.close();
    throw error;
  }
  const sequence = openSequence(cluster, options.lease ?? usualLease);
  const refreshed = Object.keys(indexForms).map((name) => cluster.alias(name as keyof typeof indexForms));

  return {
    put: async (document, given) => {
      const [answer] = await putAll(cluster, sequence, [given ? { document, options: given } : { document }]);
      if (answer === undefined || answer instanceof ZhengwenError) throw answer ?? new ZhengwenError("store.refused", document.id);
      return answer;
    },
    putAll: (requests) => putAll(cluster, sequence, requests),
    get: (id, revision) => getRecord(cluster, id, revision),
    maps: (id, revision) => getMaps(cluster, id, revision),
    members: (id) => readMembers(cluster, id),
    search: (query) => searchRecords(cluster, query),
    facets: (where, asked) => countFacets(cluster, where, asked),
    tally: (where, concept, by) => tallyRecords(cluster, where, concept, by),
    scan: (where, page) => scanRecords(cluster, where, page),
    ids: (filter, limit, after) => findIds(cluster, filter, limit, after),
    changes: (since, limit) => changesSince(cluster, sequence, since, limit),
    changesAt: (seqs) => changesAt(cluster, seqs),
    lastWrites: (ids) => lastWrites(cluster, ids),
    feed: () => feedState(cluster, sequence),
    remove: (id, at) => remove(cluster, sequence, id, at),
    refresh: async () => {
      await cluster.reach(() => cluster.client.indices.refresh({ index: refreshed }));
    },
    pages: openPages(cluster),
    ledger: openLedger(cluster),
    sources: openSources(cluster),
    settings: openSettings(cluster),
    ready: async () => {
      await read(cluster, "state", "sequence");
    },
    close: () => cluster.client.close(),
  };
}
