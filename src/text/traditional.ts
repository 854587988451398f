import toTraditionalCharacters from "opencc-js/dict/STCharacters";
import toTraditionalPhrases from "opencc-js/dict/STPhrases";
import taiwanPhrases from "opencc-js/dict/TWPhrases";
import taiwanVariants from "opencc-js/dict/TWVariants";
import taiwanVariantPhrases from "opencc-js/dict/TWVariantsPhrases";
import { wordIndex } from "../lexicon/longest-match.js";

/** Converts Simplified text that this program writes itself. */
export type ToTraditional = (text: string) => string;

/**
 * A converter from Simplified into the Traditional of Taiwan, words of computing included: 搜索 becomes 搜尋. It is for what the
 * program says, never for what a document says: the way back from a merged character is a guess. Building it takes some tens of
 * milliseconds and megabytes, so that whoever needs it builds it once, converts, and lets it go.
 * @param own Traditional words, as the first step writes them, that become something else than the tables of Taiwan say
 */
export function buildToTraditional(own: readonly (readonly [string, string])[] = []): ToTraditional {
  const steps = [
    [toTraditionalPhrases, toTraditionalCharacters],
    [own, taiwanPhrases, taiwanVariantPhrases, taiwanVariants],
  ].map((tables) => longestMatch(tables.flatMap((table) => (typeof table === "string" ? rowsOf(table) : table))));
  return (text) => steps.reduce((converted, step) => step(converted), text);
}

/** Rows `key value`; of several values the first is the usual one. */
function rowsOf(rows: string): (readonly [string, string])[] {
  return rows.split("|").map((row) => row.split(" ") as [string, string]);
}

/** Replaces from left to right the longest word that begins at each place; of equal words the first row counts. */
function longestMatch(rows: readonly (readonly [string, string])[]): ToTraditional {
  const index = wordIndex(rows);
  return (text) => {
    let converted = "";
    for (let at = 0; at < text.length; ) {
      const match = index.at(text, at);
      converted += match?.value ?? text.charAt(at);
      at += match?.word.length ?? 1;
    }
    return converted;
  };
}
