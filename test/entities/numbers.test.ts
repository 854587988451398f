import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, compare, decimal, multiply, shift, toNumber } from "../../src/entities/numbers/decimal.js";
import { readNumber } from "../../src/entities/numbers/read.js";

interface Row {
  readonly label: string;
  readonly input: string;
  readonly expected: { text: string; low: number; high: number; more: boolean } | null;
  readonly expect: "pass" | "fail";
}

const rows: readonly Row[] = JSON.parse(readFileSync(new URL("../tables/numbers.json", import.meta.url), "utf8"));

describe("numbers", () => {
  for (const { label, input, expected, expect: expectation } of rows) {
    const check = expectation === "fail" ? test.fails : test;
    check(`${label}: ${input}`, () => {
      const read = readNumber(input, 0);
      const found = read && { text: input.slice(0, read.end), low: toNumber(read.low), high: toNumber(read.high), more: read.more };
      expect(found).toEqual(expected);
    });
  }
});

const digits = "零一二三四五六七八九";
const formalDigits = "零壹贰叁肆伍陆柒捌玖";

/** A number as Han writing has it, written from the rules of writing, not from the reader. */
function written(value: number, figures = digits, units = ["", "十", "百", "千"]): string {
  if (value === 0) return figures[0] ?? "";
  const groups: string[] = [];
  let rest = value;
  for (const magnitude of ["", "万", "亿", "万亿"]) {
    const group = rest % 10000;
    rest = Math.floor(rest / 10000);
    if (group === 0 && rest === 0) break;
    if (group === 0) {
      if (groups.length > 0 && !groups.at(-1)?.startsWith("零")) groups.push("零");
      continue;
    }
    const padded = String(group).padStart(4, "0");
    let said = "";
    for (let i = 0; i < 4; i++) {
      const digit = Number(padded[i]);
      if (digit > 0) said += (figures[digit] ?? "") + units[3 - i];
      else if (said !== "" && /[1-9]/.test(padded.slice(i)) && !said.endsWith("零")) said += "零";
    }
    const lead = rest > 0 && group < 1000 ? "零" : "";
    groups.push(lead + said + magnitude);
  }
  return groups.reverse().join("").replace(/零+/g, "零").replace(/零$/, "");
}

test("a number written in Han is read back, in both sets of figures", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999_999 }), (value) => {
      for (const text of [written(value), written(value, formalDigits, ["", "拾", "佰", "仟"])]) {
        const read = readNumber(`${text}元`, 0);
        expect([text, read?.end, read && toNumber(read.low)]).toEqual([text, text.length, value]);
      }
    }),
    { numRuns: 300 },
  );
});

test("an amount is the decimal that is written, to the last digit", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 0, max: 9_999 }), (whole, fraction) => {
      const text = `${whole}.${String(fraction).padStart(4, "0")}亿`;
      const read = readNumber(text, 0);
      expect(read && toNumber(read.low)).toBe(whole * 1e8 + fraction * 1e4);
    }),
  );
});

test("decimals obey arithmetic", () => {
  const value = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
  fc.assert(
    fc.property(value, value, fc.integer({ min: 0, max: 6 }), (a, b, places) => {
      const [x, y] = [
        { digits: a, exponent: -places },
        { digits: b, exponent: 0 },
      ];
      const scaled = b * 10n ** BigInt(places);
      expect(compare(x, y)).toBe(a < scaled ? -1 : a > scaled ? 1 : 0);
      expect(add(x, y)).toEqual({ digits: a + scaled, exponent: -places });
      expect(multiply(x, y).digits).toBe(a * b);
      expect(compare(shift(x, places), { digits: a, exponent: 0 })).toBe(0);
    }),
  );
  expect(toNumber(decimal("1512.17"))).toBe(1512.17);
});
