import type { PartialDate, Precision } from "./partial-date.js";

/** What a date expression says, before its year is known where it does not give it. The kinds are the names of the rules in the output. */
export type DateMeaning =
  | { readonly kind: "points"; readonly first: PartialDate; readonly second: PartialDate | null }
  | { readonly kind: "fixed"; readonly from: string; readonly to: string | null; readonly precision: Precision }
  | { readonly kind: "span"; readonly amount: number; readonly unit: "year" | "month" | "day"; readonly direction: -1 | 1 }
  | { readonly kind: "issued" }
  | { readonly kind: "lost" };

/** A date in the text. `open`: `from` has no beginning (截至…), `to` no end (自…起). */
export interface DateExpression {
  readonly start: number;
  readonly end: number;
  readonly meaning: DateMeaning;
  readonly open: "from" | "to" | null;
  /** inside 《》, or the year of a report (2014年度): says nothing of when the sentence takes place */
  readonly titled: boolean;
}

/** A date that goes by a name instead of years, months and days. */
export type NamedDate = Omit<DateExpression, "titled">;
