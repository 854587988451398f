import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { extract } from "../../src/index.js";
import { asZhengwenError } from "../../src/model/errors.js";
import { belowFloors, corpusDigest, type Floors, measured } from "./floors.js";
import { reportText } from "./report.js";
import { type Gold, type Outcome, score } from "./score.js";

/**
 * Scores the samples against their gold, and with ZHENGWEN_CORPUS the corpus too.
 *   npm run eval [-- --misses] [--raise] [--lower]
 * Floors hold on the samples. `--raise` lifts them to what was measured; only `--lower` lets one sink.
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
}

function evaluate({ name, gold: goldFile, folder }: Corpus) {
  const text = readFileSync(goldFile, "utf8");
  const gold = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Gold);
  const pages = gold.map(({ path }) => readFileSync(join(folder, path)));
  const outcomes = gold.map((line, i): Outcome => {
    const { url, contentType, fetchedAt } = line;
    try {
      return extract(pages[i] as Buffer, { ...(url && { url }), ...(contentType && { contentType }), ...(fetchedAt && { fetchedAt }) });
    } catch (cause) {
      const { code, message } = asZhengwenError(cause);
      return { error: { code, message } };
    }
  });
  const report = score(gold, outcomes);
  console.log(`${name}: ${reportText(report, options.misses === true)}\n`);
  return { digest: corpusDigest([text, ...pages]), values: measured(report) };
}

function holdFloors({ digest, values }: { digest: string; values: Record<string, number> }): void {
  const floors: Floors = existsSync(floorsFile) ? JSON.parse(readFileSync(floorsFile, "utf8")) : { corpus: digest, values: {} };
  const below = belowFloors(floors, values);
  if (below.length > 0 && !options.lower) {
    console.error(`Below the floor:\n${below.map((line) => `  ${line}`).join("\n")}`);
    process.exitCode = 1;
    return;
  }
  if (options.raise || options.lower) {
    const raised: Floors = { corpus: digest, values };
    writeFileSync(floorsFile, `${JSON.stringify(raised, null, 2)}\n`);
    console.log(`Floors written to ${floorsFile}`);
    return;
  }
  if (floors.corpus !== digest) {
    console.error("The gold or its inputs have changed since the floors were measured: look at the report, then run with --raise.");
    process.exitCode = 1;
    return;
  }
  console.log(`${Object.keys(floors.values).length} floors hold.`);
}

holdFloors(evaluate({ name: "samples", gold: join(here, "samples.gold.jsonl"), folder: root }));

const corpus = process.env.ZHENGWEN_CORPUS;
if (corpus) {
  for (const name of ["seeds", "pages"]) evaluate({ name, gold: join(corpus, "eval", `${name}.gold.jsonl`), folder: join(corpus, "eval") });
} else console.log("ZHENGWEN_CORPUS is not set: only the samples were scored.");
