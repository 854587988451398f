import { createHash } from "node:crypto";

/** Which query parameters only say where a reader came from. */
export interface UrlRules {
  /** Whether a parameter is dropped from an address. Both as written, percent-encoding and all; case does not count. */
  isTracking(name: string, value: string): boolean;
}

/**
 * The address under which a document is known: by the WHATWG rules, without fragment, credentials and tracking
 * parameters, the query sorted by name. Parameters stay as they are written: decoding would destroy the GBK
 * percent-encoding that older sites use.
 * @returns null when `url` is no absolute address
 */
export function canonicalUrl(url: string, rules: UrlRules): string | null {
  return rewritten(url, undefined, rules, (parameters) => parameters.sort(byName));
}

/**
 * The address to ask for a link: absolute, without fragment and tracking parameters, the query in its own order,
 * because a server may care.
 * @returns null when the link is not of http or https
 */
export function askedUrl(link: string, base: string, rules: UrlRules): string | null {
  const url = rewritten(link, base, rules, (parameters) => parameters);
  return url !== null && /^https?:/.test(url) ? url : null;
}

/** An address as it may be shown and kept: without user and password. What is no address stays as it is. */
export function withoutCredentials(address: string): string {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*@/i.test(address)) return address;
  if (!URL.canParse(address)) return address.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, "$1");
  const url = new URL(address);
  url.username = "";
  url.password = "";
  return url.href;
}

/** A document's id: the first 32 hex digits of the SHA-256 of its canonical address, or of its bytes where it has none. */
export function documentId(canonicalUrlOrBytes: string | Uint8Array): string {
  return createHash("sha256").update(canonicalUrlOrBytes).digest("hex").slice(0, 32);
}

function rewritten(url: string, base: string | undefined, rules: UrlRules, order: (parameters: string[]) => string[]): string | null {
  if (!URL.canParse(url, base)) return null;
  const address = new URL(url, base);
  address.hash = "";
  address.username = "";
  address.password = "";
  const parameters = address.search.slice(1).split("&");
  const query = order(parameters.filter((parameter) => parameter !== "" && !isTracking(parameter, rules))).join("&");
  // with its own mark: the setter would take a first parameter's `?` for it
  address.search = query === "" ? "" : `?${query}`;
  return address.href;
}

function isTracking(parameter: string, rules: UrlRules): boolean {
  const name = nameOf(parameter);
  return rules.isTracking(name, parameter.slice(name.length + 1));
}

function nameOf(parameter: string): string {
  const equals = parameter.indexOf("=");
  return equals < 0 ? parameter : parameter.slice(0, equals);
}

/** By code unit, never by locale: the order is part of the id. Equal names keep their order, which has a meaning. */
function byName(a: string, b: string): number {
  const [x, y] = [nameOf(a), nameOf(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}
