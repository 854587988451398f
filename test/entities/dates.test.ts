import fc from "fast-check";
import { expect, test } from "vitest";
import type { Context } from "../../src/entities/annotator.js";
import { addDays, addMonths } from "../../src/entities/dates/calendar-days.js";
import { annotateDates, impossibleDates } from "../../src/entities/dates/dates.js";
import { contextOf, docOf } from "./values.js";

test("a day that no calendar has is not found but kept for a note", () => {
  const context = contextOf({ publishedAt: "2024-03-15" });
  const doc = docOf("2023年2月30日公布,2023年3月1日施行。");
  expect(annotateDates(doc, context, []).map(({ start, end }) => doc.text.slice(start, end))).toEqual(["2023年3月1日"]);
  expect(impossibleDates(doc, "CN").map(({ start, end }) => doc.text.slice(start, end))).toEqual(["2023年2月30日"]);
});

test("nothing is resolved where nothing says the year, and never by the machine's clock", () => {
  const [date] = annotateDates(docOf("6月28日召开会议。"), contextOf(), []);
  expect(date).toMatchObject({ from: null, to: null, resolved: "unknown" });
});

const han = (value: number): string => [...String(value)].map((digit) => "〇一二三四五六七八九"[Number(digit)]).join("");
const hanNumber = (value: number): string =>
  value < 10 ? han(value) : `${value < 20 ? "" : han(Math.floor(value / 10))}十${value % 10 === 0 ? "" : han(value % 10)}`;
const day = fc.integer({ min: 0, max: 36_500 }).map((days) => addDays("1950-01-01", days));
const partsOf = (date: string) => date.split("-").map(Number) as [number, number, number];
const rangeOf = (text: string, context: Context) => annotateDates(docOf(text), context, []).map(({ from, to }) => [from, to]);

test("one day in every way of writing it", () => {
  fc.assert(
    fc.property(day, (date) => {
      const [y, m, d] = partsOf(date);
      const forms = [
        date,
        `${y}年${m}月${d}日`,
        `${y}/${m}/${d}`,
        `${han(y)}年${hanNumber(m)}月${hanNumber(d)}日`,
        `民国${y - 1911}年${m}月${d}日`,
      ];
      for (const form of forms) expect([form, rangeOf(form, contextOf())]).toEqual([form, [[date, date]]]);
    }),
    { numRuns: 60 },
  );
});

test("a day without its year, told of, is the last one up to publication", () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 364 }), (date, later) => {
      const [, m, d] = partsOf(date);
      fc.pre(m !== 2 || d !== 29);
      const publishedAt = addDays(date, later);
      expect(rangeOf(`${m}月${d}日统计`, contextOf({ publishedAt }))).toEqual(
        addMonths(date, 12) <= publishedAt ? [[addMonths(date, 12), addMonths(date, 12)]] : [[date, date]],
      );
    }),
    { numRuns: 60 },
  );
});

test("the day in brackets holds, however late a page went online", () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 20 }), (date, late) => {
      const publishedAt = addDays(date, late);
      expect(rangeOf(`市长今(${partsOf(date)[2]})日表示`, contextOf({ publishedAt }))).toEqual([[date, date]]);
    }),
    { numRuns: 60 },
  );
});

test("a range holds both of its ends", () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 300 }), (date, length) => {
      const last = addDays(date, length);
      const [y, m, d] = partsOf(date);
      const [, lastMonth, lastDay] = partsOf(last);
      expect(rangeOf(`${y}年${m}月${d}日至${lastMonth}月${lastDay}日`, contextOf())).toEqual([[date, last]]);
    }),
    { numRuns: 60 },
  );
});
