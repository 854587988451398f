import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as opencc from "opencc-js";
import { loadDictionary } from "../../src/dictionary/load.js";
import { simplifyAs } from "../../src/text/simplify/simplify.js";

/**
 * OpenCC's own cases for the three ways to Simplified, ours beside opencc-js alone. They are not ours: they are read from the
 * folder that ZHENGWEN_CORPUS names. Run: npx tsx test/conformance/opencc.ts
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

const corpus = process.env.ZHENGWEN_CORPUS;
if (!corpus) {
  console.log("ZHENGWEN_CORPUS is not set: OpenCC's cases are not measured.");
} else {
  const file = readFileSync(join(corpus, "conformance", "opencc", "testcases.json"), "utf8");
  const { cases } = JSON.parse(file.replace(/,(\s*[\]}])/g, "$1")) as { cases: Case[] };
  const { script } = loadDictionary();
  for (const { name, from, standard } of configurations) {
    const rows = cases.filter(({ expected }) => expected[name] !== undefined);
    const theirs = opencc.Converter({ from, to: "cn" });
    let [ours, alone] = [0, 0];
    for (const { id, input, expected } of rows) {
      const text = simplifyAs(input, standard, script);
      if (text === expected[name]) ours++;
      if (theirs(input) === expected[name]) alone++;
      if (text !== expected[name] || process.argv.includes("--all")) {
        console.log(`${name} ${id}\n  input    ${input}\n  expected ${expected[name]}\n  ours     ${text}\n  alone    ${theirs(input)}`);
      }
    }
    console.log(`${name}: ours ${ours}, opencc-js alone ${alone}, of ${rows.length}`);
  }
}
