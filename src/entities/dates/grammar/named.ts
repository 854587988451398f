import type { Calendar } from "../../../dictionary/values/calendar.js";
import { toNumber } from "../../numbers/decimal.js";
import type { NumberSpan } from "../../numbers/read.js";
import { iso } from "../calendar-days.js";
import type { NamedDate } from "./date-expression.js";
import { readDuration, readHalfYear } from "./duration.js";
import { parseNumeral } from "./partial-date.js";

/** Dates that are said by a name: five-year plans, events since which, festivals, spans back from now, decades. */
export function readNamedDate(text: string, at: number, number: NumberSpan | null, calendar: Calendar): NamedDate | null {
  if (number !== null) return readDuration(text, number) ?? readDecade(text, number) ?? readPlan(text, at, calendar);
  return readPlan(text, at, calendar) ?? readEvent(text, at, calendar) ?? readIssued(text, at) ?? readHalfYear(text, at);
}

const planPart = /[”」]?(?:规划|计划)?(期间|时期|以来|末期?|期末|初期?|开局之年|收官之年|中后期|后期|前期)/y;

/** “十四五”期间, “十四五”末 */
function readPlan(text: string, at: number, calendar: Calendar): NamedDate | null {
  const quoted = "“「".includes(text[at] ?? " ") ? 1 : 0;
  const found = calendar.plans.at(text, at + quoted);
  if (found === null || "十".includes(text[at - 1] ?? " ")) return null;
  planPart.lastIndex = at + quoted + found.word.length;
  const part = planPart.exec(text);
  if (part === null || (quoted === 1) !== /^[”」]/.test(part[0])) return null;
  const end = planPart.lastIndex;
  const { from, to } = found.value;
  const fixed = (first: number, last: number, precision: "year" | "years"): NamedDate => ({
    start: at,
    end,
    meaning: { kind: "fixed", from: iso(first, 1, 1), to: iso(last, 12, 31), precision },
    open: null,
  });
  switch (part[1]) {
    case "以来":
      return { start: at, end, meaning: { kind: "fixed", from: iso(from, 1, 1), to: null, precision: "years" }, open: "to" };
    case "末":
    case "末期":
    case "期末":
    case "收官之年":
      return fixed(to, to, "year");
    case "初":
    case "初期":
    case "开局之年":
      return fixed(from, from, "year");
    default:
      return fixed(from, to, "years");
  }
}

/** 党的十八大以来 */
function readEvent(text: string, at: number, calendar: Calendar): NamedDate | null {
  const found = calendar.events.at(text, at);
  if (found === null) return null;
  const since = /(?:召开|胜利召开)?(?:以来|以后|之后|至今)/y;
  since.lastIndex = at + found.word.length;
  if (since.exec(text) === null) return null;
  return { start: at, end: since.lastIndex, meaning: { kind: "fixed", from: found.value, to: null, precision: "day" }, open: "to" };
}

const issued = /(?:自|从)(?:本\S{0,4})?(?:印发|发布|公布|颁布|下发|发文)之日起|自即日起(?=施行|实施|生效|执行|启用|废止|停止)/y;

function readIssued(text: string, at: number): NamedDate | null {
  issued.lastIndex = at;
  const found = issued.exec(text);
  return found === null ? null : { start: at, end: issued.lastIndex, meaning: { kind: "issued" }, open: "to" };
}

const century = /(?:(\d{2}|[十二一]{2,3}|十九)|(上)个?|(本))世纪$/;

/** 20世纪80年代, 上世纪九十年代, 九十年代 */
function readDecade(text: string, number: NumberSpan): NamedDate | null {
  const decade = toNumber(number.low);
  if (!text.startsWith("年代", number.end) || decade % 10 !== 0 || decade >= 100 || decade < 0) return null;
  const said = century.exec(text.slice(Math.max(0, number.start - 5), number.start));
  if (said === null && decade < 50) return null;
  const base = said === null || said[2] !== undefined ? 1900 : said[3] !== undefined ? 2000 : (parseNumeral(said[1] ?? "") - 1) * 100;
  const from = base + decade;
  return {
    start: number.start - (said?.[0].length ?? 0),
    end: number.end + 2,
    meaning: { kind: "fixed", from: iso(from, 1, 1), to: iso(from + toNumber(number.high) - decade + 9, 12, 31), precision: "years" },
    open: null,
  };
}
