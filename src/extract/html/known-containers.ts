import type { ContainerIndex, SelectorCompound } from "../../dictionary/pages/container-selectors.js";
import { classesOf } from "./names.js";
import type { Element, Page } from "./page.js";

/** For each row of the index the elements that match one of its selectors, in document order: one pass over the page. */
export function matchContainers(page: Page, { rows, selectors, byKey }: ContainerIndex): readonly (readonly Element[])[] {
  const found: Element[][] = rows.map(() => []);
  const tries = (element: Element, candidates: readonly number[] | undefined): void => {
    for (const i of candidates ?? []) {
      const selector = selectors[i];
      const matched = selector && found[selector.row];
      if (matched && matched.at(-1) !== element && matches(element, selector.compounds)) matched.push(element);
    }
  };
  // elements of a page share few class attributes
  const byClasses = new Map<string, readonly number[]>();
  const anyTag = byKey.get("*");
  for (const element of page.elements) {
    const { id, class: classes } = element.attributes;
    if (id !== undefined) tries(element, byKey.get(`#${id.trim()}`));
    if (classes !== undefined) {
      let candidates = byClasses.get(classes);
      if (candidates === undefined) {
        candidates = classesOf(classes).flatMap((name) => byKey.get(`.${name}`) ?? []);
        byClasses.set(classes, candidates);
      }
      tries(element, candidates);
    }
    tries(element, byKey.get(element.tag));
    tries(element, anyTag);
  }
  return found;
}

function matches(element: Element, [inner, ...outer]: readonly SelectorCompound[]): boolean {
  if (inner === undefined || !fits(element, inner)) return false;
  let at: Element | null = element.parent;
  for (const compound of outer) {
    while (at !== null && !fits(at, compound)) at = at.parent;
    if (at === null) return false;
    at = at.parent;
  }
  return true;
}

function fits({ tag, attributes }: Element, compound: SelectorCompound): boolean {
  if (compound.tag !== null && tag !== compound.tag) return false;
  if (compound.id !== null && attributes.id?.trim() !== compound.id) return false;
  if (compound.attributes.some(({ name, value }) => attributes[name] !== value)) return false;
  if (compound.classes.length === 0) return true;
  const own = classesOf(attributes.class);
  return compound.classes.every((name) => own.includes(name));
}
