import { loadDictionary } from "../../../src/dictionary/load.js";
import { toNumber } from "../../../src/entities/numbers/decimal.js";
import { inSetPhrase } from "../../../src/entities/numbers/not-counts.js";
import { numbersOf } from "../../../src/entities/numbers/scan.js";
import { type Case, docIn, printed, readCases, type Suite, valuesOf } from "./suite.js";

interface Row {
  readonly Input: string;
  readonly Results: readonly {
    readonly Text: string;
    readonly Resolution: { readonly value: string | null; readonly isoCurrency?: string };
  }[];
}

/** Microsoft's Recognizers-Text: numbers, percentages, ranges of numbers, currencies. */
export function recognizersNumbers(corpus: string): Suite[] {
  return [numbers(corpus), percentages(corpus), ranges(corpus), currencies(corpus)];
}

function cases(corpus: string, file: string, make: (row: Row) => Pick<Case, "expected" | "found">): Case[] {
  return readCases<Row[]>(corpus, `recognizers/${file}.json`).map((row, index) => ({
    id: `${file.split("/").at(-1)} ${index + 1}`,
    input: row.Input,
    ...make(row),
  }));
}

function numbers(corpus: string): Suite {
  return {
    name: "recognizers number",
    translated: [
      "a sign is read with the amount, not with the number",
      "a fraction is a percentage: 五分之一 is 20",
      "a numeral in a set phrase (一切, 四川) is no amount: it is sorted out after the numbers are read",
    ],
    cases: cases(corpus, "Number/Chinese/NumberModel", ({ Input, Results }) => ({
      expected: Results.map(({ Resolution }) => printed(Math.abs(Number(Resolution.value)))),
      found: () => {
        const doc = docIn(Input);
        const { measures } = loadDictionary();
        return numbersOf(doc)
          .filter(({ kind, start }) => kind !== "bare" && kind !== "code" && !inSetPhrase(doc.text, start, measures))
          .map(({ start, low, kind }) =>
            printed(kind === "fraction" && !doc.text.startsWith("百分之", start) ? toNumber(low) / 100 : toNumber(low)),
          );
      },
    })),
  };
}

function percentages(corpus: string): Suite {
  return {
    name: "recognizers percentage",
    translated: ["percentage points are of unit pp"],
    cases: cases(corpus, "Number/Chinese/PercentModel", ({ Input, Results }) => ({
      expected: Results.map(({ Resolution }) => printed(Number(String(Resolution.value).replace("%", "")))),
      found: () =>
        valuesOf(Input).flatMap((found) =>
          found.type === "quantity" && found.dimension === "percent"
            ? [found.value === null ? `${found.min}..${found.max}` : printed(found.value)]
            : [],
        ),
    })),
  };
}

function ranges(corpus: string): Suite {
  return {
    name: "recognizers number range",
    translated: [
      "both ends are inclusive",
      "a number without a unit is no amount: 个 is put after the range",
      "a fraction is a percentage: 1/2 is 50",
    ],
    cases: cases(corpus, "Number/Chinese/NumberRangeModel", ({ Input, Results }) => ({
      expected: Results.map(({ Text, Resolution }) => limits(String(Resolution.value), /\d\/\d|[^百]分之/.test(Text) ? 100 : 1)),
      found: () => {
        let text = Input.normalize("NFKC");
        for (const { Text } of Results)
          text = text.replace(new RegExp(escaped(Text).replaceAll(",", "[,，]"), "i"), (said) => said.replace(number, "$&个"));
        return valuesOf(text).flatMap((found) => ("bound" in found && found.bound !== "exact" ? [`${found.min},${found.max}`] : []));
      },
    })),
  };
}

/** a number that no unit follows */
const number =
  /(?:[\d０-９]+(?:[.,，/][\d０-９]+)*|(?:[一二两三四五六七八九十百千肆拾零点]|分之)+)[几幾多余]?[万亿多余]*(?![\d０-９.,，/个％%岁次种万亿几幾多余一二三四五六七八九十百千]|分之| [一二三四五六七八九十])/gu;

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function limits(interval: string, factor: number): string {
  const [low = "", high = ""] = interval.slice(1, -1).split(",");
  return `${low === "" ? null : factor * Number(low)},${high === "" ? null : factor * Number(high)}`;
}

function currencies(corpus: string): Suite {
  return {
    name: "recognizers currency",
    translated: ["a currency without a number is no money"],
    cases: cases(corpus, "NumberWithUnit/Chinese/CurrencyModel", ({ Input, Results }) => ({
      expected: Results.filter(({ Resolution }) => Resolution.value !== null).map(({ Resolution }) => [
        printed(Number(Resolution.value)),
        Resolution.isoCurrency ?? null,
      ]),
      found: () =>
        valuesOf(Input).flatMap((found) =>
          found.type === "money" && found.value !== null ? [[printed(found.value), found.currency]] : [],
        ),
    })),
  };
}
