import type { FactLists } from "../dictionary/documents/fact-words.js";
import type { Doc } from "../entities/doc.js";
import { oneOf } from "../lexicon/alternation.js";
import type { Mention } from "../model/entity.js";
import type { StatedDate } from "./stated-date.js";

type DateMention = Mention<"date">;

function deadlinePatterns({ deadline }: FactLists) {
  return {
    dueAfter: new RegExp(`^(?:或?[之以]?前|止)?[^。;；\\n]{0,8}${oneOf(deadline.due)}`),
    handedIn: new RegExp(`^[,，]?[^。;；\\n]{0,20}(?:报(?=[^${deadline.notReported}])|${oneOf(deadline.handedIn)})`),
    asked: new RegExp(`${oneOf(deadline.asked)}[^。;；，,\\n]{0,6}$`),
    dueBefore: new RegExp(`${oneOf(deadline.periods)}${oneOf(deadline.spans)}?(?:为|[:：])?(?:至|到|自)?$`),
  };
}

/** The deadline that a document sets: a date whose role says so, else one before which something is to be handed in. */
export function deadlineOf(body: Doc, dates: readonly DateMention[]): StatedDate | null {
  const { text } = body;
  const patterns = body.dictionary.factWords.compiled(deadlinePatterns);
  const due =
    dates.find(({ role, from, to }) => role === "deadline" && (from ?? to) !== null) ??
    dates.find((date) => date.role === undefined && date.to !== null && isDue(text, date, patterns));
  const value = due?.to ?? due?.from;
  return due === undefined || value === null || value === undefined ? null : { value, start: due.start, end: due.end };
}

/** 申请期限至…, …或之前提交, 请于…前将方案报教育部. */
function isDue(text: string, { start, end, from }: DateMention, patterns: ReturnType<typeof deadlinePatterns>): boolean {
  const before = text.slice(Math.max(0, start - 60), start);
  const after = text.slice(end, end + 24);
  if (patterns.dueBefore.test(before)) return from === null;
  if (/^或[之以]前/.test(after)) return true;
  if (/(?:前|止)$/.test(text.slice(start, end)))
    return patterns.dueAfter.test(after) || (patterns.asked.test(before) && patterns.handedIn.test(after));
  return /^(?:[之以]?前|止)/.test(after) && patterns.dueAfter.test(after);
}
