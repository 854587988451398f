import type { DateWords } from "../../../dictionary/values/date-words.js";
import { oneOf } from "../../../lexicon/alternation.js";
import { toNumber } from "../../numbers/decimal.js";
import { readNumber } from "../../numbers/read.js";
import { hanDigits } from "./numerals.js";
import { matchAt, sticky } from "./patterns.js";

export type ClockPatterns = ReturnType<typeof clockPatterns>;

export function clockPatterns({ clock }: DateWords) {
  const number = `(?:\\d{1,2}|[零${hanDigits}十两]{1,3})`;
  const digital = "(\\d{1,2})[:：](\\d{2})(?:[:：]\\d{2}(?:\\.\\d+)?)?(?!\\d)时?";
  const spoken = `(${number})[点时](?!${oneOf(clock.notHour)})钟?(?:(${number})分|(半)|(整)|([一三13])刻)?`;
  const time = `(${oneOf(clock.dayparts)})?[ ]{0,2}(?:${digital}|${spoken})(?:许|左右)?`;
  return {
    time: sticky(`[ \\u00a0T]{0,2}(?:大?约)?[ ]{0,2}${time}`),
    until: sticky(`[ ]{0,2}(?:--|——|-|–|—|~|～|至|到)[ ]{0,2}${time}`),
    afternoon: new RegExp(oneOf(clock.afternoon)),
  };
}

export interface ClockTime {
  /** `HH:MM` */
  readonly time: string;
  readonly end: number;
}

/** The time of day behind a date, with the one that ends it: 下午3时30分, 15:30, 上午9时至11时. Null where none follows. */
export function readClocks(text: string, at: number, patterns: ClockPatterns): ClockTime | null {
  const first = read(patterns.time, patterns.afternoon, text, at);
  if (first === null) return null;
  return { time: first.time, end: read(patterns.until, patterns.afternoon, text, first.end)?.end ?? first.end };
}

function read(pattern: RegExp, afternoon: RegExp, text: string, at: number): ClockTime | null {
  const found = matchAt(pattern, text, at);
  if (found === null) return null;
  const [all, daypart = "", digits, digitalMinutes, hourWord, minuteWord, half, , quarter] = found;
  let minutes = half ? 30 : numberOf(digitalMinutes ?? minuteWord);
  if (quarter) minutes = /[一1]/.test(quarter) ? 15 : 45;
  let hours = numberOf(digits ?? hourWord);
  // the small hours of the night belong to the morning
  if (afternoon.test(daypart) && hours < 12 && !(daypart.includes("夜") && hours < 6)) hours += 12;
  if (hours > 24 || minutes > 59) return null;
  return { time: `${twoDigits(hours)}:${twoDigits(minutes)}`, end: at + all.length };
}

function numberOf(numeral: string | undefined): number {
  const read = numeral === undefined ? null : readNumber(numeral, 0);
  return read === null ? 0 : toNumber(read.low);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
