import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadDictionary } from "../src/dictionary/load.js";
import { convertString } from "../src/text/simplify/matcher.js";

/**
 * Makes `dictionaries/derived/name-characters.txt` anew: how often characters stand in given names and how often surnames do, in
 * classes by the logarithm of their number among a million.
 *   npx tsx scripts/characters.ts FOLDER
 * FOLDER holds the unpacked wheels of sinonym 0.5.1 and taiwan-legal-deid 0.3.0, whose surnames are the rarest class.
 */
const [folder = "."] = process.argv.slice(2);

function classesOf(kind: string, file: string): string[] {
  const classes = new Map<number, string[]>();
  for (const row of readFileSync(join(folder, "sinonym/data", file), "utf8")
    .split("\n")
    .slice(1)) {
    const cells = row.split(",");
    const [name = ""] = cells;
    const among = Number(cells.at(-1));
    if (!/^\p{Script=Han}{1,2}$/u.test(name) || !(among > 0)) continue;
    const number = Math.round(Math.log2(among + 1));
    classes.set(number, [...(classes.get(number) ?? []), name]);
  }
  return [...classes].sort(([a], [b]) => b - a).map(([number, names]) => `${kind} ${number} ${names.sort().join(" ")}`);
}

/** How many of Taiwan's surnames are taken, in the order of their bearers: those behind them are words first. */
const TAKEN = 620;

/** Surnames that Taiwan's registers know and sinonym does not, Simplified: the rarest class. */
function rareSurnames(): string {
  const { script, names } = loadDictionary();
  const known = new Set(classesOf("surname", "familyname_orcid.csv").flatMap((row) => row.split(" ").slice(2)));
  const source = readFileSync(join(folder, "taiwan_legal_deid/surnames.py"), "utf8");
  const [, single = ""] = /^SURNAMES = set\(\n([^)]*)\)/mu.exec(source) ?? [];
  const [, double = ""] = /^COMPOUND = \(([^)]*)\)/mu.exec(source) ?? [];
  const all = [...[...single.replace(/[\s"]/g, "")].slice(0, TAKEN), ...(double.match(/\p{Script=Han}{2}/gu) ?? [])];
  const rare = all
    .map((name) => convertString(script.matchers.tw, name))
    .filter((name) => !known.has(name) && !names.japanese.words.has(name));
  return `surname 0 ${[...new Set(rare)].sort().join(" ")}`;
}

const rows = [
  ...classesOf("surname", "familyname_orcid.csv").filter((row) => !row.startsWith("surname 0 ")),
  rareSurnames(),
  ...classesOf("given", "givenname_orcid.csv"),
];
writeFileSync(join(import.meta.dirname, "..", "dictionaries", "derived", "name-characters.txt"), `${rows.join("\n")}\n`);
