import type { Chrome } from "../../dictionary/chrome.js";
import { isSentence } from "../line.js";
import { fileType } from "../files.js";
import type { Line } from "./lines.js";
import type { Element, Page } from "./page.js";
import { classesOf } from "./selector.js";

/** What blocks of a page hold: per element (by its order) the sums over its subtree. */
export interface Scores {
  /** characters of running text */
  readonly sentences: Float64Array;
  /** running text less what speaks against a document */
  readonly worth: Float64Array;
  /** characters, characters in links, links, links to files */
  readonly chars: Float64Array;
  readonly linked: Float64Array;
  readonly links: Float64Array;
  readonly files: Float64Array;
  /** kind of chrome that an element or one around it is named after */
  readonly chrome: readonly (string | null)[];
}

// a line of navigation costs more than its characters: it is short
const lineCost = 8;
// a short line without links is a heading as often as not
const plainShare = 0.3;
// a block named after chrome that holds this share of the running text is a wrapper with an unlucky name
const wrapperShare = 0.4;
// a heading of another document, and how many side by side make a list
const teaserHead = 8;
const teaserGroup = 3;

/** One pass over lines, one up and one down the elements: linear in the page. */
export function scoreBlocks(page: Page, lines: readonly Line[], title: number, chrome: Chrome): Scores {
  const size = page.elements.length;
  const sentences = new Float64Array(size);
  const chars = new Float64Array(size);
  const linked = new Float64Array(size);
  const links = new Float64Array(size);
  const files = new Float64Array(size);
  for (const line of lines) {
    const at = line.owner.order;
    add(chars, at, line.text.length);
    add(linked, at, line.linked);
    if (isRunning(line)) add(sentences, at, line.text.length);
  }
  for (const element of page.elements) {
    if (element.tag !== "a" || element.endRun === element.firstRun || element.attributes.href === undefined) continue;
    add(links, element.order, 1);
    if (fileType(element.attributes.href) !== null) add(files, element.order, 1);
  }
  for (const sums of [sentences, chars, linked, links, files]) sumUp(page, sums);
  const named = namedAfter(page, sentences, teasers(page, lines, sentences), chrome);
  const worth = new Float64Array(size);
  for (const [i, line] of lines.entries()) {
    const at = line.owner.order;
    const length = line.text.length;
    if (line.hidden) continue;
    if (named[at] !== null || i < title) add(worth, at, -length - lineCost);
    else if (isRunning(line)) add(worth, at, length);
    else add(worth, at, -(length + lineCost) * (line.linked > 0 ? 1 : plainShare));
  }
  sumUp(page, worth);
  return { sentences, worth, chars, linked, links, files, chrome: named };
}

/** Running text: reads like sentences and is not mostly link. */
export const isRunning = (line: Line): boolean => isSentence(line.text) && line.linked * 2 < line.text.length;

function add(sums: Float64Array, at: number, value: number): void {
  sums[at] = (sums[at] ?? 0) + value;
}

/** Adds every element's own sum to those around it: in reverse document order children come before parents. */
function sumUp(page: Page, sums: Float64Array): void {
  for (let i = page.elements.length - 1; i > 0; i--) {
    const parent = page.elements[i]?.parent;
    if (parent) add(sums, parent.order, sums[i] ?? 0);
  }
}

/**
 * Blocks of one kind side by side, each a linked heading with a few sentences: a list of other documents.
 * A list of which the page consists is none: then it is what the page has.
 */
function teasers(page: Page, lines: readonly Line[], sentences: Float64Array): ReadonlySet<Element> {
  const heads = new Float64Array(page.elements.length);
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

function namedAfter(page: Page, sentences: Float64Array, listed: ReadonlySet<Element>, chrome: Chrome): (string | null)[] {
  const named: (string | null)[] = [];
  const limit = (sentences[0] ?? 0) * wrapperShare;
  for (const element of page.elements) {
    const above = element.parent ? (named[element.parent.order] ?? null) : null;
    if (above === null && listed.has(element)) named.push("related links");
    else named.push(above ?? ((sentences[element.order] ?? 0) > limit ? null : nameOf(element, chrome)));
  }
  return named;
}

const byTag: Readonly<Record<string, string>> = { nav: "navigation", footer: "copyright", aside: "sidebar" };

function nameOf(element: Element, chrome: Chrome): string | null {
  const tag = byTag[element.tag];
  if (tag !== undefined) return tag;
  const { id, class: classes } = element.attributes;
  if (id === undefined && classes === undefined) return null;
  for (const word of id === undefined ? classesOf(element) : [id, ...classesOf(element)]) {
    const lower = word.toLowerCase();
    const kind = chrome.named(lower);
    if (kind !== null) return kind;
    if (!/[-_]/.test(lower)) continue;
    for (const part of lower.split(/[-_]+/)) {
      const partKind = chrome.named(part);
      if (partKind !== null) return partKind;
    }
  }
  return null;
}
