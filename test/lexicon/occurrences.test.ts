import fc from "fast-check";
import { expect, test } from "vitest";
import { occurrences } from "../../src/lexicon/occurrences.js";

const word = fc.string({ unit: fc.constantFrom(..."省市县人民政府\u4e00\u4e40"), minLength: 1, maxLength: 5 });

test("occurrences stand in order, with those that begin at one place longest first", () => {
  expect(occurrences("省人民政府", ["人民", "人民政府", "政府"])).toEqual([
    { start: 1, end: 5, word: "人民政府" },
    { start: 1, end: 3, word: "人民" },
    { start: 3, end: 5, word: "政府" },
  ]);
  expect(occurrences("市", [])).toEqual([]);
});

test("one pass finds what a search for each word finds", () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), fc.array(word, { maxLength: 10 }), (words, parts) => {
      const text = parts.join("");
      const expected = [...new Set(words)].flatMap((one) =>
        Array.from(text, (_, start) => ({ start, end: start + one.length, word: one })).filter(({ start }) => text.startsWith(one, start)),
      );
      expected.sort((a, b) => a.start - b.start || b.end - a.end);
      expect(occurrences(text, words)).toEqual(expected);
    }),
  );
});
