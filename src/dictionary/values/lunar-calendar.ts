import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** The library, loaded when a text first names a lunar day. */
const library = () => require("lunar-typescript") as typeof import("lunar-typescript");

/** The ten stems and the twelve branches that name the years of the cycle of sixty: 甲子, 乙丑, … */
export const stems = "甲乙丙丁戊己庚辛壬癸";
export const branches = "子丑寅卯辰巳午未申酉戌亥";

/** Where the days of the lunar calendar and the solar terms fall in the common calendar, as ISO dates. */
export interface LunarCalendar {
  /** The common day of a lunar one; `month` is negative for a leap month. Null where that year has no such day. */
  day(year: number, month: number, day: number): string | null;
  /** How many days a lunar month has; 0 where that year has no such month. */
  monthLength(year: number, month: number): number;
  /** The day of one of the 24 solar terms in a year of the common calendar. */
  term(year: number, term: string): string | null;
}

/** the library's names of the terms that its table, which begins in December, holds a second time */
const again: Record<string, string> = {
  冬至: "DONG_ZHI",
  小寒: "XIAO_HAN",
  大寒: "DA_HAN",
  立春: "LI_CHUN",
  雨水: "YU_SHUI",
  惊蛰: "JING_ZHE",
  大雪: "DA_XUE",
};

/** a bound on what is remembered: no text makes it grow without end */
const most = 10_000;

/**
 * The library computes the astronomy of a whole year for one day, and festivals ask for the same few again and again: what
 * it has answered is remembered.
 */
export function lunarCalendar(): LunarCalendar {
  return {
    day: remembered((year: number, month: number, day: number) => (year * 32 + month + 16) * 64 + day, solarDay),
    monthLength: remembered(
      (year: number, month: number) => year * 32 + month + 16,
      (year, month) => library().LunarMonth.fromYm(year, month)?.getDayCount() ?? 0,
    ),
    term: remembered((year: number, term: string) => `${year}${term}`, termDay),
  };
}

function remembered<A extends readonly unknown[], T>(
  keyOf: (...args: A) => string | number,
  compute: (...args: A) => T,
): (...args: A) => T {
  const answers = new Map<string | number, T>();
  return (...args) => {
    const key = keyOf(...args);
    let answer = answers.get(key);
    if (answer === undefined) {
      answer = compute(...args);
      if (answers.size < most) answers.set(key, answer);
    }
    return answer;
  };
}

function solarDay(year: number, month: number, day: number): string | null {
  try {
    return library().Lunar.fromYmd(year, month, day).getSolar().toYmd();
  } catch {
    // the library throws for days that a lunar year does not have
    return null;
  }
}

function termDay(year: number, term: string): string | null {
  const table = library().Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable();
  const days = [table[term], table[again[term] ?? term]].flatMap((day) => (day === undefined ? [] : [day.toYmd()]));
  return days.find((day) => day.startsWith(`${year}-`)) ?? null;
}
