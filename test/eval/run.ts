import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { extract } from "../../src/index.js";
import { asZhengwenError } from "../../src/model/errors.js";
import { entityTexts } from "./entity-texts.js";
import { belowFloors, corpusDigest, type Floors, halfOf, measured } from "./floors.js";
import { type MeasureGold, measuredRoles, measureText, scoreMeasures } from "./measures.js";
import { goldTexts } from "./parts-gold.js";
import { measuredParts, scoreParts } from "./parts-score.js";
import { reportText } from "./report.js";
import { type Gold, type Outcome, score } from "./score.js";

/**
 * Scores the samples against their gold, and with ZHENGWEN_CORPUS the corpus too, building and checking halves apart.
 *   npm run eval [-- --misses] [--raise] [--lower]
 * Floors hold on the samples, on the project's own documents and on the corpus' unseen ones. `--raise` lifts them to what was measured; only `--lower` lets one sink.
 */

const { values: options } = parseArgs({ options: { misses: { type: "boolean" }, raise: { type: "boolean" }, lower: { type: "boolean" } } });

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const floorsFile = join(here, "floors.json");

interface Corpus {
  readonly name: string;
  readonly gold: string;
  /** what the paths in the gold are relative to */
  readonly folder: string;
  /** only the lines of this half: as the line says, else by the parity of its id's digest */
  readonly half?: "build" | "check";
}

function evaluate({ name, gold: goldFile, folder, half }: Corpus) {
  const text = readFileSync(goldFile, "utf8");
  const gold = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Gold)
    .filter((line) => half === undefined || (line.half ?? halfOf(line.id)) === half);
  const pages = gold.map(({ path }) => readFileSync(join(folder, path)));
  const outcomes = gold.map((line, i): Outcome => {
    const { url, contentType, fetchedAt } = line;
    try {
      // what a feeder says beside the bytes
      const hints = {
        ...(line.title && { title: line.title }),
        ...(line.publishedAt && { publishedAt: line.publishedAt }),
        ...(line.publisher && { publisher: line.publisher }),
      };
      return extract(pages[i] as Buffer, {
        ...(url && { url }),
        ...(contentType && { contentType }),
        ...(fetchedAt && { fetchedAt }),
        hints,
      });
    } catch (cause) {
      const { code, message } = asZhengwenError(cause);
      return { error: { code, message } };
    }
  });
  const report = score(gold, outcomes);
  // whoever makes rules must not see what the checking half misses
  console.log(`${name}: ${reportText(report, options.misses === true && half !== "check")}\n`);
  return { digest: corpusDigest([text, ...pages]), values: measured(report) };
}

/** What sums are and who gets them, and rows of measures, over texts made for it. */
function evaluateMeasures(half: "build" | "check") {
  const lines = readFileSync(join(here, "measures.gold.jsonl"), "utf8").trim().split("\n");
  const gold = lines.map((line) => JSON.parse(line) as MeasureGold).filter((line) => line.half === half);
  const records = gold.map(({ title, text, url }) =>
    extract(`${title}\n\n${text}\n`, { url, contentType: "text/plain; charset=utf-8", hints: { title } }),
  );
  const report = scoreMeasures(gold, records);
  console.log(`measures, ${half}: ${gold.length} texts\n${measureText(report, options.misses === true && half !== "check")}\n`);
  return { name: `measures, ${half}`, digest: corpusDigest(lines), values: measuredRoles(report) };
}

/** The entities of texts made for it. */
function evaluateEntities(half: "build" | "check") {
  const texts = entityTexts(half);
  const outcomes = texts.map(({ text, title, publishedAt, publisher, gold: { url } }) =>
    extract(text, {
      ...(url && { url }),
      contentType: "text/plain; charset=utf-8",
      fetchedAt: "2026-10-05T08:00:00+08:00",
      hints: { title, publishedAt, ...(publisher && { publisher }) },
    }),
  );
  const gold = texts.map((text) => text.gold);
  const report = score(gold, outcomes);
  console.log(`entities, ${half}: ${reportText(report, options.misses === true && half !== "check")}\n`);
  return { name: `entities, ${half}`, digest: corpusDigest([JSON.stringify(texts)]), values: measured(report) };
}

const samples: Corpus = { name: "samples", gold: join(here, "samples.gold.jsonl"), folder: root };
const halves = ["build", "check"] as const;
const own = halves.map((half): Corpus => ({ name: `documents, ${half}`, gold: join(here, "documents.gold.jsonl"), folder: root, half }));

const issuing = halves.map((half): Corpus => ({ name: `issuers, ${half}`, gold: join(here, "issuers.gold.jsonl"), folder: root, half }));

const held = [
  ...[samples, ...own, ...issuing].map((one) => ({ name: one.name, ...evaluate(one) })),
  ...halves.map(evaluateEntities),
  ...halves.map(evaluateMeasures),
  ...halves.map(evaluateParts),
];

/** The tree of parts and the references of the texts of `parts/`. */
function evaluateParts(half: "build" | "check") {
  const report = scoreParts(half);
  const values = measuredParts(report);
  const name = `parts, ${half}`;
  console.log(`${name}: ${report.texts} texts`);
  for (const [measure, value] of Object.entries(values)) console.log(`  ${measure.padEnd(28)} ${(100 * value).toFixed(1)}`);
  if (options.misses === true && half !== "check") for (const miss of report.misses) console.log(`- ${miss}`);
  const texts = goldTexts().filter((text) => text.half === half);
  return { name, digest: corpusDigest([JSON.stringify(texts)]), values };
}

/** Compares what the repository's own gold reached with the floors, or writes them. */
function holdFloors(reached: readonly { name: string; digest: string; values: Record<string, number> }[]): void {
  const floors: Record<string, Floors> = existsSync(floorsFile) ? JSON.parse(readFileSync(floorsFile, "utf8")) : {};
  // sets of a corpus that is not at hand keep their floors
  const below = reached.flatMap(({ name, values }) => belowFloors(floors[name], values).map((line) => `  ${name}: ${line}`));
  if (below.length > 0 && !options.lower) {
    console.error(`Below the floor:\n${below.join("\n")}`);
    process.exitCode = 1;
    return;
  }
  if (options.raise || options.lower) {
    const measuredNow = reached.map(({ name, digest, values }): [string, Floors] => [name, { gold: digest, values }]);
    const raised = { ...floors, ...Object.fromEntries(measuredNow) };
    writeFileSync(floorsFile, `${JSON.stringify(raised, null, 2)}\n`);
    console.log(`Floors written to ${floorsFile}`);
    return;
  }
  const changed = reached.filter(({ name, digest }) => floors[name]?.gold !== digest).map(({ name }) => name);
  if (changed.length > 0) {
    console.error(
      `Gold or inputs have changed since the floors were measured (${changed.join("; ")}): look at the report, then run with --raise.`,
    );
    process.exitCode = 1;
    return;
  }
  const count = reached.reduce((sum, { name }) => sum + Object.keys(floors[name]?.values ?? {}).length, 0);
  console.log(`${count} floors hold.`);
}

const corpus = process.env.ZHENGWEN_CORPUS;
if (corpus) {
  const folder = join(corpus, "eval");
  for (const half of halves) {
    for (const name of ["seeds", "pages"]) evaluate({ name: `${name}, ${half}`, gold: join(folder, `${name}.gold.jsonl`), folder, half });
    const unseen = join(folder, "unseen");
    if (!existsSync(unseen)) continue;
    const set = { name: `unseen entities, ${half}`, gold: join(unseen, "entities.gold.jsonl"), folder: unseen, half };
    held.push({ name: set.name, ...evaluate(set) });
  }
  for (const name of ["pages-gov", "pages-news"]) {
    for (const half of halves) evaluate({ name: `entities of ${name}, ${half}`, gold: join(here, `${name}.gold.jsonl`), folder, half });
  }
} else console.log("ZHENGWEN_CORPUS is not set: pages of the corpus were not scored.");

holdFloors(held);
