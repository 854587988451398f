import type { Element, Page } from "./page.js";
import { isLinkBlock, type Scores } from "./score.js";
import { newSums, type Sums, sumUp } from "./sums.js";

const never: Readonly<Record<string, string>> = { button: "toolbar", nav: "navigation" };

// who wrote a post and buttons below it may hold more than the post
const allLinked = 0.9;

/** The posts of a thread, and how many each element of the page holds. */
export interface Posts {
  readonly elements: ReadonlySet<Element>;
  readonly held: Sums;
}

export function postsOf(page: Page, elements: readonly Element[]): Posts {
  const held = newSums(page);
  for (const { order } of elements) held[order] = 1;
  return { elements: new Set(elements), held: sumUp(page, held) };
}

/**
 * The blocks of an element that are not the document, by what they are named and by their links. A short post may hold more
 * links than text.
 * @returns for each element within, by its order less that of the outer one, why it or one around it is cut; null where it stays
 */
export function cutBlocks(
  page: Page,
  within: Element,
  scores: Scores,
  remove: readonly Element[],
  posts: Posts | null,
): readonly (string | null)[] {
  const cut: (string | null)[] = new Array(within.last - within.order + 1).fill(null);
  let postEnd = -1;
  const named = (scores.chrome[within.order] ?? null) === null;
  for (const { order } of remove) if (order > within.order && order <= within.last) cut[order - within.order] = "site profile";
  for (let order = within.order + 1; order <= within.last; order++) {
    const element = page.elements[order];
    const at = order - within.order;
    if (element?.parent == null || cut[at] !== null) continue;
    const holdsPost = (posts?.held[order] ?? 0) > 0;
    const above = element.parent === within ? null : (cut[element.parent.order - within.order] ?? null);
    const own = named ? (scores.chrome[order] ?? null) : null;
    if (posts?.elements.has(element)) postEnd = Math.max(postEnd, element.last);
    // what writes an answer to a thread
    const form = posts !== null && !holdsPost && element.tag === "form" ? "comments" : null;
    cut[at] =
      above ??
      form ??
      own ??
      never[element.tag] ??
      (!holdsPost && isLinkBlock(element, scores) && (order > postEnd || isAllLinks(element, scores)) ? "links" : null);
  }
  return cut;
}

const isAllLinks = ({ order }: Element, { linked, chars }: Scores): boolean => (linked[order] ?? 0) >= (chars[order] ?? 0) * allLinked;
