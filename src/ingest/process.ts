import { isoTime } from "../model/clock.js";
import { asZhengwenError, ZhengwenError } from "../model/errors.js";
import {
  attemptFailed,
  endOfRun,
  isSuspect,
  type LedgerRow,
  pageLost,
  processingBegun,
  processingWaits,
  stored,
  type Transition,
} from "../model/ledger.js";
import type { Extraction, RawPage } from "../model/page.js";
import { version } from "../model/version.js";
import type { Input } from "../pipeline/input.js";
import { collectJob, type ProcessJob } from "../queue/jobs.js";
import { readFilePage } from "../sandbox/file-readers.js";
import { changeRow, endAttempt } from "./ledger.js";
import { putCompared } from "./put-compared.js";
import type { IngestServices } from "./services.js";

/**
 * Takes a held page through the pipeline into the store and writes the end state of its address. Where its document names
 * attachments that are to be fetched, it has them fetched first: the row stays `fetched`, what was extracted is kept with
 * the page, and the job that follows finishes it. Running it again, or in two workers at once, does no harm.
 * @throws only what a retry may mend: the store being away, or another writer being faster
 */
export async function processPage(job: ProcessJob, services: IngestServices): Promise<void> {
  const { store, trials } = services;
  const row = await store.ledger.get(job.address);
  // another run of the same job has ended it
  if (row?.state !== "fetched") return;
  await trials.run(job.address, isSuspect(row), async (ours) => {
    const [begun, early] = await Promise.all([
      endAttempt(job.address, processingBegun(ours), services, row),
      // read meanwhile: whoever waits for the one need not wait for the other
      store.pages.get(job.id),
    ]);
    if (begun.state !== "fetched") return;
    // another writer was faster: it may have taken in another page
    const page = begun.version > row.version + 1 ? await store.pages.get(job.id) : early;
    await processHeld(job, page, begun, services);
  });
}

/** @param begun the row as it was written when this run began on it */
async function processHeld({ id, address }: ProcessJob, page: RawPage | null, begun: LedgerRow, services: IngestServices): Promise<void> {
  const { store, crawlQueue, log } = services;
  if (page === null) {
    // stored and superseded by another run of the same job, or taken down: then the ledger knows
    const { state } = await endAttempt(address, pageLost(isoTime(services.clock.now())), services);
    log.debug({ address, id, state }, "the page is no longer held");
    return;
  }
  try {
    const extraction = await extractOnce(page, services);
    if (await waitsForAttachments(page, extraction, services)) {
      await changeRow(address, processingWaits, services);
      await crawlQueue.add([collectJob({ id, address })]);
      return;
    }
    await forgetExtraction(page, services);
    const again = async (held: RawPage) => {
      try {
        return await extractPage(held, services);
      } catch (cause) {
        const { code, message, kind } = asZhengwenError(cause);
        if (kind.state === null) throw cause;
        log.info({ id, code, message }, "the held page is no document to the running code");
        return null;
      }
    };
    const outcome = await putCompared(store, extraction, { page: page.digest, address }, again);
    const end = outcome.address === address ? outcome.state : "duplicate";
    await endRun(begun, stored(end, outcome.state === "duplicate" ? outcome.id : id, wantingUntil(page, services)), services);
    // one is kept: another address may wait for it
    if (outcome.state === "duplicate") await store.pages.drop(page.id, page.digest);
  } catch (cause) {
    const error = asZhengwenError(cause);
    if (error.kind.retry || error.kind.state === null) throw error;
    const { state } = await endRun(begun, attemptFailed(error), services);
    log.info({ address, code: error.code, message: error.message }, state);
  }
}

/** Writes the end state. @throws store.conflict, for another run, where another page was taken in meanwhile */
async function endRun(begun: LedgerRow, end: Transition, services: IngestServices): Promise<LedgerRow> {
  const row = await endAttempt(begun.address, endOfRun(begun, end), services, begun);
  if (row.state === "fetched") throw new ZhengwenError("store.conflict", `${begun.address} was taken in again.`);
  return row;
}

/**
 * Notes that a job has failed for good: its last try failed, or the queue gave it up. Whether a worker died on it again
 * and again, the ledger tells (`processingBegun`).
 * @returns what is no fault of the document, such as a service that was away: the row then stays unfinished
 */
export async function giveUp({ address }: ProcessJob, error: Error, services: IngestServices): Promise<ZhengwenError | null> {
  const known = asZhengwenError(error);
  if (known.kind.state === null) {
    services.log.error({ address, code: known.code, err: known }, "the job failed for good; it is queued again by the reconciler");
    return known;
  }
  const { state } = await endAttempt(address, attemptFailed(known), services);
  services.log.info({ address, code: known.code, message: known.message }, state);
  return null;
}

/** What the pipeline makes of a page, with the content of the attachments that are held with it. */
export async function extractPage(
  page: RawPage,
  services: Pick<IngestServices, "runner" | "fileReaders" | "observePipeline">,
): Promise<Extraction> {
  const { runner, fileReaders, observePipeline } = services;
  const began = performance.now();
  const parsed = await readFilePage(page.bytes, fileReaders);
  try {
    return await runner.extract({ ...inputOf(page), ...(parsed && { parsed }) });
  } finally {
    observePipeline((performance.now() - began) / 1000);
  }
}

/** The pipeline's input from a stored page. */
function inputOf({ bytes, url, finalUrl, contentType, fetchedAt, hints, collection }: RawPage): Input {
  const attachments = collection?.state === "done" ? collection.attachments : [];
  return { bytes, url, finalUrl, contentType, fetchedAt, hints, attachments };
}

/** A page that was extracted before its attachments were there is not extracted a second time, unless the code has changed. */
async function extractOnce(page: RawPage, services: IngestServices): Promise<Extraction> {
  const { collection } = page;
  if (collection === undefined || collection.state === "wanted" || collection.extraction === undefined) return extractPage(page, services);
  const { extraction } = collection;
  if (extraction.document.pipeline.generation !== version.generation) return extractPage(page, services);
  return collection.state === "named" ? extraction : services.runner.attach(extraction, collection.attachments);
}

/** Whether attachments are still to be fetched; what was extracted is then kept with the page. */
async function waitsForAttachments(page: RawPage, extraction: Extraction, { store }: IngestServices): Promise<boolean> {
  const { collection } = page;
  if (collection === undefined || collection.state === "done") return false;
  if (!extraction.document.attachments.some(({ url }) => url !== null)) return false;
  await store.pages.put({ ...page, collection: { state: "named", known: collection.known, extraction } });
  return true;
}

/** Milliseconds after which attachments that failed for the moment are asked for again, and how these grow with each round. */
const firstWait = 3_600_000;
const growth = 6;

/** When attachments of a page that failed for the moment are asked for again; null where there are none. */
function wantingUntil({ collection }: RawPage, { clock }: IngestServices): string | null {
  if (collection?.state !== "done") return null;
  const tries = collection.attachments.flatMap(({ failure, tries = 1 }) => (failure?.final === false ? [tries] : []));
  return tries.length === 0 ? null : isoTime(clock.now() + firstWait * growth ** (Math.min(...tries) - 1));
}

/** Once attachments are there, what was extracted before is in the record: the page need not keep it. */
async function forgetExtraction(page: RawPage, { store }: IngestServices): Promise<void> {
  const { collection } = page;
  if (collection?.state !== "done" || collection.extraction === undefined) return;
  await store.pages.put({ ...page, collection: { state: "done", attachments: collection.attachments } });
}
