import type { Doc } from "../doc.js";
import { skipBlanks } from "../numbers/characters.js";
import type { NumberSpan } from "../numbers/read.js";
import { numbersOf } from "../numbers/scan.js";
import type { DateExpression, DateMeaning } from "./grammar/date-expression.js";
import { readNamedDate } from "./grammar/named.js";
import { type ParseContext, type PartialDate, standsAlone } from "./grammar/partial-date.js";
import { readDate, readFestivalOf } from "./grammar/read-date.js";

export interface ImpossibleDate {
  readonly start: number;
  readonly end: number;
}

export interface ScannedDates {
  readonly dates: readonly DateExpression[];
  readonly impossible: readonly ImpossibleDate[];
}

/** Characters that may follow the number of a date, before or after the sign of a range. */
const follows = new Set("年月日号季世旬-–—―~～∼至到、和及,，/.个天周五星〇○零学");

/** before what happens every year, and is no date */
const every = /(?:每(?:年|月|季度?|周|个?星期)(?:的|度)?|历年|往年|每逢|每到|逢)(?:于|在)?[ ]?$/;

/** Reads every date of a doc in order, from its numbers and from the words of the calendar. */
export function scanDates(
  doc: Doc,
  context: ParseContext,
  blocked: (start: number, end: number) => boolean,
  inTitle: (start: number, end: number) => boolean,
): ScannedDates {
  const { text } = doc;
  const dates: DateExpression[] = [];
  const impossible: ImpossibleDate[] = [];
  let free = 0;
  /** where the last date ends that comes back every year */
  let recurs = 0;
  const take = (at: number, number: NumberSpan | null): void => {
    const found = readAt(text, at, number, context, dates.at(-1) ?? null);
    if (found === null || blocked(found.start, found.end)) return;
    if (every.test(text.slice(Math.max(0, found.start - 6), found.start)) || (recurs > 0 && isJoined(text, recurs, found.start))) {
      recurs = found.end;
      free = found.end;
      return;
    }
    if (found.meaning.kind === "points" && (found.meaning.first.impossible || found.meaning.second?.impossible)) {
      impossible.push({ start: found.start, end: found.end });
    } else dates.push(inTitle(found.start, found.end) ? { ...found, titled: true } : found);
    free = found.end;
  };
  // a date may begin at a number before 年, 月, …, and at a word of the calendar
  const { calendar } = context;
  const numbers = numbersOf(doc);
  let next = 0;
  for (let at = 0; at < text.length; at++) {
    if (calendar.anchors[text.charCodeAt(at)] === 1 && at >= free && calendar.words.at(text, at) !== null) take(at, null);
    const number = numbers[next];
    if (number === undefined || number.start !== at) continue;
    next++;
    if (at >= free && mayBegin(text, number, context)) take(at, number);
  }
  return { dates, impossible };
}

function mayBegin(text: string, number: NumberSpan, { festivals }: ParseContext): boolean {
  const may = follows.has(text[skipBlanks(text, number.end)] ?? "") || number.ordinal || number.kind === "code";
  return may || festivals.at(text, number.end) !== null;
}

function readAt(
  text: string,
  at: number,
  number: NumberSpan | null,
  context: ParseContext,
  last: DateExpression | null,
): DateExpression | null {
  const named = readNamedDate(text, at, number, context.calendar);
  if (named !== null) return opened(text, named.start, named.end, named.meaning, named.open);
  const lost = number === null ? null : readLost(text, at);
  if (lost !== null) return lost;
  // every year's, no date
  if (number === null && text[at] === "年" && /[大每历多几数半成拜当中]/.test(text[at - 1] ?? " ")) return null;
  const before = "前首头第后".includes(text[at - 1] ?? " ") ? at - 1 : at;
  const listed =
    last !== null && last.meaning.kind === "points" && isJoined(text, last.end, at) ? (last.meaning.second ?? last.meaning.first) : null;
  const first =
    bareYearFestival(text, at, number, context) ??
    readDate(text, number === null ? at : before, context, listed) ??
    (before < at ? readDate(text, at, context, listed) : null);
  if (first === null) return null;
  const inherited = listed === null ? first : inherit(first, listed);
  const second = readSecond(text, inherited, context);
  return opened(text, first.start, second?.end ?? first.end, { kind: "points", first: inherited, second }, null);
}

/** 2023元旦: a year without its sign, before a festival. */
function bareYearFestival(text: string, at: number, number: NumberSpan | null, context: ParseContext): PartialDate | null {
  if (number === null || !/^(?:19|20)\d\d$/.test(text.slice(at, number.end))) return null;
  return readFestivalOf(text, at, number.end, Number(text.slice(at, number.end)), context);
}

/** 、 or 和 between two dates of a list: the second may leave out what the first says. */
function isJoined(text: string, end: number, at: number): boolean {
  const between = text.slice(end, at);
  return between === "、" || between === "和" || between === "及" || between === "," || between === "，";
}

const rangeSign =
  /[ \u00a0\u3000]{0,2}(?:[/／](?=\d{2,4}(?:年度|学年|财|年))|--|――|——|-|–|—|―|~|～|∼|－|起?[至到]|与|和)[ \u00a0\u3000]{0,2}/y;

function readSecond(text: string, first: PartialDate, context: ParseContext): PartialDate | null {
  rangeSign.lastIndex = first.end;
  const sign = rangeSign.exec(text);
  if (sign === null) return null;
  const second = readDate(text, first.end + sign[0].length, context, first);
  if (second === null || (/[与和]/.test(sign[0]) && !/^之?间/.test(text.slice(second.end, second.end + 2)))) return null;
  return inherit(second, first);
}

/** What a second date leaves out is that of the first: 11月8日至10日, 2023年3月至5月. */
function inherit(partial: PartialDate, from: PartialDate): PartialDate {
  if (standsAlone(partial)) return partial;
  const noMonth = partial.months === null && partial.movable === null;
  // 2023年12月至2月 passes into the next year
  const passes = !noMonth && from.months !== null && (partial.months?.[0] ?? 0) < from.months[0] ? 1 : 0;
  return {
    ...partial,
    years: from.years === null ? null : [from.years[1] + passes, from.years[1] + passes],
    yearOffset: from.yearOffset === null ? null : [from.yearOffset[1] + passes, from.yearOffset[1] + passes],
    anaphoric: from.anaphoric,
    months: noMonth ? from.months : partial.months,
    monthOffset: noMonth ? from.monthOffset : partial.monthOffset,
  };
}

/** ?月29日: a digit was lost; the date is said but not known. */
function readLost(text: string, at: number): DateExpression | null {
  const lost = /(?<=[?？]月)\d{1,2}日/y;
  lost.lastIndex = at;
  const found = lost.exec(text);
  return found === null ? null : { start: at - 2, end: at + found[0].length, meaning: { kind: "lost" }, open: null, titled: false };
}

const until = /(?:截至|截止到?|截止至|截至到|有效期限?[至到]|延长[至到]|延续[至到]|执行[至到])[ “"(（]{0,2}$/;
const fromWord = /(?:自|从|自从|由)[ “"(（]{0,2}$/;
const toOpen = /^[ ]?(?:日)?(?:起|以来|至今|迄今|到现在|到目前|或?以后|或?之后)(?!草|源|诉|步|点)/;
const after = /^后(?!续|期|来|半|勤|台|者|备|疫|发|面|果|方)/;
const fromOpen =
  /^(?:[ ]?(?:\(含\)|（含）))?(?:或?以前|或?之前|前)(?!\d|[一二三四五六七八九十两几]|列|往|期|半|夕|提|置|景|端|沿|瞻|后|述|任|身|言|途|款|海|三|山)/;
const closing = /^(?:为?止)(?!步|损|血|于)/;

/** Adds what opens a date: 截至…, 自…起, …以来, …前. */
function opened(text: string, start: number, end: number, meaning: DateMeaning, open: DateExpression["open"]): DateExpression {
  const before = text.slice(Math.max(0, start - 8), start);
  const behind = text.slice(end, end + 6);
  const expression = { start, end, meaning, open, titled: /(?:年度|学年|财年)$/.test(text.slice(start, end)) };
  if (open !== null || meaning.kind === "issued") return expression;
  const ranged = meaning.kind === "points" && meaning.second !== null;
  if (ranged) return { ...expression, end: end + (closing.exec(behind)?.[0].length ?? 0) };
  const prefix = until.exec(before);
  if (prefix !== null) return { ...expression, start: start - prefix[0].replace(/^有效期限?|^延长|^延续|^执行/, "").length, open: "from" };
  // 继2017年后再度夺冠 tells of 2017
  const again = /继[^，。、\n]{0,4}$/.test(before);
  const forward = again ? null : (toOpen.exec(behind) ?? after.exec(behind) ?? (fromWord.test(before) ? /^开始/.exec(behind) : null));
  if (forward !== null && meaning.kind !== "span") {
    const from = fromWord.exec(before);
    const taken = /以来|至今|迄今|到现在|到目前|以后|之后|起/.exec(forward[0]) ? forward[0].length : 0;
    return { ...expression, start: start - (from?.[0].length ?? 0), end: end + taken, open: "to" };
  }
  const backward = fromOpen.exec(behind) ?? closing.exec(behind);
  if (backward !== null) return { ...expression, end: end + backward[0].length, open: "from" };
  return expression;
}
