import { type Bigrams, number } from "../../lexicon/bigrams.js";
import type { Words } from "../../lexicon/trie.js";
import type { ScriptConverter } from "../../text/simplify/converter.js";
import type { IsCommon } from "../search/lattice.js";
import { doubledCost, markCost } from "./punctuation-costs.js";

/** How probable a row of characters is as Chinese. */
export interface Judge {
  readonly words: Words;
  readonly bigrams: Bigrams;
  readonly script: ScriptConverter;
  /** whether the document is written in Traditional characters */
  readonly traditional: boolean;
  /** neighbours in the document, both Simplified, and how often they stand there */
  readonly neighbours: ReadonlyMap<string, number>;
  /** the same of three in a row */
  readonly threes: ReadonlyMap<string, number>;
  /** its characters, Simplified, and how often they stand there */
  readonly chars: ReadonlyMap<string, number>;
  /** how many characters that are */
  readonly size: number;
  /** characters that the site glosses wherever they stand, as it writes them */
  readonly glossed: ReadonlySet<string>;
}

/** A character is common that is so frequent in words of the dictionary. */
const commonCount = 5000;
const commonMark = 9;
const commonTests = new WeakMap<Words, IsCommon>();

/** Which characters are common; marks are. */
export function isCommonBy({ words, script }: Pick<Judge, "words" | "script">): IsCommon {
  let test = commonTests.get(words);
  if (!test) {
    test = (char) => {
      const cost = doubledCost[char + char] ?? markCost(char);
      return cost === undefined ? words.holding(simple(char, script).charCodeAt(0)) >= commonCount : cost < commonMark;
    };
    commonTests.set(words, test);
  }
  return test;
}

/** The Simplified form of a text, character by character. */
export function simple(text: string, { matchers }: ScriptConverter): string {
  let simplified = "";
  for (let i = 0; i < text.length; i++) simplified += String.fromCharCode(matchers.t.single[text.charCodeAt(i)] ?? text.charCodeAt(i));
  return simplified;
}

/** As what a character is a neighbour: all digits are one, and so is what was swallowed, which mostly was one. */
export function neighbourOf(char: string): string {
  return isDigit(char) || char === "?" ? number : char;
}

export function isDigit(char: string): boolean {
  return char >= "0" && char <= "9";
}
