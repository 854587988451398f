import { isClock, type Time, timeCase, timeTranslated } from "./jionlp-time.js";
import { type Case, printed, readCases, type Suite, valuesOf } from "./suite.js";

interface Row<T> {
  readonly fn: string;
  readonly input: string;
  readonly kwargs: { readonly time_base?: unknown };
  readonly expected: T;
}

interface Money {
  readonly num: string | readonly string[];
  readonly case: string;
  readonly definition: string;
}

interface Span {
  readonly text: string;
}

/** JioNLP: money and time, parsed and extracted. */
export function jionlp(corpus: string): Suite[] {
  const read = <T>(name: string) => readCases<{ readonly cases: readonly Row<T>[] }>(corpus, `jionlp/test_${name}.json`).cases;
  return [
    {
      name: "jionlp money",
      translated: ["blur+ and blur- are open on one side", "a range of two is min and max"],
      cases: [
        ...read<Money>("money_parser").map(
          (row, index): Case => ({
            id: `money_parser ${index + 1}`,
            input: row.input,
            expected: amountOf(row.expected),
            found: () => money(row.input),
          }),
        ),
        ...read<readonly Span[]>("money_extractor").map((row, index) => extracted(`money_extractor ${index + 1}`, "money", row)),
      ],
    },
    {
      name: "jionlp time",
      translated: timeTranslated,
      cases: [
        ...read<Time>("time_parser").map((row, index) =>
          timeCase(`time_parser ${index + 1}`, row.input, row.kwargs.time_base, row.expected),
        ),
        ...read<readonly Span[]>("time_extractor").map((row, index) => extracted(`time_extractor ${index + 1}`, "date", row)),
      ],
    },
  ];
}

const codes: Record<string, string> = {
  元: "CNY",
  港元: "HKD",
  美元: "USD",
  日元: "JPY",
  新台币: "TWD",
  泰铢: "THB",
  卢布: "RUB",
  欧元: "EUR",
  澳元: "AUD",
  韩元: "KRW",
};

function amountOf({ num, case: currency, definition }: Money): unknown {
  const code = codes[currency] ?? currency;
  if (typeof num !== "string") return [printed(Number(num[0])), printed(Number(num[1])), code];
  const value = printed(Number(num));
  return [definition === "blur-" ? "null" : value, definition === "blur+" ? "null" : value, code];
}

function money(input: string): unknown {
  const found = valuesOf(input).find(({ type }) => type === "money");
  if (found?.type !== "money") return null;
  const show = (value: number | null) => (value === null ? "null" : printed(value));
  return [show(found.min), show(found.max), found.currency];
}

function extracted(id: string, type: "money" | "date", row: Row<readonly Span[]>): Case {
  return {
    id,
    input: row.input,
    expected: row.expected.filter(({ text }) => type !== "date" || !isClock(text)).length,
    found: () => valuesOf(row.input, { publishedAt: "2026-11-21" }).filter((found) => found.type === type).length,
  };
}
