import type { ElasticsearchOptions } from "../store/elasticsearch/client.js";
import type { Store } from "../store/store.js";
import type { Config } from "./config.js";

/**
 * The store that the configuration names. The client of a search server is loaded only where one is named: a process that
 * reads the embedded store and does little else stays small.
 * @throws store.unavailable, store.version
 */
export async function openStore(config: Config): Promise<Store> {
  if (config.esUrl === null) return (await import("../store/sqlite/store.js")).openSqliteStore(config.store);
  const { openElasticsearchStore } = await import("../store/elasticsearch/store.js");
  return openElasticsearchStore(elasticsearchOptions(config, config.esUrl));
}

/** How the search server at an address is reached. */
export function elasticsearchOptions(config: Config, url: string): ElasticsearchOptions {
  return {
    url,
    prefix: config.esPrefix,
    ...(config.esPassword !== null && { username: config.esUsername, password: config.esPassword }),
  };
}
