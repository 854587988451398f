import { loadDictionary } from "../../../src/dictionary/load.js";
import { addDays } from "../../../src/entities/dates/calendar-days.js";
import { simplifyAs } from "../../../src/text/simplify/simplify.js";
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
  "a day that no calendar has has the value 0001-01-01 there: none must be found",
  "a clock time without a day is no date: none must be found",
  "a text too short to tell its script is told to be Traditional where it has such characters",
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
    const dated = Results.filter(({ Text, Value }) => Value?.FutureResolution?.date !== "0001-01-01" && !isClock(Text));
    return {
      id: `${file} ${index + 1}`,
      input: Input,
      expected: dated.map(() => true),
      found: () => {
        const said = file.startsWith("Holiday") ? dated.reduce((all, { Text }) => all.replace(Text, `${Text}当天`), Input) : Input;
        const text = traditional.test(said) ? simplifyAs(said, "tw", loadDictionary().script) : said;
        const dates = valuesOf(text, { publishedAt }).flatMap((found) => (found.type === "date" ? [found] : []));
        const fits = dated.map(({ Text, Value }) =>
          dates.some(
            (date) => overlaps(text, Text, date.text) && (Value === undefined || isLunar(Text) || accepts(Value, date.from, date.to)),
          ),
        );
        return dates.length > dated.length && !file.startsWith("Holiday")
          ? [...fits, `${dates.length} dates`]
          : fits.map((fit, i) => fit || (dates[i] && `${dates[i].text} ${dates[i].from}..${dates[i].to}`) || "none");
      },
    };
  });
}

const traditional = /[週後個禮過經]/;

/** A clock time with nothing that says its day. */
function isClock(text: string): boolean {
  return /[点:：时]/.test(text) && !/[年月日号周期礼天今昨明节]/.test(text);
}

function isLunar(text: string): boolean {
  return /农历|[正腊]月|初[一二三四五六七八九十]|月(?:二十[一二三四五六七八九]|十[一二三四五六七八九])$|^(?:中秋节?|春节|除夕|元宵节|端午节?|重阳节|大年三十)$/.test(
    text,
  );
}

function overlaps(input: string, expected: string, found: string): boolean {
  const fold = (text: string) => simplifyAs(text.normalize("NFKC").toLowerCase().replace(/\s/g, ""), "tw", loadDictionary().script);
  return fold(expected).includes(fold(found)) || fold(found).includes(fold(expected)) || fold(input) === fold(expected);
}

function accepts(value: { FutureResolution?: Resolution; PastResolution?: Resolution }, from: string | null, to: string | null): boolean {
  const { FutureResolution: next, PastResolution: last } = value;
  // the merged suite gives its values in another form: there only the span counts
  if (next === undefined && last === undefined) return true;
  return [next, last].some((resolution) => resolution !== undefined && fits(resolution, from, to));
}

function fits({ date, startDate, endDate }: Resolution, from: string | null, to: string | null): boolean {
  if (date !== undefined) return from === date && to === date;
  if (startDate === undefined && endDate === undefined) return false;
  const end = endDate === undefined ? null : endDate.slice(0, 10);
  if (from !== (startDate?.slice(0, 10) ?? null)) return false;
  return to === end || (end !== null && (to === addDays(end, -1) || (end.endsWith("-01-01") && to === `${end.slice(0, 4)}-12-31`)));
}
