import { isoTime } from "../model/clock.js";
import type { ZhengwenError } from "../model/errors.js";
import { attemptFailed, takenIn } from "../model/ledger.js";
import type { Collection, HeldAttachment } from "../model/page.js";
import type { Input } from "../pipeline/input.js";
import { processJob } from "../queue/jobs.js";
import { changeRow, endAttempt, type LedgerServices } from "./ledger.js";
import { rawPage } from "./raw-page.js";
import type { IngestServices } from "./services.js";

/** What taking a page in works with. */
export type IntakeServices = LedgerServices & Pick<IngestServices, "store" | "processQueue" | "dictionary" | "limits">;

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
  const attachments = await keepHanded(input, services);
  const collection: Collection | undefined =
    attachments.length > 0 ? { state: "done", attachments } : options.collects ? { state: "wanted", known: [] } : undefined;
  await store.pages.put(collection ? { ...page, collection } : page);
  await changeRow(address, takenIn(page.id, hints.source?.id ?? null, isoTime(services.clock.now())), services);
  await processQueue.add([processJob({ id: page.id, address })]);
  return page.id;
}

/** What was read of the attachments that were handed in with a page; their bytes are kept as pages of their own, as fetched ones are. */
async function keepHanded({ attachments, fetchedAt }: Input, { store, dictionary, limits }: IntakeServices): Promise<HeldAttachment[]> {
  const held: HeldAttachment[] = [];
  for (const { file, failure, mayLackNumbers, ...attachment } of attachments) {
    const { url } = attachment;
    if (url === null) continue;
    const kept =
      file && file.length <= limits.pageBytes
        ? rawPage({ bytes: file, url, finalUrl: null, contentType: null, fetchedAt, hints: {} }, dictionary.urls)
        : null;
    if (kept) await store.pages.put(kept);
    held.push({
      ...attachment,
      url,
      ...(failure && { failure }),
      ...(mayLackNumbers && { mayLackNumbers }),
      ...(kept && { page: kept.id }),
      etag: null,
      lastModified: null,
    });
  }
  return held;
}

/** Notes that an attempt ended before there was a page to process. */
export async function refuse(address: string, error: ZhengwenError, services: LedgerServices): Promise<void> {
  await endAttempt(address, attemptFailed(error), services);
}
