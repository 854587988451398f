import hongKong from "opencc-js/dict/HKPhrasesRev";
import taiwan from "opencc-js/dict/TWPhrasesRev";
import { buildSynonyms, type Synonyms } from "../../lexicon/synonyms.js";
import type { ScriptConverter } from "../../text/simplify/converter.js";
import { simplifyAs } from "../../text/simplify/simplify.js";
import { badRow, type Row, readRows } from "../file.js";

const word = /^[\p{Script=Han}A-Za-z0-9·]{1,12}$/u;
const denial = "!";

/**
 * The words of `search/synonyms.txt` and OpenCC's word pairs for Taiwan and Hong Kong, in Simplified characters.
 * @throws dictionary.invalid naming file and line
 */
export function loadSynonyms(folder: string, script: ScriptConverter): Synonyms {
  const groups: string[][] = [];
  const denied = new Set<string>();
  const seen = new Map<string, Row>();
  for (const row of readRows(folder, "search/synonyms.txt")) {
    const [first = "", ...rest] = row.text.split(/\s+/);
    const words = first === denial ? rest : [first, ...rest];
    const bad = words.find((one) => !word.test(one));
    if (bad !== undefined) throw badRow(row, `${bad} is no word: ${row.text}`);
    if (first === denial) {
      for (const one of words) denied.add(one);
      continue;
    }
    if (words.length < 2) throw badRow(row, `a row needs two words: ${row.text}`);
    for (const one of words) {
      const other = seen.get(one);
      if (other) throw badRow(row, `${one} stands in line ${other.line} already: ${row.text}`);
      seen.set(one, row);
    }
    groups.push(words);
  }
  const rows = [...pairsOf(taiwan, "tw", script), ...pairsOf(hongKong, "hk", script)];
  // a single character occurs in too many other words
  const taken = ([local, mainland]: readonly [string, string]) =>
    local !== mainland && !denied.has(local) && local.length > 1 && mainland.length > 1;
  const pairs = rows.filter(taken);
  const kept = rows.filter((row) => !taken(row) && row[0].length > 1).map(([local]) => local);
  return buildSynonyms(groups, pairs, kept);
}

function pairsOf(rows: string, standard: "tw" | "hk", script: ScriptConverter): [string, string][] {
  return rows.split("|").map((row) => {
    const [local = "", mainland = ""] = row.split(" ");
    return [simplifyAs(local, standard, script), simplifyAs(mainland, "t", script)];
  });
}
