import characters from "opencc-js/dict/STCharacters";
import phrases from "opencc-js/dict/STPhrases";

/** How a converter to Traditional comes to write a character. */
type VariantStatus = "first" | "other" | "never";

/**
 * 機 is what a converter makes of 机 first of all; 机 itself it writes only where a phrase says so; 曏 it never makes of 向.
 * What no table names stays as it is.
 */
export type VariantStatuses = ReadonlyMap<string, VariantStatus>;

/** Reads OpenCC's tables. */
export function readVariantStatuses(): VariantStatuses {
  const found = new Map<string, VariantStatus>();
  const rows = characters.split("|").map((row) => row.split(" "));
  for (const [from = "", first = "", ...others] of rows) {
    if (from !== first) found.set(from, "never");
    for (const other of others) found.set(other, "other");
  }
  for (const row of phrases.split("|")) for (const char of row.slice(row.indexOf(" ") + 1)) found.set(char, "first");
  for (const [, first = ""] of rows) found.set(first, "first");
  return found;
}
