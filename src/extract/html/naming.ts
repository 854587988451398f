import type { Chrome } from "../../dictionary/pages/chrome.js";
import type { PageLine } from "./lines.js";
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
const code = new Set(["pre", "code"]);
// the line on who wrote a post and when
const longestDetails = 100;

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
  const all = held.sentences[0] ?? 0;
  const named: (string | null)[] = [];
  const kinds = new Map<string, NameKinds>();
  let codeEnd = -1;
  for (const element of page.elements) {
    const above = element.parent === null ? null : (named[element.parent.order] ?? null);
    // in code listings class names are for syntax colouring
    if (element.order <= codeEnd) named.push(above);
    else named.push(above ?? (listed.has(element) ? "related links" : ownName(element)));
    if (code.has(element.tag)) codeEnd = Math.max(codeEnd, element.last);
  }
  return named;

  function ownName(element: Element): string | null {
    const { order, last, tag } = element;
    const own = kindsOf(element);
    if (reading.thread && own.details && (held.chars[order] ?? 0) <= longestDetails) return "post details";
    const kind = byTag[tag] ?? own.whole;
    const titled = order <= title && title <= last;
    if (kind !== null && !(titled && (reading.thread || kind === "copyright")) && !(reading.thread && kind === "comments")) {
      // a footer never holds a document
      const most = talkative.has(kind) ? talkativeShare : wrapperShare;
      return kind === "copyright" || (held.sentences[order] ?? 0) <= all * most ? kind : null;
    }
    // every post of a thread has a footer
    return !reading.thread && own.word !== null && (held.sentences[order] ?? 0) <= all * wrapperShare ? own.word : null;
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
}

const unnamed: NameKinds = { whole: null, word: null, details: false };

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
  return { whole, word, details: details && !content };
}

/**
 * Blocks of one kind side by side, each a linked heading with a few sentences: a list of other documents.
 */
function teasers(page: Page, lines: readonly PageLine[], sentences: Sums): ReadonlySet<Element> {
  const heads = newSums(page);
  for (const line of lines) if (line.linked * 10 >= line.text.length * 9 && line.text.length >= teaserHead) add(heads, line.owner.order, 1);
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
