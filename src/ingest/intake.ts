import type { ErrorCode, ZhengwenError } from "../model/errors.js";
import type { Input } from "../pipeline/input.js";
import { changeRow } from "./change-row.js";
import { processJobId } from "./process-job.js";
import { rawPage } from "./raw-page.js";
import type { IngestServices } from "./services.js";

/**
 * Takes a page in: its bytes are kept, its row says `fetched`, and a job is queued. From here on nothing can be lost.
 * @param address the ledger's key: the asked address, or `file:` and the path
 */
export async function takeIn(address: string, input: Input, services: IngestServices): Promise<void> {
  const { store, clock, processQueue, dictionary } = services;
  const { bytes, url, finalUrl, contentType, fetchedAt, parsed } = input;
  const hints = { ...input.hints, ...(parsed && { parsed }) };
  const page = rawPage({ bytes, url, finalUrl, contentType, fetchedAt, hints }, dictionary.urls);
  await store.pages.put(page);
  const source = input.hints.source?.id ?? null;
  await changeRow(store.ledger, address, clock, () => ({ state: "fetched", reason: null, detail: null, id: page.id, source, attempts: 0 }));
  await processQueue.add([{ id: processJobId(address), job: { id: page.id, address } }]);
}

/** Notes that an attempt ended before there was a page to process. */
export async function refuse(address: string, error: ZhengwenError, { store, clock, metrics }: IngestServices): Promise<void> {
  const state = error.kind.state ?? "quarantined";
  await changeRow(store.ledger, address, clock, () => ({ state, reason: error.code satisfies ErrorCode, detail: error.message }));
  metrics.documents.inc({ state, reason: error.code });
}
