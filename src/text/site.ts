import { getDomain } from "tldts";

/** The site of an address: the registered part of its host's name (gd.gov.cn of www.gd.gov.cn); one in digits is a site of its own, port and all. */
export function siteOf(url: URL): string {
  if (/^[\d.]+$|^\[/.test(url.hostname)) return url.host;
  return getDomain(url.hostname, { allowPrivateDomains: true }) ?? url.hostname;
}
