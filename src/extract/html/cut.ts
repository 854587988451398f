import type { Element, Page } from "./page.js";
import { isLinkBlock, type Scores } from "./score.js";
import { newSums, type Sums, sumUp } from "./sums.js";

const never: Readonly<Record<string, string>> = { button: "toolbar", nav: "navigation" };

// author and buttons may have more text than the post itself
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
 * Finds the blocks of an element that are not part of the document, by their names and their links. A short post is allowed
 * more links than text.
 * @param remove what a site's profile cuts
 * @returns for each element within, by its order minus that of the outer one, why it or an enclosing one is cut; null where it stays
 */
export function cutBlocks(
  page: Page,
  within: Element,
  scores: Scores,
  remove: readonly Element[],
  posts: Posts | null,
): readonly (string | null)[] {
  const cut: (string | null)[] = new Array(within.last - within.order + 1).fill(null);
  for (const { order } of remove) if (order > within.order && order <= within.last) cut[order - within.order] = "site profile";
  const isNamed = (scores.chrome[within.order] ?? null) === null;
  let postEnd = -1;
  for (let order = within.order + 1; order <= within.last; order++) {
    const element = page.elements[order];
    const at = order - within.order;
    if (element?.parent == null || cut[at] !== null) continue;
    if (posts?.elements.has(element)) postEnd = Math.max(postEnd, element.last);
    const above = element.parent === within ? null : (cut[element.parent.order - within.order] ?? null);
    const named = isNamed ? (scores.chrome[order] ?? null) : null;
    cut[at] = above ?? reasonToCut(element, scores, posts, named, postEnd);
  }
  return cut;
}

/**
 * Why a block is cut on its own account.
 * @param named the kind of chrome that it is named after
 * @param postEnd order of the last element of the posts so far
 */
function reasonToCut(element: Element, scores: Scores, posts: Posts | null, named: string | null, postEnd: number): string | null {
  const { order, tag } = element;
  const holdsPost = (posts?.held[order] ?? 0) > 0;
  // the form for a reply
  if (posts !== null && !holdsPost && tag === "form") return "comments";
  const reason = named ?? never[tag];
  if (reason !== undefined) return reason;
  return !holdsPost && isLinkBlock(element, scores) && (order > postEnd || isAllLinks(element, scores)) ? "links" : null;
}

const isAllLinks = ({ order }: Element, { linked, chars }: Scores): boolean => (linked[order] ?? 0) >= (chars[order] ?? 0) * allLinked;
