import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { companySentences, examplesOf } from "./borders/companies.js";
import { goldDocs } from "./borders/gold.js";
import { learn } from "./borders/learn.js";
import { personExamples, personSentences } from "./borders/persons.js";
import { seeded } from "./borders/sentences.js";

/**
 * Makes `dictionaries/derived/borders.txt` anew: weights of what speaks for borders of names, learned on generated sentences and
 * on our gold; dictionaries/README.md tells what the features are.
 *   npx tsx scripts/borders.ts FOLDER
 * FOLDER holds the unpacked wheels that dictionaries/README.md names. With ZHENGWEN_CORPUS the gold of its pages counts too.
 */
const [folder = "."] = process.argv.slice(2);
const file = join(import.meta.dirname, "..", "dictionaries", "derived", "borders.txt");
// what was learned before must not speak in what is learned now
writeFileSync(file, "");
const random = seeded(20240315);
/** How much more a name of a real document counts than one that was made up. */
const REAL = 4;
/** Weights nearer to nothing than this are left out. */
const LEAST = 0.12;

const companies = companySentences(folder, random);
for (const { doc, names } of goldDocs("organisation")) {
  const places = [...names].flatMap((name) => occurrencesOf(doc.text, name));
  companies.push(...examplesOf(doc, places, REAL));
}

const persons = personSentences(random);
for (const { doc, names } of goldDocs("person")) {
  const places = [...names].flatMap((name) => occurrencesOf(doc.text, name));
  persons.push(...personExamples(doc, places, REAL));
}

const rows: string[] = [];
for (const [kind, examples] of [
  ["company", companies],
  ["person", persons],
] as const) {
  const weights = learn(examples, random);
  for (const [feature, weight] of [...weights].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (Math.abs(weight) >= LEAST) rows.push(`${kind} ${feature} ${weight.toFixed(2)}`);
  }
  const right = examples.filter(({ candidates, right: wanted }) => {
    const sums = candidates.map((features) => features.reduce((sum, feature) => sum + (weights.get(feature) ?? 0), 0));
    return sums.indexOf(Math.max(...sums)) === wanted;
  });
  console.log(`${kind}: ${examples.length} examples, ${((100 * right.length) / examples.length).toFixed(1)} % of them right`);
}
writeFileSync(file, `${rows.join("\n")}\n`);

function occurrencesOf(text: string, name: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) found.push({ start: at, end: at + name.length });
  return found;
}
