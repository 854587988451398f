import { classesOf } from "./names.js";
import type { Element, Page } from "./page.js";

/**
 * Selectors of dictionaries/containers.json and dictionaries/sites: `tag#id.class[name=value]`, parts apart by a space
 * for descent. Nothing else of CSS: one pass over the page finds the matches of all of them.
 */
export interface Selector {
  readonly source: string;
  /** innermost first */
  readonly parts: readonly Part[];
}

interface Part {
  readonly tag: string | null;
  readonly id: string | null;
  readonly classes: readonly string[];
  readonly attribute: { readonly name: string; readonly value: string } | null;
}

/** The form that a part must have. */
export const selectorPart = /^([a-z][a-z0-9]*)?(?:#([\w-]+))?((?:\.[\w-]+)*)(?:\[([\w-]+)="?([^\]"]*)"?\])?$/;

export function readSelector(source: string): Selector {
  const parts = source.split(" ").map((part): Part => {
    const match = selectorPart.exec(part);
    return {
      tag: match?.[1] ?? null,
      id: match?.[2] ?? null,
      classes: match?.[3] ? match[3].slice(1).split(".") : [],
      attribute: match?.[4] === undefined ? null : { name: match[4], value: match[5] ?? "" },
    };
  });
  return { source, parts: parts.reverse() };
}

/** For each selector the elements that it matches, in document order. */
export function select(page: Page, selectors: readonly Selector[]): Element[][] {
  const found: Element[][] = selectors.map(() => []);
  const byKey = new Map<string, number[]>();
  selectors.forEach((selector, i) => {
    const key = keyOf(selector.parts[0]);
    byKey.set(key, [...(byKey.get(key) ?? []), i]);
  });
  const tries = (element: Element, key: string): void => {
    for (const i of byKey.get(key) ?? []) if (matches(element, (selectors[i] as Selector).parts)) found[i]?.push(element);
  };
  for (const element of page.elements) {
    const { id, class: names } = element.attributes;
    if (id !== undefined) tries(element, `#${id.trim()}`);
    if (names !== undefined) for (const name of new Set(classesOf(element))) tries(element, `.${name}`);
    tries(element, element.tag);
  }
  return found;
}

/** What a match is looked up by: the rarest that the innermost part demands. */
function keyOf(part: Part | undefined): string {
  if (part?.id) return `#${part.id}`;
  return part?.classes[0] === undefined ? (part?.tag ?? "") : `.${part.classes[0]}`;
}

function matches(element: Element, [inner, ...outer]: readonly Part[]): boolean {
  if (inner === undefined || !fits(element, inner)) return false;
  let at: Element | null = element.parent;
  for (const part of outer) {
    while (at !== null && !fits(at, part)) at = at.parent;
    if (at === null) return false;
    at = at.parent;
  }
  return true;
}

function fits(element: Element, part: Part): boolean {
  if (part.tag !== null && element.tag !== part.tag) return false;
  if (part.id !== null && element.attributes.id?.trim() !== part.id) return false;
  if (part.attribute !== null && element.attributes[part.attribute.name] !== part.attribute.value) return false;
  if (part.classes.length === 0) return true;
  const own = classesOf(element);
  return part.classes.every((name) => own.includes(name));
}
