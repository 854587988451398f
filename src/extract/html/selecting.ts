import { type AnyNode, type ChildNode, Document, Element as DomElement, type ParentNode, Text } from "domhandler";
import { loadCss } from "../../text/css.js";
import { linesOf } from "./lines.js";
import type { Element, Page } from "./page.js";

/** Runs CSS selectors over a page. */
export interface Selecting {
  /** The elements that a selector finds, in their order; within an element, or on the whole page. */
  select(selector: string, within?: Element): Element[];
}

// ancestors and siblings, summed over all elements: the most that one selector may have to look at
const mostSteps = 10_000_000;

/** @returns null where the page is so large or nested so deeply that selectors would take too long */
export function selecting(page: Page): Selecting | null {
  if (stepsOver(page) > mostSteps) return null;
  const { document, elements, nodes } = treeOf(page);
  const $ = loadCss(document);
  return {
    select: (selector, within) => {
      const node = within && nodes[within.order];
      const found = node instanceof DomElement ? $(node).find(selector) : $(selector);
      return found
        .toArray()
        .flatMap((each) => elements.get(each) ?? [])
        .sort((a, b) => a.order - b.order);
    },
  };
}

function stepsOver({ elements }: Page): number {
  const children = new Float64Array(elements.length);
  for (const { parent } of elements) if (parent !== null) children[parent.order] = (children[parent.order] ?? 0) + 1;
  let steps = 0;
  for (const { depth, order } of elements) steps += depth + (children[order] ?? 0) ** 2;
  return steps;
}

interface Tree {
  readonly document: Document;
  readonly elements: ReadonlyMap<AnyNode, Element>;
  /** by the order of its element */
  readonly nodes: readonly ParentNode[];
}

/**
 * The page as a tree for cheerio, built from the page's own elements: each match maps back to one of them directly, and there is
 * no second parse that could nest the page differently.
 */
function treeOf(page: Page): Tree {
  const document = new Document([]);
  const nodes: ParentNode[] = [document];
  const elements = new Map<AnyNode, Element>();
  let run = 0;
  const appendTextsBefore = (end: number): void => {
    for (; run < end; run++) {
      const { text, owner } = page.runs[run] as (typeof page.runs)[number];
      append(nodes[owner.order] ?? document, new Text(text));
    }
  };
  // the first is the document itself
  for (const element of page.elements.slice(1)) {
    appendTextsBefore(element.firstRun);
    const node = new DomElement(element.tag, element.attributes);
    nodes.push(node);
    elements.set(node, element);
    append(nodes[element.parent?.order ?? 0] ?? document, node);
  }
  appendTextsBefore(page.runs.length);
  return { document, elements, nodes };
}

function append(parent: ParentNode, child: ChildNode): void {
  const last = parent.children.at(-1);
  child.parent = parent;
  child.prev = last ?? null;
  if (last) last.next = child;
  parent.children.push(child);
}

/** The text of an element as a reader sees it, in one line. */
export const shownIn = (page: Page, { firstRun, endRun }: Element): string =>
  linesOf(page, firstRun, endRun)
    .map((line) => line.text)
    .join(" ");
