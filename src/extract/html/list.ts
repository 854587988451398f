import { findMoment } from "../moment.js";
import { shown } from "./lines.js";
import type { Element, Page } from "./page.js";
import { newSums, type Sums, sumUp } from "./sums.js";

/** An entry of a list page. */
export interface ListLink {
  /** absolute address, without fragment */
  readonly url: string;
  /** the full title where the list has it, else as shown */
  readonly title: string;
  /** whether the list cuts the title: 关于印发… */
  readonly isCut: boolean;
  /** ISO date, or date-time with offset; null where the list gives none */
  readonly date: string | null;
}

interface ListEntry extends ListLink {
  readonly order: number;
  readonly group: string;
}

const shortestTitle = 5;
/** this many entries of one form make a list, without other evidence */
const fewest = 3;
/** least length of a title without other evidence: 首页 and 政务公开 are shorter */
const aTitle = 8;
// an item with more pieces of text than this is itself a list
const longestItem = 24;
const climb = 24;
/** parts of a page for navigation, not news */
const chrome = new Set(["nav", "header", "footer", "aside"]);
// 20 2024-05, 2024-05 20: a calendar leaf beside the title
const leaf = /^\D{0,3}(\d{1,2})\s+(20\d{2})[-./年](\d{1,2})月?(?:\s|$)|(?:^|\s)(20\d{2})[-./年](\d{1,2})月?\s+(\d{1,2})日?(?:\s|$)/;

/**
 * The documents that a list page links to, in order, each once, without its menus. An entry is a link that is alone in its
 * item; items of the same form make a list. Dated lists count; without any, the list with the most text; without lists, every
 * link as long as a title.
 * @param url address that relative links are resolved against; without it only absolute links are found
 */
export function listLinks(page: Page, url: string | null): ListLink[] {
  const base = baseOf(page, url);
  const texts = new Map<Element, string>();
  const count = newSums(page);
  for (const element of page.elements) {
    if (element.tag !== "a" || element.attributes.href === undefined) continue;
    const text = textOf(page, element);
    if (text.length < shortestTitle || isChrome(element)) continue;
    texts.set(element, text);
    count[element.order] = 1;
  }
  sumUp(page, count);
  const groups = new Map<string, ListEntry[]>();
  for (const [link, text] of texts) {
    const address = resolve(link.attributes.href ?? "", base);
    if (address === null) continue;
    const entry = entryOf(page, link, text, address, count);
    const group = groups.get(entry.group);
    if (group) group.push(entry);
    else groups.set(entry.group, [entry]);
  }
  const seen = new Set<string>();
  return chosen([...groups.values()])
    .sort((a, b) => a.order - b.order)
    .filter((entry) => !seen.has(entry.url) && seen.add(entry.url))
    .map(({ url: address, title, isCut, date }) => ({ url: address, title, isCut, date }));
}

/** Lists with dates, however short; without any, the list with the most text in its titles. */
function chosen(groups: readonly ListEntry[][]): ListEntry[] {
  const dated = groups.filter((group) => group.filter(({ date }) => date !== null).length * 2 >= group.length);
  if (dated.length > 0) return dated.flat();
  const lists = groups.filter((group) => group.length >= fewest);
  if (lists.length === 0) return groups.flat().filter(({ title }) => title.length >= aTitle);
  const size = (group: readonly ListEntry[]): number =>
    group.reduce((sum, { title }) => sum + Math.min(title.length, 40) - shortestTitle, 0);
  return lists.reduce<ListEntry[]>((best, group) => (size(group) > size(best) ? group : best), []);
}

/** An entry, read with its item: the outermost element around the link that holds no other link and little else. */
function entryOf(page: Page, link: Element, text: string, url: string, count: Sums): ListEntry {
  let item = link;
  for (let at = link.parent, i = 0; at !== null && i < climb; at = at.parent, i++) {
    if ((count[at.order] ?? 0) > 1 || at.endRun - at.firstRun > longestItem) break;
    item = at;
  }
  const list = item.parent;
  // a day and its month may be in separate blocks
  const beside = page.runs
    .slice(item.firstRun, item.endRun)
    .map((run) => (run.link === link ? "" : run.text.trim()))
    .join(" ");
  const inTitle = findMoment(text);
  const date = dateIn(beside) ?? inTitle?.iso ?? null;
  const named = link.attributes.title?.trim();
  const bare =
    inTitle && inTitle.start > 0 && inTitle.end >= text.length - 2 ? text.slice(0, inTitle.start).replace(/[\s([（【]+$/, "") : text;
  // a list that truncates titles has the full one as a tooltip
  const title = (named && /(?:\.\.\.|…)$/.test(bare) ? named : bare).replace(/^[\s·•●◆■□>»]+/, "");
  return {
    url,
    title,
    isCut: /(?:\.\.\.|…)$/.test(title),
    date,
    order: link.order,
    group: `${list?.parent?.order ?? 0} ${form(list)} ${form(item)}`,
  };
}

function isChrome(link: Element): boolean {
  for (let at: Element | null = link, i = 0; at !== null && i < climb; at = at.parent, i++) if (chrome.has(at.tag)) return true;
  return false;
}

const form = (element: Element | null): string => (element === null ? "" : `${element.tag}.${element.attributes.class ?? ""}`);

/** The date of an entry of a list, in the text beside its title; null where there is none. */
export function dateIn(text: string): string | null {
  const whole = findMoment(text);
  if (whole) return whole.iso;
  const match = leaf.exec(text.trim());
  if (!match) return null;
  const [year, month, day] = match[2] ? [match[2], match[3], match[1]] : [match[4], match[5], match[6]];
  return findMoment(`${year}-${month}-${day}`)?.iso ?? null;
}

const textOf = (page: Page, element: Element): string =>
  shown(
    page.runs
      .slice(element.firstRun, element.endRun)
      .map((run) => run.text)
      .join(""),
  );

/** The address that a page's relative links are resolved against. */
export function baseOf(page: Page, url: string | null): string | null {
  const base = page.elements.find(({ tag, attributes }) => tag === "base" && attributes.href !== undefined)?.attributes.href;
  return base === undefined ? url : resolve(base, url);
}

/** An absolute http(s) address without fragment, or null. */
export function resolve(href: string, base: string | null): string | null {
  const address = href.trim();
  if (address.length === 0 || /^(?:#|javascript:|mailto:|tel:|data:)/i.test(address)) return null;
  if (!URL.canParse(address, base ?? undefined)) return null;
  const found = new URL(address, base ?? undefined);
  if (found.protocol !== "http:" && found.protocol !== "https:") return null;
  found.hash = "";
  return found.href;
}
