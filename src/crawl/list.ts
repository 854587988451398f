import type { Element, Page } from "../extract/html/page.js";
import { findMoment } from "../extract/moment.js";
import type { Announced } from "./announced.js";

/** Parts of a page that hold its own ways around, not its news. */
const chrome = new Set(["nav", "header", "footer", "aside"]);
/** What holds one entry of a list: a link, and often its date. */
const rows = new Set(["li", "tr", "dd", "dt", "p", "div"]);
/** A row of more pieces of text than this is a list itself. */
const longestRow = 24;
/** Characters of a title, where no date says that a link is news: 首页 and 政务公开 are shorter. */
const shortestTitle = 8;

interface Candidate extends Announced {
  readonly length: number;
}

/**
 * The documents that a list page links to, in its order: the links to the same site that stand in a row with a date; where
 * no row has one, those with the length of a title outside the page's navigation.
 * @param url the address of the page
 */
export function listLinks(page: Page, url: string): Announced[] {
  const base = baseOf(page, url);
  const dated: Announced[] = [];
  const titled: Announced[] = [];
  for (const element of page.elements) {
    if (element.tag !== "a") continue;
    const candidate = readLink(element, page, url, base);
    if (candidate === null) continue;
    const { length, ...announced } = candidate;
    if (announced.publishedAt !== null) dated.push(announced);
    else if (length >= shortestTitle && !isChrome(element)) titled.push(announced);
  }
  return dated.length > 0 ? dated : titled;
}

function readLink(element: Element, page: Page, url: string, base: string): Candidate | null {
  const { href, title: full } = element.attributes;
  if (href === undefined || !URL.canParse(href, base)) return null;
  const link = new URL(href, base);
  if (!leadsOn(link, new URL(url))) return null;
  const text = textOf(element, page);
  // a list cuts long titles and gives the whole one as a tooltip
  const title = full !== undefined && full.trim().length >= text.length ? full.trim() : text;
  if (title.length < 2) return null;
  const isCut = /(?:…|\.\.\.)$/.test(title);
  return { link: link.href, title: isCut ? null : title, publishedAt: dateOf(element, page), length: title.length };
}

/** Whether a link leads to another page of the same site. */
function leadsOn(link: URL, from: URL): boolean {
  if (!/^https?:$/.test(link.protocol) || siteOf(link) !== siteOf(from)) return false;
  return link.host !== from.host || link.pathname + link.search !== from.pathname + from.search;
}

/** What links are relative to: the page's own `<base>`, or its address. */
function baseOf(page: Page, url: string): string {
  const href = page.elements.find(({ tag, attributes }) => tag === "base" && attributes.href !== undefined)?.attributes.href;
  return href !== undefined && URL.canParse(href, url) ? new URL(href, url).href : url;
}

/** The registered part of a host's name (gd.gov.cn of www.gd.gov.cn); numbers are hosts of their own, port and all. */
function siteOf(url: URL): string {
  if (/^[\d.]+$|^\[/.test(url.hostname)) return url.host;
  const labels = url.hostname.split(".");
  const shared = /^(?:gov|org|com|edu|net|ac|mil)$/.test(labels.at(-2) ?? "") ? 3 : 2;
  return labels.slice(-shared).join(".");
}

/** The date that stands in the row of a link. */
function dateOf(link: Element, page: Page): string | null {
  let row = link.parent;
  while (row !== null && !rows.has(row.tag)) row = row.parent;
  if (row === null || row.endRun - row.firstRun > longestRow) return null;
  for (let index = row.firstRun; index < row.endRun; index++) {
    const run = page.runs[index];
    if (run === undefined || run.link !== null) continue;
    const moment = findMoment(run.text);
    if (moment !== null) return moment.iso;
  }
  return null;
}

function textOf(element: Element, page: Page): string {
  let text = "";
  for (let index = element.firstRun; index < Math.min(element.endRun, element.firstRun + longestRow); index++) {
    text += page.runs[index]?.text ?? "";
  }
  return text.replace(/\s+/g, " ").trim();
}

function isChrome(element: Element): boolean {
  for (let at: Element | null = element; at !== null; at = at.parent) if (chrome.has(at.tag)) return true;
  return false;
}
