import type { Sites } from "../../dictionary/pages/sites.js";
import { matchContainers } from "./known-containers.js";
import { readMicrodata } from "./microdata.js";
import { type Element, type Page, within } from "./page.js";
import type { Scores } from "./score.js";
import type { ProfiledPage } from "./site-profile.js";
import { threadOf } from "./thread-blocks.js";

/** Where the body is, and the evidence for it. Several elements where a page has its body in parts. */
export interface Container {
  readonly elements: readonly Element[];
  readonly evidence: "site" | "container" | "thread" | "score";
  readonly detail: string;
  /** what the system keeps there; comments next to an article are not part of it */
  readonly holds: "article" | "posts" | null;
}

// a known container must hold this share of the best block's running text, else its name is misleading
const enough = 0.3;

const allSentences = 0.99;
const mostWorth = 0.9;

// a page with this much running text is no page of labels and values; one that is has this many characters of them
const fewFields = 600;
const fewestFields = 40;
const fieldWorth = 0.6;
const manyTimes = 2;
const nearlyAll = 0.95;

const paragraphs = new Set(["p", "pre", "blockquote"]);
const closing = new Set(["p", "pre", "blockquote", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "figure", "center"]);
const longestSignature = 4;

const blocks = new Set(
  "#document article body blockquote center dd div dl fieldset font form li main ol p pre section span table tbody td tr ul html".split(
    " ",
  ),
);

/** Finds the container of the body: by site profile, else a known one, else the one that microdata marks, else the block of greatest worth, in a thread with all posts. */
export function findContainer(
  page: Page,
  scores: Scores,
  { containers: known }: Sites,
  profile: ProfiledPage | null,
  posts: readonly Element[] | null,
  title: Element | null,
): Container | null {
  const best = bestBlock(page, scores);
  const floor = best === null ? 0 : (scores.sentences[best.order] ?? 0) * enough;
  const own =
    profile &&
    firstHolding(
      profile.body.map(({ elements }) => elements),
      scores,
      1,
    );
  if (profile && own) {
    return { elements: own.elements, evidence: "site", detail: `${profile.name}: ${profile.body[own.row]?.selector}`, holds: "article" };
  }
  const matched = matchContainers(page, known.selectors);
  const found = firstHolding(matched, scores, Math.max(floor, 1));
  if (found) {
    const detail = `${known.systems[found.row]}: ${known.selectors.rows[found.row]}`;
    return { elements: found.elements, evidence: "container", detail, holds: known.threads[found.row] ? "posts" : "article" };
  }
  const verses = title && withoutSentences(matched, best, title, scores);
  if (verses) {
    const detail = `${known.systems[verses.row]}: ${known.selectors.rows[verses.row]}, no sentences`;
    return { elements: verses.elements, evidence: "container", detail, holds: "article" };
  }
  const marked = readMicrodata(page, scores);
  if (marked) return { ...marked, evidence: "container", detail: `schema.org: ${describe(marked.elements[0] as Element)}` };
  if (posts !== null) {
    const all = best && threadOf(page, best, posts, title, scores);
    return all && { elements: all, evidence: "thread", detail: describe(all[0] as Element), holds: "posts" };
  }
  const wide = title && withFields(page, best, title, scores);
  if (wide) return { elements: [wide], evidence: "score", detail: `${describe(wide)}, labels and values`, holds: null };
  return best && { elements: withSiblings(page, best, scores), evidence: "score", detail: describe(best), holds: null };
}

/** The first row whose elements hold enough running text, not counting elements inside others. */
function firstHolding(rows: readonly (readonly Element[])[], scores: Scores, floor: number) {
  for (const [row, matched] of rows.entries()) {
    const elements: Element[] = [];
    for (const element of matched) {
      const before = elements.at(-1);
      if (element.endRun > element.firstRun && !(before && within(element, before))) elements.push(element);
    }
    const total = elements.reduce((sum, { order }) => sum + (scores.sentences[order] ?? 0), 0);
    if (elements.length > 0 && total >= floor) return { elements, row };
  }
  return null;
}

/**
 * A known container below the title that has no sentences, but far more text than the best block, which is outside it: a poem, the
 * words of a song, a list.
 */
function withoutSentences(rows: readonly (readonly Element[])[], best: Element | null, title: Element, { chars, linked }: Scores) {
  const textOf = ({ order }: Element): number => (chars[order] ?? 0) - (linked[order] ?? 0);
  const floor = Math.max(fewestFields, best === null ? 0 : textOf(best) * manyTimes);
  for (const [row, matched] of rows.entries()) {
    const element = matched.find((each) => each.order > title.order && textOf(each) >= floor);
    if (element && !(best !== null && within(best, element))) return { elements: [element], row };
  }
  return null;
}

/** The element of the greatest worth; the innermost of equals. */
function bestBlock(page: Page, scores: Scores): Element | null {
  let best: Element | null = null;
  let most = 0;
  for (const element of page.elements) {
    const worth = scores.worth[element.order] ?? 0;
    if (worth > 0 && worth >= most && blocks.has(element.tag)) {
      best = element;
      most = worth;
    }
  }
  return best && aroundLines(page, innermost(page, best, scores));
}

/** The block, or the one around it where a line goes on beyond its end: 1/10 in a span, and the caption of the picture behind it. */
function aroundLines({ runs }: Page, block: Element): Element {
  let at = block;
  while (at.parent !== null && at.endRun > at.firstRun && runs[at.endRun - 1]?.line === runs[at.endRun]?.line) at = at.parent;
  return at;
}

/**
 * A paragraph with its siblings: where one element holds both text and chrome, it can be worth less than a single one of its
 * paragraphs.
 */
function withSiblings(page: Page, best: Element, scores: Scores): readonly Element[] {
  const { parent } = best;
  if (parent === null || !paragraphs.has(best.tag)) return [best];
  const kept: Element[] = [];
  let last = 0;
  let gap = 0;
  for (let order = parent.order + 1; order <= parent.last; order = (page.elements[order] as Element).last + 1) {
    const child = page.elements[order] as Element;
    const running = (scores.sentences[order] ?? 0) > 0;
    const own = scores.chrome[order] === null && scores.listed[order] === 0;
    // running text, and the short paragraphs right below it, such as a signature
    const belongs =
      own && (child === best || (running ? (scores.worth[order] ?? 0) > 0 : kept.length > 0 && gap === 0 && closing.has(child.tag)));
    if (belongs) kept.push(child);
    if (belongs && running) last = kept.length;
    if (!own || (!belongs && child.endRun > child.firstRun)) gap++;
    else if (running) gap = 0;
  }
  return kept.includes(best) ? kept.slice(0, last + longestSignature) : [best];
}

/**
 * The block that holds the labels and values of a page (an award, a penalty, an entry of a register) together with the little
 * running text it has, which by its score alone would be the document. It reaches up to the title at most; null for a page of
 * running text.
 */
function withFields(page: Page, best: Element | null, title: Element, { fields, worth, sentences }: Scores): Element | null {
  const running = best === null ? 0 : (sentences[best.order] ?? 0);
  const [all, most] = [fields[0] ?? 0, best === null ? 0 : (fields[best.order] ?? 0)];
  if (running >= fewFields || all - most < Math.max(fewestFields, running / 2)) return null;
  const value = (at: Element): number => (worth[at.order] ?? 0) + (fields[at.order] ?? 0) * fieldWorth;
  const start = best ?? richest(page, value, title);
  let found: Element | null = null;
  let highest = start === null ? 0 : value(start);
  for (let at = best === null ? start : (start?.parent ?? null); at !== null; at = at.parent) {
    if (value(at) >= highest && blocks.has(at.tag)) {
      found = at;
      highest = value(at);
    }
    if (within(title, at)) break;
  }
  const gained = found === null ? 0 : (fields[found.order] ?? 0) - most;
  return found !== null && gained >= Math.max(fewestFields, running / 2) ? ownBox(page, found, title, fields) : null;
}

/** The innermost block within that holds both the title and nearly all labels and values: what stands beside it is the page. */
function ownBox(page: Page, block: Element, title: Element, fields: Scores["fields"]): Element {
  const least = (fields[block.order] ?? 0) * nearlyAll;
  let at = block;
  for (let order = block.order + 1; order <= title.order; order++) {
    const inner = page.elements[order] as Element;
    if (blocks.has(inner.tag) && within(title, inner) && (fields[order] ?? 0) >= least) at = inner;
  }
  return at;
}

/** The innermost block of the greatest value that begins below the title or holds it; null where none has any. */
function richest(page: Page, value: (at: Element) => number, title: Element): Element | null {
  let best: Element | null = null;
  let most = 0;
  for (const element of page.elements) {
    const worth = value(element);
    if (worth > 0 && worth >= most && element.last >= title.order && blocks.has(element.tag)) {
      best = element;
      most = worth;
    }
  }
  return best;
}

/** The innermost block that holds nearly all of a block's text: the rest is the page around it. */
function innermost(page: Page, block: Element, scores: Scores): Element {
  let at = block;
  const sentences = (scores.sentences[block.order] ?? 0) * allSentences;
  const worth = (scores.worth[block.order] ?? 0) * mostWorth;
  for (let order = at.order + 1; order <= at.last; order++) {
    const inner = page.elements[order] as Element;
    if (inner.parent === at && (scores.sentences[order] ?? 0) >= sentences && (scores.worth[order] ?? 0) >= worth && blocks.has(inner.tag))
      at = inner;
    // skip the subtree of a child that holds too little
    else if (inner.parent === at) order = inner.last;
  }
  return at;
}

function describe({ tag, attributes }: Element): string {
  const id = attributes.id ? `#${attributes.id.trim()}` : "";
  const names = attributes.class ? `.${attributes.class.trim().split(/\s+/).join(".")}` : "";
  return `${tag}${id}${names}`.slice(0, 120);
}
