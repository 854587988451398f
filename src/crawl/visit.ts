import { FetchError, type FetchedPage } from "../fetch/fetch.js";
import { changeRow, endAttempt } from "../ingest/ledger.js";
import { rawPage } from "../ingest/raw-page.js";
import { isoTime } from "../model/clock.js";
import { asZhengwenError, type ZhengwenError } from "../model/errors.js";
import { fetchFailed, type LedgerRow, pageFetched, pageUnchanged, postponed } from "../model/ledger.js";
import type { Collection, HeldAttachment, RawPage } from "../model/page.js";
import { processJob } from "../queue/jobs.js";
import { accessFor } from "./access.js";
import type { Announced } from "./announced.js";
import { nextRevisit, nextRevisitUnchanged } from "./interval.js";
import type { CrawlServices } from "./services.js";
import type { CrawlSource } from "./sources.js";

/** How asking for a document ended; `postponed`: it was not asked for, because its host wants to be left alone. */
export type VisitState = "fetched" | "unchanged" | "failed" | "postponed";

export interface Visit {
  readonly state: VisitState;
  /** why it failed; null where it did not */
  readonly error: ZhengwenError | null;
}

/** The first wait after a passing failure, in milliseconds; doubled with each further one in a row. */
const firstWait = 300_000;

/**
 * Asks for one document, conditionally when a record of it is held, keeps its page and queues it. The order holds against
 * a death at any point: page, then ledger, then queue.
 * @param announced what the list said of it, when it did in this round
 * @throws only what is no fault of the document: store or queue being away, `signal` aborting
 */
export async function visit(
  row: LedgerRow,
  announced: Announced | undefined,
  source: CrawlSource,
  services: CrawlServices,
  signal?: AbortSignal,
): Promise<Visit> {
  const { store, fetcher, clock, processQueue } = services;
  const { address } = row;
  try {
    const validators = row.held ? { etag: row.etag, lastModified: row.lastModified } : {};
    const answer = await fetcher.fetch({ url: address, access: accessFor(source, address), ...validators, ...(signal && { signal }) });
    const now = isoTime(clock.now());
    if (answer.status === "unchanged") {
      const nextDue = isoTime(clock.now() + nextRevisitUnchanged(source.revisit, row));
      await endAttempt(address, pageUnchanged(nextDue, now), services, row);
      return { state: "unchanged", error: null };
    }
    const nextDue = isoTime(clock.now() + (await revisitOf(row, source, services)));
    const page = await pageOf(answer, row, announced, source, services);
    await store.pages.put(page);
    await changeRow(address, pageFetched(page.id, answer, nextDue, now), services, row);
    await processQueue.add([processJob({ id: page.id, address })]);
    return { state: "fetched", error: null };
  } catch (cause) {
    const error = asZhengwenError(cause);
    if (signal?.aborted || error.kind.state === null) throw cause;
    const retryAt = error instanceof FetchError ? error.retryAt : null;
    if (error instanceof FetchError && error.isPostponed) {
      await changeRow(address, postponed(isoTime(retryAt ?? clock.now())), services);
      return { state: "postponed", error: null };
    }
    const revisit = (source.revisit ?? longestRevisit) * 1000;
    await endAttempt(address, fetchFailed(error, { now: clock.now(), firstWait, revisit, retryAt, isGone: isGone(error) }), services);
    return { state: "failed", error };
  }
}

/** Whether a site says that there is no such page: not that it is down, or bars us. */
function isGone(error: ZhengwenError): boolean {
  return error instanceof FetchError && (error.httpStatus === 404 || error.httpStatus === 410);
}

/** Seconds after which what failed for good is looked at again where the source does not say. */
const longestRevisit = 7 * 24 * 3600;

/** How long until a page that was just fetched is asked for again, by when its content last changed. */
async function revisitOf(row: LedgerRow, { revisit }: CrawlSource, { store, clock }: CrawlServices): Promise<number> {
  const record = revisit === undefined && row.held && row.id !== null ? await store.get(row.id) : null;
  const changed = record?.fetchedAt ? Date.parse(record.fetchedAt) : null;
  return nextRevisit(revisit, { revision: record?.revision ?? null, changed }, clock.now());
}

/** The page as it is kept. What it names is fetched once the pipeline has read it: nothing is decoded here. */
async function pageOf(
  { bytes, finalUrl, contentType, fetchedAt }: FetchedPage,
  row: LedgerRow,
  announced: Announced | undefined,
  { id, name, jurisdiction, profile }: CrawlSource,
  { store, dictionary }: CrawlServices,
): Promise<RawPage> {
  // what a list said once holds on: a later round may ask for the page without its list naming it
  const before = row.id === null ? null : await store.pages.get(row.id);
  const hints = {
    source: { id, name },
    ...before?.hints,
    ...(announced?.title && { title: announced.title }),
    ...(announced?.publishedAt && { publishedAt: announced.publishedAt }),
    ...(jurisdiction && { jurisdiction }),
    ...(profile && { profile }),
  };
  const page = rawPage({ bytes, url: row.address, finalUrl, contentType, fetchedAt, hints }, dictionary.urls);
  return { ...page, collection: { state: "wanted", known: heldAttachments(before?.collection) } };
}

/** The attachments that are held with a page, for asking on condition. */
function heldAttachments(collection: Collection | undefined): readonly HeldAttachment[] {
  if (collection === undefined) return [];
  return collection.state === "done" ? collection.attachments : collection.known;
}
