import type { SiteProfile, Sites } from "../../dictionary/sites.js";
import { type Element, type Page, within } from "./page.js";
import type { Scores } from "./score.js";
import { readSelector, select } from "./selector.js";

/** Where the body stands, and what says so. Several elements where a page keeps its body in parts. */
export interface Container {
  readonly elements: readonly Element[];
  readonly evidence: "site" | "container" | "score";
  readonly detail: string;
  /** selectors of what does not belong to the body */
  readonly remove: readonly string[];
}

// a known container must hold this share of the best block's running text, or its name misleads
const enough = 0.4;

const containers = new Set(
  "#document article body blockquote center dd div dl fieldset font form li main ol p pre section span table tbody td tr ul html".split(
    " ",
  ),
);

/** The container of the body: site profile, then known containers, then the block of the greatest worth. */
export function findContainer(page: Page, scores: Scores, sites: Sites, profile: SiteProfile | null): Container | null {
  const best = bestBlock(page, scores);
  const floor = best === null ? 0 : (scores.sentences[best.order] ?? 0) * enough;
  if (profile?.body) {
    const found = firstHolding(page, profile.body, scores, 1);
    if (found) return { ...found, evidence: "site", detail: `${profile.name}: ${found.detail}`, remove: profile.remove ?? [] };
  }
  for (const { cms, selectors, remove } of sites.containers) {
    const found = firstHolding(page, selectors, scores, Math.max(floor, 1));
    if (found) return { ...found, evidence: "container", detail: `${cms}: ${found.detail}`, remove: [...(remove ?? []), ...(profile?.remove ?? [])] };
  }
  return best && { elements: [best], evidence: "score", detail: describe(best), remove: profile?.remove ?? [] };
}

function firstHolding(page: Page, sources: readonly string[], scores: Scores, floor: number) {
  const found = select(page, sources.map(readSelector));
  for (const [i, elements] of found.entries()) {
    const outer = elements.filter((element) => !elements.some((other) => other !== element && within(element, other)));
    const holding = outer.filter((element) => element.endRun > element.firstRun);
    const total = holding.reduce((sum, element) => sum + (scores.sentences[element.order] ?? 0), 0);
    if (holding.length > 0 && total >= floor) return { elements: holding, detail: sources[i] ?? "" };
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
  return best;
}

export function describe({ tag, attributes }: Element): string {
  const id = attributes.id ? `#${attributes.id.trim()}` : "";
  const names = attributes.class ? `.${attributes.class.trim().split(/\s+/).join(".")}` : "";
  return `${tag}${id}${names}`.slice(0, 120);
}
