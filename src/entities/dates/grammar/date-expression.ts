import type { PartialDate, Precision } from "./partial-date.js";

/** What a date says, before the year of the document is known. */
export type DateMeaning =
  | { readonly kind: "points"; readonly first: PartialDate; readonly second: PartialDate | null }
  | { readonly kind: "fixed"; readonly from: string; readonly to: string | null; readonly precision: Precision }
  | { readonly kind: "span"; readonly amount: number; readonly unit: "year" | "month" | "day"; readonly direction: -1 | 1 }
  | { readonly kind: "issued" }
  | { readonly kind: "lost" };

/** A date in the text with its openness: `from` is open before (截至…), `to` after (自…起). */
export interface DateExpression {
  readonly start: number;
  readonly end: number;
  readonly meaning: DateMeaning;
  readonly open: "from" | "to" | null;
  /** inside 《》, or of a report's year (2014年度): says nothing of when the sentence takes place */
  readonly titled: boolean;
}

/** A date that is named, not written as a partial of the calendar. */
export interface NamedDate {
  readonly start: number;
  readonly end: number;
  readonly meaning: DateMeaning;
  readonly open: DateExpression["open"];
}
