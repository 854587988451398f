import type { Extraction, RawPage } from "../model/page.js";
import { revisionDigest } from "../store/revision.js";
import type { PutOptions, PutOutcome, Store } from "../store/store.js";

/** What is stored of an extraction. */
type Stored = Pick<Extraction, "document" | "maps">;

/**
 * Stores a document with its maps, and where the held record was made by another generation of the code, extracts its raw
 * page again first: so a new release alone never makes a revision.
 * @param extract the running pipeline; null when it rejects the page
 * @throws what `put` throws
 */
export async function putCompared(
  store: Store,
  { document, maps }: Stored,
  options: Pick<PutOptions, "page" | "address">,
  extract: (page: RawPage) => Promise<Stored | null>,
): Promise<Exclude<PutOutcome, { state: "incomparable" }>> {
  const asked = { ...options, maps };
  let outcome = await store.put(document, asked);
  while (outcome.state === "incomparable") {
    const { revision } = outcome;
    const held = outcome.page === null ? null : await store.pages.get(document.id, outcome.page);
    const again = held === null ? null : await extract(held);
    if (again !== null && held !== null) await store.put(again.document, { page: held.digest, maps: again.maps });
    outcome = await store.put(document, {
      ...asked,
      against: { revision, digest: again === null ? null : revisionDigest(again.document) },
    });
  }
  return outcome;
}
