import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Converter } from "opencc-js/cn2t";
import { loadDictionary } from "../../src/dictionary/load.js";
import { assessDamage } from "../../src/repair/assess/assess-damage.js";
import { repair } from "../../src/repair/repair.js";
import { fold } from "../support/damage-model.js";
import { emptyRun, linesOf, runDocument, runText } from "../support/damage-run.js";
import { randomSite } from "../support/damage-sites.js";
import { traditionalText } from "../support/damage-text.js";
import { randomFrom } from "../support/policy-text.js";
import { halfOf } from "./floors.js";

/**
 * Measures the repair of damage by the forward model: on the project's own text, and with ZHENGWEN_CORPUS on the bodies of
 * real pages, written in Traditional as a converter does, and on its pairs and excerpts of damaged pages.
 *   npm run eval:repair [-- --seed N] [--rounds N] [--groups gov,govcn] [--half build|check] [--misses]
 * With --half, only the pages of one half are damaged (by the parity of an id's digest): look at the misses of `build` alone, so
 * that `check` shows whether a change holds for pages that it was not made on.
 */
const { values: options } = parseArgs({
  options: {
    seed: { type: "string" },
    rounds: { type: "string" },
    groups: { type: "string" },
    half: { type: "string" },
    misses: { type: "boolean" },
  },
});
if (options.half !== undefined && options.half !== "build" && options.half !== "check")
  throw new Error(`--half is build or check, not ${options.half}`);
const seed = Number(options.seed ?? Date.now() % 100_000);
const rounds = Number(options.rounds ?? 2);
const dictionary = loadDictionary();
const { glossed } = dictionary.damage;
const random = randomFrom(seed);
console.log(`seed ${seed}, ${rounds} sites for each document\n`);

measure(
  "the project's own text",
  Array.from({ length: 40 }, () => linesOf(traditionalText(2500, random))),
);

const corpus = process.env.ZHENGWEN_CORPUS;
if (corpus) {
  const all = rowsOf<{ id: string; group: string; expect: { body?: string } }>(join(corpus, "eval/pages.gold.jsonl"));
  const gold = all.filter(({ id }) => options.half === undefined || halfOf(id) === options.half);
  const toTraditional = Converter({ from: "cn", to: "t" });
  const groups = options.groups?.split(",") ?? [...new Set(gold.map(({ group }) => group))];
  for (const group of groups) {
    const bodies = gold.flatMap((row) => (row.group === group && row.expect.body ? [row.expect.body] : []));
    if (bodies.length > 0)
      measure(
        `pages of ${group}`,
        bodies.map((body) => linesOf(toTraditional(body))),
      );
  }
  measurePairs(join(corpus, "eval/damage/pairs.jsonl"));
  measureExcerpts(join(corpus, "eval/damage/excerpts.jsonl"));
} else console.log("ZHENGWEN_CORPUS is not set: real pages were not damaged.");

function measure(name: string, documents: readonly (readonly string[])[]): void {
  const run = emptyRun();
  for (let round = 0; round < rounds; round++)
    for (const lines of documents) runDocument(run, lines, randomSite(glossed, random), dictionary);
  console.log(`${name}\n${runText(run)}`);
  if (options.misses) for (const { decoder, kind, expected, got } of run.misses) console.log(`  ${decoder}, ${kind}: ${expected} → ${got}`);
  console.log();
}

function measurePairs(file: string): void {
  const pairs = rowsOf<{ clean: string; damaged: string }>(file);
  // the width of marks is a matter of form
  const form = (text: string) => fold(text).trim();
  const wrong = pairs.filter(({ clean, damaged }) => form(repaired(damaged)) !== form(clean));
  console.log(`pairs: ${pairs.length - wrong.length} of ${pairs.length} exact`);
  for (const { clean, damaged } of wrong) console.log(`  ${damaged} → ${repaired(damaged)}, was ${clean}`);
}

function measureExcerpts(file: string): void {
  const texts = rowsOf<{ text: string }>(file).map(({ text }) => text);
  const toned = /\([a-zü]{0,4}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]{0,4} ?\)/g;
  const left = texts.flatMap((text) => repaired(text).match(toned) ?? []);
  const brackets = texts.flatMap((text) => lostBrackets(text, repaired(text)));
  console.log(`excerpts: ${texts.length}, toned glosses left: ${left.length}, brackets lost: ${brackets.length}`);
  for (const one of [...left, ...brackets]) console.log(`  ${one}`);
}

/** What stood in half-width brackets, was no gloss, and is gone. */
function lostBrackets(text: string, after: string): string[] {
  const whole = fold(after);
  return [...text.matchAll(/\(([^()?]{1,40})\)/g)]
    .map(([, inner = ""]) => inner)
    .filter((inner) => !isGloss(inner) && !whole.includes(`(${stripped(inner)})`));
}

function isGloss(inner: string): boolean {
  return /^[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜɡɑ]{1,6} ?$/.test(inner);
}

function stripped(inner: string): string {
  return fold(repaired(inner));
}

function repaired(text: string): string {
  return repair(text, assessDamage(text, dictionary)).text;
}

function rowsOf<T>(file: string): T[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as T);
}
