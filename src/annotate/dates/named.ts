import type { Calendar } from "../../dictionary/calendar.js";
import { skipBlanks } from "../numbers/characters.js";
import { toNumber } from "../numbers/decimal.js";
import type { NumberSpan } from "../numbers/read.js";
import { iso } from "./days.js";
import { numberSaid } from "./draft.js";
import type { Expression, Said } from "./expression.js";

interface Named {
  readonly start: number;
  readonly end: number;
  readonly said: Said;
  readonly open: Expression["open"];
}

/** Dates that are said by a name: five-year plans, events since which, festivals, spans back from now, decades. */
export function readNamed(text: string, at: number, number: NumberSpan | null, calendar: Calendar): Named | null {
  if (number !== null) return readSpan(text, number) ?? readDecade(text, number) ?? readPlan(text, at, calendar);
  return readPlan(text, at, calendar) ?? readEvent(text, at, calendar) ?? readFestival(text, at, calendar) ?? readIssued(text, at);
}

const planPart = /”?(?:规划|计划)?(期间|时期|以来|末期?|期末|初期?|开局之年|收官之年|中后期|后期|前期)/y;

/** “十四五”期间, “十四五”末 */
function readPlan(text: string, at: number, calendar: Calendar): Named | null {
  const quoted = text[at] === "“" ? 1 : 0;
  const found = calendar.plans.at(text, at + quoted);
  if (found === null || "十".includes(text[at - 1] ?? " ")) return null;
  planPart.lastIndex = at + quoted + found.word.length;
  const part = planPart.exec(text);
  if (part === null || (quoted === 1) !== part[0].startsWith("”")) return null;
  const end = planPart.lastIndex;
  const { from, to } = found.value;
  const fixed = (first: number, last: number, precision: "year" | "years"): Named => ({
    start: at,
    end,
    said: { kind: "fixed", from: iso(first, 1, 1), to: iso(last, 12, 31), precision },
    open: null,
  });
  switch (part[1]) {
    case "以来":
      return { start: at, end, said: { kind: "fixed", from: iso(from, 1, 1), to: null, precision: "years" }, open: "to" };
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
function readEvent(text: string, at: number, calendar: Calendar): Named | null {
  const found = calendar.events.at(text, at);
  if (found === null) return null;
  const since = /(?:召开|胜利召开)?(?:以来|以后|之后|至今)/y;
  since.lastIndex = at + found.word.length;
  if (since.exec(text) === null) return null;
  return { start: at, end: since.lastIndex, said: { kind: "fixed", from: found.value, to: null, precision: "day" }, open: "to" };
}

/** 春节期间: a festival counts as a date only where the words after it say when, not what. */
function readFestival(text: string, at: number, calendar: Calendar): Named | null {
  const found = calendar.festivals.at(text, at);
  if (found === null) return null;
  const when = /(期间|假期|假日|长假|小长假|黄金周)|(当天|当日|前夕)/y;
  when.lastIndex = at + found.word.length;
  const word = when.exec(text);
  // 大年初一 is the name of the day itself
  if (word === null && !found.word.startsWith("大年")) return null;
  return {
    start: at,
    end: at + found.word.length + (word?.[0].length ?? 0),
    said: { kind: "festival", festival: found.value, year: null, whole: word?.[1] !== undefined },
    open: null,
  };
}

const issued = /(?:自|从)(?:本\S{0,4})?(?:印发|发布|公布|颁布|下发|发文)之日起/y;

function readIssued(text: string, at: number): Named | null {
  issued.lastIndex = at;
  const found = issued.exec(text);
  return found === null ? null : { start: at, end: issued.lastIndex, said: { kind: "issued" }, open: "to" };
}

const spanBefore = /(?:(最近|近|过去|最近这)|(未来|今后|此后))$/;
const spanUnit = /(年|个月|天|日|周|个星期)(来|以来)?(?!度|级|期|代|报)/y;
const perUnit: Record<string, { unit: "year" | "month" | "day"; times: number }> = {
  年: { unit: "year", times: 1 },
  个月: { unit: "month", times: 1 },
  天: { unit: "day", times: 1 },
  日: { unit: "day", times: 1 },
  周: { unit: "day", times: 7 },
  个星期: { unit: "day", times: 7 },
};

/** 近三年, 未来五年, 十年来: years back from the document's day to it, or on from it. */
function readSpan(text: string, number: NumberSpan): Named | null {
  if (number.more || number.kind === "digits" || number.kind === "pair" || number.kind === "some" || number.ordinal) return null;
  spanUnit.lastIndex = skipBlanks(text, number.end);
  const unit = spanUnit.exec(text);
  if (unit === null) return null;
  const before = spanBefore.exec(text.slice(Math.max(0, number.start - 3), number.start));
  const amount = toNumber(number.low);
  if (amount > 100 || amount < 1 || !Number.isInteger(amount)) return null;
  if (before === null && (unit[2] === undefined || unit[1] === "日")) return null;
  const per = perUnit[unit[1] ?? ""];
  if (per === undefined) return null;
  return {
    start: number.start - (before?.[0].length ?? 0),
    end: spanUnit.lastIndex,
    said: { kind: "span", amount: amount * per.times, unit: per.unit, direction: before?.[2] === undefined ? -1 : 1 },
    open: null,
  };
}

const century = /(?:(\d{2}|[十二一]{2,3}|十九)|(上)个?|(本))世纪$/;

/** 20世纪80年代, 上世纪九十年代, 九十年代 */
function readDecade(text: string, number: NumberSpan): Named | null {
  const decade = toNumber(number.low);
  if (!text.startsWith("年代", number.end) || decade % 10 !== 0 || decade >= 100 || decade < 0) return null;
  const said = century.exec(text.slice(Math.max(0, number.start - 5), number.start));
  if (said === null && decade < 50) return null;
  const base = said === null || said[2] !== undefined ? 1900 : said[3] !== undefined ? 2000 : (numberSaid(said[1] ?? "") - 1) * 100;
  const from = base + decade;
  return {
    start: number.start - (said?.[0].length ?? 0),
    end: number.end + 2,
    said: { kind: "fixed", from: iso(from, 1, 1), to: iso(from + 9, 12, 31), precision: "years" },
    open: null,
  };
}
