import type { Chrome } from "../../dictionary/pages/chrome.js";
import type { PostTimes } from "../../dictionary/pages/post-times.js";
import { endsInMoment, findMoment } from "../moment.js";
import type { PageLexicon } from "../page-lexicon.js";
import { isLinkOf, type PageLine } from "./lines.js";
import { classesOf, finerWordsOf } from "./names.js";
import type { Element, Page } from "./page.js";
import { add, newSums, type Sums, sumUp } from "./sums.js";

const fewestPosts = 3;
// posts hold this share of the text of a thread
const postShare = 0.35;
// on a site that may be a blog
const likelyShare = 0.2;
const shortestPost = 4;
// the heading of another thread, and how many blocks of a list of threads have one
const headingLength = 8;
const headedShare = 0.7;
// unnamed posts: alike, side by side, each with its time and, outside forums, its author
const alikeShare = 0.8;
const fewestAlike = 4;
const longestTime = 60;
const longestUser = 20;
const shortestEntry = 5;
const longestEntry = 120;
const figures = /[\d\s/.:：()（）[\]【】年月日-]+/g;

/** What is known of a page before its posts are looked for. */
export interface ThreadContext {
  /** index of the line that shows the title, -1 where none does */
  readonly title: number;
  readonly url: string | null;
  /** whether the page names a source or an editor, as news does: its comments are not posts */
  readonly news: boolean;
}

interface PostGroup {
  readonly elements: Element[];
  chars: number;
  /** how many of the elements hold a linked heading */
  headed: number;
}

/** What each element's subtree holds: characters outside links, linked headings, times of posts, links as short as a name. */
interface PostMarks {
  readonly own: Sums;
  readonly heads: Sums;
  readonly times: Sums;
  readonly users: Sums;
  readonly total: number;
}

/** Whether a line gives the time or the number of a post: 3小时前, 2024-05-01 10:00, 5楼. */
export const isPostTime = (text: string, { hint, ago, floor }: PostTimes): boolean =>
  text.length <= longestTime &&
  hint.test(text) &&
  (ago.test(text) || floor.test(text) || findMoment(text) !== null || endsInMoment(text)) &&
  !/[。！？；]/.test(text);

/**
 * The posts of a thread, each as much part of the document as the first; null where the page is not a thread. It is one when
 * its address says so, or when much of its text outside links is in blocks that are named like posts, or look alike and each
 * have a time. A list of threads is not a thread: each of its blocks has a linked heading.
 */
export function findPosts(
  page: Page,
  lines: readonly PageLine[],
  before: ThreadContext,
  { chrome, postTimes }: PageLexicon,
): readonly Element[] | null {
  const forum = inForum(before.url, chrome);
  if (before.news && forum !== "surely") return null;
  const marks = readMarks(page, lines, before.title, postTimes);
  const groups = namedGroups(page, marks, chrome);
  const many = groups.filter(({ elements, chars }) => elements.length >= fewestPosts && chars >= marks.total * postShare);
  if (many.some(isListed)) return null;
  const [found] = many;
  if (found) return found.elements;
  const alike = alikeGroup(page, marks, forum !== null);
  if (alike) return isListed(alike) ? null : alike.elements;
  const most = groups.reduce<PostGroup | null>((best, group) => (best === null || group.chars > best.chars ? group : best), null);
  return most && (forum === "surely" || (forum === "likely" && most.elements.length > 1 && most.chars >= marks.total * likelyShare))
    ? most.elements
    : null;
}

const isListed = ({ elements, headed }: PostGroup): boolean => headed >= elements.length * headedShare;

function readMarks(page: Page, lines: readonly PageLine[], title: number, postTimes: PostTimes): PostMarks {
  const [own, heads, times, users] = [newSums(page), newSums(page), newSums(page), newSums(page)];
  let total = 0;
  for (const [i, line] of lines.entries()) {
    const { text, linked, hidden, owner } = line;
    if (hidden) continue;
    const timed = isPostTime(text, postTimes);
    // a link to the post itself shows its time
    if (linked * 10 >= text.length * 9) add(!timed && isLinkOf(headingLength, page, line) ? heads : users, owner.order, 1);
    else if (linked > 0 && text.length <= longestUser) add(users, owner.order, 1);
    if (timed) add(times, owner.order, 1);
    if (i < title || linked * 2 > text.length || isDatedHeading(text, linked)) continue;
    add(own, owner.order, text.length);
    total += text.length;
  }
  for (const sums of [own, heads, times, users]) sumUp(page, sums);
  return { own, heads, times, users, total };
}

/** An entry of a list: a linked heading, and its date outside the link. */
const isDatedHeading = (text: string, linked: number): boolean =>
  linked >= shortestEntry &&
  /\p{Script=Han}{4}/u.test(text) &&
  linked < text.length &&
  text.length <= longestEntry &&
  findMoment(text) !== null &&
  text.replace(figures, "").length <= linked;

function collect(groups: Map<string, PostGroup>, key: string, element: Element, { own, heads }: PostMarks): void {
  const group = groups.get(key) ?? { elements: [], chars: 0, headed: 0 };
  group.elements.push(element);
  group.chars += own[element.order] ?? 0;
  if ((heads[element.order] ?? 0) > 0) group.headed++;
  groups.set(key, group);
}

/** Blocks grouped by the class name that marks them as posts, the most frequent first. */
function namedGroups(page: Page, marks: PostMarks, chrome: Chrome): PostGroup[] {
  const groups = new Map<string, PostGroup>();
  const named = new Map<string, readonly string[]>();
  for (const element of page.elements) {
    const classes = element.attributes.class;
    if (classes === undefined || (marks.own[element.order] ?? 0) < shortestPost) continue;
    let names = named.get(classes);
    if (names === undefined) {
      names = classesOf(classes).filter((name) => isPostName(name, chrome));
      named.set(classes, names);
    }
    for (const name of names) collect(groups, name, element, marks);
  }
  return [...groups.values()].map((group) => onceOf(group, marks)).sort((a, b) => b.elements.length - a.elements.length);
}

/** The first half of the posts where the second is as long, post by post: the page shows its thread twice, for screens and phones. */
function onceOf({ elements, chars, headed }: PostGroup, { own }: PostMarks): PostGroup {
  const half = elements.length / 2;
  const length = (at: number): number => own[elements[at]?.order ?? 0] ?? 0;
  const isTwice = half >= fewestPosts && Number.isInteger(half) && elements.slice(0, half).every((_, i) => length(i) === length(i + half));
  return isTwice ? { elements: elements.slice(0, half), chars: chars / 2, headed: headed / 2 } : { elements, chars, headed };
}

/** Of the groups of similar neighbouring blocks, each with the time of a post, the one with the most text. */
function alikeGroup(page: Page, marks: PostMarks, forum: boolean): PostGroup | null {
  const { times, users, own, total } = marks;
  if ((times[0] ?? 0) < fewestPosts) return null;
  const groups = new Map<string, PostGroup>();
  for (const element of page.elements) {
    const { order, parent, tag, attributes } = element;
    if (parent === null || (times[order] ?? 0) === 0 || (own[order] ?? 0) < shortestPost) continue;
    collect(groups, `${parent.order} ${tag} ${attributes.class ?? ""}`, element, marks);
  }
  let best: PostGroup | null = null;
  for (const group of groups.values()) {
    const signed = group.elements.filter(({ order }) => (users[order] ?? 0) > 0).length;
    if (group.elements.length < (forum ? fewestPosts : fewestAlike) || group.chars < total * postShare) continue;
    if (!forum && signed < group.elements.length * alikeShare) continue;
    if (best === null || group.chars > best.chars) best = group;
  }
  return best;
}

/** post-content, comment-item, but not comment-time; floor as a whole name is a post, though post-floor is its number. */
function isPostName(name: string, { threads }: Chrome): boolean {
  if (threads.posts.has(name.toLowerCase())) return true;
  const words = finerWordsOf(name);
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
