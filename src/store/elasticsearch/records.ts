import type { estypes } from "@elastic/elasticsearch";
import type { Document, StoredRecord } from "../../model/record.js";
import type { TextMaps } from "../../model/text-maps.js";
import { chooseCluster, mostNeighbours, type Neighbour } from "../../search/cluster.js";
import { type Projection, project } from "../../search/projection.js";
import type { FoundRecord } from "../../search/query.js";
import { generations, type Held, versionOf } from "../revision.js";
import type { Cluster } from "./client.js";
import type { Noted } from "./mapping.js";
import { read, readAll } from "./read.js";

/** A record as it lies in the index; of one taken down only the fields that are not optional here are left. */
export type Lying = Pick<StoredRecord, "id" | "revision" | "seq" | "cluster"> &
  Partial<StoredRecord> & { readonly store: Noted; readonly search?: Projection };

const heldFields = ["revision", "seq", "cluster", "pipeline.generation", "store.digest", "store.page", "store.address", "store.removed"];

/** What is held of documents, with the seq of its last write. */
export async function readHeld(cluster: Cluster, ids: readonly string[]): Promise<((Held & { readonly seq: number }) | null)[]> {
  const found = await readAll<Lying>(cluster, "records", ids, heldFields);
  return found.map(
    (lying) =>
      lying && {
        revision: lying.revision,
        generation: lying.pipeline?.generation ?? 0,
        digest: lying.store.digest,
        page: lying.store.page,
        cluster: lying.cluster,
        address: lying.store.address,
        removed: lying.store.removed !== null,
        seq: lying.seq,
      },
  );
}

/** The newest revision of a document, or the one asked for. */
export async function getRecord(cluster: Cluster, id: string, revision?: number): Promise<StoredRecord | null> {
  const newest = (await read<Lying>(cluster, "records", id))?.source;
  if (newest === undefined || newest.store.removed !== null) return null;
  if (revision === undefined || revision === newest.revision) return toStored(newest);
  return (await read<{ record: StoredRecord }>(cluster, "revisions", revisionId(id, revision)))?.source.record ?? null;
}

/** The maps of the newest revision, or of the one asked for. */
export async function getMaps(cluster: Cluster, id: string, revision?: number): Promise<TextMaps | null> {
  const newest = (await read<Lying>(cluster, "records", id, ["revision", "store"]))?.source;
  if (newest === undefined || newest.store.removed !== null) return null;
  if (revision === undefined || revision === newest.revision) return newest.store.maps;
  const older = await read<{ maps: TextMaps | null }>(cluster, "revisions", revisionId(id, revision), ["maps"]);
  return older?.source.maps ?? null;
}

export async function isRemoved(cluster: Cluster, id: string): Promise<boolean> {
  return (await readHeld(cluster, [id]))[0]?.removed ?? false;
}

/** A record without what the store noted beside it. */
export function toStored({ store: _store, search: _search, ...record }: Lying): StoredRecord {
  return record as StoredRecord;
}

/** A record as a search reads it. */
export function toFound(lying: Lying): FoundRecord {
  return toStored(lying);
}

/** A record as it is written, with what it is found by. */
export function toLying(record: StoredRecord, noted: Omit<Noted, "removed">, projection: Projection): Lying {
  return { ...record, store: { ...noted, removed: null }, search: projection };
}

/** What is left of a document that was taken down. */
export function toTombstone(id: string, revision: number, seq: number, removed: string): Lying {
  return { id, revision, seq, cluster: id, store: { digest: "", page: null, address: null, removed, maps: null } };
}

export function revisionId(id: string, revision: number): string {
  return `${id}.${revision}`;
}

/** The version of a tombstone: above every generation of its revision number, so that no write under way gets past it. */
export function tombstoneVersion(revision: number): number {
  return versionOf(revision, generations - 1);
}

/** The cluster of each new document, among what the index shows by now (a second behind the writes). */
export async function chooseClusters(cluster: Cluster, documents: readonly Document[]): Promise<string[]> {
  if (documents.length === 0) return [];
  const searches = documents.flatMap((document): estypes.MsearchRequestItem[] => [{}, neighbourSearch(document)]);
  const { responses } = await cluster.reach(() => cluster.client.msearch<Neighbour>({ index: cluster.alias("records"), searches }));
  return documents.map((document, i) => {
    const answer = responses[i];
    if (answer === undefined || "error" in answer) throw new Error(`neighbours: ${JSON.stringify(answer?.error)}`);
    const neighbours = answer.hits.hits.flatMap(({ _source, matched_queries }) =>
      _source === undefined ? [] : [{ ..._source, linked: Array.isArray(matched_queries) && matched_queries.includes("link") }],
    );
    return chooseCluster(document, neighbours);
  });
}

function neighbourSearch(document: Document): estypes.SearchRequest {
  const { links, bands } = project({ ...document, title: null, text: "", entities: [], attachments: [] });
  return {
    _source: ["cluster", "seq", "fingerprint"],
    size: mostNeighbours,
    sort: [{ seq: "asc" }],
    query: {
      bool: {
        should: [{ terms: { "search.links": [...links], _name: "link" } }, { terms: { "search.bands": [...bands], _name: "band" } }],
        minimum_should_match: 1,
        must_not: [{ term: { id: document.id } }],
      },
    },
  };
}
