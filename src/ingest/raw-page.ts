import { createHash } from "node:crypto";
import type { GivenPage, RawPage } from "../model/page.js";
import type { UrlRules } from "../text/url.js";
import { canonicalUrl, documentId } from "../text/url.js";

/** A raw page as the store keeps it: its id is that of the document, its digest that of the bytes (DESIGN §1). */
export function rawPage(page: GivenPage, urls: UrlRules): RawPage {
  const asked = page.finalUrl ?? page.url;
  const canonical = asked === null ? null : canonicalUrl(asked, urls);
  return { id: documentId(canonical ?? page.bytes), digest: createHash("sha256").update(page.bytes).digest("hex"), ...page };
}
