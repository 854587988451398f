import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wordIndex, wordList } from "../../src/lexicon/longest-match.js";

const word = fc.string({ unit: fc.constantFrom("省", "市", "县", "a", "𠮷"), minLength: 1, maxLength: 4 });
const byLength = (a: string, b: string): number => b.length - a.length;

describe("an index of words", () => {
  test("finds every word that begins or ends at a place, the longest first, and no other", () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 12 }), fc.string({ unit: word, maxLength: 8 }), (words, text) => {
        const index = wordList(words);
        for (let at = -1; at <= text.length + 1; at++) {
          const begin = at < 0 ? [] : words.filter((each) => text.startsWith(each, at)).sort(byLength);
          const end = at > text.length ? [] : words.filter((each) => text.slice(0, Math.max(0, at)).endsWith(each)).sort(byLength);
          expect(index.allAt(text, at).map((found) => found.word)).toEqual(begin);
          expect(index.allBefore(text, at).map((found) => found.word)).toEqual(end);
          expect(index.at(text, at)?.word).toBe(begin[0]);
          expect(index.before(text, at)?.word).toBe(end[0]);
        }
      }),
    );
  });

  test("of equal words the first stays", () => {
    const index = wordIndex([
      ["市", 1],
      ["市", 2],
    ]);
    expect(index.at("市", 0)?.value).toBe(1);
    expect([...index.words.values()]).toEqual([1]);
  });
});
