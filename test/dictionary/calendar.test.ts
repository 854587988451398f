import { readFileSync } from "node:fs";
import { Solar } from "lunar-typescript";
import { expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import type { Festival } from "../../src/dictionary/values/calendar.js";
import { daysBetween } from "../../src/entities/dates/calendar-days.js";
import { festivalIn } from "../../src/entities/dates/movable-dates.js";

const read = (file: string) => JSON.parse(readFileSync(new URL(`../../dictionaries/values/${file}`, import.meta.url), "utf8"));
const festivals: readonly Festival[] = read("festivals.json");
const holidays: Readonly<Record<string, Readonly<Record<string, readonly [string, string]>>>> = read("holidays.json");
const { calendar } = loadDictionary();
const years = Array.from({ length: 61 }, (_, i) => 1990 + i);

test("every festival has its day in every year from 1990 to 2050", () => {
  const without = festivals.flatMap((festival) =>
    years.flatMap((year) => {
      const day = festivalIn(festival, year, false, calendar.lunar)?.from;
      // the last month of a lunar year can miss a year of ours
      const fits = day?.startsWith(`${year}-`) || (festival.lunar?.[0] === 12 && day?.startsWith(`${year + 1}-01`));
      return fits ? [] : [`${festival.name} ${year}`];
    }),
  );
  expect(without).toEqual([]);
});

test("lunar festivals fall on their lunar day", () => {
  const wrong = festivals.flatMap(({ name, lunar, offset = 0 }) =>
    years.flatMap((year) => {
      const from =
        lunar === undefined || offset !== 0 ? undefined : festivalIn({ name, lunar, days: [0, 0] }, year, false, calendar.lunar)?.from;
      if (from === undefined) return [];
      const [y = 0, m = 0, d = 0] = from.split("-").map(Number);
      const day = Solar.fromYmd(y, m, d).getLunar();
      return day.getMonth() === lunar?.[0] && day.getDay() === lunar[1] ? [] : [`${name} ${year}: ${from}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test("known days: new years, mid-autumns, winter solstices, a Mother's Day", () => {
  const dayOf = (name: string, year: number) => {
    const festival = calendar.festivals.CN.at(name, 0)?.value;
    return festival && festivalIn(festival, year, false, calendar.lunar)?.from;
  };
  expect([1990, 2000, 2012, 2024, 2033, 2050].map((year) => dayOf("春节", year))).toEqual([
    "1990-01-27",
    "2000-02-05",
    "2012-01-23",
    "2024-02-10",
    "2033-01-31",
    "2050-01-23",
  ]);
  expect([2020, 2023, 2033].map((year) => dayOf("中秋节", year))).toEqual(["2020-10-01", "2023-09-29", "2033-09-08"]);
  expect([2021, 2024].map((year) => dayOf("冬至", year))).toEqual(["2021-12-21", "2024-12-21"]);
  expect([2023, 2024].map((year) => dayOf("除夕", year))).toEqual(["2023-01-21", "2024-02-09"]);
  expect(dayOf("母亲节", 2024)).toBe("2024-05-12");
});

test("days off begin before they end and lie about their festival, of which there is a row", () => {
  const { CN } = calendar.festivals;
  const wrong = Object.entries(holidays).flatMap(([year, set]) =>
    Object.entries(set).flatMap(([name, [first, last]]) => {
      const festival = CN.at(name, 0)?.value;
      const day = festival && festivalIn(festival, Number(year), false, calendar.lunar)?.from;
      const fits =
        day !== undefined &&
        first <= last &&
        daysBetween(first, last) <= 10 &&
        daysBetween(first, day) >= -1 &&
        daysBetween(day, last) >= 0;
      return fits ? [] : [`${year} ${name}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test("where no days off were set, those of the row are counted from the festival; none outside the mainland", () => {
  const { CN, HK, TW } = calendar.festivals;
  const off = (index: typeof CN, name: string, year: number) =>
    festivalIn(index.at(name, 0)?.value as Festival, year, true, calendar.lunar);
  expect(off(CN, "国庆节", 2023)).toEqual({ from: "2023-09-29", to: "2023-10-06" });
  expect(off(CN, "国庆节", 2040)).toEqual({ from: "2040-10-01", to: "2040-10-07" });
  expect(off(HK, "国庆节", 2023)).toEqual({ from: "2023-10-01", to: "2023-10-07" });
  expect(off(TW, "国庆节", 2023)).toEqual({ from: "2023-10-10", to: "2023-10-10" });
});
