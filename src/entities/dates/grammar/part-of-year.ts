import { blank, join, matchAt, type ParseState, parseNumeral, parseWeekday, small } from "./partial-date.js";
import { readQuarter, relativeOffset } from "./quarter.js";

const firstMonths = new RegExp(`(?<![日提以之满届早度])[前首头]${blank}(${small}|两)${blank}个?月(?!份)`, "y");
const lastMonths = new RegExp(`后${blank}(${small}|两)${blank}个月`, "y");
const oneMonth = /首月|第([一二三四五六七八九十]{1,2}|\d{1,2})个月/y;
const yearEdge = /年?(底|末|初|伊始)(?![一二三四五六七八九十]|步|级|中|衷|心|期|端|蕴|薪|价|版|学|婚|生)/y;
const monthRule = new RegExp(
  `${blank}(${small}|元)${blank}月(?:份)?(?!均|薪|球|租|饼|供|台|兰|怀|龄|花|婆|嫂|亮|光|色|老|收入|工资|缴|天(?!气)|三(?=$|[节，、。“”文歌圩庙])|革命|流火|桂花|围城)`,
  "y",
);
const sharedMonth = new RegExp(`${blank}(${small})(?=(?:${join}${small}){0,4}${join}${small}${blank}月(?!龄|均|薪))`, "y");
const relativeMonth = /(?:本|上上?一?个?|下下?一?个?|这个)月(?:份)?(?!球|台|亮|饼)/y;
const glossedMonth = /(本|上|下)[(（](\d{1,2})月?[)）]月(?:份)?/y;
const monthPart = /(?:的|月)?(上旬|中下旬|中旬|下旬|底|末|初)(?!步|级|中|端|[一二三四五六七八九十])/y;
const monthParts: Record<string, readonly [number, number]> = {
  上旬: [1, 10],
  中旬: [11, 20],
  下旬: [21, 0],
  中下旬: [11, 0],
  初: [1, 10],
  底: [0, 0],
  末: [0, 0],
};

/** what a part of a year may begin with; digits and blanks lead to a month or a quarter */
const firsts = new Set("的上下第首头前后本这年月底末初伊一二三四五六七八九十元 \u00a0\u30000123456789");

/** Half-year, quarters, months, beginning and end of a year. Moves on behind it. */
export function readPartOfYear(text: string, state: ParseState): boolean {
  // 2023年的第三季度
  const linked = text[state.at] === "的" && state.at > 0 && (state.years !== null || state.yearOffset !== null);
  if (linked && readPartAt(text, state, state.at + 1)) return true;
  return readPartAt(text, state, state.at);
}

function readPartAt(text: string, state: ParseState, at: number): boolean {
  const first = text[at] ?? "";
  if (!firsts.has(first)) return false;
  const before = state.at;
  state.at = at;
  if (readPart(text, state, first)) return true;
  state.at = before;
  return false;
}

function readPart(text: string, state: ParseState, first: string): boolean {
  if (readQuarter(text, state)) return true;
  return "前首头后第年月底末初伊".includes(first) ? readMonths(text, state) || readMonth(text, state) : readMonth(text, state);
}

/** 前11个月, 首月, 年底, 月底 */
function readMonths(text: string, state: ParseState): boolean {
  const { at } = state;
  const yearSaid = state.years !== null || state.yearOffset !== null;
  const several = matchAt(firstMonths, text, at) ?? (yearSaid ? matchAt(lastMonths, text, at) : null);
  const count = parseNumeral(several?.[1] ?? "");
  // 前12个月 is a year back from somewhere
  if (several !== null && count < 12) return setMonths(state, several, several[0].startsWith("后") ? [13 - count, 12] : [1, count]);
  const one = yearSaid ? matchAt(oneMonth, text, at) : null;
  const month = one === null ? 0 : parseNumeral(one[1] ?? "1");
  if (one !== null && month <= 12) return setMonths(state, one, [month, month]);
  if (readMonthEdge(text, state)) return true;
  const edge = yearSaid || text[at] === "年" ? matchAt(yearEdge, text, at) : null;
  return edge !== null && setMonths(state, edge, edge[1] === "初" || edge[1] === "伊始" ? [1, 1] : [12, 12]);
}

function setMonths(state: ParseState, found: RegExpExecArray, months: readonly [number, number]): true {
  state.months = months;
  state.precision = "month";
  state.at += found[0].length;
  return true;
}

const loneEdge = /(?<![个每当各隔单双整满次同末\d一二三四五六七八九十])月(底|末|初)(?!步|级|中|端|[一二三四五六七八九十])/y;

/** 月底: of this month, where none is said */
function readMonthEdge(text: string, state: ParseState): boolean {
  const found = matchAt(loneEdge, text, state.at);
  if (found === null || state.years !== null) return false;
  state.monthOffset = 0;
  state.days = monthParts[found[1] ?? ""] ?? null;
  state.precision = found[1] === "初" ? "ten-days" : "day";
  state.at += found[0].length;
  return true;
}

function readMonth(text: string, state: ParseState): boolean {
  const relative = matchAt(glossedMonth, text, state.at) ?? matchAt(relativeMonth, text, state.at);
  if (relative !== null) {
    const said = relative[2] === undefined ? null : Number(relative[2]);
    if (said !== null && !(said >= 1 && said <= 12)) return false;
    state.months = said === null ? null : [said, said];
    state.monthOffset = relativeOffset(relative[0]);
    state.precision = "month";
    state.at += relative[0].length;
    return true;
  }
  const month = matchAt(monthRule, text, state.at) ?? matchAt(sharedMonth, text, state.at);
  if (month === null || parseNumeral(month[1] ?? "") > 99) return false;
  state.months = [parseNumeral(month[1] ?? ""), parseNumeral(month[1] ?? "")];
  state.precision = "month";
  state.at += month[0].length;
  return true;
}

/** 上旬, 月底: a part of the month just read. */
export function readPartOfMonth(text: string, state: ParseState): boolean {
  const part = matchAt(monthPart, text, state.at);
  const days = monthParts[part?.[1] ?? ""];
  if (part === null || days === undefined) return false;
  state.days = days;
  state.precision = days[0] === 0 ? "day" : "ten-days";
  state.at += part[0].length;
  return true;
}

const ordinalWeek =
  /的?(?:第([一二三四五六七八九十]{1,3}|\d{1,2})|(最后))一?个?(?:周|星期|礼拜)(?!年|期|岁|边|围|刊|报)([一二三四五六日天])?/y;
/** 第二周, 第三个星期日 of the month or the year just read. */
export function readOrdinalWeek(text: string, state: ParseState): boolean {
  const found = matchAt(ordinalWeek, text, state.at);
  if (found === null) return false;
  const [all, number, last, day] = found;
  if (last !== undefined && day === undefined) return false;
  const count = number === undefined ? -1 : parseNumeral(number);
  if (!(count <= (state.precision === "year" && day === undefined ? 53 : 5))) return false;
  state.ordinalWeek = { count, weekday: day === undefined ? null : parseWeekday(day) };
  state.precision = "day";
  state.at += all.length;
  return true;
}
