import { blank, matchAt, type ParseState, type PartialDate, parseNumeral, parseWeekday, small } from "./partial-date.js";

const daypart = "(?:上午|下午|中午|凌晨|清晨|傍晚|深夜|晚间|[天日晚早晨午夜])";
/** brands and set phrases that begin with 今日, 明日, 今晚 */
const notDays = "(?!报|本|新|子|性|头条|说法|关注|俄罗斯|美国|之星|黄花|黄昏|方舟|重现|香)";
const day = new RegExp(`(?:(大前|大后|大大前|大大后|前|后)[天日晚]|(今|昨|明)${daypart}|本日|即日(?=起?[至到]))${notDays}`, "y");
const offsets: Record<string, number> = { 今: 0, 昨: -1, 明: 1, 前: -2, 后: 2, 大前: -3, 大后: 3, 大大前: -4, 大大后: 4 };
/** 今(21)日, 昨（6日）晚间, 明(12月24)日 */
const glossed = new RegExp(`(今|昨|明|前|后)[(（]${blank}(?:(${small})月)?(${small})${blank}日?[)）](?!年)(?:${daypart}(?!报))?`, "y");
/** what a date is explained with: (21日), （6月16日）, (12/6) */
const gloss = new RegExp(
  `${blank}[(（]${blank}(?:(?:(?:\\d{4}年)?(\\d{1,2}|[一二三四五六七八九十]{1,2})${blank}月|(\\d{1,2})/)${blank}(${small})${blank}日?|(${small})${blank}日)${blank}[)）]`,
  "y",
);
const several = /((?:[去今明后昨前]、?){2,3})[两二三](年|天|日)(?!报|前)/y;

/** 今天, 昨晚, 今(21)日, 今明两天. Moves on behind it. */
export function readRelativeDay(text: string, state: ParseState, second: boolean, acts: (at: number) => boolean): boolean {
  if (!"今昨明前后大去本即".includes(text[state.at] ?? " ")) return false;
  // 案件昨在法院提堂
  if (text[state.at] === "昨" && acts(state.at + 1)) return set(state, 1, [-1, -1]);
  const inner = matchAt(glossed, text, state.at);
  if (inner !== null) {
    const offset = offsets[inner[1] ?? ""] ?? 0;
    state.dayOffset = [offset, offset];
    return setGloss(state, inner, inner[2], inner[3]);
  }
  const list = matchAt(several, text, state.at);
  if (list !== null && list[2] !== "年") {
    const said = signsOf(list[1]).map((sign) => offsets[sign] ?? Number.NaN);
    if (!isAscending(said)) return false;
    return set(state, list[0].length, [said[0] ?? 0, said.at(-1) ?? 0]);
  }
  const said = matchAt(day, text, state.at);
  // 时至今日 says no day, nor does 目前日产量
  if (
    said === null ||
    (said[1] === "前" && /[目日此之]/.test(text[state.at - 1] ?? "")) ||
    (!second && said[0] === "今日" && text[state.at - 1] === "至")
  )
    return false;
  const offset = offsets[said[1] ?? said[2] ?? ""] ?? 0;
  set(state, said[0].length, [offset, offset]);
  readGloss(text, state);
  return true;
}

function set(state: ParseState, length: number, offset: readonly [number, number]): true {
  state.dayOffset = offset;
  state.precision = "day";
  state.at += length;
  return true;
}

/** 今明两年: the years counted from this one; null where the signs are no years or do not follow on each other. */
export function severalYears(text: string, at: number): { readonly offset: readonly [number, number]; readonly length: number } | null {
  const list = matchAt(several, text, at);
  if (list?.[2] !== "年") return null;
  const said = signsOf(list[1]).map((sign) => ({ 前: -2, 去: -1, 今: 0, 明: 1, 后: 2 })[sign] ?? Number.NaN);
  return isAscending(said) ? { offset: [said[0] ?? 0, said.at(-1) ?? 0], length: list[0].length } : null;
}

function signsOf(said = ""): string[] {
  return [...said.replace(/、/g, "")];
}

function isAscending(said: readonly number[]): boolean {
  return said.every((offset, i) => i === 0 || offset === (said[i - 1] ?? 0) + 1);
}

/** (21日) after a day or a weekday: it says which. */
function readGloss(text: string, state: ParseState): void {
  const found = matchAt(gloss, text, state.at);
  if (found !== null) setGloss(state, found, found[1] ?? found[2], found[3] ?? found[4]);
}

function setGloss(state: ParseState, found: RegExpExecArray, month: string | undefined, said = ""): boolean {
  const [value, of] = [parseNumeral(said), month === undefined ? null : parseNumeral(month)];
  if (!(value >= 1 && value <= 31) || (of !== null && !(of >= 1 && of <= 12))) return false;
  state.days = [value, value];
  state.months = of === null ? null : [of, of];
  state.precision = "day";
  state.at += found[0].length;
  return true;
}

const weekSign = "(?:周|星期|礼拜)";
const week = new RegExp(
  `(上上|下下|上|下|本|这)一?个?${weekSign}(?:的?${weekSign})?(?!边|围|年|期|转|岁|刊|报|日报)([一二三四五六日天末])?`,
  "y",
);
const weekOffsets: Record<string, number> = { 上上: -2, 上: -1, 本: 0, 这: 0, 下: 1, 下下: 2 };
const weekday = new RegExp(`${weekSign}([一二三四五六日天])(?!报|刊|期|围|边|岁|年)`, "y");
/** with every week: 每周三, 逢周一; or a row of them: 周一至周五, 周六、周日 */
const recurring = /[每逢各隔单双几第个至到、和及或,，-]$/;
const row = new RegExp(`${blank}(?:[至到、和及或~～—–-]|${weekSign}|[一二三四五六日天])`, "y");

/** 上周, 下周三, 下星期五(10日); a bare 周三 where it is explained by its day or `framed` by what happens on it. */
export function readWeek(text: string, state: ParseState, after: PartialDate | null, framed: (end: number) => boolean): boolean {
  if (!"上下本这周星礼".includes(text[state.at] ?? " ")) return false;
  const said = matchAt(week, text, state.at);
  if (said !== null) {
    const [all, before = "", sign] = said;
    const first = sign === undefined ? 0 : sign === "末" ? 5 : parseWeekday(sign);
    state.week = { offset: weekOffsets[before] ?? 0, first, last: sign === undefined || sign === "末" ? 6 : first };
    state.precision = "day";
    state.at += all.length;
    if (sign !== undefined && sign !== "末") readGloss(text, state);
    return true;
  }
  const bare = matchAt(weekday, text, state.at);
  if (bare === null) return false;
  const end = state.at + bare[0].length;
  const known = matchAt(gloss, text, end) !== null || (after !== null && after.week !== null);
  if (!known && (recurring.test(text.slice(Math.max(0, state.at - 1), state.at)) || matchAt(row, text, end) !== null || !framed(end)))
    return false;
  state.week = { offset: after?.week?.offset ?? null, first: parseWeekday(bare[1] ?? ""), last: parseWeekday(bare[1] ?? "") };
  state.precision = "day";
  state.at = end;
  readGloss(text, state);
  return true;
}
