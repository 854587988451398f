import type { Names } from "../../dictionary/persons/names.js";

/**
 * What speaks for a name before one looks at it: a post (`firm`), a post that is a word too (`weak`), or nothing, so that
 * the segmenter must take it for a name (`tagged`).
 */
export type NameEvidence = "firm" | "weak" | "tagged";

/** A post ahead of a name, and how much it says of it. */
export interface PostAhead {
  /** what leads to the name; a post unless `lead` */
  readonly post: string;
  readonly evidence: NameEvidence;
  /** counts only with a colon or a space before the name */
  readonly label: boolean;
  /** what leads to the name is no post: 任命 */
  readonly lead: boolean;
}

/** The longest post that begins at an offset, or null. */
export function behindPost(text: string, at: number, { posts }: Names): string | null {
  return posts.behind.at(text, at)?.word ?? null;
}

/** The longest post that ends at an offset, or null. */
export function postBefore(text: string, end: number, { posts }: Names): PostAhead | null {
  const found = posts.before.before(text, end);
  if (!found) return null;
  const { word: post, value } = found;
  return { post, evidence: value === "weak" ? "weak" : "firm", label: value === "label", lead: value === "lead" };
}
