import type { DateWords } from "../../../dictionary/values/date-words.js";
import { anyOf, oneOf } from "../../../lexicon/alternation.js";
import { parseWeekday, weekdaySigns, weekWord } from "./numerals.js";
import type { ParseState, PartialDate } from "./partial-date.js";
import { blank, matchAt, sticky } from "./patterns.js";
import { relativeOffset } from "./quarter.js";
import { hasGloss, readGloss } from "./relative-day.js";

export type WeekPatterns = ReturnType<typeof weekPatterns>;

export function weekPatterns({ relative }: DateWords) {
  return {
    relative: sticky(`(上上?|下下?|本|这)一?个?${weekWord}(?:的?${weekWord})?(?!${oneOf(relative.notWeek)})([${weekdaySigns}末])?`),
    weekday: sticky(`${weekWord}([${weekdaySigns}])(?!${oneOf(relative.notWeekday)})`),
    /** every week: 每周三, 逢周一 */
    recurring: new RegExp(`${anyOf(relative.recurringAfter, ",，、-")}$`),
  };
}

/** a row of weekdays: 周一至周五, 周六、周日 */
const row = sticky(`${blank}(?:[至到、和及或~～—–-]|${weekWord}|[${weekdaySigns}])`);

/**
 * 上周, 下周三, 下星期五(10日); a bare 周三 where its day explains it or what happens on it shows that it is meant
 * (`framed`). Moves on behind it.
 */
export function readWeek(
  text: string,
  state: ParseState,
  patterns: WeekPatterns,
  after: PartialDate | null,
  framed: (end: number) => boolean,
): boolean {
  if (!"上下本这周星礼".includes(text[state.at] ?? " ")) return false;
  return readRelativeWeek(text, state, patterns) || readBareWeekday(text, state, patterns, after?.week ?? null, framed);
}

function readRelativeWeek(text: string, state: ParseState, { relative }: WeekPatterns): boolean {
  const found = matchAt(relative, text, state.at);
  if (found === null) return false;
  const [all, which, sign] = found;
  const isDay = sign !== undefined && sign !== "末";
  const first = isDay ? parseWeekday(sign) : sign === "末" ? 5 : 0;
  state.week = { offset: relativeOffset(which), first, last: isDay ? first : 6 };
  state.precision = "day";
  state.at += all.length;
  if (isDay) readGloss(text, state);
  return true;
}

function readBareWeekday(
  text: string,
  state: ParseState,
  patterns: WeekPatterns,
  weekBefore: PartialDate["week"],
  framed: (end: number) => boolean,
): boolean {
  const found = matchAt(patterns.weekday, text, state.at);
  if (found === null) return false;
  const end = state.at + found[0].length;
  const meant = weekBefore !== null || hasGloss(text, end);
  if (!meant && (isRecurring(text, state.at, end, patterns) || !framed(end))) return false;
  const weekday = parseWeekday(found[1] ?? "");
  state.week = { offset: weekBefore?.offset ?? null, first: weekday, last: weekday };
  state.precision = "day";
  state.at = end;
  readGloss(text, state);
  return true;
}

function isRecurring(text: string, start: number, end: number, { recurring }: WeekPatterns): boolean {
  return recurring.test(text.slice(Math.max(0, start - 1), start)) || matchAt(row, text, end) !== null;
}
