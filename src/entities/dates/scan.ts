import type { DateWords } from "../../dictionary/values/date-words.js";
import { oneOf } from "../../lexicon/alternation.js";
import type { Span } from "../../text/offset-map.js";
import type { Doc } from "../doc.js";
import { skipBlanks } from "../numbers/characters.js";
import type { NumberSpan } from "../numbers/read.js";
import { numbersOf } from "../numbers/scan.js";
import type { DateExpression } from "./grammar/date-expression.js";
import type { ParseContext } from "./grammar/parse-context.js";
import { matchAt, sticky } from "./grammar/patterns.js";
import { isListed, readExpression } from "./grammar/read-expression.js";

export interface ImpossibleDate {
  readonly start: number;
  readonly end: number;
}

export interface ScannedDates {
  readonly dates: readonly DateExpression[];
  readonly impossible: readonly ImpossibleDate[];
  /** what comes again every year */
  readonly recurring: readonly Span[];
}

function scanPatterns({ behindNumber, recurring: { spans, each, every } }: DateWords) {
  return {
    /** what may follow the number of a date: its sign, or that of a range or a list */
    behindNumber: new Set(behindNumber),
    /** what recurs is no date: 每年3月, 逢周一 */
    recurring: new RegExp(`(?:${oneOf(each)}[的度]?|${oneOf(every)})[于在]?[ ]?$`),
    /** 一月一走访: how often, not when */
    frequency: sticky(`一${oneOf(spans)}一(?![日号至到、月周星])`),
  };
}

/** Reads every date of a doc in order, from its numbers and from the words of the calendar. */
export function scanDates(
  doc: Doc,
  context: ParseContext,
  blocked: (start: number, end: number) => boolean,
  inTitle: (start: number, end: number) => boolean,
): ScannedDates {
  const { text } = doc;
  const { behindNumber, recurring, frequency } = context.calendar.compiled(scanPatterns);
  const dates: DateExpression[] = [];
  const impossible: ImpossibleDate[] = [];
  const recurringSpans: Span[] = [];
  let free = 0;
  /** where the last date ends that recurs every year */
  let recurs = 0;
  const take = (at: number, number: NumberSpan | null): void => {
    const found = readExpression(text, at, number, context, dates.at(-1) ?? null);
    if (found === null || blocked(found.start, found.end)) return;
    if (recurring.test(text.slice(Math.max(0, found.start - 6), found.start)) || (recurs > 0 && isListed(text, recurs, found.start))) {
      recurringSpans.push({ start: found.start, end: found.end });
      recurs = found.end;
      free = found.end;
      return;
    }
    if (matchAt(frequency, text, found.start) !== null) return;
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
    if (calendar.startUnits[text.charCodeAt(at)] === 1 && at >= free && calendar.starts.at(text, at) !== null) take(at, null);
    const number = numbers[next];
    if (number === undefined || number.start !== at) continue;
    next++;
    if (at >= free && mayBegin(text, number, behindNumber, context)) take(at, number);
  }
  return { dates, impossible, recurring: recurringSpans };
}

/** Whether the number can be that of a date. */
function mayBegin(text: string, number: NumberSpan, behind: ReadonlySet<string>, { festivals }: ParseContext): boolean {
  if (number.ordinal || number.kind === "code" || behind.has(text[skipBlanks(text, number.end)] ?? "")) return true;
  // (15)日
  if (/[)）]/.test(text[number.end] ?? " ") && text[number.end + 1] === "日") return true;
  return festivals.at(text, number.end) !== null;
}
