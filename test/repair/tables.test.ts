import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { assessDamage } from "../../src/repair/assess/assess-damage.js";
import { repairString } from "../../src/repair/repair.js";
import { findRepairs } from "../../src/repair/search/find-repairs.js";
import { damage } from "../support/damage-model.js";
import { randomSite } from "../support/damage-sites.js";
import { traditionalNews } from "../support/damage-text.js";
import { randomFrom } from "../support/policy-text.js";
import { testTable } from "../support/table.js";

const dictionary = loadDictionary();

describe("each kind of damage, and what is none", () => {
  testTable<string, string>("repair", ({ input, expected }) => {
    expect(repairString(input, assessDamage(input, dictionary))).toBe(expected);
  });
});

test("repairs stand in order, do not overlap, and say what stood there", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const random = randomFrom(seed);
      const { text } = damage(traditionalNews(300, random), randomSite(dictionary.damage.glossed, random));
      let last = 0;
      for (const { start, end, from, to, certain, candidates } of findRepairs(text, assessDamage(text, dictionary))) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(text.slice(start, end)).toBe(from);
        if (candidates) expect(candidates).toContain(to);
        expect(certain && candidates !== undefined).toBe(false);
        last = end;
      }
    }),
    { numRuns: 40 },
  );
});
