import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import Database from "libsql";
import { dictionaryFolder } from "../src/dictionary/folder.js";
import { loadDictionary } from "../src/dictionary/load.js";
import { convertString } from "../src/text/simplify/matcher.js";

/**
 * Makes `dictionaries/derived/listed-companies.txt` anew: short names of the companies that are listed on the mainland, in Hong
 * Kong and in Taiwan; dictionaries/README.md tells the form.
 *   npx tsx scripts/listed.ts FOLDER
 * FOLDER holds the unpacked wheels of adata 2.9.5, matchina 0.2.4 and taiwan-legal-deid 0.3.0.
 */
const [folder = "."] = process.argv.slice(2);
const derived = join(dictionaryFolder(), "derived");
const file = join(derived, "listed-companies.txt");
// what was listed before must not stand in the way of what is listed now
writeFileSync(file, "");
const dictionary = loadDictionary();

/** Tags of names that the segmenter's dictionary has, which no common word bears. */
const PROPER = /^(?:nz|nt|nr|nrt|nrfg)$/;
/** How the list marks a share, not the company: －Ｗ, Ａ, ST, 退. */
const MARKS = /[－-][A-Z]{1,2}$|(?:股份)?[ABH]$|退$/;

/** Ends that no common phrase has behind another word. */
const COMPANY = /(?:股份|证券|药业|传媒|集团控股)$/;

interface Entry {
  readonly short: string;
  readonly canonical: string;
  readonly region: "" | "@TW";
}

const tags = dictionaryTags();
const pairs = pairsOf(readFileSync(join(derived, "bigrams.txt"), "utf8"));
const known = dictionary.agencies.bodies.names.words;
const rows = new Map<string, string>();
const taken = new Set<string>();
for (const { short, canonical, region } of [...mainland(), ...hongkong(), ...taiwan()]) {
  const key = `${short}${region}`;
  if (taken.has(key) || known.has(short) || !isUsable(short)) continue;
  // what such a word ends with (台湾中小企业|银行) shows the company better than the list
  if (isWord(short) && dictionary.agencies.suffixes.before(short, short.length)) continue;
  const full = known.has(canonical) || taken.has(`${canonical}${region}`) || canonical === short ? "" : `${canonical} `;
  taken.add(key).add(`${canonical}${region}`);
  rows.set(key, `company${region} ${full}${isWord(short) ? "?" : ""}${short}`);
}
writeFileSync(
  file,
  `# Short names of listed companies: derived, see NOTICE and README.md.\n${[...rows.values()].sort((a, b) => (a < b ? -1 : 1)).join("\n")}\n`,
);
console.log(`${rows.size} names, ${[...rows.values()].filter((row) => row.includes("?")).length} of them words too`);

function mainland(): Entry[] {
  const adata = readFileSync(join(folder, "adata/stock/cache/code.csv"), "utf8")
    .split("\n")
    .slice(1)
    .map((row) => row.split(",")[1] ?? "");
  return [...adata, ...matchina("ashare")].map((name) => entryOf(name, ""));
}

function hongkong(): Entry[] {
  return matchina("hk_stock").map((name) => entryOf(name, ""));
}

function taiwan(): Entry[] {
  return readFileSync(join(folder, "taiwan_legal_deid/data/tw_listed_companies.csv"), "utf8")
    .split("\n")
    .slice(1)
    .flatMap((row) => {
      const [, full = "", short = ""] = row.split(",").map((cell) => convertString(dictionary.script.matchers.tw, cell.trim()));
      if (short === "") return [];
      // 欣兴|电子: the full name without its legal form is said as well
      const stem = full.replace(/(?:股份)?有限公司$/, "");
      return [entryOf(short.replace(/-(?:KY|创|DR).*$/, ""), "@TW", full), ...(stem.length > 3 ? [entryOf(stem, "@TW")] : [])];
    });
}

function matchina(source: string): string[] {
  const database = new Database(join(folder, "matchina/data/entities.db"), { readonly: true });
  const names = database.prepare("SELECT name_cn FROM entities WHERE source = ?").all([source]) as { name_cn: string }[];
  database.close();
  return names.map(({ name_cn }) => name_cn);
}

function entryOf(written: string, region: Entry["region"], full?: string): Entry {
  const short = written
    .normalize("NFKC")
    .replace(/\s+/g, "")
    .replace(/^(?:\*?S?\*?ST|XD|XR|DR|N)(?=\p{Script=Han})/u, "")
    .replace(MARKS, "");
  const canonical = full && /^\p{Script=Han}{5,30}$/u.test(full) ? full : short;
  return { short, canonical, region };
}

/** Han only, no place of that name, no kind of body. */
function isUsable(short: string): boolean {
  if (!/^\p{Script=Han}{2,8}$/u.test(short)) return false;
  const { places, agencies } = dictionary;
  if (places.names.words.has(short) || agencies.common.has(short) || agencies.suffixes.words.has(short)) return false;
  const known = tags.get(short);
  return known === undefined || isProper(short) || (short.length > 3 && known.tag !== "ns");
}

/** Whether running text has the name as a word or as words beside each other: then only what stands beside it shows a company. */
function isWord(short: string): boolean {
  if (short.length < 3 || (tags.has(short) && (short.length === 3 || !isProper(short)))) return true;
  if (short.length === 3 && (isLikePerson(short) || [...short].every((one) => dictionary.names.foreign.has(one)))) return true;
  // 海鸥|股份: no phrase ends so, but behind a place (上海|银行)
  if (COMPANY.test(short) && short.length > 3) return isPlaced(short);
  const words = dictionary.segmenter.segment(short).map(({ word }) => word);
  // 新|天地
  if (short.length === 3 && words.some((word) => word.length === 2 && tags.has(word) && !isProper(word))) return true;
  if (words.some((word, i) => i > 0 && pairs.has(`${words[i - 1]} ${word}`))) return true;
  return words.every((word) => word.length > 1 && tags.has(word) && !isProper(word));
}

/** Whether it begins with a place. */
function isPlaced(short: string): boolean {
  return [2, 3].some(
    (length) => tags.get(short.slice(0, length))?.tag === "ns" || dictionary.places.names.words.has(short.slice(0, length)),
  );
}

/** 金龙鱼: a surname and characters of given names. */
function isLikePerson(short: string): boolean {
  const { surnames, characters } = dictionary.names;
  return surnames.has(short[0] as string) && [...short.slice(1)].every((one) => (characters.given.get(one) ?? 0) > 5);
}

/** Whether the segmenter's dictionary has it as a name that is rarely met: 智慧 is a name there, and a word. */
function isProper(word: string): boolean {
  const known = tags.get(word);
  return known !== undefined && PROPER.test(known.tag) && known.count < 100;
}

/** The tags of the segmenter's dictionary, and how often each word was counted. */
function dictionaryTags(): Map<string, { tag: string; count: number }> {
  const path = createRequire(import.meta.url).resolve("nodejieba/submodules/cppjieba/dict/jieba.dict.utf8");
  const lines = readFileSync(path, "utf8").split("\n");
  return new Map(
    lines.map((line) => {
      const [word = "", count, tag = ""] = line.trim().split(" ");
      return [word, { tag, count: Number(count) }];
    }),
  );
}

/** Words that were counted beside each other. */
function pairsOf(text: string): Set<string> {
  const found = new Set<string>();
  for (const line of text.split("\n")) {
    const [word, , , ...followers] = line.split(" ");
    for (const follower of followers) found.add(`${word} ${follower.replace(/\d+$/, "")}`);
  }
  return found;
}
