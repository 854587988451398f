import type { Chrome } from "../../dictionary/chrome.js";
import type { Line } from "./lines.js";
import { classesOf, wordsOf } from "./names.js";
import type { Element, Page } from "./page.js";

const fewestPosts = 3;
// posts hold this share of the text of a thread
const postShare = 0.35;
const shortestPost = 4;

/**
 * The posts of a thread, each as much the document as the first; null where the page is none. A page is a thread when its
 * address says so, or when blocks named after posts hold much of what is no link.
 */
export function findPosts(
  page: Page,
  lines: readonly Line[],
  title: number,
  url: string | null,
  chrome: Chrome,
): readonly Element[] | null {
  const own = new Float64Array(page.elements.length);
  let total = 0;
  for (const [i, line] of lines.entries()) {
    if (i < title || line.hidden || line.linked * 2 > line.text.length) continue;
    own[line.owner.order] = (own[line.owner.order] ?? 0) + line.text.length;
    total += line.text.length;
  }
  for (let i = page.elements.length - 1; i > 0; i--) {
    const parent = page.elements[i]?.parent;
    if (parent) own[parent.order] = (own[parent.order] ?? 0) + (own[i] ?? 0);
  }
  const posts = new Map<string, { elements: Element[]; chars: number }>();
  const named = new Map<string, readonly string[]>();
  for (const element of page.elements) {
    const chars = own[element.order] ?? 0;
    const classes = element.attributes.class;
    if (chars < shortestPost || classes === undefined) continue;
    let names = named.get(classes);
    if (names === undefined) {
      names = classesOf(classes).filter((name) => isPostName(name, chrome));
      named.set(classes, names);
    }
    for (const name of names) {
      const group = posts.get(name) ?? { elements: [], chars: 0 };
      group.elements.push(element);
      group.chars += chars;
      posts.set(name, group);
    }
  }
  const groups = [...posts.values()].sort((a, b) => b.elements.length - a.elements.length);
  const found = groups.find(({ elements, chars }) => elements.length >= fewestPosts && chars >= total * postShare);
  return found?.elements ?? (inForum(url, chrome) ? (groups[0]?.elements ?? null) : null);
}

/** post-content, comment-item, but not comment-time. */
function isPostName(name: string, { threads }: Chrome): boolean {
  const words = wordsOf(name);
  return words.some((word) => threads.posts.has(word)) && !words.some((word) => threads.details.has(word));
}

/** Whether an address has a forum's word in its host or as a part of its path. */
function inForum(url: string | null, { threads }: Chrome): boolean {
  if (url === null || !URL.canParse(url)) return false;
  const { hostname, pathname, hash } = new URL(url);
  if ([...threads.hosts].some((word) => hostname.includes(word))) return true;
  return [...pathname.split("/"), ...hash.split(/[#/?]/)].some((part) => threads.addresses.has(part.toLowerCase()));
}
