import { expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { assessDamage } from "../../src/repair/assess/assess-damage.js";
import { findRepairs } from "../../src/repair/search/find-repairs.js";
import { applyEdits } from "../../src/text/offset-map.js";
import { type Decoder, damage } from "../support/damage-model.js";
import { linesOf } from "../support/damage-run.js";
import { randomSite } from "../support/damage-sites.js";
import { traditionalText } from "../support/damage-text.js";
import { randomFrom } from "../support/policy-text.js";

const dictionary = loadDictionary();
const seed = Number(process.env.SEED ?? 1);
const decoders: readonly Decoder[] = ["mb", "mb-pua", "mb-pua-kept", "ignore", "mb-pua, ignore", "ignore, mb"];
/** What no site makes, but a page may hold or lose beside it. */
const junk = ["?", "，", "！", "(shù)", "jù)", "(", "）", "」", "「", "\n", "　", "a", "9", "€", "\ue123", "𠀀", "?，", "。！"];
const wounds = 40;

for (const decoder of decoders) {
  test(`repairs of damaged text that was mangled too stand in order and never overlap (${decoder}, SEED=${seed})`, () => {
    const random = randomFrom(seed);
    const below = (most: number) => Math.floor(random() * most);
    for (let i = 0; i < 3; i++) {
      const site = randomSite(dictionary.damage.glossed, random, { decoder });
      let text = linesOf(traditionalText(1200, random))
        .map((line) => damage(line, site).text)
        .join("\n");
      for (let wound = 0; wound < wounds; wound++) {
        const at = below(text.length);
        text = text.slice(0, at) + (random() < 0.5 ? junk[below(junk.length)] : "") + text.slice(at + below(3));
      }
      const repairs = findRepairs(text, assessDamage(text, dictionary));
      expect(repairs.length).toBeGreaterThan(0);
      for (const { start, end, from } of repairs) expect(text.slice(start, end)).toBe(from);
      expect(() => applyEdits(text, repairs)).not.toThrow();
    }
  });
}
