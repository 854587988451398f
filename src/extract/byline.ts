import type { Article } from "./article.js";

/** What the page says of the document in short strings beside title and body. */
export type Said = Pick<Article, "publisher" | "author" | "editor" | "tags" | "facts">;

/** Every string of it changed alike. */
export function mapSaid(said: Said, change: (value: string) => string): Said {
  const optional = (value: string | null) => (value === null ? null : change(value));
  const all = (values: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
  return {
    publisher: optional(said.publisher),
    author: optional(said.author),
    editor: optional(said.editor),
    tags: all(said.tags),
    facts: all(said.facts),
  };
}
