import type { DateWords } from "../../../dictionary/values/date-words.js";
import { anyOf, oneOf } from "../../../lexicon/alternation.js";
import {
  dayOrMonth,
  hanDigits,
  hanZeros,
  isDigit,
  parseDigits,
  parseNumeral,
  plausibleYear,
  quarterNumeral,
  weekWord,
} from "./numerals.js";
import { type ParseState, type PartialDate, setYear } from "./partial-date.js";
import { blank, join, matchAt, sticky } from "./patterns.js";
import { readRelativeYear, relativeYearPatterns } from "./relative-year.js";

export type YearPatterns = ReturnType<typeof yearPatterns>;

export function yearPatterns(words: DateWords) {
  const { year } = words;
  const han = `[${hanZeros}O0${hanDigits}]`;
  const republic = "(1[0-4]\\d|[6-9]\\d)";
  const report = `(?!${oneOf(year.notListed)})`;
  return {
    relative: relativeYearPatterns(words),
    eraStarts: new Set(year.eras.map((era) => (typeof era === "string" ? era : era.word)[0])),
    /** 2023年, 民国112年, 二〇二三年, and as some pages from Hong Kong set it 二 ○ ○ 四年 */
    marked: sticky(
      `(?:(${oneOf(year.eras)})${blank})?(?:(\\d{2,4})|(${han}(?:[ ]?${han}){3})|([${hanDigits}十百零]{1,6}))${blank}年(?!${oneOf(year.notYear)})`,
    ),
    /** 2021 in 2021、2022年: years that share their sign */
    shared: sticky(`(\\d{4})(?=(?:${join}\\d{4}){0,4}${join}(?:\\d{4}|\\d{2})${blank}(?:年${report}|学年))`),
    /** 2023学年, 2023财政年度 */
    schoolYear: sticky(`(\\d{4})${blank}(?:${oneOf(year.ofSchoolOrFinance)}年|${oneOf(year.ofAccounts)}年(?=度))`),
    /** 107学年度 */
    republicSchoolYear: sticky(`(1[0-4]\\d|[89]\\d)(?:学|${oneOf(year.ofAccounts)})年(?=度)`),
    /** 2022/23年度, 2023/24财政年度 */
    slashed: sticky(`(\\d{4})(?=[/／](?:\\d{4}|\\d{2})(?:${oneOf(year.ofSchoolOrFinance)}?年|财政年度))`),
    /** what belongs to a year behind it: 2023年度, 2023年全年 */
    wholeYear: sticky(`(?:${oneOf(year.ofAccounts)}年)?度?${blank}${oneOf(year.whole)}?`),
    /** 23 in 2021—23年 */
    short: sticky(`(\\d{2})${blank}(?:学|财政|财)?年${report}`),
    /** 110至112年, 113-114年度: years of the Republic that share their sign */
    sharedRepublic: sticky(
      `${republic}(?=(?:${join}(?:1[0-4]\\d|[6-9]\\d)){0,4}${join}(?:1[0-4]\\d|[6-9]\\d)${blank}(?:年(?!${oneOf(year.notRepublic)})|学年))`,
    ),
    /** what shows that a short number is a year: its month, quarter, festival */
    partBehind: sticky(
      `${blank}(?:(?:${dayOrMonth}|元)${blank}月|第?${quarterNumeral}季度|[上下]半年|年?(?:底|末|初)(?!${oneOf(year.notEdge)})|[前第]${dayOrMonth}个月|第[^。\\n]{1,3}${weekWord}|${oneOf(year.festivals)})`,
    ),
    notFullYear: sticky(oneOf(year.notFullYear)),
    /** 每年底, 历年初 */
    notAfter: new RegExp(anyOf(year.notAfter)),
    /** what stands behind years that are counted: 120年历史, 110年老店, 150年间 */
    countedBehind: sticky(`的?${oneOf(year.counted)}|${oneOf(year.lasting)}`),
    /** and before them */
    countingBefore: new RegExp(`${oneOf(year.counting)}$`),
  };
}

const hanDigit = `[${hanZeros}${hanDigits}]`;
/** 二零一七至一八年, 二〇二一至二〇二五年 */
const sharedHan = sticky(`(${hanDigit}{4})(?=${join}(?:${hanDigit}{4}|${hanDigit}{2})${blank}(?:年|学年|财政年))`);
const shortHan = sticky(`(${hanDigit}{2})${blank}(?:学|财政)?年`);
const bareRange = sticky(`(\\d{4})${blank}(?:-|–|—|~|～|至|到)${blank}(\\d{4})(?!\\d)`);
const bare = /\d{4}(?!\d)/y;
const month = sticky(`${blank}(?:${dayOrMonth}|元)${blank}月`);

/** The year at the head of a date: 2023年, 二〇二三年, 民国112年, 今年; 2021 in 2021-2025年. Moves on behind it. */
export function readYear(text: string, state: ParseState, patterns: YearPatterns, republic: boolean, after: PartialDate | null): boolean {
  if (!readYearWord(text, state, patterns, republic, after)) return false;
  state.at += matchAt(patterns.wholeYear, text, state.at)?.[0].length ?? 0;
  return true;
}

function readYearWord(text: string, state: ParseState, patterns: YearPatterns, republic: boolean, after: PartialDate | null): boolean {
  const first = text[state.at] ?? " ";
  if (patterns.relative.starts.has(first)) return readRelativeYear(text, state, patterns.relative);
  // the year of a range or a list, whose second may leave out its century
  const yearBefore = after?.years && after.months === null ? after.years[1] : null;
  if (isDigit(text, state.at)) {
    const unmarked =
      readSharedYear(text, state, patterns) ||
      (yearBefore !== null && readShortYear(text, state, patterns.short, yearBefore)) ||
      (republic && readSharedRepublicYear(text, state, patterns)) ||
      readBareYear(text, state, yearBefore !== null);
    return unmarked || readMarkedYear(text, state, patterns, republic);
  }
  if (readSharedHanYear(text, state) || (yearBefore !== null && readShortYear(text, state, shortHan, yearBefore))) return true;
  return (
    (patterns.eraStarts.has(first) || `十百O${hanZeros}${hanDigits}`.includes(first)) && readMarkedYear(text, state, patterns, republic)
  );
}

/** 2021 in 2021-2025年, 2022/23年度, 2023学年 */
function readSharedYear(text: string, state: ParseState, patterns: YearPatterns): boolean {
  const found =
    matchAt(patterns.shared, text, state.at) ?? matchAt(patterns.schoolYear, text, state.at) ?? matchAt(patterns.slashed, text, state.at);
  return found !== null && plausibleYear(Number(found[1])) && setYear(state, Number(found[1]), found[0].length);
}

function readSharedHanYear(text: string, state: ParseState): boolean {
  const found = matchAt(sharedHan, text, state.at);
  const year = parseNumeral(found?.[1] ?? "");
  return found !== null && plausibleYear(year) && setYear(state, year, found[0].length);
}

/** 23 in 2021—23年, 一八 in 二零一七至一八年 */
function readShortYear(text: string, state: ParseState, pattern: RegExp, yearBefore: number): boolean {
  const found = matchAt(pattern, text, state.at);
  if (found === null) return false;
  const digits = found[1] ?? "";
  const year = Math.floor(yearBefore / 100) * 100 + (isDigit(digits, 0) ? Number(digits) : parseDigits(digits));
  return year > yearBefore && setYear(state, year, found[0].length);
}

/** 110至112年, 107学年度 */
function readSharedRepublicYear(text: string, state: ParseState, patterns: YearPatterns): boolean {
  const found = matchAt(patterns.sharedRepublic, text, state.at) ?? matchAt(patterns.republicSchoolYear, text, state.at);
  return found !== null && !isCountingAt(text, state.at, patterns) && setYear(state, Number(found[1]) + 1911, found[0].length);
}

/** 2021-2023 without 年, and the second of the two */
function readBareYear(text: string, state: ParseState, isSecond: boolean): boolean {
  const range = matchAt(bareRange, text, state.at);
  if (range !== null && isYearRange(text, state.at, range)) return setYear(state, Number(range[1]), 4);
  if (!isSecond || matchAt(bare, text, state.at) === null || !endsAt(text, state.at + 4)) return false;
  return setYear(state, Number(text.slice(state.at, state.at + 4)), 4);
}

/** A year with its sign: 2023年, 民国112年, 二〇二三年, 112年 in Taiwan, 97年6月. */
function readMarkedYear(text: string, state: ParseState, patterns: YearPatterns, republic: boolean): boolean {
  const found = matchAt(patterns.marked, text, state.at);
  if (found === null) return false;
  const [all, era, arabic, han, number] = found;
  const value = parseNumeral(arabic ?? han ?? number ?? "");
  const end = state.at + all.length;
  if (era?.endsWith("民国")) return value > 0 && value < 200 && setYear(state, value + 1911, all.length);
  if (number !== undefined && era === undefined)
    return isShortHanYear(text, end, number, patterns) && setYear(state, inCentury(parseDigits(number)), all.length);
  if (arabic === undefined || arabic.length === 4)
    return isFullYear(text, state.at, end, value, patterns) && setYear(state, value, all.length);
  if (republic && value >= 60 && value < 150) {
    const monthFollows = matchAt(month, text, end) !== null;
    if (monthFollows || value > 100 || matchAt(yearTail, text, end) !== null) {
      const counted = matchAt(patterns.countedBehind, text, end) !== null || isCountingAt(text, state.at, patterns);
      return (monthFollows || !counted) && setYear(state, value + 1911, all.length);
    }
  }
  return isShortYear(text, state.at, end, arabic, patterns) && setYear(state, inCentury(value), all.length);
}

const yearTail = /度|以来|起/y;

function isFullYear(text: string, start: number, end: number, year: number, patterns: YearPatterns): boolean {
  if (!plausibleYear(year) && !isHistoric(text, start, end, year, patterns)) return false;
  return matchAt(patterns.notFullYear, text, end) === null;
}

/** 1368年: only before a month, or where what stands before it says when. */
function isHistoric(text: string, start: number, end: number, year: number, { partBehind }: YearPatterns): boolean {
  if (!(year >= 1000 && year < 1800)) return false;
  return matchAt(partBehind, text, end) !== null || /[于在自至从到元(（]/.test(text[start - 1] ?? "");
}

/** 97年6月, 08年 */
function isShortYear(text: string, start: number, end: number, digits: string, { partBehind }: YearPatterns): boolean {
  if (digits.length !== 2) return false;
  return matchAt(partBehind, text, end) !== null || (digits.startsWith("0") && text[start - 1] !== ".");
}

/** 九七年, 零七年 before a part of the year */
function isShortHanYear(text: string, end: number, digits: string, { partBehind }: YearPatterns): boolean {
  return digits.length === 2 && !/[十百]/.test(digits) && matchAt(partBehind, text, end) !== null;
}

/** 97 is 1997, 08 is 2008. */
function inCentury(year: number): number {
  return year > 50 ? 1900 + year : 2000 + year;
}

/** 建校110年: what stands before a number shows that it counts years. */
function isCountingAt(text: string, at: number, { countingBefore }: YearPatterns): boolean {
  return countingBefore.test(text.slice(Math.max(0, at - 2), at));
}

/** 2021-2023 without 年: only between marks, and one year after the other. */
function isYearRange(text: string, at: number, [all, first, second]: RegExpExecArray): boolean {
  const [from, to] = [Number(first), Number(second)];
  if (from < 1949 || to > 2100 || to <= from || to - from > 30) return false;
  return /[\s(（从自在于:：]/.test(text[at - 1] ?? "\n") && endsAt(text, at + all.length);
}

function endsAt(text: string, end: number): boolean {
  return /[\s)）》”的，,。;；]/.test(text[end] ?? "\n");
}
