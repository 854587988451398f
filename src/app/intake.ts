import { createHash } from "node:crypto";
import { processJobId } from "../crawl/process-job.js";
import type { ErrorCode, ZhengwenError } from "../model/errors.js";
import type { Input } from "../pipeline/input.js";
import { changeRow } from "../store/change-row.js";
import type { RawPage } from "../store/store.js";
import { canonicalUrl, documentId } from "../text/url.js";
import type { Services } from "./services.js";

/** A raw page as the store keeps it, from what was fetched or read. */
export function rawPage(input: Input, { dictionary }: Pick<Services, "dictionary">): RawPage {
  const asked = input.finalUrl ?? input.url;
  const canonical = asked === null ? null : canonicalUrl(asked, dictionary.urls);
  return {
    id: documentId(canonical ?? input.bytes),
    digest: createHash("sha256").update(input.bytes).digest("hex"),
    bytes: input.bytes,
    url: input.url,
    finalUrl: input.finalUrl,
    contentType: input.contentType,
    fetchedAt: input.fetchedAt,
    hints: { ...input.hints, ...(input.parsed && { parsed: input.parsed }) },
  };
}

/**
 * Takes a page in: its bytes are kept, its row says `fetched`, and a job is queued. From here on nothing can be lost.
 * @param address the ledger's key: the asked address, or `file:` and the path
 */
export async function takeIn(address: string, input: Input, services: Services): Promise<void> {
  const { store, clock, processQueue } = services;
  const page = rawPage(input, services);
  await store.pages.put(page);
  const source = input.hints.source?.id ?? null;
  await changeRow(store.ledger, address, clock, () => ({ state: "fetched", reason: null, detail: null, id: page.id, source, attempts: 0 }));
  await processQueue.add([{ id: processJobId(address), job: { id: page.id, address } }]);
}

/** Notes that an attempt ended before there was a page to process. */
export async function refuse(address: string, error: ZhengwenError, { store, clock, metrics }: Services): Promise<void> {
  const state = error.kind.state ?? "quarantined";
  await changeRow(store.ledger, address, clock, () => ({ state, reason: error.code satisfies ErrorCode, detail: error.message }));
  metrics.documents.inc({ state, reason: error.code });
}
