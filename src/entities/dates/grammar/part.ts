import { blank, type Draft, join, numberSaid, small, take, weekdaySaid } from "./draft.js";
import { offsetSaid, readQuarter } from "./quarter.js";

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
export function readPartOfYear(text: string, draft: Draft): boolean {
  // 2023年的第三季度
  const linked = text[draft.at] === "的" && draft.at > 0 && (draft.years !== null || draft.yearOffset !== null);
  if (linked && readPartAt(text, draft, draft.at + 1)) return true;
  return readPartAt(text, draft, draft.at);
}

function readPartAt(text: string, draft: Draft, at: number): boolean {
  const first = text[at] ?? "";
  if (!firsts.has(first)) return false;
  const before = draft.at;
  draft.at = at;
  if (readPart(text, draft, first)) return true;
  draft.at = before;
  return false;
}

function readPart(text: string, draft: Draft, first: string): boolean {
  if (readQuarter(text, draft)) return true;
  return "前首头后第年月底末初伊".includes(first) ? readMonths(text, draft) || readMonth(text, draft) : readMonth(text, draft);
}

/** 前11个月, 首月, 年底, 月底 */
function readMonths(text: string, draft: Draft): boolean {
  const { at } = draft;
  const yearSaid = draft.years !== null || draft.yearOffset !== null;
  const several = take(firstMonths, text, at) ?? (yearSaid ? take(lastMonths, text, at) : null);
  const count = numberSaid(several?.[1] ?? "");
  // 前12个月 is a year back from somewhere
  if (several !== null && count < 12) return setMonths(draft, several, several[0].startsWith("后") ? [13 - count, 12] : [1, count]);
  const one = yearSaid ? take(oneMonth, text, at) : null;
  const month = one === null ? 0 : numberSaid(one[1] ?? "1");
  if (one !== null && month <= 12) return setMonths(draft, one, [month, month]);
  if (readMonthEdge(text, draft)) return true;
  const edge = yearSaid || text[at] === "年" ? take(yearEdge, text, at) : null;
  return edge !== null && setMonths(draft, edge, edge[1] === "初" || edge[1] === "伊始" ? [1, 1] : [12, 12]);
}

function setMonths(draft: Draft, found: RegExpExecArray, months: readonly [number, number]): true {
  draft.months = months;
  draft.precision = "month";
  draft.at += found[0].length;
  return true;
}

const loneEdge = /(?<![个每当各隔单双整满次同末\d一二三四五六七八九十])月(底|末|初)(?!步|级|中|端|[一二三四五六七八九十])/y;

/** 月底: of this month, where none is said */
function readMonthEdge(text: string, draft: Draft): boolean {
  const found = take(loneEdge, text, draft.at);
  if (found === null || draft.years !== null) return false;
  draft.monthOffset = 0;
  draft.days = monthParts[found[1] ?? ""] ?? null;
  draft.precision = found[1] === "初" ? "ten-days" : "day";
  draft.at += found[0].length;
  return true;
}

function readMonth(text: string, draft: Draft): boolean {
  const relative = take(glossedMonth, text, draft.at) ?? take(relativeMonth, text, draft.at);
  if (relative !== null) {
    const said = relative[2] === undefined ? null : Number(relative[2]);
    if (said !== null && !(said >= 1 && said <= 12)) return false;
    draft.months = said === null ? null : [said, said];
    draft.monthOffset = offsetSaid(relative[0]);
    draft.precision = "month";
    draft.at += relative[0].length;
    return true;
  }
  const month = take(monthRule, text, draft.at) ?? take(sharedMonth, text, draft.at);
  if (month === null || numberSaid(month[1] ?? "") > 99) return false;
  draft.months = [numberSaid(month[1] ?? ""), numberSaid(month[1] ?? "")];
  draft.precision = "month";
  draft.at += month[0].length;
  return true;
}

/** 上旬, 月底: a part of the month just read. */
export function readPartOfMonth(text: string, draft: Draft): boolean {
  const part = take(monthPart, text, draft.at);
  const days = monthParts[part?.[1] ?? ""];
  if (part === null || days === undefined) return false;
  draft.days = days;
  draft.precision = days[0] === 0 ? "day" : "ten-days";
  draft.at += part[0].length;
  return true;
}

const nth = /的?(?:第([一二三四五六七八九十]{1,3}|\d{1,2})|(最后))一?个?(?:周|星期|礼拜)(?!年|期|岁|边|围|刊|报)([一二三四五六日天])?/y;
/** 第二周, 第三个星期日 of the month or the year just read. */
export function readNth(text: string, draft: Draft): boolean {
  const found = take(nth, text, draft.at);
  if (found === null) return false;
  const [all, number, last, day] = found;
  if (last !== undefined && day === undefined) return false;
  const count = number === undefined ? -1 : numberSaid(number);
  if (!(count <= (draft.precision === "year" && day === undefined ? 53 : 5))) return false;
  draft.nth = { count, weekday: day === undefined ? null : weekdaySaid(day) };
  draft.precision = "day";
  draft.at += all.length;
  return true;
}
