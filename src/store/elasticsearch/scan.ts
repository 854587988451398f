import type { AgencyLevel } from "../../model/enums.js";
import type { StoredRecord } from "../../model/record.js";
import type { Condition } from "../../search/condition.js";
import type { ScannedRecord, ScanPage } from "../store.js";
import type { Cluster } from "./client.js";
import { heldOnly } from "./facets.js";

const beside = ["id", "seq", "cluster", "search.day", "search.home", "search.level", "search.characters"];

/** Reads records in order of id: see `Store.scan`. */
export async function scanRecords(
  cluster: Cluster,
  where: Condition,
  { limit, after, fields, places = false }: ScanPage,
): Promise<ScannedRecord[]> {
  const { hits } = await cluster.reach(() =>
    cluster.client.search<Partial<StoredRecord>>({
      index: cluster.alias("records"),
      query: heldOnly(where),
      _source: fields.length > 0 ? { includes: [...fields] } : false,
      docvalue_fields: places ? [...beside, "search.counts.place"] : beside,
      sort: [{ id: "asc" }],
      size: limit,
      track_total_hits: false,
      ...(after === undefined ? {} : { search_after: [after] }),
    }),
  );
  return hits.hits.map(({ fields: values = {}, _source = {} }) => {
    const first = (name: string): unknown => (values[name] as unknown[] | undefined)?.[0];
    const text = (name: string) => (first(name) as string | undefined) ?? null;
    return {
      id: String(first("id")),
      seq: Number(first("seq")),
      cluster: String(first("cluster")),
      day: text("search.day"),
      home: text("search.home"),
      level: text("search.level") as AgencyLevel | null,
      characters: Number(first("search.characters") ?? 0),
      ...(places && { places: (values["search.counts.place"] as string[] | undefined) ?? [] }),
      record: Object.fromEntries(fields.flatMap((field) => (field in _source ? [[field, _source[field]]] : []))),
    };
  });
}
