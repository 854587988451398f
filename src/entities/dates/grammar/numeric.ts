import { matchAt, type ParseContext, type ParseState, type PartialDate } from "./partial-date.js";
import { plausible } from "./year.js";

const day = /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d|\2\d)/y;
/** a page that lost its blank: 2018-12-1209:03 */
const glued = /(\d{4})([-/.])(\d{2})\2(\d{2})(?=\d{2}[:：]\d{2})/y;
/** years of the Republic: 112/12/06, 112.12.6 */
const rocDay = /(1[0-4]\d|[6-9]\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d|\2\d)/y;
const month = /(\d{4})[-.](\d{1,2})(?=$|[\s)）~～至到—–]|-\d{4}[-.]\d{1,2}(?!\d))/y;
/** the end of a range in figures: 2023.03.01-03.15 */
const monthDay = /(\d{1,2})[./](\d{1,2})(?![\d.%％/])/y;
/** 12/6(三), 12/1起, 12/1~12/31 */
const slashed = /(\d{1,2})\/(\d{1,2})(?![\d/.%％])/y;
const slashedBefore = /(?:自|于|至|到|即日起[至到]|从)[ ]?$/;
const slashedBehind =
  /[ ]?(?:[(（](?:星期|周|礼拜)?[一二三四五六日天][)）]|(?:起|止|截止|前)|[-~～至到–—]{1,2}[ ]?(?:\d{1,2}\/)?\d{1,2}(?![\d%％]))/y;

/** Dates in figures alone. Moves on behind them. */
export function readNumeric(text: string, state: ParseState, { taiwan }: ParseContext, after: PartialDate | null): boolean {
  const { at } = state;
  const second = after !== null;
  const before = text[at - 1] ?? "\n";
  if (!second && /[\d./-]/.test(before)) return false;
  const full = matchAt(day, text, at) ?? matchAt(glued, text, at);
  if (full !== null) return plausible(Number(full[1])) && set(state, full[0], Number(full[1]), full[3], full[4]);
  const roc = taiwan ? matchAt(rocDay, text, at) : null;
  if (roc !== null && isMonthDay(roc[3], roc[4])) return set(state, roc[0], Number(roc[1]) + 1911, roc[3], roc[4]);
  const months = matchAt(month, text, at);
  if (months !== null && plausible(Number(months[1])) && isMonthDay(months[2], "1") && /[\s(（:：~～至到—–-]/.test(before)) {
    state.years = [Number(months[1]), Number(months[1])];
    state.months = [Number(months[2]), Number(months[2])];
    state.precision = "month";
    state.at += months[0].length;
    return true;
  }
  const end = after?.years && after.days !== null ? matchAt(monthDay, text, at) : null;
  if (end !== null && isMonthDay(end[1], end[2])) return set(state, end[0], null, end[1], end[2]);
  const short = matchAt(slashed, text, at);
  if (short === null || !isMonthDay(short[1], short[2])) return false;
  const behind = matchAt(slashedBehind, text, at + short[0].length);
  const shown = behind !== null && /[(（]/.test(behind[0]);
  const movable = second || behind !== null || slashedBefore.test(text.slice(Math.max(0, at - 5), at));
  return (shown || (taiwan && movable)) && set(state, short[0], null, short[1], short[2]);
}

function isMonthDay(month = "", date = ""): boolean {
  return Number(month) >= 1 && Number(month) <= 12 && Number(date) >= 1 && Number(date) <= 31;
}

function set(state: ParseState, all: string, year: number | null, month = "", date = ""): true {
  state.years = year === null ? null : [year, year];
  state.months = [Number(month), Number(month)];
  state.days = [Number(date), Number(date)];
  state.precision = "day";
  state.at += all.length;
  return true;
}
