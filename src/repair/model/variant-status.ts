import characters from "opencc-js/dict/STCharacters";
import phrases from "opencc-js/dict/STPhrases";

/** How a converter to Traditional comes to write a character. */
export type Standing = "first" | "other" | "never";

let standing: Map<string, Standing> | undefined;

/**
 * 機 is what a converter makes of 机 first of all; 机 itself it writes only where a phrase says so; 曏 it never makes of 向.
 * Built when first asked for. Undefined for what no table names: it stays as it is.
 */
export function standingOf(char: string): Standing | undefined {
  standing ??= readStanding();
  return standing.get(char);
}

function readStanding(): Map<string, Standing> {
  const found = new Map<string, Standing>();
  const rows = characters.split("|").map((row) => row.split(" "));
  for (const [from = "", first = "", ...others] of rows) {
    if (from !== first) found.set(from, "never");
    for (const other of others) found.set(other, "other");
  }
  for (const row of phrases.split("|")) for (const char of row.slice(row.indexOf(" ") + 1)) found.set(char, "first");
  for (const [, first = ""] of rows) found.set(first, "first");
  return found;
}
