import { FetchError, type FetchedPage } from "../fetch/fetch.js";
import { changeRow } from "../ingest/change-row.js";
import { processJobId } from "../ingest/process-job.js";
import { rawPage } from "../ingest/raw-page.js";
import { isoTime } from "../model/clock.js";
import { asZhengwenError } from "../model/errors.js";
import type { LedgerRow, RawPage } from "../store/store.js";
import type { Announced } from "./announced.js";
import { collectAttachments, readFilePage } from "./attachments.js";
import type { CrawlServices } from "./services.js";
import type { CrawlSource } from "./sources.js";

/** How asking for a document ended; `postponed`: it was not asked for, because its host wants to be left alone. */
export type VisitState = "fetched" | "unchanged" | "failed" | "postponed";

/** The first wait after a passing failure, in seconds; doubled with each further one in a row. */
const firstWait = 300;

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
  const later = (milliseconds: number) => isoTime(clock.now() + milliseconds);
  try {
    const validators = row.held ? { etag: row.etag, lastModified: row.lastModified } : {};
    const answer = await fetcher.fetch({ url: address, ...validators, ...(signal && { signal }) });
    const said = { reason: null, detail: null, attempts: 0, nextDue: later(source.revisit * 1000) };
    if (answer.status === "unchanged") {
      await changeRow(store.ledger, address, clock, ({ state }) => ({ state: state === "duplicate" ? state : "unchanged", ...said }));
      return "unchanged";
    }
    const page = await pageOf(answer, row, announced, source, services, signal);
    await store.pages.put(page);
    const { etag, lastModified } = answer;
    await changeRow(store.ledger, address, clock, () => ({ state: "fetched", ...said, id: page.id, etag, lastModified }));
    await processQueue.add([{ id: processJobId(address), job: { id: page.id, address } }]);
    return "fetched";
  } catch (cause) {
    const error = asZhengwenError(cause);
    const { state, retry } = error.kind;
    if (signal?.aborted || state === null) throw cause;
    const retryAt = error instanceof FetchError ? error.retryAt : null;
    if (error instanceof FetchError && error.isPostponed) {
      await changeRow(store.ledger, address, clock, () => ({ nextDue: later((retryAt ?? 0) - clock.now()) }));
      return "postponed";
    }
    await changeRow(store.ledger, address, clock, ({ attempts }) => {
      const wait = retry ? Math.min(firstWait * 2 ** attempts, source.revisit) : source.revisit;
      const nextDue = later(Math.max(wait * 1000, (retryAt ?? 0) - clock.now()));
      return {
        state,
        reason: error.code,
        detail: error.message,
        attempts: attempts + 1,
        nextDue: error.code === "removed" ? null : nextDue,
      };
    });
    return "failed";
  }
}

async function pageOf(
  answer: FetchedPage,
  row: LedgerRow,
  announced: Announced | undefined,
  { id, name }: CrawlSource,
  services: CrawlServices,
  signal?: AbortSignal,
): Promise<RawPage> {
  const { store, dictionary } = services;
  // what a list said once holds on: a later round may ask for the page without its list naming it
  const before = row.id === null ? null : await store.pages.get(row.id);
  const { attachments: _, parsed: __, ...hints } = before?.hints ?? {};
  const { bytes, finalUrl, contentType, fetchedAt } = answer;
  const said = {
    source: { id, name },
    ...hints,
    ...(announced?.title && { title: announced.title }),
    ...(announced?.publishedAt && { publishedAt: announced.publishedAt }),
  };
  const page = rawPage({ bytes, url: row.address, finalUrl, contentType, fetchedAt, hints: said }, dictionary.urls);
  const parsed = await readFilePage(bytes, services, signal);
  const attachments = parsed ? [] : await collectAttachments(page, before, services, signal);
  return { ...page, hints: { ...page.hints, ...(parsed && { parsed }), ...(attachments.length > 0 && { attachments }) } };
}
