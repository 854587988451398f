import type { FactLists } from "../dictionary/documents/fact-words.js";
import type { Context } from "../entities/annotator.js";
import type { Doc } from "../entities/doc.js";
import { hanDigits } from "../entities/numbers/characters.js";
import { oneOf } from "../lexicon/alternation.js";
import type { Mention } from "../model/entity.js";

export interface DocumentTerm {
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
  readonly deadline: string | null;
}

const DIGITS = `〇${hanDigits}十`;

function termPatterns({ term, standing: { self } }: FactLists) {
  const own = `本(?:${oneOf(self)}|政策)`;
  return {
    validity: new RegExp(
      `${oneOf(term.validity)}${oneOf(term.lasts)}?(?:自[^。;；\\n]{2,12}起)?(?:为)?\\s?(\\d{1,2}|[${hanDigits}十])\\s?年`,
      "g",
    ),
    /** what shows that a validity is the document's: a licence has one too */
    own: new RegExp(`(?:${oneOf(term.inForce)}|${own})[^。\\n]{0,40}$`),
    ownEnd: new RegExp(`(?:${oneOf(term.ends)}|${own})[^。;；\\n]*$`),
    begins: new RegExp(`^(?:起)?(?:正式)?${oneOf(term.begins)}`),
    dueAfter: new RegExp(`^(?:或之前|或以前|之前|以前|前|止)?[^。;；\\n]{0,8}${oneOf(term.due)}`),
    handedIn: new RegExp(`^[,，]?[^。;；\\n]{0,20}(?:报(?=[^${term.notReported}])|${oneOf(term.handedIn)})`),
    asked: new RegExp(`${oneOf(term.asked)}[^。;；，,\\n]{0,6}$`),
    dueBefore: new RegExp(`${oneOf(term.periods)}${oneOf(term.spans)}?(?:为|[:：])?(?:至|到|自)?$`),
  };
}

type TermPatterns = ReturnType<typeof termPatterns>;

/** From when until when the document is in force, and the deadline that it sets: from the text's dates by role, then from the table. */
export function termOf(body: Doc, mentions: readonly Mention[], { facts, signedAt }: Pick<Context, "facts" | "signedAt">): DocumentTerm {
  const dates = mentions.filter((mention): mention is Mention<"date"> => mention.type === "date");
  const by = (role: Mention<"date">["role"]) => dates.find((date) => date.role === role && (date.from ?? date.to) !== null);
  const { text } = body;
  const patterns = body.dictionary.factWords.compiled(termPatterns);
  const before = ({ start }: Mention): string => text.slice(Math.max(0, start - 60), start);
  const after = ({ end }: Mention): string => text.slice(end, end + 24);
  // 并自112年10月1日施行 has no 起
  const from = dates.find((date) => !date.role && date.from !== null && /自$/.test(before(date)) && patterns.begins.test(after(date)));
  const effective = (by("effective") ?? from)?.from ?? isoOf(facts.实施日期);
  const expires = dates.find((date) => date.role === "expires" && (date.from ?? date.to) !== null && patterns.ownEnd.test(before(date)));
  const due = dates.find(
    (date) =>
      date.role === undefined &&
      date.to !== null &&
      isDue(text.slice(date.start, date.end), date.from, before(date), after(date), patterns),
  );
  const deadline = by("deadline") ?? due;
  const years = [...text.matchAll(patterns.validity)].find(({ index }) =>
    patterns.own.test(text.slice(Math.max(0, index - 50), index)),
  )?.[1];
  const start = effective ?? signedAt;
  const lasting = years && start ? yearsAfter(start, /\d/.test(years) ? Number(years) : DIGITS.indexOf(years)) : null;
  return {
    effectiveFrom: effective,
    effectiveTo: expires?.to ?? expires?.from ?? lasting ?? isoOf(facts.废止日期),
    deadline: deadline?.to ?? deadline?.from ?? null,
  };
}

/** 申请期限至…, …或之前提交, 请于…前将方案报教育部. */
function isDue(written: string, from: string | null, before: string, after: string, patterns: TermPatterns): boolean {
  if (patterns.dueBefore.test(before)) return from === null;
  if (/^或(?:之前|以前)/.test(after)) return true;
  if (/(?:前|止)$/.test(written)) return patterns.dueAfter.test(after) || (patterns.asked.test(before) && patterns.handedIn.test(after));
  return /^(?:之前|以前|前|止)/.test(after) && patterns.dueAfter.test(after);
}

/** The last day of so many years from a day on. */
function yearsAfter(iso: string, years: number): string {
  const day = new Date(`${iso}T00:00:00Z`);
  day.setUTCFullYear(day.getUTCFullYear() + years);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

/** A day as metadata tables write it: 2019-03-01, 2019年3月1日, 2019/3/1, 中华民国112年2月2日. */
export function isoOf(written: string | undefined): string | null {
  const found = /(?<!\d)(\d{4}|\d{2,3}(?=\s?年))\s?[-年/.]\s?(\d{1,2})\s?[-月/.]\s?(\d{1,2})/.exec(written ?? "");
  if (!found) return null;
  const counted = Number(found[1]);
  // a year of two or three digits is counted from 1912
  const [year, month, day] = [counted < 1000 ? counted + 1911 : counted, Number(found[2]), Number(found[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}
