import { isoTime } from "../model/clock.js";
import type { ZhengwenError } from "../model/errors.js";
import { attemptFailed, takenIn } from "../model/ledger.js";
import type { Input } from "../pipeline/input.js";
import { processJob } from "../queue/jobs.js";
import { changeRow, endAttempt, type LedgerServices } from "./ledger.js";
import { rawPage } from "./raw-page.js";
import type { IngestServices } from "./services.js";

/** What taking a page in works with. */
export type IntakeServices = LedgerServices & Pick<IngestServices, "store" | "processQueue" | "dictionary">;

/**
 * Takes a page in: its bytes are kept, its row says `fetched`, and a job is queued. From here on nothing can be lost.
 * @param address the ledger's key: the asked address, or `file:` and the path
 * @param options.collects whether the attachments that the document names are fetched
 * @returns the id that the page is held under
 */
export async function takeIn(
  address: string,
  input: Input,
  services: IntakeServices,
  options: { readonly collects?: boolean } = {},
): Promise<string> {
  const { store, processQueue, dictionary } = services;
  const { bytes, url, finalUrl, contentType, fetchedAt, hints } = input;
  const page = rawPage({ bytes, url, finalUrl, contentType, fetchedAt, hints }, dictionary.urls);
  await store.pages.put(options.collects ? { ...page, collection: { state: "wanted", known: [] } } : page);
  await changeRow(address, takenIn(page.id, hints.source?.id ?? null, isoTime(services.clock.now())), services);
  await processQueue.add([processJob({ id: page.id, address })]);
  return page.id;
}

/** Notes that an attempt ended before there was a page to process. */
export async function refuse(address: string, error: ZhengwenError, services: LedgerServices): Promise<void> {
  await endAttempt(address, attemptFailed(error), services);
}
