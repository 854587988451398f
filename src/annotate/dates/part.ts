import { blank, type Draft, join, numberSaid, type Precision, small, take } from "./draft.js";

const half = /的?(上|下)半年/y;
const quarter = /(?:第?([一二三四1-4])(?:个)?季度|(首)季度?(?!节)|第([一二三四])季(?!节))(末|初)?/y;
const quarters = /前([一二两三23])个?季度?/y;
const firstMonths = new RegExp(`(?<![日提以之满届早])前${blank}(${small})${blank}个?月(?!份)`, "y");
const yearEdge = /年?(底|末|初)(?!步|级|中|衷|心|期|端)/y;
const monthRule = new RegExp(`${blank}(${small}|元)${blank}月(?:份)?(?!均|薪|球|租|饼|供|台|兰|怀|龄|花|婆|嫂|亮)`, "y");
const sharedMonth = new RegExp(`${blank}(${small})(?=(?:${join}${small}){0,4}${join}${small}${blank}月)`, "y");
const relativeMonth = /(?:本|当|上个?|下个?|这个)月(?:份)?/y;
const relativeMonths: Record<string, number> = { 本: 0, 这个: 0, 上: -1, 上个: -1, 下: 1, 下个: 1 };
const monthPart = /(上旬|中下旬|中旬|下旬|底|末|初)(?!步|级|中|端)/y;
const monthParts: Record<string, readonly [number, number]> = {
  上旬: [1, 10],
  中旬: [11, 20],
  下旬: [21, 0],
  中下旬: [11, 0],
  初: [1, 10],
  底: [0, 0],
  末: [0, 0],
};

/** Half-year, quarters, months, beginning and end of a year. */
export function readPartOfYear(text: string, draft: Draft): boolean {
  const { at } = draft;
  const set = (found: RegExpExecArray, months: readonly [number, number], precision: Precision): true => {
    draft.months = months;
    draft.precision = precision;
    draft.at = at + found[0].length;
    return true;
  };
  const halves = take(half, text, at);
  if (halves !== null) return set(halves, halves[1] === "上" ? [1, 6] : [7, 12], "half-year");
  const ofQuarter = take(quarter, text, at);
  if (ofQuarter !== null) {
    const number = ofQuarter[2] === "首" ? 1 : numberSaid(ofQuarter[1] ?? ofQuarter[3] ?? "");
    set(ofQuarter, [number * 3 - 2, number * 3], "quarter");
    if (ofQuarter[4] === "末") endOfMonths(draft);
    return true;
  }
  const several = take(quarters, text, at);
  if (several !== null) return set(several, [1, numberSaid(several[1] ?? "") * 3], "quarter");
  const first = take(firstMonths, text, at);
  if (first !== null && numberSaid(first[1] ?? "") <= 12) return set(first, [1, numberSaid(first[1] ?? "")], "month");
  const edge = draft.years !== null || draft.yearOffset !== null || text[at] === "年" ? take(yearEdge, text, at) : null;
  if (edge !== null) return set(edge, edge[1] === "初" ? [1, 1] : [12, 12], "month");
  const relative = take(relativeMonth, text, at);
  if (relative !== null) {
    const offset = relativeMonths[relative[0].replace(/月(?:份)?$/, "")];
    if (offset === undefined) return false;
    draft.monthOffset = offset;
    draft.precision = "month";
    draft.at = at + relative[0].length;
    return true;
  }
  const month = take(monthRule, text, at) ?? take(sharedMonth, text, at);
  if (month === null || numberSaid(month[1] ?? "") > 99) return false;
  return set(month, [numberSaid(month[1] ?? ""), numberSaid(month[1] ?? "")], "month");
}

function endOfMonths(draft: Draft): void {
  const last = draft.months?.[1] ?? 12;
  draft.months = [last, last];
  draft.days = [0, 0];
  draft.precision = "day";
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
