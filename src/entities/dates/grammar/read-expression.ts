import type { NumberSpan } from "../../numbers/read.js";
import type { DateExpression } from "./date-expression.js";
import { readNamedDate } from "./named.js";
import { withOpenness } from "./openness.js";
import type { ParseContext } from "./parse-context.js";
import { isAnchored, type PartialDate } from "./partial-date.js";
import { matchAt } from "./patterns.js";
import { readDate, readFestivalOf } from "./read-date.js";

/** Reads the date expression that begins at a number or a word of the calendar; `last` is the one before it in the text. */
export function readExpression(
  text: string,
  at: number,
  number: NumberSpan | null,
  context: ParseContext,
  last: DateExpression | null,
): DateExpression | null {
  const { patterns } = context;
  const named = readNamedDate(text, at, number, context.calendar, patterns.named, patterns.duration);
  if (named !== null) return withOpenness(text, named.start, named.end, named.meaning, named.open, patterns.openness);
  const lost = number === null ? null : readLost(text, at);
  if (lost !== null) return lost;
  // 每年底, 历年初, 当年年末: of every year or of one that is not said, no date
  if (number === null && text[at] === "年" && (text[at - 1] === "年" || patterns.year.notAfter.test(text[at - 1] ?? " "))) return null;
  const before = "前首头第后".includes(text[at - 1] ?? " ") ? at - 1 : at;
  const listed = last?.meaning.kind === "points" && isListed(text, last.end, at) ? (last.meaning.second ?? last.meaning.first) : null;
  const first =
    bareYearFestival(text, at, number, context) ??
    readDate(text, number === null ? at : before, context, listed) ??
    (before < at ? readDate(text, at, context, listed) : null);
  // 过去|年均, 失去|年轻人
  if (first === null || (first.yearOffset !== null && context.splitsWord(first.start))) return null;
  const inherited = listed === null ? first : inherit(first, listed);
  const second = readSecond(text, inherited, context);
  return withOpenness(text, first.start, second?.end ?? first.end, { kind: "points", first: inherited, second }, null, patterns.openness);
}

/** 2023元旦: a year without its sign, before a festival. */
function bareYearFestival(text: string, at: number, number: NumberSpan | null, context: ParseContext): PartialDate | null {
  if (number === null || !/^(?:19|20)\d\d$/.test(text.slice(at, number.end))) return null;
  return readFestivalOf(text, at, number.end, Number(text.slice(at, number.end)), context);
}

/** Whether only 、 or 和 stands between two dates: the second may leave out what the first says. */
export function isListed(text: string, end: number, at: number): boolean {
  const between = text.slice(end, at);
  return between === "、" || between === "和" || between === "及" || between === "," || between === "，";
}

const rangeSign = /[ \u00a0\u3000]{0,2}(?:[/／](?=\d{2,4}(?:学年|财|年))|--|――|——|-|–|—|―|~|～|∼|－|起?[至到]|与|和)[ \u00a0\u3000]{0,2}/y;

function readSecond(text: string, first: PartialDate, context: ParseContext): PartialDate | null {
  const sign = matchAt(rangeSign, text, first.end);
  if (sign === null) return null;
  const second = readDate(text, first.end + sign[0].length, context, first);
  if (second === null || (/[与和]/.test(sign[0]) && !/^之?间/.test(text.slice(second.end, second.end + 2)))) return null;
  return inherit(second, first);
}

/** What a second date leaves out is that of the first: 11月8日至10日, 2023年3月至5月. */
function inherit(date: PartialDate, from: PartialDate): PartialDate {
  if (isAnchored(date)) return date;
  const noMonth = date.months === null && date.movable === null;
  // 2023年12月至2月 passes into the next year
  const passes = !noMonth && from.months !== null && (date.months?.[0] ?? 0) < from.months[0] ? 1 : 0;
  return {
    ...date,
    years: from.years === null ? null : [from.years[1] + passes, from.years[1] + passes],
    yearOffset: from.yearOffset === null ? null : [from.yearOffset[1] + passes, from.yearOffset[1] + passes],
    anaphoric: from.anaphoric,
    months: noMonth ? from.months : date.months,
    monthOffset: noMonth ? from.monthOffset : date.monthOffset,
  };
}

const lostMonth = /(?<=[?？]月)\d{1,2}日/y;

/** ?月29日: a digit was lost; a date is meant but not known. */
function readLost(text: string, at: number): DateExpression | null {
  const found = matchAt(lostMonth, text, at);
  return found === null ? null : { start: at - 2, end: at + found[0].length, meaning: { kind: "lost" }, open: null, titled: false };
}
