import { expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { assessDamage } from "../../src/repair/assess/assess-damage.js";
import { findRepairs } from "../../src/repair/search/find-repairs.js";
import { soundTexts } from "../support/damage-text.js";
import { randomFrom } from "../support/policy-text.js";

const dictionary = loadDictionary();
const seed = Number(process.env.SEED ?? 1);
const documents = 24;
const size = 1800;

for (const [kind, make] of Object.entries(soundTexts)) {
  test(`${kind}: nothing is taken for damage (SEED=${seed})`, { timeout: 60_000 }, () => {
    const random = randomFrom(seed);
    let characters = 0;
    const found: string[] = [];
    for (let i = 0; i < documents; i++) {
      const text = make(size, random);
      characters += text.length;
      for (const { kind: what, start, from, to } of findRepairs(text, assessDamage(text, dictionary)))
        found.push(`${what}: ${from} → ${to} in ${text.slice(Math.max(0, start - 10), start + 10)}`);
    }
    expect(found).toEqual([]);
    // seven kinds make more than 280,000
    expect(characters).toBeGreaterThan(40_000);
  });
}
