import fc from "fast-check";
import { expect, it } from "vitest";
import { applyEdits, type Edit } from "../../src/text/offset-map.js";
import { packTextMap, type ThreeTexts, unpackTextMap } from "../../src/text/text-map.js";

/** Sorted edits of a text that do not overlap. */
const edited = (text: string) =>
  fc
    .array(fc.tuple(fc.nat(text.length), fc.nat(3), fc.string({ unit: fc.constantFrom("甲", "𠮷", "a", "，"), maxLength: 4 })), {
      maxLength: 8,
    })
    .map((drafts) => {
      const edits: Edit[] = [];
      let free = 0;
      for (const [at, length, to] of drafts.sort(([a], [b]) => a - b)) {
        const start = Math.max(at, free);
        const end = Math.min(text.length, start + length);
        if (start > text.length) break;
        edits.push({ start, end, to });
        free = end + 1;
      }
      return { edits, ...applyEdits(text, edits) };
    });

const texts = fc
  .string({ unit: fc.constantFrom("甲", "乙", "𠮷", "b", "\n", "？"), maxLength: 40 })
  .chain((published) => edited(published).map((restored) => ({ published, restored })))
  .chain(({ published, restored }) =>
    edited(restored.text).map(
      (normalised): ThreeTexts => ({
        published,
        restored: restored.text,
        normalised: normalised.text,
        toPublished: restored.map,
        toRestored: normalised.map,
      }),
    ),
  );

it("gives back the texts and maps that were packed, through JSON", () => {
  fc.assert(
    fc.property(texts, (given) => {
      const packed = JSON.parse(JSON.stringify(packTextMap(given)));
      expect(unpackTextMap(given.published, given.normalised, packed)).toEqual(given);
    }),
    { numRuns: 500 },
  );
});

it("packs what is published as it is normalised into nothing", () => {
  const map = { runs: new Int32Array(0), sourceLength: 2, targetLength: 2 };
  const same = { published: "甲乙", restored: "甲乙", normalised: "甲乙", toPublished: map, toRestored: map };
  expect(packTextMap(same)).toEqual({ edits: [], runs: [] });
});
