import { createHash } from "node:crypto";
import type { estypes } from "@elastic/elasticsearch";
import { ZhengwenError } from "../../model/errors.js";
import { blankRow, instant, type LedgerRow, type LedgerState, waitingSince } from "../../model/ledger.js";
import type { Ledger, LedgerCount, LedgerFilter } from "../store.js";
import { bulk, into, type Operation } from "./bulk.js";
import type { Cluster } from "./client.js";
import { findAll, read, readAll } from "./read.js";

type Lying = LedgerRow & { readonly waiting: string | null };

/** How many groups are counted with one request. */
const groups = 500;

/** The ledger: see `Ledger`. Rows are read and written by id; only lists, which may be a second late, are searched. */
export function openLedger(cluster: Cluster): Ledger {
  const index = cluster.alias("ledger");
  const find = async (request: estypes.SearchRequest): Promise<LedgerRow[]> => {
    const { hits } = await cluster.reach(() => cluster.client.search<Lying>({ index, ...request }));
    return hits.hits.flatMap(({ _source }) => (_source ? [toRow(_source)] : []));
  };
  return {
    get: async (address) => {
      const found = await read<Lying>(cluster, "ledger", rowId(address));
      return found && toRow(found.source);
    },

    getAll: async (addresses) => {
      const found = await readAll<Lying>(cluster, "ledger", addresses.map(rowId));
      return found.map((lying) => lying && toRow(lying));
    },

    write: async (row) => {
      const [answer] = await writeAll(cluster, [row]);
      if (answer === undefined || answer instanceof ZhengwenError) throw answer ?? new ZhengwenError("store.refused", row.address);
      return answer;
    },

    writeAll: (rows) => writeAll(cluster, rows),

    list: (filter, limit, after) =>
      find({
        query: { bool: { filter: conditions(filter) } },
        sort: [{ address: "asc" }],
        size: limit,
        ...(after === undefined ? {} : { search_after: [after] }),
      }),

    due: (at, limit, source) =>
      find({
        query: { bool: { filter: [{ range: { waiting: { lte: instant(at) } } }, ...conditions(source === undefined ? {} : { source })] } },
        sort: [{ waiting: "asc" }, { address: "asc" }],
        size: limit,
      }),

    counts: async () => {
      const counts: LedgerCount[] = [];
      let after: estypes.AggregationsCompositeAggregateKey | undefined;
      do {
        const { aggregations } = await cluster.reach(() =>
          cluster.client.search<unknown, { rows: estypes.AggregationsCompositeAggregate }>({
            index,
            size: 0,
            aggs: { rows: grouping(after) },
          }),
        );
        const { buckets = [], after_key } = aggregations?.rows ?? {};
        for (const { key, doc_count } of Array.isArray(buckets) ? buckets : Object.values(buckets)) {
          const { source, state, reason } = key as { source: string | null; state: LedgerState; reason: string | null };
          counts.push({ source, state, reason, count: doc_count });
        }
        after = after_key;
      } while (after !== undefined);
      return counts;
    },
  };
}

/** Writes rows whose held ones have their versions: see `Ledger.writeAll`. */
async function writeAll(cluster: Cluster, rows: readonly LedgerRow[]): Promise<(LedgerRow | ZhengwenError)[]> {
  const ids = rows.map(({ address }) => rowId(address));
  const held = await findAll<Lying>(cluster, "ledger", ids);
  const expected = rows.flatMap((row, i) => ((held[i]?.source.version ?? 0) === row.version ? [i] : []));
  const items = await bulk(
    cluster,
    expected.map((i): Operation => {
      const before = held[i];
      const row = rows[i] as LedgerRow;
      const target = { ...into(cluster, "ledger"), _id: ids[i] ?? "" };
      const document = { ...row, version: row.version + 1, waiting: waitingSince(row) };
      if (!before) return { action: { create: target }, document };
      return { action: { index: { ...target, if_seq_no: before.seqNo, if_primary_term: before.primaryTerm } }, document };
    }),
  );
  const written = new Map(expected.map((i, n) => [i, items[n]]));
  return rows.map((row, i) => {
    const item = written.get(i);
    if (item === undefined || item.status === 409) return new ZhengwenError("store.conflict", row.address);
    return item.reason === null ? { ...row, version: row.version + 1 } : new ZhengwenError("store.refused", item.reason);
  });
}

/** The id of an address' row: addresses may be longer than an id. */
export function rowId(address: string): string {
  return createHash("sha256").update(address).digest("hex");
}

function toRow({ waiting: _waiting, ...row }: Lying): LedgerRow {
  // rows of an older form lack what was added since
  return { ...blankRow(row.address, row.updatedAt), ...row };
}

function conditions(filter: LedgerFilter): estypes.QueryDslQueryContainer[] {
  return (["state", "reason", "source", "id"] as const).flatMap((field) => {
    const value = filter[field];
    return value === undefined ? [] : [{ term: { [field]: value } }];
  });
}

function grouping(after: estypes.AggregationsCompositeAggregateKey | undefined): estypes.AggregationsAggregationContainer {
  return {
    composite: {
      size: groups,
      sources: [
        { source: { terms: { field: "source", missing_bucket: true } } },
        { state: { terms: { field: "state" } } },
        { reason: { terms: { field: "reason", missing_bucket: true } } },
      ],
      ...(after === undefined ? {} : { after }),
    },
  };
}
