import type { Dictionary } from "../dictionary/load.js";
import type { Token } from "../text/segment.js";

/**
 * A title or a body that is to be annotated: its normalised text (repaired, Simplified), cut and tagged once, and the
 * dictionary to read it with. What several annotators need from it is a part of the doc, computed once.
 */
export interface Doc {
  readonly in: "body" | "title";
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly dictionary: Dictionary;
  /**
   * What a function makes of this doc, computed when it is first asked for and kept as long as the doc. The function is
   * the key, so it belongs to a module (never a closure made for one call) and depends on nothing but the doc.
   */
  part<T>(compute: (doc: Doc) => T): T;
}

/** The docs of one document. */
export interface Docs {
  readonly title: Doc | null;
  readonly body: Doc;
}

/** Makes a doc; none of its parts is computed yet. */
export function createDoc(given: Omit<Doc, "part">): Doc {
  const parts = new Map<(doc: Doc) => unknown, unknown>();
  // most rules ask for the same part again and again: where tokens begin
  let last: unknown;
  let lastPart: unknown;
  const doc: Doc = {
    ...given,
    part<T>(compute: (doc: Doc) => T): T {
      // nothing but the result of `compute` is ever kept under it
      if (compute === last) return lastPart as T;
      let made = parts.get(compute);
      if (made === undefined && !parts.has(compute)) {
        made = compute(doc);
        parts.set(compute, made);
      }
      last = compute;
      lastPart = made;
      return made as T;
    },
  };
  return doc;
}
