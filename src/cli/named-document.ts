import type { StoreServices } from "../app/services.js";
import { ZhengwenError } from "../model/errors.js";
import { canonicalUrl, documentId } from "../text/url.js";

/**
 * The id of the document that a person named by it, or by an address that it was found at.
 * @throws usage.argument for what is neither
 */
export async function namedDocument(given: string, { store, dictionary }: Pick<StoreServices, "store" | "dictionary">): Promise<string> {
  if (/^[0-9a-f]{32}$/.test(given)) return given;
  const known = (await store.ledger.get(given))?.id;
  if (known) return known;
  const canonical = canonicalUrl(given, dictionary.urls);
  if (canonical === null) throw new ZhengwenError("usage.argument", `${given} is no id and no address.`);
  return documentId(canonical);
}
