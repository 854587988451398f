import type { Token } from "../text/segment.js";
import type { Doc } from "./doc.js";

interface TokenLookup {
  /** 1 at every offset where a token begins, and at the end of the text */
  readonly borders: Uint8Array;
  /** for every offset the number of the token that holds it */
  readonly owners: Uint32Array;
}

function tokenLookup({ text, tokens }: Doc): TokenLookup {
  const borders = new Uint8Array(text.length + 1);
  const owners = new Uint32Array(text.length);
  for (let number = 0; number < tokens.length; number++) {
    const { start, end } = tokens[number] as Token;
    borders[start] = 1;
    // tokens are short: a call of `fill` for each takes longer
    for (let at = start; at < end; at++) owners[at] = number;
  }
  borders[text.length] = 1;
  return { borders, owners };
}

/** 1 at every offset of the doc's text where a token begins, and at its end. */
export function bordersOf(doc: Doc): Uint8Array {
  return doc.part(tokenLookup).borders;
}

/** The token that holds the character at this offset. */
export function tokenAt(doc: Doc, offset: number): Token | undefined {
  return doc.tokens[tokenIndexAt(doc, offset)];
}

/** The number, among the doc's tokens, of the one that holds the character at this offset; -1 outside the text. */
export function tokenIndexAt(doc: Doc, offset: number): number {
  return doc.part(tokenLookup).owners[offset] ?? -1;
}
