import type { Calendar, Festival } from "../../../dictionary/values/calendar.js";
import type { DateWords } from "../../../dictionary/values/date-words.js";
import type { WordIndex } from "../../../lexicon/longest-match.js";
import { type BareDayPatterns, bareDayPatterns } from "./bare-day.js";
import { type ClockPatterns, clockPatterns } from "./clock.js";
import { type DayPatterns, dayPatterns } from "./day.js";
import { type DurationPatterns, durationPatterns } from "./duration.js";
import { type FestivalPatterns, festivalPatterns } from "./festival.js";
import { type LunarPatterns, lunarPatterns } from "./lunar.js";
import { type NamedPatterns, namedPatterns } from "./named.js";
import { type OpennessPatterns, opennessPatterns } from "./openness.js";
import { type PartOfYearPatterns, partOfYearPatterns } from "./part-of-year.js";
import { type QuarterPatterns, quarterPatterns } from "./quarter.js";
import { type RelativeDayPatterns, relativeDayPatterns } from "./relative-day.js";
import { type WeekPatterns, weekPatterns } from "./week.js";
import { type YearPatterns, yearPatterns } from "./year.js";

/** What each rule of the grammar compiles of the dictionary's words. */
export interface DatePatterns {
  readonly bareDay: BareDayPatterns;
  readonly clock: ClockPatterns;
  readonly day: DayPatterns;
  readonly duration: DurationPatterns;
  readonly festival: FestivalPatterns;
  readonly lunar: LunarPatterns;
  readonly named: NamedPatterns;
  readonly openness: OpennessPatterns;
  readonly partOfYear: PartOfYearPatterns;
  readonly quarter: QuarterPatterns;
  readonly relativeDay: RelativeDayPatterns;
  readonly week: WeekPatterns;
  readonly year: YearPatterns;
}

export function datePatterns(words: DateWords): DatePatterns {
  return {
    bareDay: bareDayPatterns(words),
    clock: clockPatterns(words),
    day: dayPatterns(words),
    duration: durationPatterns(words),
    festival: festivalPatterns(words),
    lunar: lunarPatterns(words),
    named: namedPatterns(words),
    openness: opennessPatterns(words),
    partOfYear: partOfYearPatterns(words),
    quarter: quarterPatterns(words),
    relativeDay: relativeDayPatterns(words),
    week: weekPatterns(words),
    year: yearPatterns(words),
  };
}

/** What dates are parsed with beside their text. */
export interface ParseContext {
  readonly calendar: Calendar;
  readonly patterns: DatePatterns;
  /** those of the document's country */
  readonly festivals: WordIndex<Festival>;
  /** as in Taiwan, a plain 112年 counts from 1912, and 12/6 is month and day */
  readonly taiwan: boolean;
  /** acts that news reports of a day: 8日宣布 */
  readonly acts: WordIndex<true>;
  /** whether a verb, or what leads to one, begins at a place of the text */
  readonly verbAt: (at: number) => boolean;
  /** whether a place of the text lies within a word */
  readonly splitsWord: (at: number) => boolean;
}
