import { blank, isDigit, join, matchAt, type ParseState, type PartialDate, parseNumeral, small } from "./partial-date.js";
import { severalYears } from "./relative.js";

/** 二〇二三, and as some Hong Kong pages set it 二 ○ ○ 四 */
const hanYear = "[〇零○O0一二三四五六七八九](?:[ ]?[〇零○O0一二三四五六七八九]){3}";
const yearRule = new RegExp(
  `(?:(中华民国|民国|公元|西元)${blank})?(?:(\\d{2,4})|(${hanYear})|([一二三四五六七八九十百零]{1,6}))${blank}年(?!龄|纪|轻|代|货|味|会(?!计)|级|画|报(?!告)|鉴|糕|夜)`,
  "y",
);
const sharedYear = new RegExp(`(\\d{4})(?=(?:${join}\\d{4}){0,4}${join}(?:\\d{4}|\\d{2})${blank}(?:年(?!报(?!告)|鉴)|学年))`, "y");
/** 二零一七至一八年, 二〇二一至二〇二五年 */
const hanDigit = "[〇零○一二三四五六七八九]";
const sharedHanYear = new RegExp(`(${hanDigit}{4})(?=${join}(?:${hanDigit}{4}|${hanDigit}{2})${blank}(?:年|学年|财政年))`, "y");
const shortHanYear = new RegExp(`(${hanDigit}{2})${blank}(?:学|财政)?年`, "y");
const shortYear = new RegExp(`(\\d{2})${blank}(?:学|财政|财)?年(?!报(?!告)|鉴)`, "y");
const schoolYear = new RegExp(`(\\d{4})${blank}(?:学年|财政年(?=度)|会计年(?=度)|财年)`, "y");
/** 110至112年, 113-114年度, 112、113年: years of the Republic that share their sign */
const sharedRocYear = new RegExp(
  `(1[0-4]\\d|[6-9]\\d)(?=(?:${join}(?:1[0-4]\\d|[6-9]\\d)){0,4}${join}(?:1[0-4]\\d|[6-9]\\d)${blank}(?:年(?!代|龄|级|次)|学年))`,
  "y",
);
/** 107学年度 */
const rocSchoolYear = /(1[0-4]\d|[89]\d)(?:学|会计|财政)年(?=度)/y;
/** 2022/23年度, 2023/24财政年度 */
const slashedYear = /(\d{4})(?=[/／](?:\d{4}|\d{2})(?:年度|学年|财政年度|财年|年))/y;
const bareYears = new RegExp(`(\\d{4})${blank}(?:-|–|—|~|～|至|到)${blank}(\\d{4})(?!\\d)`, "y");
const bareYear = /\d{4}(?!\d)/y;
/** 去(2019)年, 今（113）年 */
const glossedYear = /[今去明前后][(（](\d{3,4})年?[)）]年/y;
const relativeYear = /(?:大前|前|去|今|明|后|本|来|次|翌|上一?|下一?|同)年/y;
const relativeYears: Record<string, number> = {
  大前: -3,
  前: -2,
  去: -1,
  今: 0,
  本: 0,
  明: 1,
  来: 1,
  后: 2,
  上: -1,
  上一: -1,
  次: 1,
  翌: 1,
  下一: 1,
};
const afterYear = new RegExp(`(?:财政年|会计年)?度?${blank}(?:全年|年内)?`, "y");
const part = new RegExp(
  `${blank}(?:(?:${small}|元)${blank}月|第?[一二三四1-4]季度|上半年|下半年|年?(?:底|末|初)(?!蕴|薪|级|中|版|学|婚|步|衷)|[前第]${small}个月|第[^。\\n]{1,3}(?:周|星期|礼拜)|元旦|春节|除夕|元宵|清明|端午|中秋|国庆|重阳|五一)`,
  "y",
);
/** what follows a number of years that counts them: 120年历史, 110年老店, 150年间 */
const counted =
  /^(?:的?(?:历史|历程|文明|老|古|风雨|寿命|时间|工龄|校庆|使用权|产权|期)|来|多|前|间|内|以上|以下|之久|之间|不遇|一遇|后|以后|之后|未)/;
/** and what stands before it */
const counting = /[近约逾超满达长共历距过第约每已了]$|(?:创校|建校|立校|建院|成立|开业|走过|迎来|创办|结婚|执业)$/;
const month = new RegExp(`${blank}(?:${small}|元)${blank}月`, "y");

/** The year at the head of a date: 2023年, 二〇二三年, 民国112年, 今年; 2021 in 2021-2025年. Moves on behind it. */
export function readYear(text: string, state: ParseState, rocYears: boolean, after: PartialDate | null): boolean {
  if (!readYearItself(text, state, rocYears, after)) return false;
  state.at += matchAt(afterYear, text, state.at)?.[0].length ?? 0;
  return true;
}

function readYearItself(text: string, state: ParseState, rocYears: boolean, after: PartialDate | null): boolean {
  const first = text[state.at] ?? " ";
  if ("今去明前后大本来次翌上下同".includes(first)) return readRelativeYear(text, state);
  if (isDigit(text, state.at)) {
    const read = readDigits(text, state, rocYears, after);
    if (read !== null) return read;
  } else {
    const shared = matchAt(sharedHanYear, text, state.at);
    if (shared !== null && plausible(parseNumeral(shared[1] ?? ""))) return setYear(state, parseNumeral(shared[1] ?? ""), shared[0].length);
    const short = after?.years && after.months === null ? matchAt(shortHanYear, text, state.at) : null;
    const year = short === null || !after?.years ? Number.NaN : Math.floor(after.years[1] / 100) * 100 + parseDigits(short[1] ?? "");
    if (short !== null && after?.years && year > after.years[1]) return setYear(state, year, short[0].length);
  }
  if (!isDigit(text, state.at) && !"中民公西〇零○O一二三四五六七八九十百".includes(first)) return false;
  return readSaidYear(text, state, rocYears);
}

/** 去年, 今(113)年, 今明两年 */
function readRelativeYear(text: string, state: ParseState): boolean {
  const glossed = matchAt(glossedYear, text, state.at);
  if (glossed !== null) {
    const said = Number(glossed[1]);
    return setYear(state, said < 200 ? said + 1911 : said, glossed[0].length);
  }
  const list = severalYears(text, state.at);
  if (list !== null) {
    state.yearOffset = list.offset;
    state.at += list.length;
    return true;
  }
  const relative = matchAt(relativeYear, text, state.at);
  if (relative === null) return false;
  const word = relative[0].slice(0, -1);
  const offset = relativeYears[word];
  if (offset === undefined) return false;
  state.yearOffset = [offset, offset];
  state.anaphoric = "上上一次翌下一".includes(word);
  state.at += relative[0].length;
  return readYearGloss(text, state);
}

/** Years in figures whose sign stands further on or nowhere; null where the year has its own. */
function readDigits(text: string, state: ParseState, rocYears: boolean, after: PartialDate | null): boolean | null {
  const shared = matchAt(sharedYear, text, state.at) ?? matchAt(schoolYear, text, state.at) ?? matchAt(slashedYear, text, state.at);
  if (shared !== null && plausible(Number(shared[1]))) return setYear(state, Number(shared[1]), shared[0].length);
  if (after?.years && after.months === null) {
    const short = matchAt(shortYear, text, state.at);
    const century = Math.floor(after.years[1] / 100) * 100;
    if (short !== null && century + Number(short[1]) > after.years[1]) return setYear(state, century + Number(short[1]), short[0].length);
  }
  const roc = rocYears ? (matchAt(sharedRocYear, text, state.at) ?? matchAt(rocSchoolYear, text, state.at)) : null;
  if (roc !== null && !counting.test(text.slice(Math.max(0, state.at - 2), state.at)))
    return setYear(state, Number(roc[1]) + 1911, roc[0].length);
  const bare = matchAt(bareYears, text, state.at);
  if (bare !== null && isYears(text, state.at, bare)) return setYear(state, Number(bare[1]), 4);
  if (after?.years && after.months === null && matchAt(bareYear, text, state.at) !== null && isBare(text, state.at + 4)) {
    return setYear(state, Number(text.slice(state.at, state.at + 4)), 4);
  }
  return null;
}

function readSaidYear(text: string, state: ParseState, rocYears: boolean): boolean {
  const said = matchAt(yearRule, text, state.at);
  if (said === null) return false;
  const [all, era, arabic, han, number] = said;
  const value = parseNumeral(arabic ?? han ?? number ?? "");
  if (era === "民国" || era === "中华民国") return value > 0 && value < 200 && setYear(state, value + 1911, all.length);
  if (number !== undefined && era === undefined) return readShortHan(text, state, said);
  const behind = text.slice(state.at + all.length, state.at + all.length + 4);
  const followed = matchAt(part, text, state.at + all.length) !== null;
  if (arabic === undefined || arabic.length === 4) {
    if (!(plausible(value) || (isOld(value) && (followed || dated.test(text.slice(Math.max(0, state.at - 1), state.at)))))) return false;
    return !/^(?:历史|文明|来|的历史|多)/.test(behind) && setYear(state, value, all.length);
  }
  const monthFollows = matchAt(month, text, state.at + all.length) !== null;
  const asRoc = rocYears && value >= 60 && value < 150 && (monthFollows || value > 100 || /^(?:度|以来|起)/.test(behind));
  if (asRoc) {
    const counts = !monthFollows && (counted.test(behind) || counting.test(text.slice(Math.max(0, state.at - 2), state.at)));
    return !counts && setYear(state, value + 1911, all.length);
  }
  const leadingZero = arabic.startsWith("0") && text[state.at - 1] !== ".";
  if (arabic.length === 2 && (followed || leadingZero)) return setYear(state, value > 50 ? 1900 + value : 2000 + value, all.length);
  return false;
}

const yearGloss = /[(（](\d{3,4})年?[)）]/y;

/** 去年(2020年): the year that explains the word wins over it. */
function readYearGloss(text: string, state: ParseState): true {
  const found = matchAt(yearGloss, text, state.at);
  const said = Number(found?.[1]);
  const year = said < 200 ? said + 1911 : said;
  if (found === null || !plausible(year) || year < 1949) return true;
  state.years = [year, year];
  state.at += found[0].length;
  return true;
}

/** 1368年 of history: only before a month, or where what stands before says when */
function isOld(year: number): boolean {
  return year >= 1000 && year < 1800;
}

const dated = /[于在自至从到元(（]/;

/** 九七年, 零七年 before a part of the year. */
function readShortHan(text: string, state: ParseState, [all, , , , number = ""]: RegExpExecArray): boolean {
  if (number.length !== 2 || /[十百]/.test(number) || matchAt(part, text, state.at + all.length) === null) return false;
  const value = parseDigits(number);
  return setYear(state, value > 50 ? 1900 + value : 2000 + value, all.length);
}

/** 二三 → 23 */
function parseDigits(said: string): number {
  return [...said.replace(/[〇○]/g, "零")].reduce((sum, digit) => sum * 10 + "零一二三四五六七八九".indexOf(digit), 0);
}

/** 2021-2023 without 年: only between marks, and one after the other. */
function isYears(text: string, at: number, [all, first, second]: RegExpExecArray): boolean {
  const [from, to] = [Number(first), Number(second)];
  if (from < 1949 || to > 2100 || to <= from || to - from > 30) return false;
  return /[\s(（从自在于:：]/.test(text[at - 1] ?? "\n") && isBare(text, at + all.length);
}

function isBare(text: string, end: number): boolean {
  return /[\s)）》”的，,。;；]/.test(text[end] ?? "\n");
}

function setYear(state: ParseState, year: number, length: number): boolean {
  state.years = [year, year];
  state.at += length;
  return true;
}

/** A year that a policy text may say. */
export function plausible(year: number): boolean {
  return year >= 1800 && year <= 2100;
}
