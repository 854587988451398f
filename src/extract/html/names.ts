import type { Element } from "./page.js";

export const classesOf = (element: Element): string[] => element.attributes.class?.split(/\s+/).filter((name) => name.length > 0) ?? [];

/** The words of a class name or id, in lower case: comment-item_text → comment, item, text. */
export function wordsOf(name: string): string[] {
  if (name.length > 80) return [];
  return name
    .toLowerCase()
    .split(/[-_]+/)
    .filter((word) => word.length > 0);
}
