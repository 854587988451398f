import type { NumberingFormats, SpokenNumbers } from "../../../dictionary/documents/numbering.js";

/**
 * A number as Word writes it in one of its formats (ECMA-376 part 1, 17.18.59). A format that is not known is decimal, and so
 * are numbers that a format has no character for.
 */
export function formatNumber(value: number, format: string, formats: NumberingFormats): string {
  const own = plain[format];
  if (own !== undefined) return own(value);
  if (value < 0) return String(value);
  const below = formats.spokenBelowHundred.get(format);
  if (below !== undefined) return formatNumber(value, value < 100 ? below.spoken : below.digital, formats);
  const digits = formats.digital.get(format);
  if (digits !== undefined) return [...String(value)].map((digit) => digits[Number(digit)] ?? digit).join("");
  const spoken = formats.spoken.get(format);
  if (spoken !== undefined) return spell(value, spoken);
  const cycle = formats.cycles.get(format);
  if (cycle !== undefined && value > 0) return cycle.map((sequence) => sequence[(value - 1) % sequence.length]).join("");
  return formats.sequences.get(format)?.[value - 1] ?? String(value);
}

const plain: Readonly<Record<string, (value: number) => string>> = {
  none: () => "",
  decimalZero: (value) => String(value).padStart(2, "0"),
  numberInDash: (value) => `- ${value} -`,
  upperRoman: roman,
  lowerRoman: (value) => roman(value).toLowerCase(),
  upperLetter: letter,
  lowerLetter: (value) => letter(value).toLowerCase(),
  ordinal: (value) => `${value}${ending(value)}`,
  hex: (value) => value.toString(16).toUpperCase(),
};

const numerals: readonly (readonly [value: number, text: string])[] = [
  [1000, "M"],
  [900, "CM"],
  [500, "D"],
  [400, "CD"],
  [100, "C"],
  [90, "XC"],
  [50, "L"],
  [40, "XL"],
  [10, "X"],
  [9, "IX"],
  [5, "V"],
  [4, "IV"],
  [1, "I"],
];
const largestRoman = 32_767;

function roman(value: number): string {
  if (value < 1 || value > largestRoman) return String(value);
  let left = value;
  let text = "";
  for (const [worth, numeral] of numerals) {
    text += numeral.repeat(Math.floor(left / worth));
    left %= worth;
  }
  return text;
}

/** A, B, … Z, AA, BB, …: Word repeats the letter. */
function letter(value: number): string {
  if (value < 1 || value > largestRoman) return String(value);
  return String.fromCharCode(65 + ((value - 1) % 26)).repeat(Math.ceil(value / 26));
}

function ending(value: number): string {
  if (value % 100 > 10 && value % 100 < 14) return "th";
  return ["th", "st", "nd", "rd"][value % 10] ?? "th";
}

/** A number in words: 一千零二十三. Japanese leaves out 一 before a unit and the zeros. */
function spell(value: number, { digits, zero, units, groups, one }: SpokenNumbers): string {
  if (value === 0) return zero || "0";
  if (value >= 1e12) return String(value);
  const [each, unit, group] = [[...digits], [...units], ["", ...groups]];
  const fours: number[] = [];
  for (let left = value; left > 0; left = Math.floor(left / 10_000)) fours.push(left % 10_000);
  let text = "";
  let skipped = false;
  for (let g = fours.length - 1; g >= 0; g--) {
    const four = fours[g] ?? 0;
    for (let place = 3; place >= 0; place--) {
      const digit = Math.floor(four / 10 ** place) % 10;
      if (digit === 0) {
        skipped ||= text !== "";
        continue;
      }
      if (skipped) text += zero;
      skipped = false;
      const isBare = digit === 1 && place > 0 && (one === "never" || (one !== "always" && place === 1 && text === ""));
      text += `${isBare ? "" : each[digit - 1]}${place > 0 ? unit[place - 1] : ""}`;
    }
    if (four > 0) text += group[g] ?? "";
  }
  return text;
}
