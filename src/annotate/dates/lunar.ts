import { Lunar, Solar } from "lunar-typescript";
import type { Festival } from "../../dictionary/calendar.js";
import { toNumber } from "../numbers/decimal.js";
import { readNumber } from "../numbers/read.js";
import { addDays, iso, weekday } from "./days.js";
import type { Said } from "./expression.js";

const yearSaid = "(?:(\\d{4}|[〇零○一二三四五六七八九]{4}|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥])年)?";
const lunarDate = new RegExp(
  `${yearSaid}(?:农历|阴历|旧历)?${yearSaid}(正|腊|冬|闰?[一二三四五六七八九]|闰?十[一二]?)月` +
    "(初[一二三四五六七八九十]|[十廿][一二三四五六七八九]|二?十[一二三四五六七八九]?|三十)(?![日号月年一二三四五六七八九个多余几、至到-])",
  "y",
);

/** A day of the lunar calendar: 农历正月十五, 八月十五. Days of the solar one end in 日 or 号. */
export function readLunar(text: string, at: number): { end: number; said: Said } | null {
  lunarDate.lastIndex = at;
  const found = lunarDate.exec(text);
  if (found === null) return null;
  const [all, before, after, monthWord = "", dayWord = ""] = found;
  const year = before ?? after;
  const month = monthWord === "正" ? 1 : monthWord === "腊" ? 12 : monthWord === "冬" ? 11 : numberSaid(monthWord.replace("闰", ""));
  const day = numberSaid(dayWord.replace("初", "").replace("廿", "二十"));
  const leap = monthWord.startsWith("闰") ? -1 : 1;
  const years = year === undefined || !/^[\d〇零○一二三四五六七八九]/.test(year) ? null : numberSaid(year.replace(/○/g, "〇"));
  return { end: at + all.length, said: { kind: "lunar", year: years, month: month * leap, day } };
}

function numberSaid(said: string): number {
  const read = readNumber(said, 0);
  return read === null ? 0 : toNumber(read.low);
}

const solarDays = new Map<number, string | null>();

/** The solar day of a lunar one; `month` is negative for a leap month. Null where that year has no such day. */
export function solarOf(year: number, month: number, day: number): string | null {
  // the library computes the astronomy of a whole year for one day: festivals ask for the same few again and again
  const key = (year * 32 + month + 16) * 64 + day;
  let solar = solarDays.get(key);
  if (solar === undefined) {
    solar = computed(year, month, day);
    if (solarDays.size < 10_000) solarDays.set(key, solar);
  }
  return solar;
}

function computed(year: number, month: number, day: number): string | null {
  try {
    return Lunar.fromYmd(year, month, day).getSolar().toYmd();
  } catch {
    // the library throws for days that a lunar year does not have
    return null;
  }
}

/** First and last day of a festival in a year; its days off when `whole`. */
export function festivalIn(festival: Festival, year: number, whole: boolean): { from: string; to: string } | null {
  const day = festivalDay(festival, year);
  if (day === null) return null;
  const [first, last] = whole ? festival.days : [0, 0];
  return { from: addDays(day, first), to: addDays(day, last) };
}

function festivalDay({ solar, lunar, term, weekday: rule, offset = 0 }: Festival, year: number): string | null {
  if (solar !== undefined) return `${year}-${solar}`;
  if (lunar !== undefined) {
    const day = solarOf(year, lunar[0], lunar[1]);
    return day && addDays(day, offset);
  }
  if (term !== undefined) return Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable()[term]?.toYmd() ?? null;
  if (rule === undefined) return null;
  const [month, count, day] = rule;
  const first = iso(year, month, 1);
  return addDays(first, ((day - weekday(first) + 7) % 7) + (count - 1) * 7);
}
