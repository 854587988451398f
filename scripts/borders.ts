import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { companySentences, examplesOf } from "./borders/companies.js";
import { goldDocs } from "./borders/gold.js";
import { type Example, learn } from "./borders/learn.js";
import { personExamples, personSentences } from "./borders/persons.js";
import { seeded } from "./borders/sentences.js";

/**
 * Makes `dictionaries/derived/borders.txt` anew: weights of what speaks for borders of names, learned on generated sentences and
 * on our gold; dictionaries/README.md tells what the features are.
 *   npx tsx scripts/borders.ts FOLDER [company | person]
 * FOLDER holds the unpacked wheels that dictionaries/README.md names. With ZHENGWEN_CORPUS the gold of its pages counts too.
 * Where a kind is given, the weights of the other stay as they are.
 */
const [folder = ".", only] = process.argv.slice(2);
const file = join(import.meta.dirname, "..", "dictionaries", "derived", "borders.txt");
const kept = readFileSync(file, "utf8")
  .split("\n")
  .filter((row) => row !== "" && only !== undefined && !row.startsWith(`${only} `));
// what was learned before must not speak in what is learned now
writeFileSync(file, "");
const SEED = 20240315;
/** How much more a name of a real document counts than one that was made up. */
const REAL = 4;
/** Weights nearer to nothing than this are left out. */
const LEAST = 0.12;

/** What is learned of each kind, by itself: a change of one leaves the other as it is. */
const kinds = { company: companyExamples, person: allPersonExamples };

const rows = [...kept];
for (const [kind, make] of Object.entries(kinds)) {
  if (only !== undefined && kind !== only) continue;
  const random = seeded(SEED);
  const examples = make(random);
  const weights = learn(examples, random);
  for (const [feature, weight] of weights) {
    if (Math.abs(weight) >= LEAST) rows.push(`${kind} ${feature} ${weight.toFixed(2)}`);
  }
  const right = examples.filter(({ candidates, right: wanted }) => {
    const sums = candidates.map((features) => features.reduce((sum, feature) => sum + (weights.get(feature) ?? 0), 0));
    return sums.indexOf(Math.max(...sums)) === wanted;
  });
  console.log(`${kind}: ${examples.length} examples, ${((100 * right.length) / examples.length).toFixed(1)} % of them right`);
}
const keyOf = (row: string) => row.slice(0, row.lastIndexOf(" "));
rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
writeFileSync(file, `${rows.join("\n")}\n`);

function companyExamples(random: () => number): Example[] {
  const examples = companySentences(folder, random);
  for (const { doc, names } of goldDocs("organisation")) {
    const places = [...names].flatMap((name) => occurrencesOf(doc.text, name));
    examples.push(...examplesOf(doc, places, REAL));
  }
  return examples;
}

function allPersonExamples(random: () => number): Example[] {
  const examples = personSentences(random);
  for (const { doc, names } of goldDocs("person")) {
    const places = [...names].flatMap((name) => occurrencesOf(doc.text, name));
    examples.push(...personExamples(doc, places, REAL));
  }
  return examples;
}

function occurrencesOf(text: string, name: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) found.push({ start: at, end: at + name.length });
  return found;
}
