import type { SelectorRows } from "../../dictionary/selector.js";
import type { Element, Page } from "./page.js";
import { isLinkBlock, type Scores } from "./score.js";
import { select } from "./selector.js";

const never: Readonly<Record<string, string>> = { button: "toolbar", nav: "navigation" };

/**
 * The blocks of an element that are not the document, by what they are named and by their links.
 * @returns for each element within, by its order less that of the outer one, why it or one around it is cut; null where it stays
 */
export function cutBlocks(page: Page, within: Element, scores: Scores, remove: SelectorRows | undefined): readonly (string | null)[] {
  const cut: (string | null)[] = new Array(within.last - within.order + 1).fill(null);
  const named = (scores.chrome[within.order] ?? null) === null;
  for (const elements of remove ? select(page, remove) : []) {
    for (const { order } of elements) if (order > within.order && order <= within.last) cut[order - within.order] = "site profile";
  }
  for (let order = within.order + 1; order <= within.last; order++) {
    const element = page.elements[order];
    const at = order - within.order;
    if (element?.parent == null || cut[at] !== null) continue;
    const above = element.parent === within ? null : (cut[element.parent.order - within.order] ?? null);
    const own = named ? (scores.chrome[order] ?? null) : null;
    cut[at] = above ?? own ?? never[element.tag] ?? (isLinkBlock(element, scores) ? "links" : null);
  }
  return cut;
}
