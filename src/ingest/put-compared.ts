import type { Document } from "../model/record.js";
import { revisionDigest } from "../store/revision.js";
import type { PutOptions, PutOutcome, RawPage, Store } from "../store/store.js";

/**
 * Stores a document, and where the held record was made by another generation of the code, extracts its raw page again
 * first: so a new release alone never makes a revision.
 * @param extract the running pipeline; null when it rejects the page
 * @throws what `put` throws
 */
export async function putCompared(
  store: Store,
  document: Document,
  options: Pick<PutOptions, "page" | "address">,
  extract: (page: RawPage) => Document | null | Promise<Document | null>,
): Promise<Exclude<PutOutcome, { state: "incomparable" }>> {
  let outcome = await store.put(document, options);
  while (outcome.state === "incomparable") {
    const { revision } = outcome;
    const held = outcome.page === null ? null : await store.pages.get(document.id, outcome.page);
    const again = held === null ? null : await extract(held);
    if (again !== null && held !== null) await store.put(again, { page: held.digest });
    outcome = await store.put(document, { ...options, against: { revision, digest: again === null ? null : revisionDigest(again) } });
  }
  return outcome;
}
