import { ZhengwenError } from "../../model/errors.js";
import type { SourceState } from "../../model/source-state.js";
import type { SourceStates } from "../store.js";
import type { Cluster } from "./client.js";
import { read, replace } from "./read.js";

interface Lying {
  readonly id: string;
  readonly version: number;
  readonly state: SourceState;
}

/** As many as one search gives. */
const most = 10_000;

/** What is known of sources: see `SourceStates`. */
export function openSources(cluster: Cluster): SourceStates {
  const index = cluster.alias("sources");
  return {
    get: async (id) => (await read<Lying>(cluster, "sources", id))?.source.state ?? null,
    all: async () => {
      await cluster.reach(() => cluster.client.indices.refresh({ index }));
      const { hits } = await cluster.reach(() => cluster.client.search<Lying>({ index, size: most, sort: [{ id: "asc" }] }));
      return hits.hits.flatMap(({ _source }) => (_source ? [_source.state] : []));
    },
    write: async (state) => {
      const held = await read<Lying>(cluster, "sources", state.id);
      const written = { ...state, version: state.version + 1 };
      const expected = (held?.source.version ?? 0) === state.version;
      const row: Lying = { id: state.id, version: written.version, state: written };
      if (!expected || !(await replace(cluster, "sources", state.id, row, held))) throw new ZhengwenError("store.conflict", state.id);
      return written;
    },
  };
}
