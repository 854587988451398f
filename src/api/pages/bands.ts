import type { Language } from "./language.js";
import type { Page } from "./page.js";

/** A band of amounts of a facet: what it is called, and the filter that finds what lies in it. */
export interface Band {
  readonly label: string;
  readonly filter: string;
  /** where it begins: what bands are put in order by */
  readonly from: number;
}

/** The step below which two values of a facet are not told apart: a cent, an enterprise. */
const steps = { money: 0.01, enterprises: 1 } as const;
export type BandedFacet = keyof typeof steps;

const bandForm = /^(?:([A-Z]{3}):)?(\d*)\.\.(\d*)$/;
const filterForm = /^(?:>=(\d+)|<(\d+)|(\d+)\.\.(\d+(?:\.99)?))([A-Z]{3})?$/;

/** The band that a facet counts under a value; null for amounts that lie in no band whole, which no filter finds. */
export function bandOf(facet: BandedFacet, value: string, page: Page): Band | null {
  const [whole, currency = "CNY", from = "", to = ""] = bandForm.exec(value) ?? [];
  if (whole === undefined || (from === "" && to === "")) return null;
  const unit = facet === "money" && currency !== "CNY" ? currency : "";
  const last = Number(to) - steps[facet];
  const range = from === "" ? `<${to}` : to === "" ? `>=${from}` : `${from}..${last}`;
  const label = labelOf(facet, from === "" ? null : Number(from), to === "" ? null : Number(to), currency, page);
  return { label, filter: `${range}${unit}`, from: Number(from) };
}

/** What a filter is called that is one of the bands'; null for any other. */
export function bandNamed(facet: BandedFacet, filter: string, page: Page): string | null {
  const [whole, atLeast, below, from, last, currency = "CNY"] = filterForm.exec(filter) ?? [];
  if (whole === undefined) return null;
  const end = below ?? (last === undefined ? undefined : String(Math.round((Number(last) + steps[facet]) * 100) / 100));
  const begin = atLeast ?? from;
  return labelOf(facet, begin === undefined ? null : Number(begin), end === undefined ? null : Number(end), currency, page);
}

function labelOf(facet: BandedFacet, from: number | null, to: number | null, currency: string, { say, language }: Page): string {
  const short = (amount: number) => shortNumber(amount, language);
  const range =
    from === null
      ? say("band.below", { to: short(to ?? 0) })
      : to === null
        ? say("band.above", { from: short(from) })
        : say("band.between", { from: short(from), to: short(to) });
  if (facet === "enterprises") return range;
  return currency === "CNY" ? say("band.yuan", { range }) : `${range} ${currency}`;
}

const formats: Readonly<Record<Language, Intl.NumberFormat>> = {
  "zh-Hans": new Intl.NumberFormat("zh-CN", { notation: "compact", maximumFractionDigits: 2 }),
  "zh-Hant": new Intl.NumberFormat("zh-TW", { notation: "compact", maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat("en-US", { notation: "compact", compactDisplay: "long", maximumFractionDigits: 2 }),
};

/** A large number as it is spoken of: 1000万, 10 million. */
function shortNumber(amount: number, language: Language): string {
  return amount < 10_000 ? amount.toLocaleString("en-US") : formats[language].format(amount);
}
