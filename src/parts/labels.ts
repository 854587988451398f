import { hanDigits } from "../entities/numbers/characters.js";

/** How a label is written: labels of one style count on from each other. */
export type Style =
  | "part"
  | "book"
  | "chapter"
  | "section"
  | "article"
  | "han"
  | "hanBracket"
  | "arabic"
  | "arabicBracket"
  | "arabicHalf"
  | "circled"
  | "upper"
  | "upperBracket"
  | "lower"
  | "lowerBracket"
  | "roman"
  | "romanBracket"
  | "decimal";

/** The label that a line begins with. */
export interface Label {
  readonly style: Style;
  /** its number, and those behind it: 第三条之一 is 3, 1; 2.1.3 is 2, 1, 3 */
  readonly numbers: readonly number[];
  /** as written, without blanks */
  readonly text: string;
  /** characters of the line that it takes, with the blanks behind it */
  readonly length: number;
}

const HAN = `[${hanDigits}十百零〇两]{1,6}`;
const DIVISION = new RegExp(`^第\\s?(${HAN}|\\d{1,3})(?:[-－](\\d{1,2}))?\\s?(编|篇|章|节|条|部分)(?:之([${hanDigits}十]{1,3}))?`);
const COUNTED = new RegExp(`^(${HAN})\\s?[、.．]\\s{0,4}`);
const BRACKETED = new RegExp(`^[（(]\\s?(?:(${HAN})|([1-9]\\d{0,2})|([a-z])|([A-Z])|([ivx]{2,5}))\\s?[）)]\\s?[、.．]?`);
const DECIMAL = /^([1-9]\d?)[.．](\d{1,2})(?:[.．](\d{1,2}))?(?:[.．](\d{1,2}))?(?![\d.．%])/;
const ARABIC = /^(0?[1-9]|[1-9]\d{1,2})\s?(?:[、.．](?!\d)|([）)]))/;
const LATIN = /^(?:([A-Z])|([a-z]))\s?[、.．）)](?![a-zA-Z.])/;
const ROMAN = /^([Ⅰ-Ⅻ])\s?[、.．]?/;

const divisions: Readonly<Record<string, Style>> = {
  编: "book",
  篇: "book",
  章: "chapter",
  节: "section",
  条: "article",
  部分: "part",
};

/** The label of a line, which begins with it; null where it has none. */
export function labelOf(line: string): Label | null {
  const first = line.charCodeAt(0);
  if (first === 0x7b2c) return division(line);
  if (first === 0x28 || first === 0xff08) return bracketed(line);
  if (first >= 0x30 && first <= 0x39) return arabic(line);
  if (first >= 0x2460 && first <= 0x2473) return label("circled", [first - 0x245f], line, 1);
  if (first >= 0x2160 && first <= 0x216b) return found(ROMAN.exec(line), "roman", [first - 0x215f], line);
  if (first < 0x7b) return latin(line);
  const counted = COUNTED.exec(line);
  return counted ? found(counted, "han", [hanNumber(counted[1] as string)], line) : null;
}

function division(line: string): Label | null {
  const match = DIVISION.exec(line);
  if (!match) return null;
  const [, number = "", inserted, kind = "", behind] = match;
  const more = inserted ?? behind;
  return found(match, divisions[kind] as Style, [numberOf(number), ...(more ? [numberOf(more)] : [])], line);
}

function bracketed(line: string): Label | null {
  const match = BRACKETED.exec(line);
  if (!match) return null;
  const [, han, digits, lower, upper, roman] = match;
  if (han) return found(match, "hanBracket", [hanNumber(han)], line);
  if (digits) return found(match, "arabicBracket", [Number(digits)], line);
  if (roman) return found(match, "romanBracket", [romanNumber(roman)], line);
  const letter = lower ?? (upper as string);
  return found(match, lower ? "lowerBracket" : "upperBracket", [letterNumber(letter)], line);
}

function arabic(line: string): Label | null {
  const decimal = DECIMAL.exec(line);
  if (decimal) {
    const numbers = decimal.slice(1).filter((each) => each !== undefined);
    return found(decimal, "decimal", numbers.map(Number), line);
  }
  const match = ARABIC.exec(line);
  return match && found(match, match[2] ? "arabicHalf" : "arabic", [Number(match[1])], line);
}

function latin(line: string): Label | null {
  const match = LATIN.exec(line);
  return match && found(match, match[1] ? "upper" : "lower", [letterNumber(match[1] ?? (match[2] as string))], line);
}

function found(match: RegExpExecArray | null, style: Style, numbers: readonly number[], line: string): Label | null {
  return match && label(style, numbers, line, match[0].length);
}

function label(style: Style, numbers: readonly number[], line: string, length: number): Label {
  let end = length;
  while (end < line.length && (line[end] === " " || line[end] === "\u3000" || line[end] === "\u00a0")) end++;
  return { style, numbers, text: line.slice(0, length).replace(/\s/g, ""), length: end };
}

const letterNumber = (letter: string): number => (letter.charCodeAt(0) | 0x20) - 0x60;

function numberOf(written: string): number {
  return /^\d/.test(written) ? Number(written) : hanNumber(written);
}

/** A Han number below a thousand, with its units or digit by digit. */
function hanNumber(written: string): number {
  let sum = 0;
  let digit = 0;
  for (const char of written) {
    const unit = char === "十" ? 10 : char === "百" ? 100 : 0;
    if (unit > 0) {
      sum += (digit || 1) * unit;
      digit = 0;
    } else digit = digit * 10 + (char === "两" ? 2 : hanDigits.indexOf(char) + 1);
  }
  return sum + digit;
}

function romanNumber(written: string): number {
  const values: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10 };
  let sum = 0;
  for (let i = 0; i < written.length; i++) {
    const value = values[written[i] as string] as number;
    sum += value < (values[written[i + 1] as string] ?? 0) ? -value : value;
  }
  return sum;
}
