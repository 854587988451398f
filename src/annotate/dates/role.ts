import type { Mention } from "../../model/entity.js";
import type { Expression } from "./expression.js";

type Role = Mention<"date">["role"];

const effective = /^[,，]?(?:正式)?(?:之日)?(?:起)?(?:正式|开始)?(?:施行|实施|执行|生效|启用)/;
const effectiveBefore = /(?:施行|实施|生效|执行)(?:日期|时间|之日)?(?:为|是|:|：)?$/;
const deadlineBefore =
  /(?:截止|截至|截稿)(?:日期|时间|期)?(?:为|是|到|至|于|:|：)?$|(?:报名|申报|提交|递交|受理|征集|征求意见|公示|反馈|缴费|投标)(?:日期|时间|期限|期|时限|截止|截止日期|截止时间)(?:为|是|到|至|于|:|：)?$/;
const deadlineAfter = /^[^。；;\n]{0,20}(?:报送|报至|报我|提交|完成|申报|反馈|上报|送达|寄至|报名|缴纳|截止)/;
const expiresBefore = /(?:有效期限?|执行|延长|试行期|有效)(?:至|到|为|截至|截止)?$/;
const expiresAfter = /^[,，]?(?:起)?(?:废止|失效|终止|停止执行|停止使用)/;
const publishedBefore = /(?:发布|公布|印发|刊发)(?:日期|时间)(?:为|是|:|：)?\s?$/;

/** What the text says that a date is of the document: when it takes effect, ends, was signed, or is due. */
export function roleOf(text: string, expression: Expression, signedAt: string | null, from: string | null): Role {
  const { start, end, open, said } = expression;
  const before = text.slice(Math.max(0, start - 14), start);
  const after = text.slice(end, end + 30);
  if (expiresBefore.test(before) && (open === "from" || /有效/.test(before))) return "expires";
  if (expiresAfter.test(after)) return "expires";
  if (effective.test(after) && (open === "to" || said.kind === "issued" || /^[,，]?(?:之日)?起/.test(after))) return "effective";
  if (effectiveBefore.test(before)) return "effective";
  if (publishedBefore.test(before)) return "published";
  if (deadlineBefore.test(before)) return "deadline";
  if (open === "from" && /(?:以前|之前|前)$/.test(text.slice(start, end)) && deadlineAfter.test(after)) return "deadline";
  if (said.kind === "points" && said.second === null && said.first.precision === "day" && standsAlone(text, start, end)) {
    return signedAt === null || signedAt === from ? "signed" : undefined;
  }
  return undefined;
}

/** A line that holds nothing but the date. */
function standsAlone(text: string, start: number, end: number): boolean {
  let first = start;
  while (first > 0 && /[^\S\n]/.test(text[first - 1] ?? "")) first--;
  let last = end;
  while (last < text.length && /[^\S\n]/.test(text[last] ?? "")) last++;
  return first > 0 && text[first - 1] === "\n" && (last === text.length || text[last] === "\n");
}
