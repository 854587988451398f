import type { FactLists } from "../dictionary/documents/fact-words.js";
import type { Doc } from "../entities/doc.js";
import { hanDigits } from "../entities/numbers/characters.js";
import { toNumber } from "../entities/numbers/decimal.js";
import { readNumber } from "../entities/numbers/read.js";
import { oneOf } from "../lexicon/alternation.js";
import type { Mention } from "../model/entity.js";
import type { Span } from "../text/offset-map.js";
import type { StatedDate } from "./stated-date.js";

/** From when and until when a document is in force, the last day included. */
export interface Term {
  readonly from: StatedDate | null;
  readonly to: StatedDate | null;
}

type DateMention = Mention<"date">;

const numeral = `[\\d〇零两${hanDigits}十百]{1,5}`;

function termPatterns({ term, standing: { self } }: FactLists) {
  const own = `本(?:${oneOf(self)}|政策)`;
  const inForce = oneOf(term.begins);
  const length = `(${numeral})\\s?个?(${oneOf(term.days)}|${oneOf(term.months)}|${oneOf(term.years)})`;
  return {
    /** 有效期五年, 试行期为两年, 有效期自印发之日起至…18个月 */
    validity: new RegExp(
      `${oneOf(term.validity)}限?${oneOf(term.lasts)}?(?:[:：])?(?:自[^。;；\\n]{2,12}起)?(?:${oneOf(term.lasts)})?\\s?${length}(?!度)`,
      "g",
    ),
    /** what shows that a validity is the document's: a licence has one too */
    own: new RegExp(`(?:${oneOf(term.inForce)}|${own})[^。\\n]{0,40}$`),
    ownEnd: new RegExp(`(?:${oneOf(term.ends)}|${own})[^。;；\\n]*$`),
    begins: new RegExp(`^(?:起)?(?:正式)?${inForce}`),
    /** 自公布之日起30日后施行: behind the day from which it is counted */
    delayed: new RegExp(`^[,，]?满?\\s?${length}(?:期满)?(?:之?后|以后)?(?:起)?(?:正式)?${inForce}`),
    /** 自发布日施行, 自发文日生效 */
    onIssue: new RegExp(`(?:自|于|从)(?:本\\S{1,4})?${oneOf(term.issued)}日(?:期)?起?(?:正式)?${inForce}`, "g"),
    /** 执行期限自…至…, 有效期为… */
    period: new RegExp(`${oneOf(term.validity)}限?(?:[:：为是])?(?:自|从)?$`),
    /** 实施至…止 */
    until: new RegExp(`${inForce}(?:期限)?(?:延长|延续)?[至到]$`),
    /** what the words before a repeal are about: 《…》自…起废止 ends another document */
    another: /[》」][^。;；，,\n]{0,20}$/,
    days: new RegExp(`^${oneOf(term.days)}$`),
    months: new RegExp(`^${oneOf(term.months)}$`),
  };
}

type TermPatterns = ReturnType<typeof termPatterns>;

/** The term that the body states, with the words that state it. `signedAt`: the day from which 自印发之日起 is counted. */
export function termOf(body: Doc, dates: readonly DateMention[], signedAt: string | null): Term {
  const patterns = body.dictionary.factWords.compiled(termPatterns);
  const period = periodOf(body.text, dates, patterns);
  const from =
    delayedBeginning(body.text, dates, patterns) ??
    beginning(body.text, dates, patterns) ??
    onIssue(body.text, signedAt, patterns) ??
    period?.from ??
    null;
  return { from, to: endOf(body.text, dates, patterns) ?? period?.to ?? lasting(body.text, from?.value ?? signedAt, patterns) };
}

/** 自印发之日起一个月后施行: so long after the day that it is counted from. */
function delayedBeginning(text: string, dates: readonly DateMention[], patterns: TermPatterns): StatedDate | null {
  for (const { start, end, from } of dates) {
    if (from === null || !/起$/.test(text.slice(start, end))) continue;
    const found = patterns.delayed.exec(text.slice(end, end + 30));
    const value = found && after(from, found[1] as string, found[2] as string, patterns);
    if (found && value) return { value, start, end: end + found[0].length };
  }
  return null;
}

/** The day whose role says so; 并自112年10月1日施行 has no 起. */
function beginning(text: string, dates: readonly DateMention[], { begins }: TermPatterns): StatedDate | null {
  const found =
    dates.find(({ role, from, to }) => role === "effective" && (from ?? to) !== null) ??
    dates.find(
      ({ role, from, start, end }) =>
        !role && from !== null && /自/.test(text.slice(start - 1, start + 1)) && begins.test(text.slice(end, end + 24)),
    );
  return found?.from ? { value: found.from, start: found.start, end: found.end } : null;
}

function onIssue(text: string, signedAt: string | null, patterns: TermPatterns): StatedDate | null {
  if (signedAt === null) return null;
  const [found] = text.matchAll(patterns.onIssue);
  return found ? { value: signedAt, start: found.index, end: found.index + found[0].length } : null;
}

/** 执行期限自2023年1月1日至2025年12月31日 */
function periodOf(text: string, dates: readonly DateMention[], { period, own }: TermPatterns): Term | null {
  const found = dates.find(({ start, from, to }) => {
    const before = text.slice(Math.max(0, start - 60), start);
    return from !== null && to !== null && period.test(before) && (own.test(before) || /(?:^|\n)[^\n]{0,20}$/.test(before));
  });
  if (!found?.from || !found.to) return null;
  const at: Span = { start: found.start, end: found.end };
  return { from: { value: found.from, ...at }, to: { value: found.to, ...at } };
}

/** 有效期至…, …起废止, 实施至…止: the end that is this document's own. */
function endOf(text: string, dates: readonly DateMention[], { ownEnd, another, until }: TermPatterns): StatedDate | null {
  const found = dates.find(({ role, from, to, start }) => {
    if ((from ?? to) === null) return false;
    const before = text.slice(Math.max(0, start - 60), start);
    if (role === "expires") return ownEnd.test(before) && !(from !== null && another.test(before));
    return role !== "effective" && to !== null && until.test(text.slice(Math.max(0, start - 8), start + 1));
  });
  const value = found?.to ?? found?.from;
  return found && value ? { value, start: found.start, end: found.end } : null;
}

/** 有效期五年: the last day of so long from the beginning. */
function lasting(text: string, start: string | null, patterns: TermPatterns): StatedDate | null {
  if (start === null) return null;
  for (const found of text.matchAll(patterns.validity)) {
    if (!patterns.own.test(text.slice(Math.max(0, found.index - 50), found.index))) continue;
    const end = after(start, found[1] as string, found[2] as string, patterns);
    if (end) return { value: dayBefore(end), start: found.index, end: found.index + found[0].length };
  }
  return null;
}

/** The day so many days, months or years after another; the first day counts, so that a year ends the day before this one. */
function after(iso: string, count: string, unit: string, { days, months }: TermPatterns): string | null {
  const number = readNumber(count, 0);
  if (number === null || number.end !== count.length) return null;
  const amount = toNumber(number.low);
  if (!(amount >= 1 && amount <= 1000)) return null;
  const day = new Date(`${iso}T00:00:00Z`);
  if (days.test(unit)) day.setUTCDate(day.getUTCDate() + amount);
  else if (months.test(unit)) addMonths(day, amount);
  else addMonths(day, 12 * amount);
  return day.toISOString().slice(0, 10);
}

/** Adds months; a day that the month does not have becomes its last one. */
function addMonths(date: Date, months: number): void {
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
}

function dayBefore(iso: string): string {
  const day = new Date(`${iso}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}
