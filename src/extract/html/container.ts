import type { SiteProfile, Sites } from "../../dictionary/sites.js";
import { type Element, type Page, within } from "./page.js";
import type { Scores } from "./score.js";
import { readSelector, select } from "./selector.js";

/** Where the body stands, and what says so. Several elements where a page keeps its body in parts. */
export interface Container {
  readonly elements: readonly Element[];
  readonly evidence: "site" | "container" | "thread" | "score";
  readonly detail: string;
  /** selectors of what does not belong to the body */
  readonly remove: readonly string[];
}

// a known container must hold this share of the best block's running text, or its name misleads
const enough = 0.3;

const allSentences = 0.99;
const mostWorth = 0.9;
const threadShare = 0.9;
const threadWorth = 0.3;

const containers = new Set(
  "#document article body blockquote center dd div dl fieldset font form li main ol p pre section span table tbody td tr ul html".split(
    " ",
  ),
);

/** The container of the body: site profile, then known containers, then the block of the greatest worth. */
export function findContainer(
  page: Page,
  scores: Scores,
  sites: Sites,
  profile: SiteProfile | null,
  posts: readonly Element[] | null,
): Container | null {
  const best = bestBlock(page, scores);
  const floor = best === null ? 0 : (scores.sentences[best.order] ?? 0) * enough;
  if (profile?.body) {
    const found = firstHolding(page, profile.body, scores, 1);
    if (found) return { ...found, evidence: "site", detail: `${profile.name}: ${found.detail}`, remove: profile.remove ?? [] };
  }
  if (posts !== null) {
    const all = best && around(best, posts, scores);
    return all && { elements: [all], evidence: "thread", detail: describe(all), remove: profile?.remove ?? [] };
  }
  for (const { cms, selectors, remove } of sites.containers) {
    const found = firstHolding(page, selectors, scores, Math.max(floor, 1));
    if (found)
      return {
        ...found,
        evidence: "container",
        detail: `${cms}: ${found.detail}`,
        remove: [...(remove ?? []), ...(profile?.remove ?? [])],
      };
  }
  return best && { elements: [best], evidence: "score", detail: describe(best), remove: profile?.remove ?? [] };
}

/** The first row of selectors that holds enough; the selectors of one row, apart by a comma, are parts of one body. */
function firstHolding(page: Page, rows: readonly string[], scores: Scores, floor: number) {
  const parts = rows.flatMap((row, i) => row.split(/, */).map((source) => ({ source, row: i })));
  const found = select(
    page,
    parts.map(({ source }) => readSelector(source)),
  );
  for (const [i, row] of rows.entries()) {
    const elements = parts
      .flatMap((part, k) => (part.row === i ? (found[k] ?? []) : []))
      .filter(({ firstRun, endRun }) => endRun > firstRun);
    const outer = elements.filter((element) => !elements.some((other) => other !== element && within(element, other)));
    const total = outer.reduce((sum, { order }) => sum + (scores.sentences[order] ?? 0), 0);
    if (outer.length > 0 && total >= floor) return { elements: outer.sort((a, b) => a.order - b.order), detail: row };
  }
  return null;
}

/** The element whose running text most outweighs what speaks against it; the innermost of equals. */
function bestBlock(page: Page, scores: Scores): Element | null {
  let best: Element | null = null;
  let most = 0;
  for (const element of page.elements) {
    const worth = scores.worth[element.order] ?? 0;
    if (worth > 0 && worth >= most && containers.has(element.tag)) {
      best = element;
      most = worth;
    }
  }
  return best && innermost(page, best, scores);
}

/** The innermost block that holds nearly all that a block holds: what stands around it is the page. */
function innermost(page: Page, block: Element, scores: Scores): Element {
  let at = block;
  const sentences = (scores.sentences[block.order] ?? 0) * allSentences;
  const worth = (scores.worth[block.order] ?? 0) * mostWorth;
  for (let order = at.order + 1; order <= at.last; order++) {
    const inner = page.elements[order] as Element;
    if (
      inner.parent === at &&
      (scores.sentences[order] ?? 0) >= sentences &&
      (scores.worth[order] ?? 0) >= worth &&
      containers.has(inner.tag)
    )
      at = inner;
    // another child: its subtree holds too little
    else if (inner.parent === at) order = inner.last;
  }
  return at;
}

/** The smallest block around one that holds nearly all posts, unless it brings along more than it adds. */
function around(best: Element, posts: readonly Element[], scores: Scores): Element {
  const least = (scores.worth[best.order] ?? 0) * threadWorth;
  for (let at: Element | null = best; at !== null; at = at.parent) {
    const block = at;
    if ((scores.worth[block.order] ?? 0) < least) return best;
    if (posts.filter((post) => within(post, block)).length >= posts.length * threadShare) return block;
  }
  return best;
}

export function describe({ tag, attributes }: Element): string {
  const id = attributes.id ? `#${attributes.id.trim()}` : "";
  const names = attributes.class ? `.${attributes.class.trim().split(/\s+/).join(".")}` : "";
  return `${tag}${id}${names}`.slice(0, 120);
}
