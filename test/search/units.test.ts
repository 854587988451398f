import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { breakUnit, eachUnit, units } from "../../src/search/units.js";
import { expectLinear } from "../support/growth.js";
import { testTable } from "../support/table.js";

describe("units", () => {
  testTable<string, string>("units", ({ input, expected }) => {
    expect(units(input).join("|")).toBe(expected);
  });

  it("have spans in order that do not overlap, and whose text is the unit", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        let before = 0;
        eachUnit(text, (unit, start, end) => {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          // a break is one only behind a unit
          expect(units(text.slice(start, end))).toEqual(unit === breakUnit ? [] : [unit]);
          before = end;
        });
      }),
    );
  });

  it("never hold what a tokenizer would split at or cut", () => {
    for (let code = 0; code < 0x110000; code++) {
      for (const unit of units(`${String.fromCodePoint(code)}9`)) {
        if (!/^[^\s\0-,/:-@[-`{-\x7f-]{1,128}$/u.test(unit)) throw new Error(`U+${code.toString(16)}: ${JSON.stringify(unit)}`);
      }
    }
    const [long, ...rest] = units("a".repeat(5000));
    expect([long?.length, rest]).toEqual([128, []]);
  });

  it.each(["规模化", "a.", "a", "1,", "\ud842", "e\u0301", "．"])("take time in proportion to the text, of %j", (piece) => {
    const task = (size: number) => {
      const text = piece.repeat(size);
      return () => eachUnit(text, () => {});
    };
    expectLinear(task, 40_000);
  });
});
