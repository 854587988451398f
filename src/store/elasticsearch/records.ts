import type { estypes } from "@elastic/elasticsearch";
import { inTodaysForm } from "../../model/earlier-record.js";
import type { Document, StoredRecord } from "../../model/record.js";
import type { TextMaps } from "../../model/text-maps.js";
import { chooseCluster, foldKey, mostNeighbours, type Neighbour, near } from "../../search/cluster.js";
import { type Projection, project } from "../../search/projection.js";
import type { FoundRecord } from "../../search/query.js";
import { generations, type Held, versionOf } from "../revision.js";
import type { Cluster } from "./client.js";
import type { Noted } from "./mapping.js";
import { read, readAll } from "./read.js";

/** A record as it lies in the index; of one taken down only the fields that are not optional here are left. */
export type Lying = Pick<StoredRecord, "id" | "revision" | "seq" | "cluster"> &
  Partial<StoredRecord> & { readonly store: Noted; readonly search?: Searched };

/** What a record is found by. */
type Searched = Projection & { readonly fold: string; readonly joined: boolean };

export function toSearched(record: StoredRecord, projection: Projection): Searched {
  return { ...projection, fold: foldKey(record), joined: record.cluster !== record.id };
}

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
  const older = await read<{ record: StoredRecord }>(cluster, "revisions", revisionId(id, revision));
  return older === null ? null : inTodaysForm(older.source.record);
}

/** The maps of the newest revision, or of the one asked for. */
export async function getMaps(cluster: Cluster, id: string, revision?: number): Promise<TextMaps | null> {
  const newest = (await read<Lying>(cluster, "records", id, ["revision", "store"]))?.source;
  if (newest === undefined || newest.store.removed !== null) return null;
  if (revision === undefined || revision === newest.revision) return newest.store.maps;
  const older = await read<{ maps: TextMaps | null }>(cluster, "revisions", revisionId(id, revision), ["maps"]);
  return older?.source.maps ?? null;
}

/** A record without what the store noted beside it. */
export function toStored(lying: Lying): StoredRecord {
  return inTodaysForm(toFound(lying) as StoredRecord);
}

/** A record as a search reads it. */
export function toFound({ store: _store, search: _search, ...record }: Lying): FoundRecord {
  return record as FoundRecord;
}

/** A record as it is written, with what it is found by. */
export function toLying(record: StoredRecord, noted: Omit<Noted, "removed">, projection: Projection): Lying {
  return { ...record, store: { ...noted, removed: null }, search: toSearched(record, projection) };
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

/** Records of shared bands that are looked at together. */
const atATime = 25;

/** What is asked of the index for a new document, and what it has said so far. */
interface Search {
  readonly document: Document;
  readonly links: readonly string[];
  readonly bands: readonly string[];
  readonly found: Neighbour[];
  /** the seq behind which to read on among those of shared bands; null where no more are needed */
  after: number | null;
  seen: number;
}

/**
 * The cluster of each new document, among what the index shows by now (a second behind the writes). Only the earliest record
 * counts that shares an address or is near: those of shared bands are read in order of arrival, a few at a time, since a form
 * letter may have any number of near-duplicates.
 */
export async function chooseClusters(cluster: Cluster, documents: readonly Document[]): Promise<string[]> {
  const searches = documents.map((document): Search => {
    const { links, bands } = project({ ...document, title: null, text: "", entities: [], attachments: [] });
    return { document, links, bands, found: [], after: bands.length > 0 ? 0 : null, seen: 0 };
  });
  const linked = searches.filter(({ links }) => links.length > 0);
  const firsts = await search(cluster, linked, ({ document, links }) => neighbourSearch(document, { "search.links": [...links] }, 1, 0));
  for (const [i, { found }] of linked.entries()) found.push(...(firsts[i] ?? []).map((other) => ({ ...other, linked: true })));
  for (;;) {
    const open = searches.filter(({ after }) => after !== null);
    if (open.length === 0) break;
    const pages = await search(cluster, open, ({ document, bands, after }) =>
      neighbourSearch(document, { "search.bands": [...bands] }, atATime, after ?? 0),
    );
    for (const [i, one] of open.entries()) readOn(one, pages[i] ?? []);
  }
  return searches.map(({ document, found }) => chooseCluster(document, found));
}

/** Takes the first that is near out of a page, or goes on behind it. */
function readOn(one: Search, page: readonly Neighbour[]): void {
  const nearest = page.find((other) => near(other.fingerprint, one.document.fingerprint));
  if (nearest) one.found.push(nearest);
  one.seen += page.length;
  const last = page.at(-1);
  one.after = nearest || last === undefined || page.length < atATime || one.seen >= mostNeighbours ? null : last.seq;
}

async function search(cluster: Cluster, asked: readonly Search[], form: (one: Search) => estypes.SearchRequest): Promise<Neighbour[][]> {
  if (asked.length === 0) return [];
  const searches = asked.flatMap((one): estypes.MsearchRequestItem[] => [{}, form(one)]);
  const { responses } = await cluster.reach(() => cluster.client.msearch<Neighbour>({ index: cluster.alias("records"), searches }));
  return asked.map((_, i) => {
    const answer = responses[i];
    if (answer === undefined || "error" in answer) throw new Error(`neighbours: ${JSON.stringify(answer?.error)}`);
    return answer.hits.hits.flatMap(({ _source }) => (_source === undefined ? [] : [{ ..._source, linked: false }]));
  });
}

function neighbourSearch(document: Document, terms: Record<string, string[]>, size: number, after: number): estypes.SearchRequest {
  return {
    _source: ["cluster", "seq", "fingerprint"],
    size,
    sort: [{ seq: "asc" }],
    query: { bool: { filter: [{ terms }, { range: { seq: { gt: after } } }], must_not: [{ term: { id: document.id } }] } },
  };
}
