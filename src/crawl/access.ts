import type { Access } from "../fetch/access.js";
import type { CrawlSource } from "./source-schema.js";

/**
 * How an address of a source is fetched: through its proxy, with its TLS, and with its headers where the address is of the
 * source's own host. A list may link anywhere, and a header may be a password.
 */
export function accessFor({ url: start, proxy, headers, legacyTls }: CrawlSource, url: string): Access {
  const own = headers !== undefined && URL.canParse(url) && new URL(url).origin === new URL(start).origin;
  return { ...(proxy && { proxy }), ...(own && { headers }), ...(legacyTls && { legacyTls }) };
}
