import { blank, type Draft, join, numberSaid, type Precision, small, take, weekdaySaid } from "./draft.js";

const half = /的?(上|下)半年/y;
const quarter = /(?:第?([一二三四1-4])(?:个)?季度|[首头]季度?(?!节)|第([一二三四1-4])季(?!节|赛))(末|初)?/y;
const quarters = /[前首头]([一二两三23])个?季度?(?!节)/y;
const relativeQuarter = /(本|这一?个?|上一?个?|下一?个?)季度(末|初)?/y;
const firstMonths = new RegExp(`(?<![日提以之满届早])[前首头]${blank}(${small}|两)${blank}个?月(?!份)`, "y");
const lastMonths = new RegExp(`后${blank}(${small}|两)${blank}个月`, "y");
const firstMonth = /首月/y;
const yearEdge = /年?(底|末|初|伊始)(?!步|级|中|衷|心|期|端|蕴|薪|价|版|学|婚|生)/y;
const monthRule = new RegExp(
  `${blank}(${small}|元)${blank}月(?:份)?(?!均|薪|球|租|饼|供|台|兰|怀|龄|花|婆|嫂|亮|光|色|老|收入|工资|缴|天(?!气)|革命|流火|桂花|围城)`,
  "y",
);
const sharedMonth = new RegExp(`${blank}(${small})(?=(?:${join}${small}){0,4}${join}${small}${blank}月)`, "y");
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
    const said = ofQuarter[1] ?? ofQuarter[2];
    const number = said === undefined ? 1 : numberSaid(said);
    set(ofQuarter, [number * 3 - 2, number * 3], "quarter");
    edgeOfQuarter(draft, ofQuarter[3]);
    return true;
  }
  const ofThis = take(relativeQuarter, text, at);
  if (ofThis !== null && draft.years === null) {
    draft.quarterOffset = offsetSaid(ofThis[1]);
    set(ofThis, [1, 3], "quarter");
    edgeOfQuarter(draft, ofThis[2]);
    return true;
  }
  const several = take(quarters, text, at);
  if (several !== null) return set(several, [1, numberSaid(several[1] ?? "") * 3], "quarter");
  const first = take(firstMonths, text, at);
  if (first !== null && numberSaid(first[1] ?? "") <= 12) return set(first, [1, numberSaid(first[1] ?? "")], "month");
  const yearSaid = draft.years !== null || draft.yearOffset !== null;
  const last = yearSaid ? take(lastMonths, text, at) : null;
  if (last !== null && numberSaid(last[1] ?? "") <= 12) return set(last, [13 - numberSaid(last[1] ?? ""), 12], "month");
  const opening = yearSaid ? take(firstMonth, text, at) : null;
  if (opening !== null) return set(opening, [1, 1], "month");
  if (readMonthEdge(text, draft)) return true;
  const edge = yearSaid || text[at] === "年" ? take(yearEdge, text, at) : null;
  if (edge !== null) return set(edge, edge[1] === "初" || edge[1] === "伊始" ? [1, 1] : [12, 12], "month");
  return readMonth(text, draft);
}

const loneEdge = /(?<![个每当各隔单双整满次同\d一二三四五六七八九十])月(底|末|初)(?!步|级|中|端|[一二三四五六七八九十])/y;

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

/** 上 is one back, 下 one on, each as often as it is said. */
function offsetSaid(said = ""): number {
  const back = /^上+/.exec(said)?.[0].length ?? 0;
  return back > 0 ? -back : (/^下+/.exec(said)?.[0].length ?? 0);
}

function edgeOfQuarter(draft: Draft, edge: string | undefined): void {
  const [first, last] = draft.months ?? [1, 12];
  if (edge === "初") {
    draft.months = [first, first];
    draft.precision = "month";
  }
  if (edge !== "末") return;
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
