import type { Calendar } from "../../../dictionary/values/calendar.js";
import type { DateWords } from "../../../dictionary/values/date-words.js";
import { oneOf } from "../../../lexicon/alternation.js";
import { wordIndex } from "../../../lexicon/longest-match.js";
import { toNumber } from "../../numbers/decimal.js";
import type { NumberSpan } from "../../numbers/read.js";
import { iso } from "../calendar-days.js";
import type { NamedDate } from "./date-expression.js";
import { type DurationPatterns, readDuration, readHalfYear } from "./duration.js";
import { parseNumeral } from "./numerals.js";
import { matchAt, sticky } from "./patterns.js";

export type NamedPatterns = ReturnType<typeof namedPatterns>;

export function namedPatterns({ plan, event, issue }: DateWords) {
  const parts = (["whole", "since", "first", "last"] as const).flatMap((part) => plan[part].map((word) => [word, part] as const));
  return {
    /** what of a five-year plan is meant: 期间, 以来, 初期, 末 */
    planParts: wordIndex(parts),
    /** 党的十八大以来 */
    since: sticky(`${oneOf(event.held)}?${oneOf(event.since)}`),
    issued: sticky(`(?:自|从)(?:本\\S{0,4})?${oneOf(issue.acts)}之日起|自即日起(?=${oneOf(issue.effects)})`),
  };
}

/** Dates that go by a name: five-year plans, events since which time is counted, the day of issue, durations up to now, decades. */
export function readNamedDate(
  text: string,
  at: number,
  number: NumberSpan | null,
  calendar: Calendar,
  patterns: NamedPatterns,
  durations: DurationPatterns,
): NamedDate | null {
  if (number !== null) {
    return readDuration(text, number, durations) ?? readDecade(text, number) ?? readPlan(text, at, calendar, patterns);
  }
  return (
    readPlan(text, at, calendar, patterns) ??
    readEvent(text, at, calendar, patterns) ??
    readIssued(text, at, patterns) ??
    readHalfYear(text, at, durations)
  );
}

const planTail = /[”」]?(?:规划|计划)?/y;

/** “十四五”期间, “十四五”末 */
function readPlan(text: string, at: number, calendar: Calendar, { planParts }: NamedPatterns): NamedDate | null {
  const quoted = "“「".includes(text[at] ?? " ");
  const plan = calendar.plans.at(text, at + (quoted ? 1 : 0));
  if (plan === null || text[at - 1] === "十") return null;
  const behind = at + (quoted ? 1 : 0) + plan.word.length;
  const tail = matchAt(planTail, text, behind)?.[0] ?? "";
  const part = planParts.at(text, behind + tail.length);
  if (part === null || quoted !== /^[”」]/.test(tail)) return null;
  const end = behind + tail.length + part.word.length;
  const { from, to } = plan.value;
  const years = (first: number, last: number | null, precision: "year" | "years"): NamedDate => ({
    start: at,
    end,
    meaning: { kind: "fixed", from: iso(first, 1, 1), to: last === null ? null : iso(last, 12, 31), precision },
    open: last === null ? "to" : null,
  });
  switch (part.value) {
    case "since":
      return years(from, null, "years");
    case "first":
      return years(from, from, "year");
    case "last":
      return years(to, to, "year");
    case "whole":
      return years(from, to, "years");
  }
}

/** 党的十八大以来 */
function readEvent(text: string, at: number, calendar: Calendar, { since }: NamedPatterns): NamedDate | null {
  const event = calendar.events.at(text, at);
  const opening = event === null ? null : matchAt(since, text, at + event.word.length);
  if (event === null || opening === null) return null;
  const end = at + event.word.length + opening[0].length;
  return { start: at, end, meaning: { kind: "fixed", from: event.value, to: null, precision: "day" }, open: "to" };
}

/** 自印发之日起 */
function readIssued(text: string, at: number, { issued }: NamedPatterns): NamedDate | null {
  const found = matchAt(issued, text, at);
  return found === null ? null : { start: at, end: at + found[0].length, meaning: { kind: "issued" }, open: "to" };
}

const century = /(?:(\d{2}|[十二一]{2,3}|十九)|(上)个?|(本))世纪$/;

/** 20世纪80年代, 上世纪九十年代, 九十年代 */
function readDecade(text: string, number: NumberSpan): NamedDate | null {
  const decade = toNumber(number.low);
  if (!text.startsWith("年代", number.end) || decade % 10 !== 0 || decade >= 100 || decade < 0) return null;
  const before = century.exec(text.slice(Math.max(0, number.start - 5), number.start));
  if (before === null && decade < 50) return null;
  const from = centuryOf(before) + decade;
  return {
    start: number.start - (before?.[0].length ?? 0),
    end: number.end + 2,
    meaning: { kind: "fixed", from: iso(from, 1, 1), to: iso(from + toNumber(number.high) - decade + 9, 12, 31), precision: "years" },
    open: null,
  };
}

/** The first year of a century, the last one where none is given. */
function centuryOf(found: RegExpExecArray | null): number {
  if (found === null || found[2] !== undefined) return 1900;
  return found[3] !== undefined ? 2000 : (parseNumeral(found[1] ?? "") - 1) * 100;
}
