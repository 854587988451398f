import type { SelectorPart, SelectorRows } from "../../dictionary/pages/selector.js";
import { classesOf } from "./names.js";
import type { Element, Page } from "./page.js";

/** For each row of selectors the elements that match one of its selectors, in document order: one pass over the page. */
export function select(page: Page, { rows, selectors, byKey }: SelectorRows): readonly (readonly Element[])[] {
  const found: Element[][] = rows.map(() => []);
  const tries = (element: Element, candidates: readonly number[] | undefined): void => {
    for (const i of candidates ?? []) {
      const selector = selectors[i];
      const matched = selector && found[selector.row];
      if (matched && matched.at(-1) !== element && matches(element, selector.parts)) matched.push(element);
    }
  };
  // elements of a page share few class attributes
  const byClasses = new Map<string, readonly number[]>();
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
  }
  return found;
}

function matches(element: Element, [inner, ...outer]: readonly SelectorPart[]): boolean {
  if (inner === undefined || !fits(element, inner)) return false;
  let at: Element | null = element.parent;
  for (const part of outer) {
    while (at !== null && !fits(at, part)) at = at.parent;
    if (at === null) return false;
    at = at.parent;
  }
  return true;
}

function fits({ tag, attributes }: Element, part: SelectorPart): boolean {
  if (part.tag !== null && tag !== part.tag) return false;
  if (part.id !== null && attributes.id?.trim() !== part.id) return false;
  if (part.attribute !== null && attributes[part.attribute.name] !== part.attribute.value) return false;
  if (part.classes.length === 0) return true;
  const own = classesOf(attributes.class);
  return part.classes.every((name) => own.includes(name));
}
