import type { Page } from "./page.js";

/** A value per element, by its order: its own at first, that of its whole subtree after `sumUp`. */
export type Sums = Float64Array;

export const newSums = (page: Page): Sums => new Float64Array(page.elements.length);

export function add(sums: Sums, at: number, value: number): void {
  sums[at] = (sums[at] ?? 0) + value;
}

/** Adds every element's value to its parent's: in reverse document order children come before parents. */
export function sumUp(page: Page, sums: Sums): Sums {
  for (let i = page.elements.length - 1; i > 0; i--) {
    const parent = page.elements[i]?.parent;
    if (parent) add(sums, parent.order, sums[i] ?? 0);
  }
  return sums;
}

/** Sums over the subtree of each element, by its order. */
export interface BlockSums {
  /** characters, characters of running text, characters in links */
  readonly chars: Sums;
  readonly sentences: Sums;
  readonly linked: Sums;
  /** links, and those that lead to files */
  readonly links: Sums;
  readonly files: Sums;
  /** characters of lines that a site adds about itself and its rights */
  readonly footers: Sums;
}
