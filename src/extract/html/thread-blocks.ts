import { type Element, type Page, within } from "./page.js";
import type { Scores } from "./score.js";
import { newSums, sumUp } from "./sums.js";

const threadShare = 0.9;
const threadWorth = 0.3;
const firstWorth = 0.5;
const aQuestion = 20;

const blocks = new Set(["div", "section", "article", "main", "td", "li", "p", "dd", "blockquote", "pre"]);

/**
 * The blocks that hold a thread, in order: one that holds the opening post and all others, unless it holds more of the page than
 * of the thread; then the blocks of the posts on their own, the opening one first.
 */
export function threadOf(page: Page, best: Element, posts: readonly Element[], title: Element | null, scores: Scores): readonly Element[] {
  const replies = around(page, best, posts, scores);
  if (replies === null) return apart(best, posts);
  const whole = withFirst(replies, title, scores);
  if (whole !== null) return [whole];
  const opening = title && openingOf(page, title, replies, scores);
  return opening ? [opening, replies] : [replies];
}

/** The smallest block around the best one that holds nearly all posts; null where it includes more chrome than text. */
function around(page: Page, best: Element, posts: readonly Element[], { worth }: Scores): Element | null {
  const held = newSums(page);
  for (const { order } of posts) held[order] = 1;
  sumUp(page, held);
  const least = (worth[best.order] ?? 0) * threadWorth;
  for (let at: Element | null = best; at !== null && (worth[at.order] ?? 0) >= least; at = at.parent) {
    if ((held[at.order] ?? 0) >= posts.length * threadShare) return at;
  }
  return null;
}

/** The best block and the posts outside it. */
function apart(best: Element, posts: readonly Element[]): readonly Element[] {
  const found: Element[] = [];
  for (const element of [best, ...posts].sort((a, b) => a.order - b.order)) {
    const before = found.at(-1);
    if (before === undefined || !within(element, before)) found.push(element);
  }
  return found;
}

/** The block with the replies, or an enclosing one that also holds the title and thereby the opening post; null where that is lost. */
function withFirst(replies: Element, title: Element | null, { worth, sentences }: Scores): Element | null {
  if (title === null || title.order > replies.last) return replies;
  const least = (worth[replies.order] ?? 0) * firstWorth;
  for (let at: Element | null = replies; at !== null && (worth[at.order] ?? 0) >= least; at = at.parent) {
    if (within(title, at)) return (sentences[at.order] ?? 0) >= (sentences[replies.order] ?? 0) + aQuestion ? at : replies;
  }
  return null;
}

/** The block of the greatest worth between the title and the replies. */
function openingOf(page: Page, title: Element, replies: Element, { worth, chrome }: Scores): Element | null {
  let found: Element | null = null;
  let most = aQuestion;
  for (let order = title.order + 1; order < replies.order; order++) {
    const element = page.elements[order] as Element;
    const value = worth[order] ?? 0;
    if (element.last >= replies.order || !blocks.has(element.tag) || (chrome[order] ?? null) !== null || value < most) continue;
    found = element;
    most = value;
  }
  return found;
}
