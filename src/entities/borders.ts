import type { Token } from "../text/segment.js";
import type { View } from "./annotator.js";

interface Index {
  /** 1 at every offset where a token begins, and at the end of the text */
  readonly borders: Uint8Array;
  /** for every offset the number of the token that holds it */
  readonly owners: Uint32Array;
}

const indices = new WeakMap<View, Index>();

function indexOf(view: View): Index {
  const known = indices.get(view);
  if (known) return known;
  const { text, tokens } = view;
  const borders = new Uint8Array(text.length + 1);
  const owners = new Uint32Array(text.length);
  for (const [number, { start, end }] of tokens.entries()) {
    borders[start] = 1;
    owners.fill(number, start, end);
  }
  borders[text.length] = 1;
  const index = { borders, owners };
  indices.set(view, index);
  return index;
}

/** 1 at every offset of the view's text where a segment begins, and at its end. Made once for a view. */
export function bordersOf(view: View): Uint8Array {
  return indexOf(view).borders;
}

/** The segment that holds the character at this offset. */
export function tokenAt(view: View, offset: number): Token | undefined {
  return view.tokens[indexOf(view).owners[offset] ?? -1];
}

/** The number, among the view's tokens, of the segment that holds the character at this offset; -1 outside the text. */
export function tokenIndexAt(view: View, offset: number): number {
  return indexOf(view).owners[offset] ?? -1;
}
