/** Classes of the characters that numbers are made of, as a table over UTF-16 code units. */

export const NONE = 0;
export const ARABIC = 1;
export const DIGIT = 2;
export const UNIT = 3;
export const MAGNITUDE = 4;
/** 几 数: a digit left open */
export const SOME = 5;
/** 廿 卅: tens in one character */
export const TENS = 6;

/** One to nine, as they are written in dates and ordinals. */
export const hanDigits = "一二三四五六七八九";

/** Each from zero upwards. */
const digitRows = ["〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "○"];
/** 十百千: power of ten */
const unitWords: Record<string, number> = { 十: 1, 拾: 1, 百: 2, 佰: 2, 千: 3, 仟: 3 };
/** 万亿兆: power of ten; 兆 is 10^12 in prose (兆瓦 is a unit and is read as one) */
const magnitudeWords: Record<string, number> = { 万: 4, 亿: 8, 兆: 12 };

const classes = new Uint8Array(0x10000);
const values = new Uint8Array(0x10000);

function set(word: string, kind: number, value: number): void {
  classes[word.charCodeAt(0)] = kind;
  values[word.charCodeAt(0)] = value;
}

for (let digit = 0; digit <= 9; digit++) set(String(digit), ARABIC, digit);
for (const digits of digitRows) for (const [value, digit] of [...digits].entries()) set(digit, DIGIT, value);
set("两", DIGIT, 2);
for (const [word, power] of Object.entries(unitWords)) set(word, UNIT, power);
for (const [word, power] of Object.entries(magnitudeWords)) set(word, MAGNITUDE, power);
for (const word of "几数") set(word, SOME, 0);
set("廿", TENS, 20);
set("卅", TENS, 30);

/** The class of the UTF-16 code unit at `at`; NONE beyond the end. */
export function classAt(text: string, at: number): number {
  return at >= 0 && at < text.length ? (classes[text.charCodeAt(at)] as number) : NONE;
}

/** The digit, or the power of ten, of the character at `at`. */
export function valueAt(text: string, at: number): number {
  return values[text.charCodeAt(at)] as number;
}

/** Whether the code unit at `at` is a Latin letter. */
export function isLatin(text: string, at: number): boolean {
  const code = text.charCodeAt(at) | 0x20;
  return code >= 0x61 && code <= 0x7a;
}

/** The offset after at most four blanks (no line break, no tab). */
export function skipBlanks(text: string, at: number): number {
  let end = at;
  while (end < at + 4 && (text[end] === " " || text[end] === "\u00a0" || text[end] === "\u3000")) end++;
  return end;
}
