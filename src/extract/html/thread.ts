import type { Chrome } from "../../dictionary/chrome.js";
import type { Line } from "./lines.js";
import { classesOf, wordsOf } from "./names.js";
import type { Element, Page } from "./page.js";
import { add, newSums, sumUp } from "./sums.js";

const fewestPosts = 3;
// posts hold this share of the text of a thread
const postShare = 0.35;
const shortestPost = 4;
// the heading of another thread, and how many blocks of a list of threads have one
const headingLength = 8;
const headedShare = 0.7;

/** What is known of a page before its posts are looked for. */
export interface Before {
  /** index of the line that shows the title, -1 where none does */
  readonly title: number;
  readonly url: string | null;
  /** whether the page names a source or an editor, as news do: its comments are none of its posts */
  readonly news: boolean;
}

interface Group {
  readonly elements: Element[];
  chars: number;
  /** of the elements, those that hold a linked heading */
  headed: number;
}

/**
 * The posts of a thread, each as much the document as the first; null where the page is none. A page is a thread when its
 * address says so, or when blocks named after posts hold much of what is no link. A list of threads is none: each of its
 * blocks has a linked heading.
 */
export function findPosts(page: Page, lines: readonly Line[], before: Before, chrome: Chrome): readonly Element[] | null {
  const forum = inForum(before.url, chrome);
  if (before.news && forum !== "surely") return null;
  const own = newSums(page);
  const heads = newSums(page);
  let total = 0;
  for (const [i, line] of lines.entries()) {
    if (line.hidden) continue;
    if (line.text.length >= headingLength && line.linked * 10 >= line.text.length * 9) add(heads, line.owner.order, 1);
    if (i < before.title || line.linked * 2 > line.text.length) continue;
    add(own, line.owner.order, line.text.length);
    total += line.text.length;
  }
  sumUp(page, own);
  sumUp(page, heads);
  const posts = new Map<string, Group>();
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
      const group = posts.get(name) ?? { elements: [], chars: 0, headed: 0 };
      group.elements.push(element);
      group.chars += chars;
      if ((heads[element.order] ?? 0) > 0) group.headed++;
      posts.set(name, group);
    }
  }
  const groups = [...posts.values()].sort((a, b) => b.elements.length - a.elements.length);
  const many = groups.filter(({ elements, chars }) => elements.length >= fewestPosts && chars >= total * postShare);
  if (many.some(({ elements, headed }) => headed >= elements.length * headedShare)) return null;
  const [found] = many;
  if (found) return found.elements;
  const [most] = groups;
  return most && (forum === "surely" || (forum === "likely" && most.elements.length > 1)) ? most.elements : null;
}

/** post-content, comment-item, but not comment-time. */
function isPostName(name: string, { threads }: Chrome): boolean {
  const words = wordsOf(name);
  return words.some((word) => threads.posts.has(word)) && !words.some((word) => threads.details.has(word));
}

/** Whether an address has a forum's word in its host or as a part of its path. */
function inForum(url: string | null, { threads }: Chrome): "surely" | "likely" | null {
  if (url === null || !URL.canParse(url)) return null;
  const { hostname, pathname, hash } = new URL(url);
  if ([...threads.hosts].some((word) => hostname.includes(word))) return "surely";
  const parts = [...pathname.split("/"), ...hash.split(/[#/?]/)].map((part) => part.toLowerCase());
  if (parts.some((part) => threads.addresses.has(part))) return "surely";
  return parts.some((part) => threads.likely.has(part)) ? "likely" : null;
}
