import { expect, test } from "vitest";
import { annotateDates, impossibleDates } from "../../src/annotate/dates/dates.js";
import { contextOf, viewOf } from "./values.js";

test("a day that no calendar has is not found but kept for a note", () => {
  const context = contextOf({ publishedAt: "2024-03-15" });
  const view = viewOf("2023年2月30日公布,2023年3月1日施行。");
  expect(annotateDates(view, context, []).map(({ start, end }) => view.text.slice(start, end))).toEqual(["2023年3月1日"]);
  expect(impossibleDates(view).map(({ start, end }) => view.text.slice(start, end))).toEqual(["2023年2月30日"]);
});

test("nothing is resolved where nothing says the year, and never by the machine's clock", () => {
  const [date] = annotateDates(viewOf("6月28日召开会议。"), contextOf(), []);
  expect(date).toMatchObject({ from: null, to: null, resolved: "unknown" });
});
