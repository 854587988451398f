import type { DateWords } from "../../../dictionary/values/date-words.js";
import { oneOf } from "../../../lexicon/alternation.js";
import type { DateExpression, DateMeaning } from "./date-expression.js";
import { hanDigits } from "./numerals.js";

export type OpennessPatterns = ReturnType<typeof opennessPatterns>;

export function opennessPatterns({ open }: DateWords) {
  const validity = oneOf(open.validUntil);
  return {
    /** 截至…, 有效期至…: the date is an end */
    until: new RegExp(`(?:截至|截止到?|截止至|截至到|${validity}[至到])[ “"(（]{0,2}$`),
    validity: new RegExp(`^${validity}`),
    since: new RegExp(`^[ ]?(?:日)?(?:起|以来|至今|迄今|到现在|到目前|或?以后|或?之后)(?!${oneOf(open.notSince)})`),
    /** 继…后 */
    after: new RegExp(`^后(?!${oneOf(open.notAfter)})`),
    before: new RegExp(`^(?:[ ]?(?:\\(含\\)|（含）))?(?:或?以前|或?之前|前)(?!\\d|[${hanDigits}十两几]|${oneOf(open.notBefore)})`),
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
  const expression = { start, end, meaning, open, titled: /(?:年度|学年|财年)$/.test(text.slice(start, end)) };
  if (open !== null || meaning.kind === "issued") return expression;
  const before = text.slice(Math.max(0, start - 8), start);
  const behind = text.slice(end, end + 6);
  if (meaning.kind === "points" && meaning.second !== null) {
    return { ...expression, end: end + (patterns.end.exec(behind)?.[0].length ?? 0) };
  }
  const until = patterns.until.exec(before);
  if (until !== null) return { ...expression, start: start - until[0].replace(patterns.validity, "").length, open: "from" };
  const since = meaning.kind === "span" ? null : sinceWord(before, behind, patterns);
  if (since !== null) {
    const taken = /以来|至今|迄今|到现在|到目前|以后|之后|起/.test(since) ? since.length : 0;
    return { ...expression, start: start - (from.exec(before)?.[0].length ?? 0), end: end + taken, open: "to" };
  }
  const limit = patterns.before.exec(behind) ?? patterns.end.exec(behind);
  return limit === null ? expression : { ...expression, end: end + limit[0].length, open: "from" };
}

/** What leaves the end of a date open; null where it has one. */
function sinceWord(before: string, behind: string, { since, after }: OpennessPatterns): string | null {
  // 继2017年后再度夺冠 tells of 2017
  if (/继[^，。、\n]{0,4}$/.test(before)) return null;
  const found = since.exec(behind) ?? after.exec(behind) ?? (from.test(before) ? /^开始/.exec(behind) : null);
  return found === null ? null : found[0];
}
