import type { Document, StoredRecord } from "../model/record.js";
import type { SearchAnswer, SearchQuery } from "./query.js";

/**
 * The durable truth: records with their revisions, raw pages, and the ledger. One of the two ports; every adapter
 * passes the same conformance suite, and nothing outside an adapter knows which one is behind it.
 */
export interface Store {
  /**
   * Stores a document as a record. Safe to run twice and out of order.
   * @param digest of what makes a revision: (titleOriginal, original, publishedAt, attachment addresses)
   */
  put(document: Document): Promise<PutOutcome>;
  /** The newest revision, or the one asked for; null when none is held. */
  get(id: string, revision?: number): Promise<StoredRecord | null>;
  search(query: SearchQuery): Promise<SearchAnswer>;
  /** Every write after `since`, in order of `seq`, tombstones among them; never one below a seq still being written. */
  changes(since: number, limit: number): Promise<ChangePage>;
  /** Takedown: a tombstone in the feed, all revisions and raw pages gone, the ledger's rows at `rejected("removed")`. */
  remove(id: string, at: string): Promise<boolean>;
  readonly pages: PageStore;
  readonly ledger: Ledger;
  /** Throws store.unavailable when the store cannot be reached. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

export type PutState = "indexed" | "unchanged";
export interface PutOutcome {
  readonly state: PutState;
  readonly revision: number;
  /** the record was already held in a newer generation or revision; nothing was written, and that is no error */
  readonly stale: boolean;
}

export type Change =
  | { readonly seq: number; readonly type: "record"; readonly id: string; readonly revision: number }
  | { readonly seq: number; readonly type: "tombstone"; readonly id: string; readonly at: string };

export interface ChangePage {
  readonly changes: readonly Change[];
  /** pass as `since` to read on */
  readonly next: number;
}

/** The bytes as fetched, kept so that everything can be extracted again without fetching. */
export interface RawPage {
  readonly id: string;
  /** digest of the bytes */
  readonly digest: string;
  readonly bytes: Uint8Array;
  readonly url: string | null;
  readonly finalUrl: string | null;
  readonly contentType: string | null;
  readonly fetchedAt: string | null;
  /** what the feeder said beside the bytes */
  readonly hints: Record<string, unknown>;
}

export interface PageStore {
  put(page: RawPage): Promise<void>;
  get(id: string): Promise<RawPage | null>;
}

export type EndState = "indexed" | "unchanged" | "duplicate" | "rejected" | "quarantined";
/**
 * `queued`: known, not yet tried; `fetched`: its raw page is held, the pipeline has not finished; `listed`: no document
 * but a source's list or feed, which was read.
 */
export type LedgerState = EndState | "queued" | "fetched" | "listed";

/** One row per asked address (or file): where its last attempt ended. */
export interface LedgerRow {
  /** the asked address; `file:` + path for a file */
  readonly address: string;
  readonly state: LedgerState;
  /** an error code with `rejected` and `quarantined`, null otherwise */
  readonly reason: string | null;
  readonly detail: string | null;
  readonly source: string | null;
  /** the document's id once known */
  readonly id: string | null;
  /** whether a record is held */
  readonly held: boolean;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly attempts: number;
  readonly updatedAt: string;
  /** when it is to be fetched next; null for never */
  readonly nextDue: string | null;
  /** raised with every write: compare-and-set */
  readonly version: number;
}

export interface LedgerCount {
  readonly source: string | null;
  readonly state: LedgerState;
  readonly reason: string | null;
  readonly count: number;
}

export interface Ledger {
  get(address: string): Promise<LedgerRow | null>;
  /**
   * Writes a row if the held one has `version` (0: none is held).
   * @returns the row as written
   * @throws store.conflict when another writer was faster
   */
  write(row: LedgerRow): Promise<LedgerRow>;
  /** Rows of one state (and reason), by address. */
  list(filter: { state?: LedgerState; reason?: string; source?: string }, limit: number, after?: string): Promise<LedgerRow[]>;
  /** Rows whose next fetch is due, or that are unfinished, oldest first; of one source when it is named. */
  due(at: string, limit: number, source?: string): Promise<LedgerRow[]>;
  counts(): Promise<LedgerCount[]>;
}
