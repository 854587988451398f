import { type ReindexOutcome, reindexRecords } from "../store/elasticsearch/reindex.js";
import type { Config } from "./config.js";
import { openCluster } from "./services.js";

/**
 * Builds Elasticsearch's index of records anew while searches and writers go on: see `reindexRecords`.
 * @param onCopied told now and then how many records are copied
 * @throws config.invalid where the store is not in Elasticsearch; store.unavailable
 */
export async function reindex(config: Config, shards: number, onCopied: (copied: number) => void): Promise<ReindexOutcome> {
  const cluster = await openCluster(config);
  try {
    return await reindexRecords(cluster, shards, onCopied);
  } finally {
    await cluster.client.close();
  }
}
