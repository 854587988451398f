import type { Chrome } from "../../dictionary/chrome.js";
import { isSentence } from "../line.js";
import type { Line } from "./lines.js";
import type { Element, Page } from "./page.js";
import { classesOf } from "./selector.js";

/** What blocks of a page hold: per element (by its order) the sums over its subtree. */
export interface Scores {
  /** characters of running text */
  readonly sentences: Float64Array;
  /** running text less what speaks against a document */
  readonly worth: Float64Array;
  /** kind of chrome that an element or one around it is named after */
  readonly chrome: readonly (string | null)[];
}

// a line of navigation costs more than its characters: it is short
const lineCost = 8;
// a short line without links is a heading as often as not
const plainShare = 0.3;
// a block named after chrome that holds this share of the running text is a wrapper with an unlucky name
const wrapperShare = 0.4;

/** One pass over lines, one up and one down the elements: linear in the page. */
export function scoreBlocks(page: Page, lines: readonly Line[], chrome: Chrome): Scores {
  const size = page.elements.length;
  const sentences = new Float64Array(size);
  for (const line of lines) if (isRunning(line)) add(sentences, line.owner.order, line.text.length);
  sumUp(page, sentences);
  const named = namedAfter(page, sentences, chrome);
  const worth = new Float64Array(size);
  for (const line of lines) {
    const at = line.owner.order;
    const length = line.text.length;
    if (line.hidden) continue;
    if (named[at] !== null) add(worth, at, -length - lineCost);
    else if (isRunning(line)) add(worth, at, length);
    else add(worth, at, -(length + lineCost) * (line.linked > 0 ? 1 : plainShare));
  }
  sumUp(page, worth);
  return { sentences, worth, chrome: named };
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

function namedAfter(page: Page, sentences: Float64Array, chrome: Chrome): (string | null)[] {
  const named: (string | null)[] = [];
  const limit = (sentences[0] ?? 0) * wrapperShare;
  for (const element of page.elements) {
    const above = element.parent ? (named[element.parent.order] ?? null) : null;
    named.push(above ?? ((sentences[element.order] ?? 0) > limit ? null : nameOf(element, chrome)));
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
