import { load } from "cheerio/slim";
import { type AnyNode, type ChildNode, Document, Element as DomElement, type ParentNode, Text } from "domhandler";
import type { SiteProfile } from "../../dictionary/pages/sites.js";
import { linesOf } from "./lines.js";
import type { Element, Page } from "./page.js";

/** Facts that a profile gives by the element that shows them. */
type ShownFact = "title" | "published" | "publisher" | "author" | "editor";

/** What a site's profile finds on one page. */
export interface ProfiledPage {
  readonly name: string;
  /** each selector for the body with what it matches, best first */
  readonly body: readonly { readonly selector: string; readonly elements: readonly Element[] }[];
  /** for each fact the first text that its selectors find */
  readonly texts: Readonly<Record<ShownFact, string | null>>;
  /** what does not belong to the document */
  readonly remove: readonly Element[];
}

// ancestors and siblings, summed over all elements: the most that one selector may have to look at
const mostSteps = 10_000_000;

/**
 * Runs the selectors of a site's profile over a page of that site.
 * @returns null where the page is so large or nested so deeply that they would take too long
 */
export function applyProfile(page: Page, profile: SiteProfile): ProfiledPage | null {
  if (stepsOver(page) > mostSteps) return null;
  const { document, elements } = treeOf(page);
  const $ = load(document);
  const select = (selector: string): Element[] =>
    $(selector)
      .toArray()
      .flatMap((node) => elements.get(node) ?? [])
      .sort((a, b) => a.order - b.order);
  const textOf = (selectors: readonly string[] = []): string | null => {
    for (const selector of selectors) {
      const text = select(selector)
        .map((element) => shownIn(page, element))
        .find((shown) => shown.length > 0);
      if (text !== undefined) return text;
    }
    return null;
  };
  return {
    name: profile.name,
    body: (profile.body ?? []).map((selector) => ({ selector, elements: select(selector) })),
    texts: {
      title: textOf(profile.title),
      published: textOf(profile.published),
      publisher: textOf(profile.publisher),
      author: textOf(profile.author),
      editor: textOf(profile.editor),
    },
    remove: (profile.remove ?? []).flatMap(select),
  };
}

function stepsOver({ elements }: Page): number {
  const children = new Float64Array(elements.length);
  for (const { parent } of elements) if (parent !== null) children[parent.order] = (children[parent.order] ?? 0) + 1;
  let steps = 0;
  for (const { depth, order } of elements) steps += depth + (children[order] ?? 0) ** 2;
  return steps;
}

/**
 * The page as a tree for cheerio, built from the page's own elements: each match maps back to one of them directly, and there is
 * no second parse that could nest the page differently.
 */
function treeOf(page: Page): { readonly document: Document; readonly elements: ReadonlyMap<AnyNode, Element> } {
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
  return { document, elements };
}

function append(parent: ParentNode, child: ChildNode): void {
  const last = parent.children.at(-1);
  child.parent = parent;
  child.prev = last ?? null;
  if (last) last.next = child;
  parent.children.push(child);
}

/** The text of an element as a reader sees it, in one line. */
const shownIn = (page: Page, { firstRun, endRun }: Element): string =>
  linesOf(page, firstRun, endRun)
    .map((line) => line.text)
    .join(" ");
