import type { Chrome } from "../../dictionary/pages/chrome.js";
import { fold } from "../fold.js";
import { endsInMoment, findMoment } from "../moment.js";
import { isLinkOf, type PageLine } from "./lines.js";
import { classesOf, finerWordsOf, wordsOf } from "./names.js";
import type { Element, Page } from "./page.js";
import { add, type BlockSums, newSums, type Sums, sumUp } from "./sums.js";

// a block named like chrome that holds more than this share of the running text is a wrapper with an unlucky name
const wrapperShare = 0.4;
// comments and lists of other documents may hold more text than a short document
const talkativeShare = 0.85;
const talkative = new Set(["comments", "related links", "hot list", "copyright", "sidebar"]);
const byTag: Readonly<Record<string, string>> = { nav: "navigation", footer: "copyright", aside: "sidebar" };
// length of a heading of another document, and how many side by side make a list
const teaserHead = 8;
const teaserGroup = 3;
const longestTime = 40;
const footerShare = 0.5;
const longestSection = 12;
const foreign: ReadonlySet<string> = new Set(["comments", "related links", "hot list"]);
const climb = 24;
const code = new Set(["pre", "code"]);
// the line on who wrote a post and when
const longestDetails = 100;
const insideDetails = 40;

/** How a page is to be read. */
export interface PageReading {
  /** index of the line that shows the title, -1 where none does */
  readonly title: number;
  readonly thread: boolean;
}

/**
 * The kind of chrome that each element, or one around it, is named after: by tag, id or class words, or as an entry in a list
 * of other documents. In a thread the comments are the document, and what surrounds their text is not.
 */
export function nameBlocks(
  page: Page,
  lines: readonly PageLine[],
  held: BlockSums,
  reading: PageReading,
  chrome: Chrome,
): (string | null)[] {
  const listed = reading.thread ? new Set<Element>() : teasers(page, lines, held.sentences);
  const title = lines[reading.title]?.owner.order ?? -1;
  const sections = reading.thread ? new Map<Element, string>() : headedSections(lines, reading.title, held, chrome);
  const all = held.sentences[0] ?? 0;
  const named: (string | null)[] = [];
  const kinds = new Map<string, NameKinds>();
  let codeEnd = -1;
  for (const element of page.elements) {
    const above = element.parent === null ? null : (named[element.parent.order] ?? null);
    // in code listings class names are for syntax colouring
    if (element.order <= codeEnd) named.push(above);
    else named.push(above ?? sections.get(element) ?? (listed.has(element) ? "related links" : ownName(element)));
    if (code.has(element.tag)) codeEnd = Math.max(codeEnd, element.last);
  }
  return named;

  function ownName(element: Element): string | null {
    const { order, last, tag } = element;
    const own = kindsOf(element);
    if (reading.thread && isDetails(element, own)) return "post details";
    const kind = byTag[tag] ?? own.whole ?? (isFooter(element) ? "copyright" : null);
    const titled = order <= title && title <= last;
    if (kind !== null && !mayBeDocument(kind, titled)) {
      // a footer never holds a document
      const most = talkative.has(kind) ? talkativeShare : wrapperShare;
      return kind === "copyright" || (held.sentences[order] ?? 0) <= all * most ? kind : null;
    }
    // every post of a thread has a footer
    return !reading.thread && own.word !== null && (held.sentences[order] ?? 0) <= all * wrapperShare ? own.word : null;
  }

  /** Whether a block may hold the document in spite of its name: with the title in it, or the comments of a thread. */
  function mayBeDocument(kind: string, titled: boolean): boolean {
    return (titled && (reading.thread || kind === "copyright")) || (reading.thread && kind === "comments");
  }

  /** A block that is named like the details of a post, and short; comment-info may hold the text of a post, then as most of it. */
  function isDetails({ order, last }: Element, own: NameKinds): boolean {
    const chars = held.chars[order] ?? 0;
    if (!own.details || chars > longestDetails) return false;
    const inside = page.elements.slice(order + 1, Math.min(last, order + insideDetails) + 1);
    return !inside.some((inner) => kindsOf(inner).text && (held.chars[inner.order] ?? 0) * 2 > chars);
  }

  /** A block, below the title, most of whose text is the site's own: what it says of itself stands there too. */
  function isFooter({ order }: Element): boolean {
    const own = held.footers[order] ?? 0;
    return own > 0 && title >= 0 && order > title && own >= (held.chars[order] ?? 0) * footerShare;
  }

  /** Cached: the elements of a page share few names. */
  function kindsOf({ attributes: { id, class: classes } }: Element): NameKinds {
    if (id === undefined && classes === undefined) return unnamed;
    const key = `${id ?? ""} ${classes ?? ""}`;
    const known = kinds.get(key);
    if (known) return known;
    const found = readNames(id === undefined ? classesOf(classes) : [id, ...classesOf(classes)], reading.thread, chrome);
    kinds.set(key, found);
    return found;
  }
}

/** What an element's names say: a whole name, a word of one (article-bottom may hold the document), a detail of a post. */
interface NameKinds {
  readonly whole: string | null;
  readonly word: string | null;
  readonly details: boolean;
  /** named like the text of a post and like nothing else of it */
  readonly text: boolean;
}

const unnamed: NameKinds = { whole: null, word: null, details: false, text: false };

function readNames(names: readonly string[], thread: boolean, chrome: Chrome): NameKinds {
  let whole: string | null = null;
  let word: string | null = null;
  let details = false;
  let content = false;
  for (const name of names) {
    whole ??= chrome.named(name.toLowerCase());
    if (word === null) for (const part of wordsOf(name)) word ??= chrome.named(part);
    if (!thread) continue;
    for (const part of finerWordsOf(name)) {
      details ||= chrome.threads.details.has(part);
      content ||= chrome.threads.content.has(part);
    }
  }
  // thread-content-detail holds the text of a post
  return { whole, word, details: details && !content, text: content && !details };
}

/**
 * The blocks below the title that begin with the heading of a foreign section: 网友评论, 相关阅读. They may hold more text than the
 * document.
 */
function headedSections(lines: readonly PageLine[], title: number, held: BlockSums, chrome: Chrome): Map<Element, string> {
  const found = new Map<Element, string>();
  if (title < 0) return found;
  for (let i = title + 1; i < lines.length; i++) {
    const { text, owner, firstRun } = lines[i] as PageLine;
    if (text.length > longestSection) continue;
    const kind = chrome.section(fold(text).text);
    if (kind === null || !foreign.has(kind)) continue;
    let block: Element | null = null;
    for (let at = owner.parent, up = 0; at !== null && at.firstRun >= firstRun && up < climb; at = at.parent, up++) block = at;
    // 相关附件 with files are the document's own
    if (block !== null && (held.files[block.order] ?? 0) === 0) found.set(block, kind);
  }
  return found;
}

/**
 * Blocks of one kind side by side, each a linked heading with a few sentences: a list of other documents.
 */
function teasers(page: Page, lines: readonly PageLine[], sentences: Sums): ReadonlySet<Element> {
  const heads = newSums(page);
  for (const line of lines) if (isLinkedHeading(page, line)) add(heads, line.owner.order, 1);
  sumUp(page, heads);
  const groups = new Map<string, Element[]>();
  for (const element of page.elements) {
    if ((heads[element.order] ?? 0) === 0 || (sentences[element.order] ?? 0) === 0 || element.parent === null) continue;
    const key = `${element.parent.order} ${element.tag} ${element.attributes.class ?? ""}`;
    const group = groups.get(key);
    if (group) group.push(element);
    else groups.set(key, [element]);
  }
  const found = new Set<Element>();
  for (const group of groups.values()) if (group.length >= teaserGroup) for (const element of group) found.add(element);
  return found;
}

/** A line that is a link as long as a title; 发布于 2024-05-01 10:00 links to the post itself. */
const isLinkedHeading = (page: Page, line: PageLine): boolean =>
  isLinkOf(teaserHead, page, line) && !(line.text.length <= longestTime && (findMoment(line.text) !== null || endsInMoment(line.text)));
