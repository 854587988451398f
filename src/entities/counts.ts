import type { AmountLists } from "../dictionary/values/amount-words.js";
import type { Unit } from "../dictionary/values/measures.js";
import { oneOf } from "../lexicon/alternation.js";
import type { Mention } from "../model/entity.js";
import type { Annotator } from "./annotator.js";
import { recurringDates } from "./dates/dates.js";
import type { Doc } from "./doc.js";
import { type Amount, amountsOf } from "./numbers/amounts.js";
import { blockedBy, insideOf, overlapping } from "./numbers/blocked.js";
import { type Decimal, decimal, multiply, toNumber } from "./numbers/decimal.js";
import { isCount } from "./numbers/not-counts.js";
import { type SubjectSpan, subjectBehind, subjectOf } from "./numbers/subject.js";

/** Counts of businesses (`enterpriseCount`) and every other number with a unit (`quantity`). */
export const annotateCounts: Annotator<"enterpriseCount" | "quantity"> = (doc, { country }, before) => {
  const recurs = overlapping(recurringDates(doc, country));
  const isTaken = takenBy(before);
  const mentions: Mention<"enterpriseCount" | "quantity">[] = [];
  let last: LastCounted | null = null;
  const amounts = amountsOf(doc);
  const starts = nextStarts(amounts);
  for (const [index, amount] of amounts.entries()) {
    if (
      !mayCount(amount) ||
      isTaken(amount.numberStart, amount.numberEnd) ||
      recurs(amount.numberStart, amount.numberEnd) ||
      !isCount(doc, amount)
    )
      continue;
    const { unit } = amount;
    if (unit === null) {
      const subject = subjectBehind(doc, amount);
      if (subject !== null) mentions.push(enterpriseCount(amount, "", subject));
    } else if (unit.business === null) mentions.push(quantity(doc.text, amount, unit));
    else {
      const limit = starts[index] ?? Number.POSITIVE_INFINITY;
      const subject: SubjectSpan | null = subjectOf(doc, amount, limit) ?? inherited(doc, amount, last);
      last = { end: amount.end, counter: unit.name, subject: subject?.business ? subject.subject : null };
      mentions.push(subject?.business ? enterpriseCount(amount, unit.name, subject) : quantity(doc.text, amount, unit));
    }
  }
  return mentions;
};

/** Money counts nothing, and a bare number needs its magnitude (30万企业). */
function mayCount({ unit, currency, magnitude }: Amount): boolean {
  return unit === null ? currency === null && magnitude : unit.kind !== "money" && currency === null;
}

/** Whether a number is part of what was found before: a date, a title, an amount of money, a name. To be asked with spans in order. */
function takenBy(before: readonly Mention[]): (start: number, end: number) => boolean {
  const blocked = blockedBy(before);
  const inOther = (["policyTitle", "money"] as const).map((type) => insideOf(before, [type]));
  const inName = insideOf(before, ["place", "organisation", "person"]);
  return (start, end) => blocked(start, end) || inOther.some((inside) => inside(start, end)) || inName(start, end);
}

/** For each amount, where the next one begins that is not part of its list. */
function nextStarts(amounts: readonly Amount[]): number[] {
  const starts: number[] = new Array(amounts.length);
  let next = Number.POSITIVE_INFINITY;
  for (let i = amounts.length - 1; i >= 0; i--) {
    const after = amounts[i + 1];
    if (after !== undefined && after.start >= (amounts[i]?.headAt ?? 0)) next = after.start;
    starts[i] = next;
  }
  return starts;
}

function inheritPatterns({ subjects: { lists, comparing } }: AmountLists) {
  return {
    listed: new RegExp(`^${oneOf(lists)}$`),
    /** 较2008年的98,645间, 按年增加61,487间: what is compared with the number before counts the same */
    compared: new RegExp(`^[，,]?${oneOf(comparing)}[^。；;\\n]{0,12}$`),
  };
}

/** What the last 家, 户, 个 or 间 counted; `subject` is null where that was no business. */
interface LastCounted {
  readonly end: number;
  readonly counter: string;
  readonly subject: string | null;
}

/** A bare 家 counts what the last one of its paragraph did, and so does 户; any counter does in a list (1,730间、6,950间). */
function inherited({ text, dictionary: { amountWords } }: Doc, amount: Amount, last: LastCounted | null): SubjectSpan | null {
  if (last === null || last.subject === null || amount.unit?.name !== last.counter) return null;
  const between = text.slice(last.end, amount.start);
  const { listed, compared } = amountWords.compiled(inheritPatterns);
  if (!listed.test(between) && !compared.test(between) && !"家户".includes(last.counter)) return null;
  if (amount.start - last.end > 80 || text.slice(last.end, amount.start).includes("\n")) return null;
  return { subject: last.subject, business: true, end: null };
}

function enterpriseCount(amount: Amount, counter: string, subject: SubjectSpan): Mention<"enterpriseCount"> {
  const follows = subject.end !== null && amount.headAt === amount.end && subject.end - amount.end <= 16;
  return {
    type: "enterpriseCount",
    start: amount.start,
    end: follows && subject.end !== null ? subject.end : amount.end,
    rule: subject.end === null ? "count.subject-before" : "count.subject-after",
    ...values(amount),
    subject: subject.subject,
    counter,
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
