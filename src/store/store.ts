import type { AgencyLevel } from "../model/enums.js";
import type { ZhengwenError } from "../model/errors.js";
import type { LedgerRow, LedgerState } from "../model/ledger.js";
import type { RawPage } from "../model/page.js";
import type { Document, StoredRecord } from "../model/record.js";
import type { SourceState } from "../model/source-state.js";
import type { TextMaps } from "../model/text-maps.js";
import type { Member } from "../search/cluster.js";
import type { Concept } from "../search/concept.js";
import type { Condition } from "../search/condition.js";
import type { CountedFacet, FacetCounts } from "../search/counted.js";
import type { TallyOptions, TallyRow } from "../search/panel.js";
import type { SearchAnswer, SearchQuery } from "../search/query.js";

/**
 * The durable truth: records with their revisions, raw pages, and the ledger. One of the ports; every adapter
 * passes the same conformance suite, and nothing outside an adapter knows which one is behind it.
 * Every method may throw store.unavailable, which a retry may mend.
 */
export interface Store {
  /**
   * Stores a document as a record. Safe to run twice, out of order, and by several writers at once.
   * @throws removed when the document was taken down; store.refused when the store cannot take it
   */
  put(document: Document, options?: PutOptions): Promise<PutOutcome>;
  /** Stores several at once; one that fails yields its error and harms no other. Answers in the order given. */
  putAll(requests: readonly PutRequest[]): Promise<(PutOutcome | ZhengwenError)[]>;
  /** The newest revision, or the one asked for; null when none is held. */
  get(id: string, revision?: number): Promise<StoredRecord | null>;
  /** The maps of a record's texts, which are kept beside it; null where no such record is held, or none came with it. */
  maps(id: string, revision?: number): Promise<TextMaps | null>;
  search(query: SearchQuery): Promise<SearchAnswer>;
  /** How many of the records that meet a condition have each value of these facets. Exact. */
  facets(where: Condition, asked: readonly CountedFacet[]): Promise<Partial<Record<CountedFacet, FacetCounts>>>;
  /**
   * How many of the records that meet a condition share a place, period and level of the issuer, with their characters; and in how
   * many of them a concept occurs, how often. Exact.
   */
  tally(where: Condition, concept: Concept | null, by: TallyOptions): Promise<TallyRow[]>;
  /** The held records of a cluster in order of `seq`, the first of them where there are many; may be a second late. */
  members(cluster: string): Promise<Member[]>;
  /**
   * Held records that meet a condition, in order of id, after `after`: for what is counted or followed to the end, page by
   * page. A page shorter than `limit` is the last one.
   */
  scan(where: Condition, page: ScanPage): Promise<ScannedRecord[]>;
  /** Ids of held records in order, after `after`: all of them, or those that the filter lets through. */
  ids(filter: IdFilter, limit: number, after?: string): Promise<string[]>;
  /**
   * The writes after `since`, in order of `seq`, tombstones among them: each revision once, under its last write. Never one at
   * or above a seq still being written.
   */
  changes(since: number, limit: number): Promise<ChangePage>;
  /** Entries of the feed by their seqs, in the order given; null where there is none. */
  changesAt(seqs: readonly number[]): Promise<(Change | null)[]>;
  /** The seq of each document's last write, takedowns among them, in the order given; null where nothing was ever held. */
  lastWrites(ids: readonly string[]): Promise<(number | null)[]>;
  feed(): Promise<FeedState>;
  /**
   * Takedown: a tombstone in the feed, all revisions and raw pages gone, the ledger's rows at `rejected("removed")`.
   * Later `put`s of the id are refused unless they ask it back. Safe to run twice.
   * @returns whether there was anything to take down
   */
  remove(id: string, at: string): Promise<boolean>;
  /** Returns once everything written before is seen by `search`, `ids` and the ledger's lists. */
  refresh(): Promise<void>;
  readonly pages: PageStore;
  readonly ledger: Ledger;
  readonly sources: SourceStates;
  readonly settings: SettingStore;
  /** Throws store.unavailable when the store cannot be reached, store.version when it is not one this code can use. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

export interface IdFilter {
  /** only records that an older generation made */
  readonly generationBelow?: number;
  /** only records that a search with this condition finds, however many they are */
  readonly where?: Condition;
}

export interface PutOptions {
  /** how the document's texts follow from one another; kept beside the record, given back with every hit */
  readonly maps?: TextMaps;
  /**
   * Digest of the raw page (`RawPage.digest`) that the document was made from. A document of another generation made
   * from the same page is the same revision, however the code has changed; once a page is superseded it is dropped.
   */
  readonly page?: string;
  /**
   * What the held revision comes to when this document's generation extracts it again (`revisionDigest`): asked for by
   * the outcome `incomparable`. A null digest: it cannot be extracted again, so that a difference counts as a change.
   */
  readonly against?: { readonly revision: number; readonly digest: string | null };
  /** take back a document that was taken down */
  readonly restore?: boolean;
  /** the asked address that the document was found at: the first one is what the record is held under */
  readonly address?: string;
}

export interface ScanPage {
  readonly limit: number;
  readonly after?: string;
  /** fields of the record that are read; none: only what stands beside it */
  readonly fields: readonly (keyof StoredRecord)[];
  /** whether the places are read that it names or lies in */
  readonly places?: boolean;
}

/** What a store reads of a record in passing. */
export interface ScannedRecord {
  readonly id: string;
  readonly seq: number;
  readonly cluster: string;
  /** day of publication */
  readonly day: string | null;
  /** key of the place that it belongs to, level of its issuer, and its length in characters: see `Projection` */
  readonly home: string | null;
  readonly level: AgencyLevel | null;
  readonly characters: number;
  /** keys of the places that it names or lies in, where they were asked for */
  readonly places?: readonly string[];
  /** the fields that were asked for */
  readonly record: Partial<StoredRecord>;
}

export interface PutRequest {
  readonly document: Document;
  readonly options?: PutOptions;
}

export type PutOutcome =
  | {
      readonly state: "indexed" | "unchanged";
      readonly revision: number;
      /** the record is held in a newer generation; nothing was written, and that is no error */
      readonly stale: boolean;
      /** the address that the record is held under: the document is a duplicate at every other one */
      readonly address: string | null;
    }
  | {
      /** Another address of the same site holds the same document; nothing was written. */
      readonly state: "duplicate";
      /** of the record that is held */
      readonly id: string;
      readonly revision: number;
      readonly stale: false;
      readonly address: string | null;
    }
  | {
      /**
       * The content differs from a record that another generation made, so that nobody knows yet whether the document
       * changed or only the code. Nothing was written: extract `page` again and put with `against` (`putCompared`).
       */
      readonly state: "incomparable";
      readonly revision: number;
      readonly stale: false;
      /** digest of the raw page of the held revision */
      readonly page: string | null;
    };

export type Change = RecordChange | { readonly seq: number; readonly type: "tombstone"; readonly id: string; readonly at: string };

export interface RecordChange {
  readonly seq: number;
  readonly type: "record";
  readonly id: string;
  readonly revision: number;
  /** null in an entry that an older version of the code wrote; so are the others then */
  readonly generation: number | null;
  /** seq of the write that this one came after; null where nothing was held */
  readonly before: number | null;
  /** fields that differ from that write; null where nobody knows, or there was none */
  readonly fields: readonly string[] | null;
}

/** Where the feed stands. */
export interface FeedState {
  /** names the store: another one, or one made anew, has another */
  readonly epoch: string;
  /** every seq below is written, or never will be */
  readonly floor: number;
}

export interface ChangePage {
  readonly changes: readonly Change[];
  /** pass as `since` to read on */
  readonly next: number;
}

/** Pages wait here until their document is stored; then the one that the newest revision was made from is kept. */
export interface PageStore {
  /** @throws removed when the document was taken down */
  put(page: RawPage): Promise<void>;
  /** Puts several at once; one that fails yields its error and harms no other. Answers in the order given: null for what is held. */
  putAll(pages: readonly RawPage[]): Promise<(ZhengwenError | null)[]>;
  /** The page last put, or the one asked for; null when it is not held. */
  get(id: string, digest?: string): Promise<RawPage | null>;
  /** The page last put of each document, in the order given. */
  getAll(ids: readonly string[]): Promise<(RawPage | null)[]>;
  /**
   * Drops every page of a document but the one that its held record was made from; where none is held, but the one named.
   */
  drop(id: string, except?: string): Promise<void>;
}

/** What programs keep beside records: API keys, answers that were given, cursors. Small, and read by name. */
export interface SettingStore {
  get(name: string): Promise<Setting | null>;
  /**
   * Writes a value if the held one has `version` (0: none is held); null drops it.
   * @throws store.conflict when another writer was faster
   */
  write(name: string, value: SettingValue | null, version: number): Promise<void>;
  /** Those whose names begin so, in order of name, after `after`; may be a second late. */
  list(prefix: string, limit: number, after?: string): Promise<Setting[]>;
}

export type SettingValue = { readonly [key: string]: unknown };

export interface Setting {
  readonly name: string;
  readonly value: SettingValue;
  /** raised with every write: compare-and-set */
  readonly version: number;
}

/** What is known of each source that was ever crawled. */
export interface SourceStates {
  get(id: string): Promise<SourceState | null>;
  /** All of them, in order of id; at once, whether the store was refreshed or not. At most 10,000. */
  all(): Promise<SourceState[]>;
  /**
   * Writes a row if the held one has `version` (0: none is held).
   * @returns the row as written, with its new version
   * @throws store.conflict when another writer was faster
   */
  write(state: SourceState): Promise<SourceState>;
}

export interface LedgerCount {
  readonly source: string | null;
  readonly state: LedgerState;
  readonly reason: string | null;
  readonly count: number;
}

export interface Ledger {
  get(address: string): Promise<LedgerRow | null>;
  /** The rows of several addresses, in the order given. */
  getAll(addresses: readonly string[]): Promise<(LedgerRow | null)[]>;
  /**
   * Writes a row if the held one has `version` (0: none is held).
   * @returns the row as written, with its new version
   * @throws store.conflict when another writer was faster
   */
  write(row: LedgerRow): Promise<LedgerRow>;
  /** Writes several at once; one that fails yields its error, such as store.conflict, and harms no other. Answers in the order given. */
  writeAll(rows: readonly LedgerRow[]): Promise<(LedgerRow | ZhengwenError)[]>;
  /** Rows that fit the filter, in order of address, after `after`. */
  list(filter: LedgerFilter, limit: number, after?: string): Promise<LedgerRow[]>;
  /**
   * Rows to be worked on, longest waiting first: those whose `nextDue` has come, and the unfinished ones (`queued`,
   * `fetched`) without a `nextDue`. Of one source where it is named.
   */
  due(at: string, limit: number, source?: string): Promise<LedgerRow[]>;
  counts(): Promise<LedgerCount[]>;
}

export interface LedgerFilter {
  readonly state?: LedgerState;
  readonly reason?: string;
  readonly source?: string;
  readonly id?: string;
}
