import type { DateWords } from "../../../dictionary/values/date-words.js";
import { oneOf } from "../../../lexicon/alternation.js";
import type { DateExpression, DateMeaning } from "./date-expression.js";
import { hanDigits } from "./numerals.js";

export type OpennessPatterns = ReturnType<typeof opennessPatterns>;

export function opennessPatterns({ open, year }: DateWords) {
  const validity = oneOf(open.validUntil);
  return {
    /** 2014年度报告 */
    ofReport: new RegExp(`${oneOf(year.ofReports)}$`),
    /** 截至…, 有效期至…: the date is an end */
    until: new RegExp(`(?:${oneOf(open.until)}|${validity}[至到]|(?<=[，,。；;])至)[ “"(（]{0,2}$`),
    validity: new RegExp(`^${validity}`),
    since: new RegExp(`^[ ]?(?:日)?${oneOf(open.since)}(?!${oneOf(open.notSince)})`),
    /** 继…后 */
    after: new RegExp(`^后(?!${oneOf(open.notAfter)})`),
    before: new RegExp(`^(?:[ ]?(?:\\(含\\)|（含）))?${oneOf(open.before)}(?!\\d|[${hanDigits}十两几]|${oneOf(open.notBefore)})`),
    end: new RegExp(`^(?:为?止)(?!${oneOf(open.notUntil)})`),
  };
}

const from = /(?:自|从|自从|由)[ “"(（]{0,2}$/;

/** Adds what leaves a date open on one side: 截至…, 自…起, …以来, …前. */
export function withOpenness(
  text: string,
  start: number,
  end: number,
  meaning: DateMeaning,
  open: DateExpression["open"],
  patterns: OpennessPatterns,
): DateExpression {
  const expression = { start, end, meaning, open, titled: patterns.ofReport.test(text.slice(start, end)) };
  if (open !== null || meaning.kind === "issued") return expression;
  const before = text.slice(Math.max(0, start - 8), start);
  const behind = text.slice(end, end + 6);
  if (meaning.kind === "points" && meaning.second !== null) {
    return { ...expression, end: end + (patterns.end.exec(behind)?.[0].length ?? 0) };
  }
  const until = patterns.until.exec(before);
  if (until !== null) return { ...expression, start: start - until[0].replace(patterns.validity, "").length, open: "from" };
  if (meaning.kind !== "span" && isSince(before, behind, patterns)) {
    // 后 and 开始 open a date without being part of it
    const taken = patterns.since.exec(behind)?.[0].length ?? 0;
    return { ...expression, start: start - (from.exec(before)?.[0].length ?? 0), end: end + taken, open: "to" };
  }
  const limit = patterns.before.exec(behind) ?? patterns.end.exec(behind);
  return limit === null ? expression : { ...expression, end: end + limit[0].length, open: "from" };
}

/** Whether a date opens a time without an end. */
function isSince(before: string, behind: string, { since, after }: OpennessPatterns): boolean {
  // 继2017年后再度夺冠 is about 2017
  if (/继[^，。、\n]{0,4}$/.test(before)) return false;
  return since.test(behind) || after.test(behind) || (from.test(before) && behind.startsWith("开始"));
}
