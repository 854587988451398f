import type { Context } from "../annotator.js";
import { iso } from "./calendar-days.js";
import type { DateExpression } from "./grammar/date-expression.js";

/** The day of issue that 自印发之日起 counts from: the printing date, else the date that the document signs with. */
export function issueDate(text: string, expressions: readonly DateExpression[], context: Context): string | null {
  return printedInText(text, expressions) ?? printedInTable(context) ?? context.signedAt;
}

/** The printing date in the text, whose line ends in 印发: …办公厅秘书处 2021年12月6日印发. */
function printedInText(text: string, expressions: readonly DateExpression[]): string | null {
  for (let i = expressions.length - 1; i >= 0; i--) {
    const { meaning, end } = expressions[i] as DateExpression;
    if (meaning.kind !== "points" || !/^[^\S\n]*印发[^\S\n]*(?:\n|$)/.test(text.slice(end, end + 12))) continue;
    const { years, months, days } = meaning.first;
    if (years !== null && months !== null && days !== null) return iso(years[0], months[0], days[0]);
  }
  return null;
}

/** The printing date of the metadata table. */
function printedInTable({ facts }: Context): string | null {
  const found = /(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/.exec(facts.印发日期 ?? "");
  return found === null ? null : iso(Number(found[1]), Number(found[2]), Number(found[3]));
}
