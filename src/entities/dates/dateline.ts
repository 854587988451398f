import { addDays } from "./calendar-days.js";
import type { DateExpression } from "./grammar/date-expression.js";
import { statedDay } from "./stated.js";

/** （中央社台北19日电）, 新华社北京5月9日电: the day of a report, which may go online the day after */
const dateline = /(?:^|\n)[^\n。]{0,24}[\p{Script=Han})）](?:(\d{1,2})月)?(\d{1,2})日[^\n。，,]{0,6}[电讯]/u;
/** days by which a report may be older than its page */
const datelineAge = 7;
/** how far down a text its head reaches, and how long a line of it may be */
const head = { reach: 200, line: 60 };

/** The day that 今天 means in an agency's report; null without a dateline, or with one of another time. */
export function datelineDay(text: string, latest: string | null): string | null {
  const found = latest === null ? null : dateline.exec(text.slice(0, head.reach));
  if (found === null || latest === null) return null;
  for (let age = 0; age <= datelineAge; age++) {
    const date = addDays(latest, -age);
    const [, month, day] = date.split("-").map(Number);
    if (day === Number(found[2]) && (found[1] === undefined || month === Number(found[1]))) return date;
  }
  return null;
}

/** The day in a short line at the head of a text, for a page that does not say when it was published; none after `latest`. */
export function headDay(text: string, expressions: readonly DateExpression[], latest: string | null): string | null {
  for (const expression of expressions.slice(0, 3)) {
    if (expression.start > head.reach) break;
    const day = expression.open === null ? statedDay(expression, null) : null;
    const from = text.lastIndexOf("\n", expression.start) + 1;
    const to = text.indexOf("\n", expression.end);
    if (day !== null && (latest === null || day <= latest) && (to < 0 ? text.length : to) - from <= head.line) return day;
  }
  return null;
}
