import { toNumber } from "../../numbers/decimal.js";
import { readNumber } from "../../numbers/read.js";

/** 1 to 9 */
export const hanDigits = "一二三四五六七八九";
/** Zero as years are written: 二〇二三, 二零二三. */
export const hanZeros = "〇零○";
/** What names a day of the week, or the week. */
export const weekWord = "(?:周|星期|礼拜)";
/** The days of the week behind it, from Monday. */
export const weekdaySigns = "一二三四五六日天";

/** The number of a quarter. */
export const quarterNumeral = "[一二三四1-4]";
/** The number of a month or a day; 廿 and 卅 are 20 and 30 in Taiwan. */
export const dayOrMonth = `(?:\\d{1,2}|[一二三]?十[${hanDigits}]?|廿[${hanDigits}]?|卅一?|[${hanDigits}])`;

export function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

/** The value of a number in a date, in Arabic or Han digits; NaN where it is none. */
export function parseNumeral(numeral: string): number {
  const plain = numeral.replace(/ /g, "").replace(/[O○]/g, "〇");
  if (plain === "元") return 1;
  if (/^\d+$/.test(plain)) return Number(plain);
  const mixed = plain.replace(/0/g, "〇");
  const read = readNumber(mixed, 0);
  return read === null || read.end < mixed.length ? Number.NaN : toNumber(read.low);
}

/** 二三 → 23 */
export function parseDigits(digits: string): number {
  return [...digits.replace(/[〇○]/g, "零")].reduce((sum, digit) => sum * 10 + `零${hanDigits}`.indexOf(digit), 0);
}

/** The day of the week by its sign, Monday being 0; NaN for another character. */
export function parseWeekday(sign: string): number {
  const found = weekdaySigns.indexOf(sign);
  return found < 0 ? Number.NaN : Math.min(found, 6);
}

/** Whether a policy text may name a year. */
export function plausibleYear(year: number): boolean {
  return year >= 1800 && year <= 2100;
}
