import type { DateWords } from "../../../dictionary/values/date-words.js";
import { anyOf, oneOf } from "../../../lexicon/alternation.js";
import type { WordIndex } from "../../../lexicon/longest-match.js";
import { dayOrMonth, hanDigits } from "./numerals.js";
import { matchAt, sticky, toSign } from "./patterns.js";

export type BareDayPatterns = ReturnType<typeof bareDayPatterns>;

export function bareDayPatterns({ bareDay }: DateWords) {
  const until = "(?:[至到~～—–]|-{1,2})";
  return {
    day: sticky(`(${dayOrMonth})[ ]?[日号]`),
    /** 22至24日 */
    shared: sticky(`(\\d{1,2})[ ]?${until}[ ]?(\\d{1,2})[日号]`),
    daypart: sticky(oneOf(bareDay.dayparts)),
    clockBehind: sticky(`(?:\\d{1,2}|[零${hanDigits}十]{1,3})[时点:：]|[(（][^)）\\n]{0,6}时间[)）]`),
    rangeBehind: sticky(`[ ]?${until}[ ]?(?:\\d{1,2}|[一二三]?十[${hanDigits}]?|[${hanDigits}])[日号](?!${oneOf(bareDay.notRange)})`),
    /** a clause begins here, or a word stands here that leads to a day */
    lead: new RegExp(`(?:^|[\\n，,、。；;：:！!？?“”"「」『（(）)【】\\]］·•▲▼/—\\s]|${oneOf(bareDay.lead)})$`),
    /** 3日内, 5日游, 10日以上: so many days */
    lasts: sticky(oneOf(bareDay.lasts)),
    /** 公示5日, 第3日, 满30日: what stands before such a number of days */
    counting: new RegExp(`${anyOf(bareDay.counting, `${hanDigits}十零\\d./·-`)}$`),
  };
}

/** The end of a range whose beginning was none: 每月1日至5日. */
const rejectedRange = new RegExp(`[日号]${toSign}$`);

/** What shows that something happens on a day: an act of the news, or any verb. */
export interface EventCues {
  readonly acts: WordIndex<true>;
  readonly verbAt: (at: number) => boolean;
}

/**
 * Whether a number of days names a day of the month (记者8日从…, 十四日表示) and does not count days (3日内, 公示5日).
 * It shows in a clause that begins with it, and in a time of day or an act behind it.
 */
export function isBareDay(text: string, start: number, patterns: BareDayPatterns, { acts, verbAt }: EventCues): boolean {
  const shared = matchAt(patterns.shared, text, start);
  const isShared = shared !== null && Number(shared[1]) < Number(shared[2]) && Number(shared[2]) <= 31;
  const day = isShared ? shared : matchAt(patterns.day, text, start);
  if (day === null) return false;
  const end = start + day[0].length;
  const before = text.slice(Math.max(0, start - 2), start);
  if (patterns.counting.test(before) || rejectedRange.test(before)) return false;
  if (isTimed(text, end, patterns)) return true;
  const act = acts.at(text, end)?.word.length ?? 0;
  // 27日前|往 begins as 27日|前 does
  if (day[0].endsWith("号") || (matchAt(patterns.lasts, text, end)?.[0].length ?? 0) >= Math.max(act, 1)) return false;
  if (act > 0) return true;
  const isArabic = /^\d/.test(day[0]);
  if (!patterns.lead.test(before)) return isArabic && verbAt(end);
  const behind = text[end] ?? "";
  // 三日, 十日 at the head of a clause are more likely a number of days; a cell of a table gives a period
  if (!isArabic) return day[0].length >= 3 && behind !== "\n" && behind !== "的";
  return !((behind === "\n" || behind === "") && (before === "" || before.endsWith("\n"))) && behind !== "的";
}

/** A time of day, or the other end of a range, follows. */
function isTimed(text: string, end: number, { daypart, clockBehind, rangeBehind }: BareDayPatterns): boolean {
  return matchAt(daypart, text, end) !== null || matchAt(clockBehind, text, end) !== null || matchAt(rangeBehind, text, end) !== null;
}

/** Whether an act of the news follows: 周三表示, 星期二上午. */
export function isFramed(text: string, end: number, { daypart }: BareDayPatterns, { acts, verbAt }: EventCues): boolean {
  return matchAt(daypart, text, end) !== null || acts.at(text, end) !== null || verbAt(end) || /^[（(，,]/.test(text[end] ?? " ");
}
