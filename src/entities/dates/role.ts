import type { DateWords } from "../../dictionary/values/date-words.js";
import { oneOf } from "../../lexicon/alternation.js";
import type { Mention } from "../../model/entity.js";
import type { DateExpression } from "./grammar/date-expression.js";

type Role = NonNullable<Mention<"date">["role"]>;

/** A date with what stands around it. */
interface RoleEvidence {
  readonly text: string;
  readonly expression: DateExpression;
  /** the few characters before and behind the date */
  readonly before: string;
  readonly behind: string;
  /** one day, not a range */
  readonly isDay: boolean;
  readonly from: string | null;
  /** the date that the document signs with */
  readonly signedAt: string | null;
}

/** The first rule that applies gives a date its role. */
export interface RoleRule {
  readonly role: Role;
  readonly applies: (evidence: RoleEvidence) => boolean;
}

/** behind a label: 施行日期为, 截止时间： */
const colon = "[为是:：]?";
const colonOrUntil = "为是到至于:：";

export function roleRules({ roles: { effective, deadline, expires, published, signed } }: DateWords): readonly RoleRule[] {
  const expiresLabel = new RegExp(`${oneOf(expires.label)}(?:至|到|为|截至|截止)?$`);
  const expiresBehind = new RegExp(`^[,，]?(?:起)?(?:即)?${oneOf(expires.manner)}?${oneOf(expires.behind)}`);
  const effectiveBehind = new RegExp(
    `^(?:[(（]含[^)）]{0,4}[)）])?[,，]?(?:之日)?(?:起)?${oneOf(effective.manner)}?${oneOf(effective.behind)}`,
  );
  const effectiveLabel = new RegExp(`${oneOf(effective.label)}(?:${oneOf(effective.labelNoun)}${colon}|[:：])\\s?$`);
  const effectiveOnDay = new RegExp(`^(?:起)?(?:正式)?${oneOf(effective.onDay)}`);
  const publishedLabel = new RegExp(`${oneOf(published.label)}${oneOf(published.labelNoun)}${colon}\\s?$`);
  const publishedBehind = new RegExp(`^[^，。；,;\\n()（）]{0,24}${oneOf(published.behind)}(?=[\\s，。；,;)）]|自|$)`);
  const signedLabel = new RegExp(`${oneOf(signed.label)}${oneOf(signed.labelNoun)}${colon}\\s?$`);
  const deadlineLabel = new RegExp(
    `${oneOf(deadline.label)}${oneOf(deadline.labelNoun)}?[${colonOrUntil}]?\\s?$|${oneOf(deadline.subject)}${oneOf(deadline.subjectNoun)}[由自${colonOrUntil}]?\\s?$`,
  );
  const deadlineEnd = new RegExp(`^(?:[^。；;，,\\n]{0,6})?${oneOf(deadline.end)}`);
  const deadlineAct = new RegExp(`^[^。；;\\n]{0,20}${oneOf(deadline.acts)}`);

  return [
    {
      // 有效期至2025年
      role: "expires",
      applies: ({ before, expression: { open } }) => expiresLabel.test(before) && (open === "from" || before.includes("有效")),
    },
    // 2025年底废止
    { role: "expires", applies: ({ behind }) => expiresBehind.test(behind) },
    {
      // 自3月1日起施行
      role: "effective",
      applies: ({ text, expression: { start, end, open, meaning }, behind }) =>
        effectiveBehind.test(behind) &&
        (open === "to" || meaning.kind === "issued" || /^[,，]?(?:之日)?起/.test(behind)) &&
        !/(?:以来|至今|迄今)$/.test(text.slice(start, end)),
    },
    // 施行日期：
    { role: "effective", applies: ({ before }) => effectiveLabel.test(before) },
    {
      // 3月1日施行
      role: "effective",
      applies: ({ behind, isDay, expression: { open } }) => isDay && open === null && effectiveOnDay.test(behind),
    },
    // 发布日期：
    { role: "published", applies: ({ before }) => publishedLabel.test(before) },
    // 成文日期：
    { role: "signed", applies: ({ before }) => signedLabel.test(before) },
    // 截止日期：
    { role: "deadline", applies: ({ before }) => deadlineLabel.test(before) },
    {
      // 3月1日截止
      role: "deadline",
      applies: ({ behind, isDay, expression: { open } }) => (isDay || open === "from") && deadlineEnd.test(behind),
    },
    {
      // (2021年7月27日国务院令第746号公布 自2022年3月1日起施行)
      role: "published",
      applies: ({ behind, isDay, expression: { open } }) => isDay && open === null && publishedBehind.test(behind),
    },
    {
      // 3月1日前报送
      role: "deadline",
      applies: ({ text, behind, expression: { start, end, open } }) =>
        open === "from" && /(?:以前|之前|前)$/.test(text.slice(start, end)) && deadlineAct.test(behind),
    },
    {
      // alone on its line
      role: "signed",
      applies: ({ text, expression: { start, end }, isDay, from, signedAt }) =>
        isDay && isAloneOnLine(text, start, end) && (signedAt === null || signedAt === from),
    },
  ];
}

/** What a date is to the document by the words around it: when it takes effect, expires, was signed, or is due. */
export function roleOf(
  text: string,
  expression: DateExpression,
  rules: readonly RoleRule[],
  { signedAt, from }: Pick<RoleEvidence, "signedAt" | "from">,
): Role | undefined {
  const { start, end, meaning } = expression;
  const evidence: RoleEvidence = {
    text,
    expression,
    before: text.slice(Math.max(0, start - 14), start),
    behind: text.slice(end, end + 30),
    isDay: meaning.kind === "points" && meaning.second === null && meaning.first.precision === "day",
    from,
    signedAt,
  };
  return rules.find(({ applies }) => applies(evidence))?.role;
}

/** A line that holds nothing but the date. */
function isAloneOnLine(text: string, start: number, end: number): boolean {
  let first = start;
  while (first > 0 && /[^\S\n]/.test(text[first - 1] ?? "")) first--;
  let last = end;
  while (last < text.length && /[^\S\n]/.test(text[last] ?? "")) last++;
  return first > 0 && text[first - 1] === "\n" && (last === text.length || text[last] === "\n");
}
