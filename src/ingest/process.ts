import * as z from "zod";
import { fileHintsSchema } from "../crawl/held-attachments.js";
import { asZhengwenError, ZhengwenError } from "../model/errors.js";
import { type Document, isoMoment, sourceSchema } from "../model/record.js";
import type { Input } from "../pipeline/input.js";
import { runPipeline } from "../pipeline/pipeline.js";
import type { ProcessJob } from "../queue/queue.js";
import type { EndState, LedgerRow, RawPage } from "../store/store.js";
import { changeRow } from "./change-row.js";
import { putCompared } from "./put-compared.js";
import type { IngestServices } from "./services.js";

/** What a feeder may say beside the bytes; anything else that a stored page carries is left out. */
export const hintsSchema = z.object({
  publishedAt: isoMoment.optional(),
  title: z.string().min(1).optional(),
  publisher: z.string().min(1).optional(),
  source: sourceSchema.optional(),
});

/** The pipeline's input from a stored page. */
export function inputOf(page: RawPage): Input {
  const { bytes, url, finalUrl, contentType, fetchedAt } = page;
  const { attachments, parsed } = fileHintsSchema.parse(page.hints);
  return { bytes, url, finalUrl, contentType, fetchedAt, hints: hintsSchema.parse(page.hints), attachments, parsed };
}

/**
 * Takes a held page through the pipeline into the store and writes the end state of its address. Running it again, or
 * in two workers at once, does no harm.
 * @throws only what a retry may mend: the store being away, or another writer being faster
 */
export async function processPage({ id, address }: ProcessJob, services: IngestServices): Promise<void> {
  const { store } = services;
  const page = await store.pages.get(id);
  if (page === null) {
    // stored and superseded by another run of the same job, or taken down: the ledger knows
    services.log.debug({ address, id }, "the page is no longer held: another run has finished it");
    return;
  }
  let document: Document;
  try {
    document = pipelineOf(services)(page);
  } catch (cause) {
    return settleFailure(address, asZhengwenError(cause), services);
  }
  try {
    const again = (held: RawPage) => {
      try {
        return pipelineOf(services)(held);
      } catch (cause) {
        const { code, message } = asZhengwenError(cause);
        services.log.info({ id, code, message }, "the held page is no document to the running code");
        return null;
      }
    };
    const { state, address: heldUnder } = await putCompared(store, document, { page: page.digest, address }, again);
    await settle(address, heldUnder === address ? state : "duplicate", services, { reason: null, detail: null, held: true, id });
  } catch (cause) {
    const error = asZhengwenError(cause, "store.refused");
    if (error.kind.retry) throw error;
    await settleFailure(address, error, services);
  }
}

/** Notes that a job has failed for good: a worker died on it, or its last try failed. */
export async function giveUp({ address }: ProcessJob, error: Error, services: IngestServices): Promise<void> {
  const known = error instanceof ZhengwenError ? error : new ZhengwenError("pipeline.poison", error.message, { cause: error });
  // a service that was away is no fault of the document: the row stays unfinished, and the reconciler queues it again
  if (known.kind.state === null) {
    services.log.error({ address, code: known.code, err: known }, "the job failed for good; it is queued again by the reconciler");
    return;
  }
  await settleFailure(address, known, services);
}

function pipelineOf({ dictionary, limits, metrics }: IngestServices): (page: RawPage) => Document {
  return (page) => {
    const stop = metrics.pipelineSeconds.startTimer();
    try {
      return runPipeline(inputOf(page), { dictionary, limits });
    } finally {
      stop();
    }
  };
}

async function settleFailure(address: string, error: ZhengwenError, services: IngestServices): Promise<void> {
  const state = error.kind.state ?? "quarantined";
  services.log.info({ address, code: error.code, message: error.message }, state);
  await settle(address, state, services, { reason: error.code, detail: error.message });
}

async function settle(address: string, state: EndState, services: IngestServices, more: Partial<LedgerRow>): Promise<void> {
  await changeRow(services.store.ledger, address, services.clock, () => ({ ...more, state }));
  services.metrics.documents.inc({ state, reason: more.reason ?? "" });
}
