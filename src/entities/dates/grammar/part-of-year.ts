import type { DateWords } from "../../../dictionary/values/date-words.js";
import { anyOf, oneOf } from "../../../lexicon/alternation.js";
import { dayOrMonth, hanDigits, parseNumeral, parseWeekday, weekdaySigns, weekWord } from "./numerals.js";
import type { ParseState } from "./partial-date.js";
import { blank, join, matchAt, sticky } from "./patterns.js";
import { lastOrNext, type QuarterPatterns, readQuarter, relativeOffset } from "./quarter.js";

export type PartOfYearPatterns = ReturnType<typeof partOfYearPatterns>;

export function partOfYearPatterns({ partOfYear, relative }: DateWords) {
  const numerals = `[${hanDigits}十]`;
  /** 年底, 月初: what stands behind makes another word of the sign (初步, 初级, 底薪) */
  const edges = (signs: readonly string[]): string =>
    signs
      .map(
        (sign) => `${sign}(?!${numerals}${(partOfYear.notEdge[sign] ?? []).length > 0 ? `|${oneOf(partOfYear.notEdge[sign] ?? [])}` : ""})`,
      )
      .join("|");
  return {
    /** first and last day of the parts of a month; 0 is its last */
    daysOf: new Map(Object.entries(partOfYear.ofMonth)),
    /** 前11个月 */
    firstMonths: sticky(
      `(?<!${anyOf(partOfYear.notFirstAfter)})[前首头]${blank}(${dayOrMonth}|两)${blank}个?月(?!份|${oneOf(partOfYear.notFirstBehind)})`,
    ),
    /** 年底, 年初 */
    yearEdge: sticky(`年?(${edges(["底", "末", "初", "伊始"])})`),
    month: sticky(`${blank}(${dayOrMonth}|元)${blank}月(?:份)?(?!${oneOf(partOfYear.notMonth)})`),
    /** 3 in 3、4月 */
    listedMonth: sticky(
      `${blank}(${dayOrMonth})(?=(?:${join}${dayOrMonth}){0,4}${join}${dayOrMonth}${blank}月(?!${oneOf(partOfYear.notListedMonth)}))`,
    ),
    relativeMonth: sticky(`(?:本|${lastOrNext}|这个)月(?:份)?(?!${oneOf(partOfYear.notThisMonth)})`),
    partOfMonth: sticky(`(?:的|月)?(${edges(Object.keys(partOfYear.ofMonth))})`),
    /** 月底 without its month */
    monthEdge: sticky(`(?<!${anyOf(partOfYear.notMonthAfter, `${hanDigits}十\\d`)})月(${edges(["底", "末", "初"])})`),
    /** 下半月 without its month */
    halfMonth: sticky("([上下]半月)(?!度|刊|谈)"),
    ordinalWeek: sticky(
      `的?(?:第(${numerals}{1,3}|\\d{1,2})|(最后))一?个?${weekWord}(?!${oneOf(relative.notOrdinalWeek)})([${weekdaySigns}])?`,
    ),
  };
}

const lastMonths = sticky(`后${blank}(${dayOrMonth}|两)${blank}个月`);
const ordinalMonth = sticky(`首月|第([${hanDigits}十]{1,2}|\\d{1,2})个月`);
const explainedMonth = /(本|上|下)(?:[(（](\d{1,2})月?[)）]月(?:份)?|月(?:份)?[(（](\d{1,2})月(?:份)?[)）])/y;
/** what months counted from an end of the year, and the ends of years and months, begin with */
const monthStarts = "前首头后第年月底末初伊上下";
/** what a part of a year may begin with; digits and blanks lead to a month or a quarter */
const starts = new Set(`的上下本这十元${monthStarts} \u00a0\u30000123456789${hanDigits}`);

/** Half-years, quarters, months, the beginning and the end of a year. Moves on behind it. */
export function readPartOfYear(text: string, state: ParseState, patterns: PartOfYearPatterns, quarters: QuarterPatterns): boolean {
  // 2023年的第三季度
  const linked = text[state.at] === "的" && state.at > 0 && hasYear(state);
  if (linked && readPartAt(text, state, state.at + 1, patterns, quarters)) return true;
  return readPartAt(text, state, state.at, patterns, quarters);
}

function hasYear({ years, yearOffset }: ParseState): boolean {
  return years !== null || yearOffset !== null;
}

function readPartAt(text: string, state: ParseState, at: number, patterns: PartOfYearPatterns, quarters: QuarterPatterns): boolean {
  const first = text[at] ?? "";
  if (!starts.has(first)) return false;
  const before = state.at;
  state.at = at;
  const read =
    readQuarter(text, state, quarters) ||
    (monthStarts.includes(first) && readMonthsOrEdge(text, state, patterns)) ||
    readMonth(text, state, patterns);
  if (!read) state.at = before;
  return read;
}

/** 前11个月, 首月, 年底, 月底 */
function readMonthsOrEdge(text: string, state: ParseState, patterns: PartOfYearPatterns): boolean {
  const { at } = state;
  const yearKnown = hasYear(state);
  const several = matchAt(patterns.firstMonths, text, at) ?? (yearKnown ? matchAt(lastMonths, text, at) : null);
  const count = parseNumeral(several?.[1] ?? "");
  // 前12个月 is a year back from somewhere
  if (several !== null && count < 12) return setMonths(state, several, several[0].startsWith("后") ? [13 - count, 12] : [1, count]);
  const one = yearKnown ? matchAt(ordinalMonth, text, at) : null;
  const month = one === null ? 0 : parseNumeral(one[1] ?? "1");
  if (one !== null && month <= 12) return setMonths(state, one, [month, month]);
  if (readMonthEdge(text, state, patterns)) return true;
  const edge = yearKnown || text[at] === "年" ? matchAt(patterns.yearEdge, text, at) : null;
  return edge !== null && setMonths(state, edge, edge[1] === "初" || edge[1] === "伊始" ? [1, 1] : [12, 12]);
}

function setMonths(state: ParseState, found: RegExpExecArray, months: readonly [number, number]): true {
  state.months = months;
  state.precision = "month";
  state.at += found[0].length;
  return true;
}

/** 月底, 下半月: of this month, where none is named */
function readMonthEdge(text: string, state: ParseState, { monthEdge, halfMonth, daysOf }: PartOfYearPatterns): boolean {
  const found = matchAt(monthEdge, text, state.at) ?? matchAt(halfMonth, text, state.at);
  if (found === null || state.years !== null) return false;
  state.monthOffset = 0;
  state.days = daysOf.get(found[1] ?? "") ?? null;
  state.precision = state.days?.[0] === 0 ? "day" : "ten-days";
  state.at += found[0].length;
  return true;
}

/** 本月, 上个月, 本(12)月, 6月, 元月 */
function readMonth(text: string, state: ParseState, patterns: PartOfYearPatterns): boolean {
  const relative = matchAt(explainedMonth, text, state.at) ?? matchAt(patterns.relativeMonth, text, state.at);
  if (relative !== null) return setRelativeMonth(state, relative[0], explanation(relative));
  const found = matchAt(patterns.month, text, state.at) ?? matchAt(patterns.listedMonth, text, state.at);
  const month = parseNumeral(found?.[1] ?? "");
  return found !== null && !(month > 99) && setMonths(state, found, [month, month]);
}

/** The month in the brackets: 11 in 下(11)月 and 下月(11月). */
function explanation([, , within, behind]: RegExpExecArray): number | null {
  const month = within ?? behind;
  return month === undefined ? null : Number(month);
}

function setRelativeMonth(state: ParseState, all: string, explained: number | null): boolean {
  if (explained !== null && !(explained >= 1 && explained <= 12)) return false;
  state.months = explained === null ? null : [explained, explained];
  state.monthOffset = relativeOffset(all);
  state.precision = "month";
  state.at += all.length;
  return true;
}

/** 上旬, 月底: a part of the month just read. */
export function readPartOfMonth(text: string, state: ParseState, { partOfMonth, daysOf }: PartOfYearPatterns): boolean {
  const part = matchAt(partOfMonth, text, state.at);
  const days = daysOf.get(part?.[1] ?? "");
  if (part === null || days === undefined) return false;
  state.days = days;
  state.precision = days[0] === 0 ? "day" : "ten-days";
  state.at += part[0].length;
  return true;
}

/** 第二周, 第三个星期日 of the month or the year just read. */
export function readOrdinalWeek(text: string, state: ParseState, { ordinalWeek }: PartOfYearPatterns): boolean {
  const found = matchAt(ordinalWeek, text, state.at);
  if (found === null) return false;
  const [all, number, last, day] = found;
  if (last !== undefined && day === undefined) return false;
  const count = number === undefined ? -1 : parseNumeral(number);
  const most = state.precision === "year" && day === undefined ? 53 : 5;
  if (!(count <= most)) return false;
  state.ordinalWeek = { count, weekday: day === undefined ? null : parseWeekday(day) };
  state.precision = "day";
  state.at += all.length;
  return true;
}
