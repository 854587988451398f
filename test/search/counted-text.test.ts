import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Concept, canOverlap, counterOf, patternCounter } from "../../src/search/concept.js";
import { countedPhrase, countedText } from "../../src/search/counted-text.js";
import { phraseOf, units } from "../../src/search/units.js";

/** Few characters, so that phrases meet, touch and overlap all the time. */
const text = fc.array(fc.constantFrom("绿", "色", "建", "5", "15", "ab", "𠮷", " ", "，", "。", "é", "1.5", "("), { maxLength: 40 });
const phrase = fc.array(fc.constantFrom("绿", "色", "建", "5 ", "15 ", "ab ", "𠮷", "，", "é "), { minLength: 1, maxLength: 4 });
const concept = fc
  .record({ ways: fc.array(phrase, { minLength: 1, maxLength: 4 }), unless: fc.array(phrase, { maxLength: 2 }) })
  .map(({ ways, unless }): Concept => {
    const phrases = (all: string[][]) =>
      [...new Map(all.map((one) => phraseOf(one.join(""))).map((way) => [way.join(" "), way])).values()].filter(({ length }) => length > 0);
    const said = phrases(ways);
    return { ways: said, unless: phrases(unless).filter((one) => !said.some((way) => way.join(" ") === one.join(" "))) };
  })
  .filter(({ ways }) => ways.length > 0);

const counted = (one: string) => countedText([units(one).join(" ")]);

describe("a counted text", () => {
  it.each<[string, string, string]>([
    ["绿色建筑", "绿色", "绿色建筑"],
    ["5绿色15家", "5绿色", " 5 绿色 15 家"],
    ["5 15", "5", " 5  15 "],
    ["绿色，建筑", "色，建", "绿色\u241f建筑"],
  ])("of %s", (whole, part, expected) => {
    expect(counted(whole)).toBe(expected);
    expect(counted(whole)).toContain(countedPhrase(phraseOf(part)));
  });

  it("holds no number inside another", () => {
    expect(counted("15、5.5、55")).not.toContain(countedPhrase(["5"]));
  });

  it("is counted as units are, whatever overlaps", () => {
    fc.assert(
      fc.property(text, concept, (pieces, one) => {
        const whole = pieces.join("");
        expect(patternCounter(one)(counted(whole))).toBe(counterOf(one)(whole));
      }),
      { numRuns: 2_000 },
    );
  });

  it("is counted phrase by phrase where none can overlap", () => {
    let apart = 0;
    fc.assert(
      fc.property(text, concept, (pieces, one) => {
        if (canOverlap(one)) return;
        apart++;
        const whole = pieces.join("");
        const sum = one.ways.reduce((count, way) => count + counted(whole).split(countedPhrase(way)).length - 1, 0);
        expect(sum).toBe(counterOf(one)(whole));
      }),
      { numRuns: 4_000 },
    );
    expect(apart).toBeGreaterThan(500);
  });
});
