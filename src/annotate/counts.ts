import type { Dictionary } from "../dictionary/load.js";
import type { Unit } from "../dictionary/measures.js";
import type { Mention } from "../model/entity.js";
import type { Annotator, View } from "./annotator.js";
import { type Amount, scanAmounts } from "./numbers/amounts.js";
import { blockedBy } from "./numbers/blocked.js";
import { type Decimal, decimal, multiply, toNumber } from "./numbers/decimal.js";
import { isCount } from "./numbers/not-counts.js";
import { subjectOf } from "./numbers/subject.js";

/** Counts of businesses (`enterpriseCount`) and every other number with a unit (`quantity`). */
export const annotateCounts: Annotator<"enterpriseCount" | "quantity"> = (view, context, before) => {
  const { dictionary } = context;
  const blocked = blockedBy(before);
  const titles = before.filter(({ type }) => type === "policyTitle" || type === "money");
  const inTitle = within(titles);
  const mentions: Mention<"enterpriseCount" | "quantity">[] = [];
  for (const amount of scanAmounts(view, dictionary.measures)) {
    const { unit } = amount;
    if (unit === null || unit.kind === "money" || amount.currency !== null) continue;
    if (blocked(amount.numberStart, amount.numberEnd) || inTitle(amount.numberStart, amount.numberEnd)) continue;
    if (!isCount(view.text, amount, dictionary.measures)) continue;
    mentions.push((unit.business !== null && enterpriseCount(view, amount, unit, dictionary)) || quantity(view.text, amount, unit));
  }
  return mentions;
};

function enterpriseCount(view: View, amount: Amount, unit: Unit, dictionary: Dictionary): Mention<"enterpriseCount"> | null {
  const subject = subjectOf(view, amount, dictionary);
  if (subject === null || !subject.business) return null;
  const follows = subject.end !== null && amount.headAt === amount.end && subject.end - amount.end <= 16;
  return {
    type: "enterpriseCount",
    start: amount.start,
    end: follows && subject.end !== null ? subject.end : amount.end,
    rule: subject.end === null ? "count.subject-before" : "count.subject-after",
    ...values(amount),
    subject: subject.subject,
    counter: unit.name,
  };
}

function quantity(text: string, amount: Amount, unit: Unit): Mention<"quantity"> {
  const ofProjects = unit.name === "个" && /^.{0,8}?(?:项目|工程)/u.test(text.slice(amount.headAt, amount.headAt + 10));
  return {
    type: "quantity",
    start: amount.start,
    end: amount.end,
    rule: `quantity.${unit.kind}`,
    ...values(amount),
    unit: unit.name,
    dimension: ofProjects ? "projects" : unit.dimension,
    ...si(amount, unit),
  };
}

function values({ value, min, max, bound }: Amount): Pick<Mention<"quantity">, "value" | "min" | "max" | "bound"> {
  return { value: value && toNumber(value), min: min && toNumber(min), max: max && toNumber(max), bound };
}

function si(amount: Amount, unit: Unit): Pick<Mention<"quantity">, "si"> {
  if (unit.si === null) return {};
  const factor = decimal(unit.si.factor);
  const convert = (value: Decimal | null) => value && toNumber(multiply(value, factor));
  return { si: { value: convert(amount.value), min: convert(amount.min), max: convert(amount.max), unit: unit.si.unit } };
}

/** Whether a span lies in one of the mentions; to be asked with spans in order. */
function within(mentions: readonly Mention[]): (start: number, end: number) => boolean {
  const sorted = [...mentions].sort((a, b) => a.start - b.start);
  let next = 0;
  return (start, end) => {
    while (next < sorted.length && (sorted[next]?.end ?? 0) <= start) next++;
    const mention = sorted[next];
    return mention !== undefined && mention.start <= start && end <= mention.end;
  };
}
