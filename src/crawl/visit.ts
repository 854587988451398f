import { FetchError, type FetchedPage } from "../fetch/fetch.js";
import { changeRow, endAttempt } from "../ingest/ledger.js";
import { rawPage } from "../ingest/raw-page.js";
import { isoTime } from "../model/clock.js";
import { asZhengwenError, type ZhengwenError } from "../model/errors.js";
import { fetchFailed, type LedgerRow, pageFetched, pageUnchanged, postponed } from "../model/ledger.js";
import type { Collection, HeldAttachment, RawPage } from "../model/page.js";
import { processJob } from "../queue/jobs.js";
import type { Announced } from "./announced.js";
import type { CrawlServices } from "./services.js";
import type { CrawlSource } from "./sources.js";

/** How asking for a document ended; `postponed`: it was not asked for, because its host wants to be left alone. */
export type VisitState = "fetched" | "unchanged" | "failed" | "postponed";

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
): Promise<VisitState> {
  const { store, fetcher, clock, processQueue } = services;
  const { address } = row;
  const revisit = source.revisit * 1000;
  try {
    const validators = row.held ? { etag: row.etag, lastModified: row.lastModified } : {};
    const answer = await fetcher.fetch({ url: address, ...validators, ...(signal && { signal }) });
    const now = isoTime(clock.now());
    const nextDue = isoTime(clock.now() + revisit);
    if (answer.status === "unchanged") {
      await endAttempt(address, pageUnchanged(nextDue, now), services);
      return "unchanged";
    }
    const page = await pageOf(answer, row, announced, source, services);
    await store.pages.put(page);
    await changeRow(address, pageFetched(page.id, answer, nextDue, now), services);
    await processQueue.add([processJob({ id: page.id, address })]);
    return "fetched";
  } catch (cause) {
    const error = asZhengwenError(cause);
    if (signal?.aborted || error.kind.state === null) throw cause;
    const retryAt = error instanceof FetchError ? error.retryAt : null;
    if (error instanceof FetchError && error.isPostponed) {
      await changeRow(address, postponed(isoTime(retryAt ?? clock.now())), services);
      return "postponed";
    }
    await endAttempt(address, fetchFailed(error, { now: clock.now(), firstWait, revisit, retryAt, isGone: isGone(error) }), services);
    return "failed";
  }
}

/** Whether a site says that there is no such page: not that it is down, or bars us. */
function isGone(error: ZhengwenError): boolean {
  return error instanceof FetchError && (error.httpStatus === 404 || error.httpStatus === 410);
}

/** The page as it is kept. What it names is fetched once the pipeline has read it: nothing is decoded here. */
async function pageOf(
  { bytes, finalUrl, contentType, fetchedAt }: FetchedPage,
  row: LedgerRow,
  announced: Announced | undefined,
  { id, name }: CrawlSource,
  { store, dictionary }: CrawlServices,
): Promise<RawPage> {
  // what a list said once holds on: a later round may ask for the page without its list naming it
  const before = row.id === null ? null : await store.pages.get(row.id);
  const hints = {
    source: { id, name },
    ...before?.hints,
    ...(announced?.title && { title: announced.title }),
    ...(announced?.publishedAt && { publishedAt: announced.publishedAt }),
  };
  const page = rawPage({ bytes, url: row.address, finalUrl, contentType, fetchedAt, hints }, dictionary.urls);
  return { ...page, collection: { state: "wanted", known: heldAttachments(before?.collection) } };
}

/** The attachments that are held with a page, for asking on condition. */
function heldAttachments(collection: Collection | undefined): readonly HeldAttachment[] {
  if (collection === undefined) return [];
  return collection.state === "done" ? collection.attachments : collection.known;
}
