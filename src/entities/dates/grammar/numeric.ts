import { plausibleYear, weekdaySigns, weekWord } from "./numerals.js";
import type { ParseState, PartialDate } from "./partial-date.js";
import { matchAt, sticky } from "./patterns.js";

const day = /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d|\2\d)/y;
/** a page that lost its blank: 2018-12-1209:03 */
const glued = /(\d{4})([-/.])(\d{2})\2(\d{2})(?=\d{2}[:：]\d{2})/y;
/** years of the Republic: 112/12/06, 112.12.6 */
const republicDay = /(1[0-4]\d|[6-9]\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d|\2\d)/y;
const month = /(\d{4})[-.](\d{1,2})(?=$|[\s)）~～至到—–。；]|-\d{4}[-.]\d{1,2}(?!\d))/y;
/** another month behind one: —2024.06 */
const leadsOn = /^[~～至到—–-]{1,2}\d{4}[-.]\d/;
/** the end of a range in figures: 2023.03.01-03.15 */
const monthDay = /(\d{1,2})[./](\d{1,2})(?![\d.%％/])/y;
/** 12/6(三), 12/1起, 12/1~12/31 */
const slashed = /(\d{1,2})\/(\d{1,2})(?![\d/.%％])/y;
const slashedBefore = /(?:自|于|至|到|即日起[至到]|从)[ ]?$/;
const slashedBehind = sticky(
  `[ ]?(?:[(（]${weekWord}?[${weekdaySigns}][)）]|(?:日|起|止|截止|前)|[-~～至到–—]{1,2}[ ]?(?:\\d{1,2}/)?\\d{1,2}(?![\\d%％]))`,
);

/** Dates in figures alone: 2023-06-28, 2023.6, and in Taiwan 112/12/06 and 12/6. Moves on behind them. */
export function readNumeric(text: string, state: ParseState, taiwan: boolean, after: PartialDate | null): boolean {
  const before = text[state.at - 1] ?? "\n";
  if (after === null && /[\d./-]/.test(before)) return false;
  const full = matchAt(day, text, state.at) ?? matchAt(glued, text, state.at);
  if (full !== null) return plausibleYear(Number(full[1])) && setDay(state, full[0], Number(full[1]), full[3], full[4]);
  const republic = taiwan ? matchAt(republicDay, text, state.at) : null;
  if (republic !== null && isMonthDay(republic[3], republic[4])) {
    return setDay(state, republic[0], Number(republic[1]) + 1911, republic[3], republic[4]);
  }
  return (
    readMonth(text, state, before) ||
    (after !== null && after.years !== null && after.days !== null && readEndOfRange(text, state)) ||
    readSlashed(text, state, taiwan, after !== null)
  );
}

function readMonth(text: string, state: ParseState, before: string): boolean {
  const found = matchAt(month, text, state.at);
  if (found === null || !(/[\s(（:：~～至到—–-]/.test(before) || leadsOn.test(text.slice(state.at + found[0].length, state.at + 18))))
    return false;
  if (!plausibleYear(Number(found[1])) || !isMonthDay(found[2], "1")) return false;
  state.years = [Number(found[1]), Number(found[1])];
  state.months = [Number(found[2]), Number(found[2])];
  state.precision = "month";
  state.at += found[0].length;
  return true;
}

function readEndOfRange(text: string, state: ParseState): boolean {
  const found = matchAt(monthDay, text, state.at);
  return found !== null && isMonthDay(found[1], found[2]) && setDay(state, found[0], null, found[1], found[2]);
}

/** 12/6: a date where the weekday follows it; in Taiwan also in a range, or where the words beside it say when. */
function readSlashed(text: string, state: ParseState, taiwan: boolean, endOfRange: boolean): boolean {
  const found = matchAt(slashed, text, state.at);
  if (found === null || !isMonthDay(found[1], found[2])) return false;
  const behind = matchAt(slashedBehind, text, state.at + found[0].length);
  const hasWeekday = behind !== null && /[(（]/.test(behind[0]);
  const placed = endOfRange || behind !== null || slashedBefore.test(text.slice(Math.max(0, state.at - 5), state.at));
  return (hasWeekday || (taiwan && placed)) && setDay(state, found[0], null, found[1], found[2]);
}

function isMonthDay(month = "", date = ""): boolean {
  return Number(month) >= 1 && Number(month) <= 12 && Number(date) >= 1 && Number(date) <= 31;
}

function setDay(state: ParseState, all: string, year: number | null, month = "", date = ""): true {
  state.years = year === null ? null : [year, year];
  state.months = [Number(month), Number(month)];
  state.days = [Number(date), Number(date)];
  state.precision = "day";
  state.at += all.length;
  return true;
}
