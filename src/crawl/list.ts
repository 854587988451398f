import type { LinkTexts } from "../dictionary/pages/links.js";
import { nextPagesOf } from "../extract/html/links.js";
import { baseOf, dateIn, listLinks, resolve } from "../extract/html/list.js";
import { type Element, type Page, within } from "../extract/html/page.js";
import { selecting, shownIn } from "../extract/html/selecting.js";
import { ZhengwenError } from "../model/errors.js";
import { siteOf } from "../text/site.js";
import type { Announced } from "./announced.js";
import type { CrawlSource } from "./source-schema.js";

/** Where a source says that its list keeps things. */
type ListSelectors = NonNullable<CrawlSource["list"]>;

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

/**
 * The documents that a list page announces where its source says, in CSS, where they stand; they may be on any site.
 * @throws source.redesigned when the selectors find nothing, or the page is too large for them
 */
export function selectedBy(page: Page, url: string, selectors: ListSelectors): Announced[] {
  const css = selecting(page);
  if (css === null) throw new ZhengwenError("source.redesigned", `${url}: its selectors would take too long.`);
  const base = baseOf(page, url);
  const announced: Announced[] = [];
  for (const entry of css.select(selectors.entries)) {
    const inside = (selector: string | undefined) => (selector === undefined ? undefined : css.select(selector, entry)[0]);
    const link = selectors.link === undefined ? linkIn(page, entry) : inside(selectors.link);
    const address = resolve(link?.attributes.href ?? "", base);
    if (link === undefined || address === null) continue;
    const title = shownIn(page, inside(selectors.title) ?? link).trim();
    const date = inside(selectors.date) ?? (selectors.date === undefined ? entry : undefined);
    const isCut = /(?:\.\.\.|…)$/.test(title);
    announced.push({
      link: address,
      title: (isCut ? link.attributes.title?.trim() : title) || null,
      publishedAt: date === undefined ? null : dateIn(shownIn(page, date)),
    });
  }
  if (announced.length === 0) throw new ZhengwenError("source.redesigned", `${url}: ${selectors.entries} finds no entry with a link.`);
  return announced;
}

/** The entry itself where it is a link, else the first link in it. */
function linkIn(page: Page, entry: Element): Element | undefined {
  return page.elements.slice(entry.order, entry.last + 1).find(({ tag, attributes }) => tag === "a" && attributes.href !== undefined);
}

/**
 * The addresses of a list's further pages, nearest first: where the source says, else links that read 下一页 or a number and
 * whose address is this page's with a page number. Only those of the same site.
 */
export function furtherPages(page: Page, url: string, selectors: ListSelectors | undefined, texts: LinkTexts): string[] {
  const found = selectors?.next === undefined ? nextPagesOf(page, url, texts) : nextBy(page, url, selectors.next);
  const site = siteOf(new URL(url));
  return found.filter((address) => siteOf(new URL(address)) === site);
}

function nextBy(page: Page, url: string, selector: string): string[] {
  const found = selecting(page)?.select(selector) ?? [];
  const links = found.flatMap((each) => page.elements.filter((link) => link.tag === "a" && within(link, each)));
  return links.flatMap((link) => resolve(link.attributes.href ?? "", baseOf(page, url)) ?? []);
}

/** Whether a link leads to another page of the same site. */
function leadsOn(link: URL, from: URL, site: string): boolean {
  return (link.host !== from.host || link.pathname + link.search !== from.pathname + from.search) && siteOf(link) === site;
}
