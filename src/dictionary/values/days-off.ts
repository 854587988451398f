import type { Calendar, Festival } from "./calendar.js";

/** Whether a day (ISO date) is one on which offices of the mainland are closed: a weekend, or a holiday. */
export type DaysOff = (day: string) => boolean;

const dayLength = 24 * 3600_000;
const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

/**
 * The days off of the mainland: weekends, and the holidays that the State Council set; in a year for which it has set none that
 * is known here, the usual ones. A weekend that is worked to make up for a holiday counts as off all the same.
 */
export function daysOff({ festivals, lunar }: Pick<Calendar, "festivals" | "lunar">): DaysOff {
  const holidays = new Set([...festivals.CN.words.values()].filter(({ off }) => off !== undefined));
  const years = new Map<number, ReadonlySet<string>>();

  function holidaysOf(year: number): ReadonlySet<string> {
    const held = years.get(year);
    if (held) return held;
    const days = new Set<string>();
    for (const festival of holidays) {
      const [first, last] = festival.off?.get(year) ?? usual(festival, year);
      for (let time = Date.parse(first); time <= Date.parse(last); time += dayLength) days.add(isoDay(time));
    }
    years.set(year, days);
    return days;
  }

  /** An empty stretch where the year has no such day. */
  function usual(festival: Festival, year: number): readonly [string, string] {
    const { solar, lunar: month, term } = festival;
    const day = solar ? `${year}-${solar}` : month ? lunar.day(year, ...month) : term ? lunar.term(year, term) : null;
    if (day === null) return ["1970-01-02", "1970-01-01"];
    const at = Date.parse(day);
    const [before, after] = festival.days;
    return [isoDay(at + before * dayLength), isoDay(at + after * dayLength)];
  }

  return (day) => {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (weekday === 0 || weekday === 6) return true;
    const year = Number(day.slice(0, 4));
    // 元旦 of a year may begin in December of the one before
    return holidaysOf(year).has(day) || holidaysOf(year + 1).has(day);
  };
}
