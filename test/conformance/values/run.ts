import { readFileSync } from "node:fs";
import { cn2an } from "./cn2an.js";
import { jionlp } from "./jionlp.js";
import { recognizersDates } from "./recognizers-dates.js";
import { recognizersNumbers } from "./recognizers-numbers.js";
import type { Case, Suite } from "./suite.js";

/**
 * Measures values against other projects' suites, in the folder that ZHENGWEN_CORPUS names: passes over all cases less
 * those that `left-out.json` lists, each with its reason. `--misses` prints what fails, `--left-out` the reasons.
 */
const corpus = process.env.ZHENGWEN_CORPUS;
if (corpus === undefined) {
  console.log("ZHENGWEN_CORPUS is not set: nothing is measured.");
  process.exit(0);
}

const leftOut: Record<string, { readonly reason: string; readonly cases: readonly string[] }[]> = JSON.parse(
  readFileSync(new URL("left-out.json", import.meta.url), "utf8"),
);

function passes({ expected, found }: Case): boolean {
  return JSON.stringify(found()) === JSON.stringify(expected);
}

function report({ name, cases, translated }: Suite): void {
  const reasons = leftOut[name] ?? [];
  const omitted = new Set(reasons.flatMap(({ cases: ids }) => ids));
  const kept = cases.filter(({ id }) => !omitted.has(id));
  const missed = kept.filter((each) => !passes(each));
  const share = ((100 * (kept.length - missed.length)) / kept.length).toFixed(1);
  console.log(`${name}: ${kept.length - missed.length} of ${kept.length} (${share} %), ${omitted.size} of ${cases.length} left out`);
  for (const rule of translated) console.log(`  translated: ${rule}`);
  if (process.argv.includes("--left-out"))
    for (const { reason, cases: ids } of reasons) console.log(`  left out: ${reason} (${ids.length})`);
  if (process.argv.includes("--misses")) {
    for (const { id, input, expected, found } of missed)
      console.log(`  ${id}: ${input} → ${JSON.stringify(found())}, not ${JSON.stringify(expected)}`);
  }
}

for (const suite of [...recognizersNumbers(corpus), ...recognizersDates(corpus), ...jionlp(corpus), ...cn2an(corpus)]) report(suite);
