import hongKong from "opencc-js/dict/HKPhrasesRev";
import taiwan from "opencc-js/dict/TWPhrasesRev";
import { buildSynonyms, type Synonyms } from "../../lexicon/synonyms.js";
import { ZhengwenError } from "../../model/errors.js";
import type { ScriptConverter } from "../../text/simplify/converter.js";
import { simplifyAs } from "../../text/simplify/simplify.js";
import { readRows } from "../file.js";

const word = /^[\p{Script=Han}A-Za-z0-9·]{1,12}$/u;
const denial = "!";

/**
 * The words of `search/synonyms.txt` and OpenCC's pairs of Taiwan's and Hong Kong's words, in Simplified characters.
 * @throws dictionary.invalid naming the row
 */
export function loadSynonyms(folder: string, script: ScriptConverter): Synonyms {
  const groups: string[][] = [];
  const denied = new Set<string>();
  const seen = new Map<string, string>();
  for (const row of readRows(folder, "search/synonyms.txt")) {
    const [first = "", ...rest] = row.split(/\s+/);
    const words = first === denial ? rest : [first, ...rest];
    const bad = words.find((one) => !word.test(one));
    if (bad !== undefined) throw new ZhengwenError("dictionary.invalid", `search/synonyms.txt: ${bad} is no word, in: ${row}`);
    if (first === denial) {
      for (const one of words) denied.add(one);
      continue;
    }
    if (words.length < 2) throw new ZhengwenError("dictionary.invalid", `search/synonyms.txt: a line needs two words: ${row}`);
    for (const one of words) {
      if (seen.has(one))
        throw new ZhengwenError("dictionary.invalid", `search/synonyms.txt: ${one} stands twice: ${seen.get(one)}; ${row}`);
      seen.set(one, row);
    }
    groups.push(words);
  }
  const rows = [...pairsOf(taiwan, "tw", script), ...pairsOf(hongKong, "hk", script)];
  // a single character stands in too many other words
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
