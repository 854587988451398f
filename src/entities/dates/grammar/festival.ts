import type { Festival } from "../../../dictionary/values/calendar.js";
import type { DateWords } from "../../../dictionary/values/date-words.js";
import { anyOf, oneOf } from "../../../lexicon/alternation.js";
import type { WordIndex } from "../../../lexicon/longest-match.js";
import { hanDigits } from "./numerals.js";
import type { ParseState } from "./partial-date.js";
import { blank, matchAt, sticky } from "./patterns.js";

export type FestivalPatterns = ReturnType<typeof festivalPatterns>;

export function festivalPatterns({ festival }: DateWords) {
  const onDay = oneOf(festival.onDay);
  const clockTime = `${oneOf(festival.dayparts)}?\\d{1,2}(?:[:：]\\d\\d|[点时])`;
  return {
    /** 春节假期 */
    daysOff: sticky(oneOf(festival.daysOff)),
    /** what shows that a festival is a time and not a name: 春节前, 元旦起, 中秋节当天, 除夕晚上8时 */
    temporal: sticky(`(?:${onDay}|起|[之以]?${oneOf(festival.beforeAfter)}|${oneOf(festival.since)})|(?=${clockTime})`),
    onDay: sticky(onDay),
    onTerm: sticky(oneOf(festival.onTerm)),
    /** 春节至元宵节期间, 自元旦起至年底止 */
    range: sticky(
      `(?=${blank}起?[至到—~～-]${blank}(?:(?:\\d{1,4}|[〇零${hanDigits}十]{1,4})[年月]|${oneOf(festival.rangeEnds)}|[\\u4e00-\\u9fff“「]{0,4}${anyOf(festival.lastSigns)}))`,
    ),
  };
}

/**
 * A festival behind its year (2024年春节), as the end of a range, or alone where the words behind it say when and not
 * what. Moves on behind it and the words that belong to it.
 */
export function readFestival(
  text: string,
  state: ParseState,
  festivals: WordIndex<Festival>,
  patterns: FestivalPatterns,
  given: { readonly year: boolean; readonly endOfRange: boolean },
): boolean {
  const found = festivals.at(text, state.at);
  if (found === null) return false;
  const end = state.at + found.word.length;
  const daysOff = matchAt(patterns.daysOff, text, end) ?? sharedDaysOff(text, end, festivals, patterns);
  if (!given.year && !isTime(text, end, found, patterns, given.endOfRange || daysOff !== null)) return false;
  state.movable = { kind: "festival", festival: found.value, whole: daysOff !== null };
  state.precision = "day";
  const taken = daysOff ?? matchAt(patterns.onDay, text, end);
  // the words that a list shares stand behind its last name, not here
  state.at = end + (taken !== null && text.startsWith(taken[0], end) ? taken[0].length : 0);
  return true;
}

/** Whether a festival without its year says when. */
function isTime(
  text: string,
  end: number,
  { word, value }: { readonly word: string; readonly value: Festival },
  patterns: FestivalPatterns,
  shown: boolean,
): boolean {
  // 大雪后, 立秋前: more likely the weather
  if (value.term === word && word !== "清明" && matchAt(patterns.onTerm, text, end) === null) return false;
  // 大年初一 is the name of the day itself
  if (shown || word.startsWith("大年")) return true;
  return matchAt(patterns.temporal, text, end) !== null || matchAt(patterns.range, text, end) !== null;
}

/** 元旦、春节期间: the words behind the second name hold for the first as well. */
function sharedDaysOff(text: string, end: number, festivals: WordIndex<Festival>, patterns: FestivalPatterns): RegExpExecArray | null {
  if (!"、和及与".includes(text[end] ?? " ")) return null;
  const next = festivals.at(text, end + 1);
  return next === null ? null : matchAt(patterns.daysOff, text, end + 1 + next.word.length);
}
