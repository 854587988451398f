import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as opencc from "opencc-js";
import { loadDictionary } from "../../src/dictionary/load.js";
import { queryLanguage } from "../../src/pipeline/query-language.js";
import { termsOf } from "../../src/search/condition.js";
import { parseQuery } from "../../src/search/parse-query.js";
import { units } from "../../src/search/units.js";
import { simplifyAs } from "../../src/text/simplify/simplify.js";

/**
 * OpenCC's own cases for the three ways to Simplified, ours beside opencc-js alone; and its cases for Taiwan's words, as
 * searches: what stands in Taiwan's words must find the same in the mainland's. They are not ours: they are read from the folder
 * that ZHENGWEN_CORPUS names. Run: npx tsx test/conformance/opencc.ts
 */
interface Case {
  readonly id: string;
  readonly input: string;
  readonly expected: Readonly<Record<string, string>>;
}

const configurations = [
  { name: "t2s", from: "t", standard: "t" },
  { name: "tw2s", from: "tw", standard: "tw" },
  { name: "hk2s", from: "hk", standard: "hk" },
] as const;

/** What is known to come out otherwise, and why. */
const leftOut = JSON.parse(readFileSync(join(import.meta.dirname, "opencc-left-out.json"), "utf8")) as Record<string, string>;

/** Says why a case comes out otherwise; one without a reason fails the run. */
function reasonOf(configuration: string, id: string): string {
  const reason = leftOut[`${configuration} ${id}`];
  if (reason === undefined) process.exitCode = 1;
  return reason ?? "NO REASON GIVEN";
}

const corpus = process.env.ZHENGWEN_CORPUS;
if (!corpus) {
  console.log("ZHENGWEN_CORPUS is not set: OpenCC's cases are not measured.");
} else {
  const file = readFileSync(join(corpus, "conformance", "opencc", "testcases.json"), "utf8");
  const { cases } = JSON.parse(file.replace(/,(\s*[\]}])/g, "$1")) as { cases: Case[] };
  const dictionary = loadDictionary();
  const { script } = dictionary;
  for (const { name, from, standard } of configurations) {
    const rows = cases.filter(({ expected }) => expected[name] !== undefined);
    const theirs = opencc.Converter({ from, to: "cn" });
    let [ours, alone] = [0, 0];
    for (const { id, input, expected } of rows) {
      const text = simplifyAs(input, standard, script);
      if (text === expected[name]) ours++;
      if (theirs(input) === expected[name]) alone++;
      if (text !== expected[name] || process.argv.includes("--all")) {
        const reason = text === expected[name] ? "as expected" : reasonOf(name, id);
        console.log(
          `${name} ${id}: ${reason}\n  input    ${input}\n  expected ${expected[name]}\n  ours     ${text}\n  alone    ${theirs(input)}`,
        );
      }
    }
    console.log(`${name}: ours ${ours}, opencc-js alone ${alone}, of ${rows.length}`);
  }
  const language = queryLanguage(dictionary);
  const rows = cases.filter(({ expected }) => expected.tw2sp !== undefined);
  let found = 0;
  for (const { id, input, expected } of rows) {
    const text = ` ${units(expected.tw2sp as string).join(" ")} `;
    const missed = termsOf(parseQuery(input, language).where)
      .map(({ ways }) => ways)
      .filter((ways) => !ways.some((way) => text.includes(` ${way.join(" ")} `)));
    if (missed.length === 0) found++;
    else
      console.log(
        `tw2sp ${id}: ${reasonOf("tw2sp", id)}\n  document ${expected.tw2sp}\n  missed   ${missed.map(([asked]) => asked?.join("")).join(" ")}`,
      );
  }
  console.log(`tw2sp, as searches: ${found} of ${rows.length} queries in Taiwan's words find the mainland's`);
}
