import type { SelectorRows } from "../../dictionary/selector.js";
import type { Element, Page } from "./page.js";
import { isLinkBlock, type Scores } from "./score.js";
import { select } from "./selector.js";

const never: Readonly<Record<string, string>> = { button: "toolbar", nav: "navigation" };

/**
 * The blocks of an element that are not the document, by what they are named and by their links.
 * @returns the reason, by the order of each element that is cut or stands in one that is
 */
export function cutBlocks(page: Page, within: Element, scores: Scores, remove: SelectorRows | undefined): ReadonlyMap<number, string> {
  const cut = new Map<number, string>();
  const ownName = scores.chrome[within.order] ?? null;
  for (const elements of remove ? select(page, remove) : []) {
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
