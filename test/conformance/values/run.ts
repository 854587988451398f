import { cn2an } from "./cn2an.js";
import { jionlp } from "./jionlp.js";
import { recognizersDates } from "./recognizers-dates.js";
import { recognizersNumbers } from "./recognizers-numbers.js";
import type { Suite } from "./suite.js";

const corpus = process.env.ZHENGWEN_CORPUS;
if (corpus === undefined) throw new Error("ZHENGWEN_CORPUS must name the corpus.");
const verbose = process.argv.includes("--misses");
const suites: Suite[] = [...recognizersNumbers(corpus), ...recognizersDates(corpus), ...jionlp(corpus), ...cn2an(corpus)];
for (const { name, cases } of suites) {
  const missed = cases.filter(({ expected, found }) => JSON.stringify(found()) !== JSON.stringify(expected));
  console.log(`${name}: ${cases.length - missed.length} of ${cases.length}`);
  if (verbose)
    for (const { id, input, expected, found } of missed)
      console.log(`  ${id}: ${input} → ${JSON.stringify(found())}, not ${JSON.stringify(expected)}`);
}
