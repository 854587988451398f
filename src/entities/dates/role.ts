import type { Mention } from "../../model/entity.js";
import type { DateExpression } from "./grammar/date-expression.js";

type Role = Mention<"date">["role"];

const effective = /^(?:[(（]含[^)）]{0,4}[)）])?[,，]?(?:之日)?(?:起)?(?:正式|开始|全面)?(?:施行|实施|执行|生效|启用|上路)/;
const effectiveBefore = /(?:施行|实施|生效|执行|启用)(?:(?:日期|时间|之日)(?:为|是|:|：)?|[:：])\s?$/;
const effectiveOn = /^(?:起)?(?:正式)?(?:施行|生效)/;
const deadlineBefore =
  /(?:截止|截至|截稿)(?:日期|时间|期)?(?:为|是|到|至|于|:|：)?\s?$|(?:报名|申报|申请|提交|递交|受理|征集|征求意见|公示|反馈|缴费|投标|收件|咨询|谘询|登记)(?:日期|时间|期限|期间|期|时限|截止|截止日期|截止时间)(?:为|是|到|至|于|由|自|:|：)?\s?$/;
const deadlineAfter = /^[^。；;\n]{0,20}(?:报送|报至|报我|提交|递交|完成|申报|反馈|上报|送达|寄至|报名|缴纳|截止|回复|送交|寄达|申请)/;
const deadlineEnd = /^(?:[^。；;，,\n]{0,6})?(?:截止|截稿|逾期)/;
const expiresBefore = /(?:有效期限?|执行|延长|试行期?|有效|适用期限?|授权期限|任期)(?:至|到|为|截至|截止)?$/;
const expiresAfter = /^[,，]?(?:起)?(?:即)?(?:予以|一并|同时|自行)?(?:废止|失效|终止|停止执行|停止使用|停止生效|到期|期满|届满)/;
const publishedBefore = /(?:发布|公布|印发|刊发|公告|刊登|登报|刊宪)(?:日期|时间|日)(?:为|是|:|：)?\s?$/;
/** (2021年7月27日国务院令第746号公布 自2022年3月1日起施行) */
const publishedAfter = /^[^，。；,;\n()（）]{0,24}(?:公布|颁布|订定发布)(?=[\s，。；,;)）]|自|$)/;
const signedBefore = /(?:成文|发文|签发|签署|制发|落款)(?:日期|时间|日)(?:为|是|:|：)?\s?$/;

/** What the text says that a date is of the document: when it takes effect, ends, was signed, or is due. */
export function roleOf(text: string, expression: DateExpression, signedAt: string | null, from: string | null): Role {
  const { start, end, open, meaning } = expression;
  const before = text.slice(Math.max(0, start - 14), start);
  const after = text.slice(end, end + 30);
  if (expiresBefore.test(before) && (open === "from" || /有效/.test(before))) return "expires";
  if (expiresAfter.test(after)) return "expires";
  const since = /(?:以来|至今|迄今)$/.test(text.slice(start, end));
  if (!since && effective.test(after) && (open === "to" || meaning.kind === "issued" || /^[,，]?(?:之日)?起/.test(after)))
    return "effective";
  if (effectiveBefore.test(before)) return "effective";
  const day = meaning.kind === "points" && meaning.second === null && meaning.first.precision === "day";
  if (day && open === null && effectiveOn.test(after)) return "effective";
  if (publishedBefore.test(before)) return "published";
  if (signedBefore.test(before)) return "signed";
  if (deadlineBefore.test(before)) return "deadline";
  if ((day || open === "from") && deadlineEnd.test(after)) return "deadline";
  if (day && open === null && publishedAfter.test(after)) return "published";
  if (open === "from" && /(?:以前|之前|前)$/.test(text.slice(start, end)) && deadlineAfter.test(after)) return "deadline";
  if (day && standsAlone(text, start, end)) {
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
