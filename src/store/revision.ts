import { createHash } from "node:crypto";
import { ZhengwenError } from "../model/errors.js";
import { type Attachment, type Document, type RevisionChange, recordSchema, type StoredRecord } from "../model/record.js";
import { compareDocuments } from "../parts/compare.js";
import { siteOf } from "../text/site.js";
import type { PutOptions, PutOutcome } from "./store.js";

/**
 * Digest of what makes a revision: (titleOriginal, original, publishedAt, attachments). An attachment counts with its address,
 * and with its text, or why there is none; a failure that may pass counts as one that nobody has asked for.
 */
export function revisionDigest(document: Document): string {
  const { titleOriginal, original, publishedAt, attachments } = document;
  const parts = JSON.stringify([titleOriginal, original, publishedAt, attachments.map(attachmentPart)]);
  return createHash("sha256").update(parts).digest("hex").slice(0, 32);
}

function attachmentPart({ url, original, failure }: Attachment): unknown {
  if (original !== undefined) return [url, createHash("sha256").update(original).digest("hex")];
  return failure?.final ? [url, { failed: failure.code }] : url;
}

/**
 * What the addresses of one site that hold the same document have in common: its site, title, text and day of publication.
 * A copy for printing or for telephones has another address, and attachments may have others there too. Null where a document
 * has no address or no title, or so little text that two may agree by chance.
 */
export function twinKey({ canonicalUrl, titleOriginal, original, publishedAt }: Document): string | null {
  if (canonicalUrl === null || !URL.canParse(canonicalUrl)) return null;
  if (titleOriginal === null || original.trim().length < shortestTwin) return null;
  const parts = JSON.stringify([siteOf(new URL(canonicalUrl)), titleOriginal, original.trim(), publishedAt?.slice(0, 10) ?? null]);
  return createHash("sha256").update(parts).digest("hex").slice(0, 32);
}

/** Code units of a text that may be that of another document of the site: 见附件。 */
const shortestTwin = 20;

/** Generations are below this; a version is revision × this + generation. */
export const generations = 2 ** 20;

/** The version of a record: grows with the revision and, within it, with the generation of the code that made it. */
export function versionOf(revision: number, generation: number): number {
  return revision * generations + generation;
}

/** A document as a record: what the store adds beside it. */
export function toRecord(document: Document, added: Pick<StoredRecord, "revision" | "seq" | "cluster" | "changed">): StoredRecord {
  const { changed, ...always } = added;
  return { ...document, schema: "zhengwen/record@1", ...always, ...(changed && { changed }) };
}

/**
 * What a document changes against the record that is held: where it is written as the same revision, what that one did.
 * @param revision the one that it is written as
 */
export function changeOf(document: Document, revision: number, held: StoredRecord): RevisionChange | undefined {
  if (revision === held.revision) return held.changed;
  const { fields, parts } = compareDocuments(held, document);
  return { revision: held.revision, fields, parts };
}

/** What a store knows of the newest revision that it holds of a document. */
export interface Held {
  readonly revision: number;
  readonly generation: number;
  readonly digest: string;
  /** digest of the raw page that it was made from, where one was given */
  readonly page: string | null;
  readonly cluster: string;
  /** the address that it was first put from */
  readonly address: string | null;
  /** taken down: `revision` is then the one that the takedown used up */
  readonly removed: boolean;
}

/** The address that a record is held under once this document is written. */
export function addressOf(held: Held | null, options: PutOptions): string | null {
  return (held?.removed ? null : held?.address) ?? options.address ?? null;
}

/**
 * Digest of the raw page that is no longer needed once a decision is carried out: of two pages that came to one revision the
 * held one stays, and a new revision takes the place of the page that the one before was made from. Null: none.
 */
export function supersededPage(decision: Decision, held: Held | null, { page }: PutOptions): string | null {
  if (!held?.page || page === undefined || page === held.page) return null;
  if (decision.write !== null) return held.page;
  return decision.outcome.state === "unchanged" && !decision.outcome.stale ? page : null;
}

/** What to do with a document: write it as a revision, or nothing. */
export type Decision = { readonly write: number } | { readonly write: null; readonly outcome: PutOutcome };

/**
 * Decides what a document is to what is held. Pure, and the same for every store.
 * @throws removed when the document was taken down and is not asked back
 */
export function decide(document: Document, digest: string, held: Held | null, options: PutOptions): Decision {
  if (held === null) return { write: 1 };
  const { revision } = held;
  if (held.removed) {
    if (!options.restore) throw new ZhengwenError("removed", document.id);
    return { write: revision + 1 };
  }
  const { generation } = document.pipeline;
  const sameBytes = options.page !== undefined && options.page === held.page && generation !== held.generation;
  const { against } = options;
  const comparable = generation === held.generation || against?.revision === revision;
  const comparedTo = generation === held.generation || against?.revision !== revision ? held.digest : against.digest;
  if (sameBytes || digest === held.digest || (comparable && digest === comparedTo)) {
    if (generation > held.generation) return { write: revision };
    const stale = generation < held.generation;
    return { write: null, outcome: { state: "unchanged", revision, stale, address: addressOf(held, options) } };
  }
  if (comparable) return { write: revision + 1 };
  return { write: null, outcome: { state: "incomparable", revision, stale: false, page: held.page } };
}

/** Fields that every write has its own of. */
const ownOfEachWrite: ReadonlySet<string> = new Set(["schema", "seq", "changed"]);

/** The fields in which a record differs from the one that it replaces. */
export function changedFields(before: StoredRecord, after: StoredRecord): string[] {
  const fields = Object.keys(recordSchema.shape) as (keyof StoredRecord)[];
  return fields.filter((field) => !ownOfEachWrite.has(field) && JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}
