import { ZhengwenError } from "../model/errors.js";
import { backupSqlite } from "../store/sqlite/backup.js";
import type { Config } from "./config.js";

/**
 * Copies the embedded store that the configuration names, while it is in use.
 * @returns bytes of the copy
 * @throws usage.argument where the store is Elasticsearch, there is none, or the target is there already; store.unavailable
 */
export function backupStore(config: Config, target: string): number {
  if (config.esUrl !== null) {
    throw new ZhengwenError(
      "usage.argument",
      "ZHENGWEN_ES_URL is set: Elasticsearch copies itself by snapshots, see docs/elasticsearch.md.",
    );
  }
  return backupSqlite(config.store, target);
}
