import type { NumberingFormats, SpokenNumbers } from "../../../dictionary/documents/numbering.js";

/**
 * A number as Word writes it in one of its formats (ECMA-376 part 1, 17.18.59). A format that is not known is decimal, and so
 * are numbers that a format has no character for.
 */
export function formatNumber(value: number, format: string, formats: NumberingFormats): string {
  const own = Object.hasOwn(plain, format) ? plain[format] : undefined;
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
function spell(value: number, words: SpokenNumbers): string {
  if (value === 0) return words.zero || "0";
  if (value >= 1e12) return String(value);
  const groups = ["", ...words.groups];
  const decimals = [...String(value)].map(Number);
  let text = "";
  let isSkipped = false;
  for (const [i, digit] of decimals.entries()) {
    const place = decimals.length - 1 - i;
    if (digit === 0) isSkipped = true;
    else {
      text += `${isSkipped ? words.zero : ""}${spellDigit(digit, place % 4, text === "", words)}`;
      isSkipped = false;
    }
    const four = decimals.slice(Math.max(0, i - 3), i + 1).some((each) => each !== 0);
    if (place % 4 === 0 && four) text += groups[place / 4] ?? "";
  }
  return text;
}

function spellDigit(digit: number, place: number, isFirst: boolean, { digits, units, one }: SpokenNumbers): string {
  const isBare = digit === 1 && place > 0 && (one === "never" || (one !== "always" && place === 1 && isFirst));
  return `${isBare ? "" : [...digits][digit - 1]}${place > 0 ? [...units][place - 1] : ""}`;
}
