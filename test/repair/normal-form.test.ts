import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { assessDamage } from "../../src/repair/assess/assess-damage.js";
import { type Repaired, repair } from "../../src/repair/repair.js";
import { toSource } from "../../src/text/offset-map.js";
import { policyText, randomFrom } from "../support/policy-text.js";
import { testTable } from "../support/table.js";

const dictionary = loadDictionary();
const formed = (text: string): Repaired => repair(text, assessDamage(text, dictionary));
/** Only the changes of form: damage is not looked for. */
const sound = assessDamage("", dictionary);
const onlyFormed = (text: string): Repaired => repair(text, { ...sound, traditional: assessDamage(text, dictionary).traditional });

describe("changes of form", () => {
  testTable<string, string>("forms", ({ input, expected }) => {
    const { text, repairs } = formed(input);
    expect(text).toBe(expected);
    expect(repairs).toEqual([]);
    expect(formed(text).text).toBe(text);
  });
});

describe("what other sites insert throughout", () => {
  testTable<string, string>("site-edits", ({ input, expected }) => {
    const { text, repairs } = formed(input);
    expect(text).toBe(expected);
    if (input === expected) expect(repairs).toEqual([]);
    for (const { start, end, from } of repairs) expect(input.slice(start, end)).toBe(from);
    expect(formed(text).text).toBe(text);
  });
});

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i));

describe("every character of a block that only repeats others becomes the one that it repeats", () => {
  const blocks: Readonly<Record<string, readonly string[]>> = {
    "the 214 Kangxi radicals": range(0x2f00, 0x2fd5),
    "the compatibility ideographs": range(0xf900, 0xfad9).filter((char) => /\p{L}/u.test(char)),
    "those of the Supplement": range(0x2f800, 0x2fa1d),
  };
  for (const [block, characters] of Object.entries(blocks)) {
    test(block, () => {
      for (const char of characters) expect(formed(`中${char}文`).text).toBe(`中${char.normalize("NFKC")}文`);
    });
  }

  test("the radicals of the Supplement, by Unicode's EquivalentUnifiedIdeograph", () => {
    const characters = range(0x2e80, 0x2ef3).filter((char) => char !== "\u2e9a" && char !== "\u2e80");
    expect(characters).toHaveLength(114);
    for (const char of characters) expect(formed(`中${char}文`).text).toMatch(/^中\p{Unified_Ideograph}文$/u);
  });
});

/** What a text says: its letters, digits and Han characters, each as the form that stands for all of its forms. */
function said(text: string): string {
  const single = (char: string) => dictionary.damage.radicals.get(char) ?? char.normalize("NFKC");
  return Array.from(text.replace(/\p{Surrogate}/gu, "\ufffd"), single)
    .join("")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

const prose = fc.nat().map((seed) => policyText(30, randomFrom(seed)));
const anything = fc.oneof(
  { weight: 2, arbitrary: prose },
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom(...range(0x20, 0x7e), "，", "。", "　", "\u00a0", "\u200b", "\n", "\t", "\r\n"),
  fc.constantFrom("👩", "🏿", "⚕", "🏴", "#", "\u20e3", "\u200c", "\u200d", "\ufe0f", "\u{e0067}", "\u{e007f}", "ی", "خ", "क्"),
  fc.constantFrom("Ａ", "１", "．", "％", "⻄", "⼀", "豈", "\u{2f800}", "\ue5e5", "山 东 省", "張　三", "是吗?", "市:县", "𠮷", "👍🏽"),
);
/** Without the private-use characters that stand for others: which ones, the tables say. */
const mixed = fc.array(anything, { maxLength: 12 }).map((parts) => parts.join("").replace(/[\ue000-\ue5e4\ue5e6-\uf8fe]/g, ""));

test("changes of form turn no letter, digit or Han character into another one", () => {
  fc.assert(
    fc.property(mixed, (text) => {
      expect(said(onlyFormed(text).text)).toBe(said(text));
    }),
    { numRuns: 2000 },
  );
});

test("what was put into its normal form is not changed any more", () => {
  fc.assert(
    fc.property(mixed, (text) => {
      const { text: once } = onlyFormed(text);
      expect(onlyFormed(once).text).toBe(once);
    }),
    { numRuns: 2000 },
  );
});

test("clean prose stays as it is", () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 400 }), (seed, length) => {
      const text = policyText(length, randomFrom(seed));
      expect(formed(text)).toMatchObject({ text, repairs: [] });
      expect(formed(text).map.runs).toHaveLength(0);
    }),
    { numRuns: 200 },
  );
});

test("each letter and Han character of the result maps to what it was made of", () => {
  fc.assert(
    fc.property(mixed, (text) => {
      const { text: result, map } = onlyFormed(text);
      let at = 0;
      for (const char of result) {
        const { start, end } = toSource(map, at, at + char.length);
        if (/[\p{L}\p{N}]/u.test(char)) expect(said(text.slice(start, end))).toContain(said(char));
        at += char.length;
      }
    }),
    { numRuns: 1000 },
  );
});
