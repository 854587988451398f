import type { DateWords } from "../../../dictionary/values/date-words.js";
import { oneOf } from "../../../lexicon/alternation.js";
import { dayOrMonth, hanDigits, parseNumeral } from "./numerals.js";
import type { ParseState } from "./partial-date.js";
import { blank, matchAt, sticky } from "./patterns.js";

export type RelativeDayPatterns = ReturnType<typeof relativeDayPatterns>;

export function relativeDayPatterns({ relative }: DateWords) {
  const daypart = oneOf(relative.dayparts);
  return {
    /** 今天, 昨晚, 大前天; brands and set phrases may begin with the same words: 今日头条 */
    day: sticky(`(?:(大{0,2}[前后])[天日晚]|(今|昨|明)${daypart}|本日|即日(?=起?[至到]))(?!${oneOf(relative.notDay)})`),
    /** 今(21)日, 昨（6日）晚间, 明(12月24)日 */
    explained: sticky(`(今|昨|明|前|后)[(（]${blank}(?:(${dayOrMonth})月)?(${dayOrMonth})${blank}日?[)）](?!年)(?:${daypart}(?!报))?`),
  };
}

/** what explains a date: (21日), （6月16日）, (12/6) */
const gloss = sticky(
  `${blank}[(（]${blank}(?:(?:(?:\\d{4}年)?(\\d{1,2}|[${hanDigits}十]{1,2})${blank}月|(\\d{1,2})/)${blank}(${dayOrMonth})${blank}日?|(${dayOrMonth})${blank}日)${blank}[)）]`,
);
const several = /((?:[去今明后昨前]、?){2,3})[两二三](年|天|日)(?!报|前)/y;

/** The days from today: 大前天 is -3. NaN for another word. */
function dayOffset(word: string): number {
  const near = ["昨", "今", "明"].indexOf(word);
  if (near >= 0) return near - 1;
  if (word.endsWith("前")) return -word.length - 1;
  return word.endsWith("后") ? word.length + 1 : Number.NaN;
}

/** 今天, 昨晚, 今(21)日, 今明两天. Moves on behind it. */
export function readRelativeDay(
  text: string,
  state: ParseState,
  patterns: RelativeDayPatterns,
  endOfRange: boolean,
  actAt: (at: number) => boolean,
): boolean {
  const first = text[state.at] ?? " ";
  if (!"今昨明前后大去本即".includes(first)) return false;
  // 案件昨在法院提堂
  if (first === "昨" && actAt(state.at + 1)) return setOffset(state, 1, [-1, -1]);
  const explained = matchAt(patterns.explained, text, state.at);
  if (explained !== null) {
    const offset = dayOffset(explained[1] ?? "");
    state.dayOffset = [offset, offset];
    return setGloss(state, explained, explained[2], explained[3]);
  }
  const list = consecutive(text, state.at, dayOffset);
  if (list !== null && list.unit !== "年") return list.offsets !== null && setOffset(state, list.length, list.offsets);
  const found = matchAt(patterns.day, text, state.at);
  if (found === null || isPartOfPhrase(text, state.at, found, endOfRange)) return false;
  // 本日 and 即日 are today
  const word = found[1] ?? found[2];
  const offset = word === undefined ? 0 : dayOffset(word);
  setOffset(state, found[0].length, [offset, offset]);
  readGloss(text, state);
  return true;
}

/** 时至今日 names no day, nor does 目前日产量. */
function isPartOfPhrase(text: string, at: number, found: RegExpExecArray, endOfRange: boolean): boolean {
  const before = text[at - 1] ?? "";
  return (found[1] === "前" && /[目日此之]/.test(before)) || (!endOfRange && found[0] === "今日" && before === "至");
}

function setOffset(state: ParseState, length: number, offset: readonly [number, number]): true {
  state.dayOffset = offset;
  state.precision = "day";
  state.at += length;
  return true;
}

/** A list such as 今明两年, 昨、今两天. */
export interface ConsecutiveOffsets {
  readonly unit: string;
  readonly length: number;
  /** first and last, as offsets from the reference date; null where the words do not follow on each other */
  readonly offsets: readonly [number, number] | null;
}

/** Reads 今明两天 and 今明两年; `offsetOf` says what a single word of the unit stands for. */
export function consecutive(text: string, at: number, offsetOf: (word: string) => number): ConsecutiveOffsets | null {
  const list = matchAt(several, text, at);
  if (list === null) return null;
  const offsets = [...(list[1] ?? "").replace(/、/g, "")].map(offsetOf);
  const ascending = offsets.every((offset, i) => i === 0 || offset === (offsets[i - 1] ?? 0) + 1);
  return {
    unit: list[2] ?? "",
    length: list[0].length,
    offsets: ascending ? [offsets[0] ?? 0, offsets.at(-1) ?? 0] : null,
  };
}

/** Whether a date is explained at a place: (21日). */
export function hasGloss(text: string, at: number): boolean {
  return matchAt(gloss, text, at) !== null;
}

/** (21日) behind a day or a weekday: it says which. */
export function readGloss(text: string, state: ParseState): void {
  const found = matchAt(gloss, text, state.at);
  if (found !== null) setGloss(state, found, found[1] ?? found[2], found[3] ?? found[4]);
}

function setGloss(state: ParseState, found: RegExpExecArray, monthNumeral: string | undefined, dayNumeral = ""): boolean {
  const [day, month] = [parseNumeral(dayNumeral), monthNumeral === undefined ? null : parseNumeral(monthNumeral)];
  if (!(day >= 1 && day <= 31) || (month !== null && !(month >= 1 && month <= 12))) return false;
  state.days = [day, day];
  state.months = month === null ? null : [month, month];
  state.precision = "day";
  state.at += found[0].length;
  return true;
}
