import type { Element, Page } from "./page.js";
import type { Scores } from "./score.js";
import { readSelector, select } from "./selector.js";

const listing = new Set(["table", "ul", "ol", "dl", "div", "section", "aside"]);
const never: Readonly<Record<string, string>> = { button: "toolbar", nav: "navigation" };
// what makes a block a list of other documents
const fewestLinks = 3;
const linkedShare = 0.6;
// of a table or list that is nothing but links two are enough
const lists = new Set(["table", "ul", "ol", "dl"]);
const sentenceShare = 0.2;

/**
 * The blocks of an element that are not the document, by what they are named and by their links.
 * @returns the reason, by the order of each element that is cut or stands in one that is
 */
export function cutBlocks(page: Page, within: Element, scores: Scores, remove: readonly string[]): ReadonlyMap<number, string> {
  const cut = new Map<number, string>();
  const ownName = scores.chrome[within.order] ?? null;
  for (const elements of remove.length > 0 ? select(page, remove.map(readSelector)) : []) {
    for (const { order } of elements) cut.set(order, "site profile");
  }
  for (let order = within.order + 1; order <= within.last; order++) {
    const element = page.elements[order];
    if (element === undefined || cut.has(order)) continue;
    const above = element.parent === null || element.parent === within ? undefined : cut.get(element.parent.order);
    const named = ownName === null ? scores.chrome[order] : null;
    const reason = above ?? named ?? never[element.tag] ?? (isLinkBlock(element, scores) ? "links" : null);
    if (reason !== null && reason !== undefined) cut.set(order, reason);
  }
  return cut;
}

/** A list of links to other documents. A list of files is the document's own. */
function isLinkBlock({ tag, order }: Element, scores: Scores): boolean {
  const links = scores.links[order] ?? 0;
  if (!listing.has(tag) || links < 2 || (scores.files[order] ?? 0) > 0) return false;
  const chars = scores.chars[order] ?? 0;
  if (links < fewestLinks) return lists.has(tag) && (scores.linked[order] ?? 0) >= chars;
  return (scores.linked[order] ?? 0) > chars * linkedShare && (scores.sentences[order] ?? 0) < chars * sentenceShare;
}
