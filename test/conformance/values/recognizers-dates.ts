import { addDays } from "../../../src/annotate/dates/days.js";
import { type Case, readCases, type Suite, valuesOf } from "./suite.js";

type Resolution = { readonly date?: string; readonly startDate?: string; readonly endDate?: string };

interface Row {
  readonly Input: string;
  readonly Context?: { readonly ReferenceDateTime: string };
  readonly Results: readonly {
    readonly Text: string;
    readonly Type: string;
    readonly Value?: { readonly FutureResolution?: Resolution; readonly PastResolution?: Resolution };
  }[];
}

const translated = [
  "a date without a year has two values there, the past and the future one: ours is one of them",
  "their ranges exclude the end, ours hold it",
  "the reference is the day of publication",
  "a festival alone is a name: 当天 is put after it; other dates beside it are none of the suite",
  "a lunar day is converted here and taken for a solar one there: only that it is found counts",
];

/** Microsoft's Recognizers-Text: dates, periods and holidays, by value and by span. */
export function recognizersDates(corpus: string): Suite[] {
  const suite = (name: string, files: readonly string[]): Suite => ({
    name: `recognizers ${name}`,
    translated,
    cases: files.flatMap((file) => cases(corpus, file)),
  });
  return [
    suite("date", ["DateParser", "DateExtractor"]),
    suite("date period", ["DatePeriodParser", "DatePeriodExtractor"]),
    suite("holiday", ["HolidayParser", "HolidayExtractor"]),
    suite("merged", ["MergedParser", "MergedExtractor"]),
  ];
}

function cases(corpus: string, file: string): Case[] {
  return readCases<Row[]>(corpus, `recognizers/DateTime/Chinese/${file}.json`).map(({ Input, Context, Results }, index) => {
    const publishedAt = Context?.ReferenceDateTime.slice(0, 10) ?? "2017-03-22";
    return {
      id: `${file} ${index + 1}`,
      input: Input,
      expected: Results.map(() => true),
      found: () => {
        const text = file.startsWith("Holiday") ? Results.reduce((said, { Text }) => said.replace(Text, `${Text}当天`), Input) : Input;
        const dates = valuesOf(text, { publishedAt }).flatMap((found) => (found.type === "date" ? [found] : []));
        const fits = Results.map(({ Text, Value }) =>
          dates.some(
            (date) => overlaps(Input, Text, date.text) && (Value === undefined || isLunar(Text) || accepts(Value, date.from, date.to)),
          ),
        );
        return dates.length > Results.length && !file.startsWith("Holiday")
          ? [...fits, `${dates.length} dates`]
          : fits.map((fit, i) => fit || (dates[i] && `${dates[i].text} ${dates[i].from}..${dates[i].to}`) || "none");
      },
    };
  });
}

function isLunar(text: string): boolean {
  return /农历|[正腊]月|初[一二三四五六七八九十]|月(?:二十[一二三四五六七八九]|十[一二三四五六七八九])$|^(?:中秋节?|春节|除夕|元宵节|端午节?|重阳节|大年三十)$/.test(
    text,
  );
}

function overlaps(input: string, expected: string, found: string): boolean {
  const fold = (text: string) => text.normalize("NFKC").toLowerCase().replace(/\s/g, "");
  return fold(expected).includes(fold(found)) || fold(found).includes(fold(expected)) || fold(input) === fold(expected);
}

function accepts(value: { FutureResolution?: Resolution; PastResolution?: Resolution }, from: string | null, to: string | null): boolean {
  return [value.FutureResolution, value.PastResolution].some((resolution) => resolution !== undefined && fits(resolution, from, to));
}

function fits({ date, startDate, endDate }: Resolution, from: string | null, to: string | null): boolean {
  if (date !== undefined) return from === date && to === date;
  if (startDate === undefined && endDate === undefined) return false;
  const end = endDate === undefined ? null : endDate.slice(0, 10);
  if (from !== (startDate?.slice(0, 10) ?? null)) return false;
  return to === end || (end !== null && (to === addDays(end, -1) || (end.endsWith("-01-01") && to === `${end.slice(0, 4)}-12-31`)));
}
