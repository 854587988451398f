import { type Element, type Page, within } from "./page.js";
import type { Scores } from "./score.js";

/** What a page's microdata (schema.org) calls the text of its article, or the texts of its posts. */
export interface Microdata {
  readonly elements: readonly Element[];
  readonly holds: "article" | "posts";
}

const texts: ReadonlySet<string> = new Set(["text", "articlebody"]);
const thread = /schema\.org\/(?:Question|DiscussionForumPosting)$/i;
const post = /schema\.org\/(?:Question|DiscussionForumPosting|Answer|Comment)$/i;
const climb = 24;
// text that is marked counts beside much more that is not, but a single marked line is no article
const shortest = 40;
const enough = 0.1;
// some systems mark the first post alone
const fewestPosts = 2;
const postShare = 0.35;

/**
 * The text that a page marks as its own: `articleBody` of one article, or the texts of a question and its answers, of a
 * discussion and its comments. Null where nothing is marked, or where what is marked is no more than a part.
 */
export function readMicrodata(page: Page, { sentences, chars, linked }: Scores): Microdata | null {
  const articles: Element[] = [];
  const posts: Element[] = [];
  let isThread = false;
  for (const element of page.elements) {
    const { itemtype, itemprop } = element.attributes;
    if (itemtype !== undefined && thread.test(itemtype.trim())) isThread = true;
    if (itemprop === undefined || !texts.has(itemprop.trim().toLowerCase()) || element.endRun === element.firstRun) continue;
    const into = post.test(typeAround(element)) ? posts : articles;
    const before = into.at(-1);
    if (before === undefined || !within(element, before)) into.push(element);
  }
  const textOf = (elements: readonly Element[]): number =>
    elements.reduce((sum, { order }) => sum + (chars[order] ?? 0) - (linked[order] ?? 0), 0);
  if (isThread && posts.length >= fewestPosts && textOf(posts) >= ((chars[0] ?? 0) - (linked[0] ?? 0)) * postShare)
    return { elements: posts, holds: "posts" };
  const [article] = articles;
  if (isThread || article === undefined || articles.length > 1) return null;
  const running = sentences[article.order] ?? 0;
  return running >= Math.max(shortest, (sentences[0] ?? 0) * enough) ? { elements: articles, holds: "article" } : null;
}

/** The type of the item that an element is a property of; empty where there is none. */
function typeAround(element: Element): string {
  for (let at: Element | null = element, i = 0; at !== null && i < climb; at = at.parent, i++) {
    const { itemtype } = at.attributes;
    if (itemtype !== undefined) return itemtype.trim();
  }
  return "";
}
