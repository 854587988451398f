import type { Article } from "./article.js";

/** The short strings that describe a document, beside its title and body. */
export type Byline = Pick<Article, "publisher" | "author" | "editor" | "tags" | "facts">;

/** Applies the same change to every string of a byline. */
export function mapByline(byline: Byline, change: (value: string) => string): Byline {
  const optional = (value: string | null) => (value === null ? null : change(value));
  const all = (values: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
  return {
    publisher: optional(byline.publisher),
    author: optional(byline.author),
    editor: optional(byline.editor),
    tags: all(byline.tags),
    facts: all(byline.facts),
  };
}
