import { listLinks } from "../extract/html/list.js";
import type { Page } from "../extract/html/page.js";
import { siteOf } from "../text/site.js";
import type { Announced } from "./announced.js";

/**
 * The documents that a list page announces, in its order: those of its entries that lead to other pages of the same site.
 * @param url the address of the page
 */
export function announcedBy(page: Page, url: string): Announced[] {
  const from = new URL(url);
  const site = siteOf(from);
  return listLinks(page, url)
    .filter((link) => leadsOn(new URL(link.url), from, site))
    .map(({ url: link, title, isCut, date }) => ({ link, title: isCut ? null : title, publishedAt: date }));
}

/** Whether a link leads to another page of the same site. */
function leadsOn(link: URL, from: URL, site: string): boolean {
  return (link.host !== from.host || link.pathname + link.search !== from.pathname + from.search) && siteOf(link) === site;
}
