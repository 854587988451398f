import type { estypes } from "@elastic/elasticsearch";
import { type Cluster, statusOf } from "./client.js";
import type { IndexName } from "./mapping.js";

/** A document as it is read back, with what a compare-and-set needs. */
export interface Found<T> {
  readonly source: T;
  readonly seqNo: number;
  readonly primaryTerm: number;
}

/** Reads a document by id: at once, whether the index was refreshed or not. */
export async function read<T>(cluster: Cluster, name: IndexName, id: string, fields?: readonly string[]): Promise<Found<T> | null> {
  try {
    const { _source, _seq_no, _primary_term } = await cluster.reach(() =>
      cluster.client.get<T>({ index: cluster.alias(name), id, ...(fields ? { _source_includes: [...fields] } : {}) }),
    );
    return _source === undefined ? null : { source: _source, seqNo: _seq_no ?? 0, primaryTerm: _primary_term ?? 0 };
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}

/** Reads documents by id, in the order of the ids; null for those that are not held. */
export async function readAll<T>(
  cluster: Cluster,
  name: IndexName,
  ids: readonly string[],
  fields?: readonly string[],
): Promise<(T | null)[]> {
  if (ids.length === 0) return [];
  const { docs } = await cluster.reach(() =>
    cluster.client.mget<T>({ index: cluster.alias(name), ids: [...ids], ...(fields ? { _source_includes: [...fields] } : {}) }),
  );
  return docs.map((found) => ("found" in found && found.found && found._source !== undefined ? found._source : null));
}

/** The same with what a compare-and-set needs. */
export async function findAll<T>(cluster: Cluster, name: IndexName, ids: readonly string[]): Promise<(Found<T> | null)[]> {
  if (ids.length === 0) return [];
  const { docs } = await cluster.reach(() => cluster.client.mget<T>({ index: cluster.alias(name), ids: [...ids] }));
  return docs.map((found) => {
    if (!("found" in found) || !found.found || found._source === undefined) return null;
    return { source: found._source, seqNo: found._seq_no ?? 0, primaryTerm: found._primary_term ?? 0 };
  });
}

/**
 * Writes a document if it is still what was read, or if there is none where nothing was read.
 * @returns false when another writer was faster
 */
export async function replace(
  cluster: Cluster,
  name: IndexName,
  id: string,
  document: object,
  before: Pick<Found<unknown>, "seqNo" | "primaryTerm"> | null,
): Promise<boolean> {
  const expected: Partial<estypes.IndexRequest> = before
    ? { if_seq_no: before.seqNo, if_primary_term: before.primaryTerm }
    : { op_type: "create" };
  try {
    await cluster.reach(() => cluster.client.index({ index: cluster.target(name), id, document, require_alias: true, ...expected }));
    return true;
  } catch (error) {
    if (statusOf(error) === 409) return false;
    throw error;
  }
}

/** Deletes whatever a search finds, having made sure that it finds everything. @returns how many there were */
export async function deleteWhere(cluster: Cluster, name: IndexName, query: NonNullable<estypes.QueryDslQueryContainer>): Promise<number> {
  const index = cluster.alias(name);
  await cluster.reach(() => cluster.client.indices.refresh({ index }));
  const { deleted } = await cluster.reach(() =>
    cluster.client.deleteByQuery({ index: cluster.target(name), query, conflicts: "proceed", refresh: true }),
  );
  return deleted ?? 0;
}
