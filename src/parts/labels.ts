import type { PartLists, PartWords } from "../dictionary/documents/part-words.js";
import { hanDigits } from "../entities/numbers/characters.js";
import { oneOf } from "../lexicon/alternation.js";

/** How a label is written: labels of one style count on from each other. */
export type Style =
  | "part"
  | "book"
  | "chapter"
  | "section"
  | "article"
  | "capital"
  | "han"
  | "hanBracket"
  | "arabic"
  | "decimal"
  | "arabicBracket"
  | "arabicHalf"
  | "circled"
  | "roman"
  | "romanLower"
  | "romanBracket"
  | "upper"
  | "upperBracket"
  | "lower"
  | "lowerBracket";

/** A label that a line may begin with. */
export interface Label {
  readonly style: Style;
  /** its number, and those behind it: 第三条之一 is 3, 1; 2.1.3 is 2, 1, 3 */
  readonly numbers: readonly number[];
  /** as written, without blanks */
  readonly text: string;
  /** what the line says behind it */
  readonly rest: string;
  /** set where it counts only if the labels before or behind it count on: `bare` has no mark behind its number */
  readonly weak?: "bare" | "marked";
}

const HAN = `[${hanDigits}十百零〇]{1,6}`;
const CAPITALS = "壹贰叁肆伍陆柒捌玖拾";
const BLANK = "[ \\t\\u3000\\u00a0]";
const DIVISION = new RegExp(
  `^第${BLANK}?(${HAN}|\\d{1,3})(?:[-－](\\d{1,2}))?${BLANK}?(编|篇|章|节|条|部分)(?:之([${hanDigits}十]{1,3}))?`,
);
const COUNTED = new RegExp(`^(${HAN})${BLANK}?[、.．]`);
const CAPITAL = new RegExp(`^([${CAPITALS}参])${BLANK}?[、.．]`);
const BRACKETED = new RegExp(`^[（(]${BLANK}?(?:(${HAN})|([1-9]\\d{0,2})|([a-z])|([A-Z])|([ivx]{2,5}))${BLANK}?[）)](?:[、.．](?!\\d))?`);
const DECIMAL = /^([1-9]\d?)[.．](\d{1,2})(?:[.．](\d{1,2}))?(?:[.．](\d{1,2}))?(?![\d.．])[、]?/;
const ARABIC = /^(0[1-9]|[1-9]\d{0,2})[ \t\u3000]?(?:([、.．])|([）)]))/;
const LATIN = /^(?:([A-Z])|([a-z]))[ ]?[、.．）)](?![a-zA-Z.])/;
const ROMAN = /^([ivx]{1,5}|[IVX]{1,5})[ ]?[、.．）)]/;
const BARE = new RegExp(`^(?:(\\d{1,2})|(${HAN}))[ \\t\\u3000]+(?=\\p{Script=Han})`, "u");
/** characters that a line which only stands over others seldom exceeds */
const SHORT = 40;

const divisions: Readonly<Record<string, Style>> = {
  编: "book",
  篇: "book",
  章: "chapter",
  节: "section",
  条: "article",
  部分: "part",
};

function labelPatterns({ notArticle, notDecimal }: PartLists) {
  return {
    /** what makes a reference of 第三条 */
    reference: new RegExp(`^(?:${oneOf(notArticle)}|[、，,。])`),
    /** what makes a number of 1.5 */
    quantity: new RegExp(`^${oneOf(notDecimal)}`),
  };
}

type Match = RegExpExecArray | null;

/** The labels that a line may begin with, the likelier first; none where it has none. Constant time. */
export function labelsOf(line: string, words: PartWords): readonly Label[] {
  const { reference, quantity } = words.compiled(labelPatterns);
  const first = line.charCodeAt(0);
  if (first === 0x7b2c) return division(line, reference);
  if (first === 0x28 || first === 0xff08) return bracketed(line);
  if (first >= 0x30 && first <= 0x39) return arabic(line, quantity);
  if (first < 0x7b) return latin(line);
  if (first < 0x2100 || first > 0x9fff) return [];
  return symbol(line, first) ?? han(line);
}

function division(line: string, reference: RegExp): Label[] {
  const match = DIVISION.exec(line);
  if (!match) return [];
  const [all, number = "", inserted, kind = "", behind] = match;
  const more = inserted ?? behind;
  const style = divisions[kind] as Style;
  const made = label(match, style, [numberOf(number), ...(more ? [numberOf(more)] : [])], line);
  const apart = line.length > all.length && !/^[\s：:【（(]/.test(line.slice(all.length));
  if (apart && reference.test(made.rest)) return [];
  if (!apart && /^第[^第]{1,8}款/.test(made.rest)) return [];
  // a heading is no sentence
  if (style !== "article" && (made.rest.length > 60 || /[。；，]/.test(made.rest))) return [];
  return [apart && style !== "article" ? { ...made, weak: "marked" } : made];
}

function bracketed(line: string): Label[] {
  const match = BRACKETED.exec(line);
  if (!match) return [];
  const [, han, digits, lower, upper, roman] = match;
  if (han) return [label(match, "hanBracket", [hanNumber(han)], line)];
  if (digits) return [label(match, "arabicBracket", [Number(digits)], line)];
  if (roman) return [label(match, "romanBracket", [romanNumber(roman)], line)];
  const letter = lower ?? (upper as string);
  const made = label(match, lower ? "lowerBracket" : "upperBracket", [letterNumber(letter)], line);
  return lower && /[ivx]/.test(lower) ? [label(match, "romanBracket", [romanNumber(lower)], line), made] : [made];
}

function arabic(line: string, quantity: RegExp): Label[] {
  const found: Label[] = [];
  const decimal = DECIMAL.exec(line);
  if (decimal) {
    const numbers = decimal.slice(1).filter((each) => each !== undefined);
    if (quantity.test(line.slice(decimal[0].length))) return [];
    found.push({ ...label(decimal, "decimal", numbers.map(Number), line), weak: "marked" });
  }
  const match = ARABIC.exec(line);
  if (match) {
    const [all, number = "", mark, half] = match;
    const made = label(match, half ? "arabicHalf" : "arabic", [Number(number)], line);
    const digit = /^\d/.test(line.slice(all.length));
    // 3、5、8家 lists numbers; 1.3人户 may be a label before a number
    if (digit && mark === "、" && /^\d{1,3}[、号]/.test(made.rest)) return found;
    found.push(digit ? { ...made, weak: "marked" } : made);
    return found;
  }
  return [...found, ...bare(line)];
}

function latin(line: string): Label[] {
  const roman = ROMAN.exec(line);
  const match = LATIN.exec(line);
  const letter = match && label(match, match[1] ? "upper" : "lower", [letterNumber(match[1] ?? (match[2] as string))], line);
  const number = roman ? romanNumber((roman[1] as string).toLowerCase()) : 0;
  const found = [
    ...(roman && number > 0 ? [label(roman, /[a-z]/.test(roman[1] as string) ? "romanLower" : "roman", [number], line)] : []),
    ...(letter ? [letter] : []),
  ];
  return found.map((each) => ({ ...each, weak: "marked" }));
}

/** Labels of one character: ① Ⅰ ㈠ ⑴ ⒈. */
function symbol(line: string, code: number): Label[] | null {
  const one = (style: Style, number: number) => [label(/^.[、.．]?/u.exec(line), style, [number], line)];
  if (code >= 0x2460 && code <= 0x2473) return one("circled", code - 0x245f);
  if (code >= 0x2474 && code <= 0x2487) return one("arabicBracket", code - 0x2473);
  if (code >= 0x2488 && code <= 0x249b) return one("arabic", code - 0x2487);
  if (code >= 0x2776 && code <= 0x277f) return one("circled", code - 0x2775);
  if (code >= 0x3220 && code <= 0x3229) return one("hanBracket", code - 0x321f);
  if (code >= 0x2160 && code <= 0x216b) return one("roman", code - 0x215f);
  return null;
}

function han(line: string): Label[] {
  const capital = CAPITAL.exec(line);
  if (capital) return [label(capital, "capital", [CAPITALS.indexOf((capital[1] as string).replace("参", "叁")) + 1], line)];
  const match = COUNTED.exec(line);
  if (!match) return bare(line);
  const number = hanNumber(match[1] as string);
  const made = label(match, "han", [number], line);
  // 三、四线城市 lists numbers
  const next = new RegExp(`^[${hanDigits}十]`).test(made.rest) && hanNumber(made.rest[0] as string) === (number % 10) + 1;
  return [next || made.rest === "" ? { ...made, weak: "marked" } : made];
}

/** A number and a blank before a short line that stands over others. */
function bare(line: string): Label[] {
  const match = line.length <= SHORT && !/[。；，：]/.test(line) ? BARE.exec(line) : null;
  if (!match) return [];
  const [, digits, han] = match;
  const made = digits ? label(match, "arabic", [Number(digits)], line) : label(match, "han", [hanNumber(han as string)], line);
  return [{ ...made, weak: "bare" }];
}

function label(match: Match, style: Style, numbers: readonly number[], line: string): Label {
  const length = match?.[0].length ?? 0;
  return { style, numbers, text: line.slice(0, length).replace(/\s/g, ""), rest: line.slice(length).trim() };
}

const letterNumber = (letter: string): number => (letter.charCodeAt(0) | 0x20) - 0x60;

/** A number written in digits or in Han. */
export function numberOf(written: string): number {
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
    } else digit = digit * 10 + hanDigits.indexOf(char) + 1;
  }
  return sum + digit;
}

/** A Roman number below forty, zero where it is none. */
function romanNumber(written: string): number {
  if (!/^x{0,3}(?:ix|iv|v?i{0,3})$/.test(written)) return 0;
  const values: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10 };
  let sum = 0;
  for (let i = 0; i < written.length; i++) {
    const value = values[written[i] as string] as number;
    sum += value < (values[written[i + 1] as string] ?? 0) ? -value : value;
  }
  return sum;
}
