import * as recognizers from "@microsoft/recognizers-text-suite";
import { zh } from "chrono-node";
import { addDays } from "../src/entities/dates/calendar-days.js";

/** A value that a library reads in a text, in our conventions. */
export interface Read {
  readonly type: "date" | "money" | "percentage" | "number";
  readonly text: string;
  /** a date's first and last day; else the number said and, of money, its currency */
  readonly value: readonly (string | number | null)[];
}

export interface Peer {
  readonly name: string;
  /** the types that it reads at all */
  readonly reads: readonly Read["type"][];
  /** `day` is the ISO day that a date without a year is told from. */
  read(text: string, day: string): Read[];
}

interface Result {
  readonly text: string;
  readonly typeName: string;
  readonly resolution: Readonly<Record<string, unknown>> | null;
}

/** Microsoft's Recognizers-Text: dates, currencies, percentages and numbers. */
export const microsoft: Peer = {
  name: "recognizers-text",
  reads: ["date", "money", "percentage", "number"],
  read(text, day) {
    const { Culture } = recognizers;
    const results = <T>(found: readonly T[]) => found as unknown as readonly Result[];
    const dates = results(recognizers.recognizeDateTime(text, Culture.Chinese, undefined, localDay(day)));
    const money = results(recognizers.recognizeCurrency(text, Culture.Chinese));
    const percentages = results(recognizers.recognizePercentage(text, Culture.Chinese));
    const numbers = results(recognizers.recognizeNumber(text, Culture.Chinese));
    return [
      ...dates.flatMap((found) => dateOf(found, day)),
      ...money.map(
        ({ text: said, resolution }): Read => ({
          type: "money",
          text: said,
          value: [numberOf(resolution), String(resolution?.isoCurrency ?? "") || null],
        }),
      ),
      ...percentages.map(({ text: said, resolution }): Read => ({ type: "percentage", text: said, value: [numberOf(resolution)] })),
      ...numbers.map(({ text: said, resolution }): Read => ({ type: "number", text: said, value: [numberOf(resolution)] })),
    ];
  },
};

function numberOf(resolution: Result["resolution"]): number {
  return Number.parseFloat(String(resolution?.value));
}

/** A date that may be past or to come has two values: the one not after the day of the text. A range's end is not in it. */
function dateOf({ text, typeName, resolution }: Result, day: string): Read[] {
  if (!/\.(?:date|datetime)(?:range)?$/.test(typeName)) return [];
  const values = (resolution?.values ?? []) as readonly Readonly<Record<string, string>>[];
  const spans = values.map(({ value, start, end }) => {
    const [from, close] = [(value ?? start)?.slice(0, 10) ?? null, (value ?? end)?.slice(0, 10) ?? null];
    const to = value === undefined && close !== null && !typeName.endsWith("datetimerange") ? addDays(close, -1) : close;
    return [from, to] as const;
  });
  const span = spans.find(([from]) => from !== null && from <= day) ?? spans[0];
  return span === undefined ? [] : [{ type: "date", text, value: span }];
}

/** chrono-node's Chinese: dates. */
export const chrono: Peer = {
  name: "chrono-node",
  reads: ["date"],
  read(text, day) {
    return zh.hans.parse(text, localDay(day)).map(({ text: said, start, end }) => {
      const from = isoDay(start);
      return { type: "date", text: said, value: [from, end ? isoDay(end) : from] };
    });
  },
};

type Component = ReturnType<typeof zh.hans.parse>[number]["start"];

function isoDay(component: Component): string {
  const two = (unit: "month" | "day") => String(component.get(unit)).padStart(2, "0");
  return `${component.get("year")}-${two("month")}-${two("day")}`;
}

/** Both libraries reckon in the zone of the machine. */
function localDay(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date, 12);
}
