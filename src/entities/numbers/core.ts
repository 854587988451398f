import { ARABIC, classAt, DIGIT, NONE, SOME, TENS, UNIT, valueAt } from "./characters.js";
import { type Decimal, decimal } from "./decimal.js";

/**
 * The part of a number under its magnitude: `1,530`, `一千五百三十`, `七八`, `数十`.
 * `pair` is a digit and the next (七八个); `digits` are read one by one (二〇二三); `bare` is 百 or 千 without a digit;
 * `some` leaves the digit open (数十).
 */
export interface Core {
  readonly end: number;
  readonly kind: "arabic" | "code" | "han" | "pair" | "digits" | "bare" | "some";
  readonly low: Decimal;
  readonly high: Decimal;
  /** power of ten of the last Han unit: a digit after it may be short for the next (一百五) */
  readonly last: number;
  /** 十几: more than the value */
  readonly more: boolean;
  /** power of ten of 三千, one digit and one unit: a range shares it (两到三千元) */
  readonly round: number;
  /** a leading zero that is no value: 08, 007 */
  readonly padded: boolean;
}

/** What has more digits is no number that anyone counts. */
const longest = 40;

/** Reads the core of a number at `at`, or null where none stands. */
export function readCore(text: string, at: number): Core | null {
  const kind = classAt(text, at);
  if (kind === ARABIC) return readArabic(text, at);
  if (kind === DIGIT || kind === UNIT) return isPartOfWord(text, at) ? null : readHan(text, at);
  if (kind === SOME && classAt(text, at + 1) === UNIT) return readSome(text, at);
  if (kind === TENS) return readTens(text, at);
  return null;
}

/** 陆 of 大陆, 拾 of 收拾: a formal numeral alone is one only where no other word holds it. */
function isPartOfWord(text: string, at: number): boolean {
  if (!"壹贰叁肆伍陆柒捌玖拾佰仟".includes(text[at] ?? "")) return false;
  if (classAt(text, at - 1) !== NONE || classAt(text, at + 1) !== NONE) return false;
  const before =
    isHan(text, at - 1) &&
    !"元圆角块".includes(text[at - 1] ?? " ") &&
    !text.startsWith("分之", at - 2) &&
    text[at - 1] !== "负" &&
    text[at - 1] !== "点";
  return before || (isHan(text, at + 1) && !"元圆角分块点".includes(text[at + 1] ?? " "));
}

function isHan(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x3400 && code <= 0x9fff;
}

function readArabic(text: string, at: number): Core {
  const whole = digitsFrom(text, at);
  const padded = text[at] === "0" && classAt(text, at + 1) === ARABIC;
  const spaced = spacedFraction(text, at, whole);
  if (spaced > 0) return arabic(spaced, text.slice(at, spaced).replace(/ /g, "").replace("．", "."), padded);
  let end = whole - at <= 3 ? withThousands(text, at, whole) : whole;
  let code = false;
  if ((text[end] === "." || text[end] === "‧") && classAt(text, end + 1) === ARABIC) {
    const fraction = digitsFrom(text, end + 1);
    if (!isListNumber(text, at, end, fraction)) {
      end = fraction;
      while (text[end] === "." && classAt(text, end + 1) === ARABIC) {
        end = digitsFrom(text, end + 1);
        code = true;
      }
    }
  }
  if (code || end - at > longest) return { ...arabic(end, "0", padded), kind: "code" };
  return arabic(end, text.slice(at, end).replace("‧", "."), padded);
}

function arabic(end: number, literal: string, padded: boolean): Core {
  const low = decimal(literal);
  return { end, kind: "arabic", low, high: low, last: 0, more: false, round: 0, padded };
}

/** Where digits end that go on in groups of three: 1,530, and 3 500个, as Hong Kong writes it. */
function withThousands(text: string, at: number, whole: number): number {
  let end = whole;
  while ((text[end] === "," || text[end] === "，") && digitsFrom(text, end + 1) === end + 4) {
    // $20，300美元: the mark of a list parts two amounts, each with its currency
    if (text[end] === "，" && "$￥¥€".includes(text[at - 1] ?? " ") && isHan(text, end + 4)) break;
    end += 4;
  }
  let spaced = end;
  while (/[ \u00a0\u2009]/.test(text[spaced] ?? "") && digitsFrom(text, spaced + 1) === spaced + 4) spaced += 4;
  return spaced > end && isHan(text, spaced) && isHan(text, at - 1) ? spaced : end;
}

/** 3. 5亿元, as converted documents space it: where the decimal that stands apart from its point ends, 0 where there is none. */
function spacedFraction(text: string, at: number, end: number): number {
  const found = /^(?: [.．] ?|[.．] )\d{1,4}(?= ?[万亿])/.exec(text.slice(end, end + 9))?.[0];
  if (found === undefined) return 0;
  let start = at;
  while (text[start - 1] === " ") start--;
  return start === 0 || text[start - 1] === "\n" ? 0 : end + found.length;
}

/** 2.2023年…, 1.3人户…: at the head of a line the number of a list, then one that only counts whole things. */
function isListNumber(text: string, at: number, point: number, end: number): boolean {
  if (point - at > 2 || text[point + 1] === "0") return false;
  let start = at;
  while (text[start - 1] === " " || text[start - 1] === "\u3000") start--;
  if (start > 0 && text[start - 1] !== "\n") return false;
  return text[end] === "年" ? end - point === 5 : "人家名户项岁周所位".includes(text[end] ?? " ");
}

function digitsFrom(text: string, at: number): number {
  let end = at;
  while (classAt(text, end) === ARABIC) end++;
  return end;
}

/** 七八, 三五: a digit and a near one, which means “about” */
function isPair(first: number, second: number): boolean {
  return first > 0 && (second === first + 1 || (first === 3 && second === 5));
}

const powers = [1n, 10n, 100n, 1000n] as const;
const power = (n: number): bigint => powers[n] ?? 1n;
const whole = (digits: bigint): Decimal => ({ digits, exponent: 0 });

function han(end: number, kind: Core["kind"], low: bigint, high: bigint, last: number, more = false, round = 0): Core {
  return { end, kind, low: whole(low), high: whole(high), last, more, round, padded: false };
}

/** 数十, 几百, 好几千 */
function readSome(text: string, at: number): Core {
  let end = at + 1;
  let value = 1n;
  while (classAt(text, end) === UNIT) value *= power(valueAt(text, end++));
  return han(end, "some", value, value, 0, true);
}

/** 廿七, 卅 */
function readTens(text: string, at: number): Core {
  const ones = runOfDigits(text, at + 1) === 1 ? 1 : 0;
  const value = BigInt(valueAt(text, at) + (ones === 1 ? valueAt(text, at + 1) : 0));
  return han(at + 1 + ones, "han", value, value, 1 - ones);
}

/** A Han numeral under construction. `last`: the power of ten of the last unit, 4 before any. */
interface HanDraft {
  at: number;
  value: bigint;
  last: number;
  zeroSaid: boolean;
}

function readHan(text: string, at: number): Core {
  const run = runOfDigits(text, at);
  if (run > 1) return readRun(text, at, run);
  const draft: HanDraft = { at, value: 0n, last: 4, zeroSaid: false };
  if (classAt(text, at) === UNIT) {
    takeUnit(text, draft);
    if (draft.last > 1 && classAt(text, draft.at) !== DIGIT) return han(draft.at, "bare", draft.value, draft.value, draft.last);
  }
  while (classAt(text, draft.at) === DIGIT) {
    if (takeZero(text, draft)) continue;
    const taken = takeUnitOfDigit(text, draft);
    if (taken === "no more") break;
    if (taken === "taken") continue;
    const pair = readPairOf(text, draft);
    if (pair !== null) return pair;
    takeOnes(text, draft);
    break;
  }
  takeTens(text, draft);
  const { at: end, value, last, zeroSaid } = draft;
  // 三十几: the ones are left open
  if (text[end] === "几" && (last === 1 || zeroSaid)) return han(end + 1, "han", value, value, 0, true);
  return han(end, "han", value, value, last, false, end === at + 2 && last > 1 && last < 4 ? last : 0);
}

/** 十, 百: a unit that stands for one of it. */
function takeUnit(text: string, draft: HanDraft): void {
  draft.last = valueAt(text, draft.at++);
  draft.value += power(draft.last);
}

function takeZero(text: string, draft: HanDraft): boolean {
  if (valueAt(text, draft.at) !== 0) return false;
  draft.zeroSaid = true;
  draft.at++;
  // 一千零十
  if (classAt(text, draft.at) === UNIT && valueAt(text, draft.at) < draft.last) takeUnit(text, draft);
  return true;
}

/** 三百: a digit with its unit. `no more`: the unit is no smaller than the last, so another number begins here. */
function takeUnitOfDigit(text: string, draft: HanDraft): "taken" | "no more" | "none" {
  const { at } = draft;
  if (classAt(text, at + 1) !== UNIT) return "none";
  const unit = valueAt(text, at + 1);
  if (unit >= draft.last) return "no more";
  draft.value += BigInt(valueAt(text, at)) * power(unit);
  draft.last = unit;
  draft.at += 2;
  // 一百十一
  if (unit === 2 && classAt(text, draft.at) === UNIT && valueAt(text, draft.at) === 1) takeUnit(text, draft);
  return "taken";
}

/** 二十七八, 一百二三十: a digit and the next, with their unit; 十三五 is a plan, no pair. */
function readPairOf(text: string, { at, value, last }: HanDraft): Core | null {
  const digit = valueAt(text, at);
  if (classAt(text, at + 1) !== DIGIT || valueAt(text, at + 1) !== digit + 1) return null;
  const unit = classAt(text, at + 2) === UNIT ? valueAt(text, at + 2) : 0;
  if (unit >= last || (unit === 0 && last !== 1)) return null;
  const high = BigInt(digit + 1) * power(unit);
  return han(at + (unit > 0 ? 3 : 2), "pair", value + BigInt(digit) * power(unit), value + high, unit);
}

/** 五百廿三, 二千十五: tens without a digit or in one sign, and their ones. */
function takeTens(text: string, draft: HanDraft): void {
  if (draft.last < 2 || draft.last > 3 || draft.value === 0n) return;
  const kind = classAt(text, draft.at);
  const isTen = kind === UNIT && valueAt(text, draft.at) === 1;
  if (!isTen && kind !== TENS) return;
  draft.value += isTen ? 10n : BigInt(valueAt(text, draft.at));
  draft.last = 1;
  draft.at++;
  if (runOfDigits(text, draft.at) === 1) takeOnes(text, draft);
}

/** The last digit: 五 of 三十五, and short for the next unit where the number ends with it (一百五). */
function takeOnes(text: string, draft: HanDraft): void {
  const digit = BigInt(valueAt(text, draft.at));
  if (draft.value === 0n || draft.last === 1 || draft.zeroSaid) draft.value += digit;
  else if (endsNumber(text, draft.at + 1)) draft.value += digit * power(draft.last - 1);
  else return;
  draft.last = 0;
  draft.at++;
}

function runOfDigits(text: string, at: number): number {
  let end = at;
  while (classAt(text, end) === DIGIT) end++;
  return end - at;
}

function readRun(text: string, at: number, run: number): Core {
  const [first, second] = [valueAt(text, at), valueAt(text, at + 1)];
  if (run === 2 && isPair(first, second)) {
    const unit = classAt(text, at + 2) === UNIT ? valueAt(text, at + 2) : 0;
    return han(at + (unit > 0 ? 3 : 2), "pair", BigInt(first) * power(unit), BigInt(second) * power(unit), unit);
  }
  let value = 0n;
  if (run > longest) return han(at + run, "code", value, value, 0);
  for (let i = at; i < at + run; i++) value = value * 10n + BigInt(valueAt(text, i));
  return han(at + run, "digits", value, value, 0);
}

/** Whether a short form (一百五, 三万五) may end here: before another Han character it is rather two words. */
export function endsNumber(text: string, at: number): boolean {
  return !isHan(text, at) || "元人亩吨".includes(text[at] ?? " ");
}
