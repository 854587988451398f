import { createHash } from "node:crypto";
import { ZhengwenError } from "../../model/errors.js";
import type { Setting, SettingStore } from "../store.js";
import { type Cluster, statusOf } from "./client.js";
import { type Found, read, replace } from "./read.js";

/** Settings: see `SettingStore`. Read and written by id; only lists are searched. */
export function openSettings(cluster: Cluster): SettingStore {
  const index = cluster.alias("settings");
  return {
    get: async (name) => (await read<Setting>(cluster, "settings", idOf(name)))?.source ?? null,

    write: async (name, value, version) => {
      const held = await read<Setting>(cluster, "settings", idOf(name));
      if ((held?.source.version ?? 0) !== version) throw new ZhengwenError("store.conflict", name);
      const done =
        value === null
          ? held === null || (await drop(cluster, idOf(name), held))
          : await replace(cluster, "settings", idOf(name), { name, value, version: version + 1 }, held);
      if (!done) throw new ZhengwenError("store.conflict", name);
    },

    list: async (prefix, limit, after) => {
      const { hits } = await cluster.reach(() =>
        cluster.client.search<Setting>({
          index,
          query: { prefix: { name: prefix } },
          sort: [{ name: "asc" }],
          size: limit,
          ...(after === undefined ? {} : { search_after: [after] }),
        }),
      );
      return hits.hits.flatMap(({ _source }) => _source ?? []);
    },
  };
}

/** @returns false when another writer was faster */
async function drop(cluster: Cluster, id: string, { seqNo, primaryTerm }: Found<unknown>): Promise<boolean> {
  try {
    const index = cluster.target("settings");
    await cluster.reach(() => cluster.client.delete({ index, id, if_seq_no: seqNo, if_primary_term: primaryTerm }));
    return true;
  } catch (error) {
    if (statusOf(error) === 409) return false;
    if (statusOf(error) === 404) return true;
    throw error;
  }
}

/** Names may be longer than an id. */
function idOf(name: string): string {
  return createHash("sha256").update(name).digest("hex");
}
