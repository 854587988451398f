import type { Citations } from "../../dictionary/documents/citations.js";
import type { Mention } from "../../model/entity.js";
import type { Annotator } from "../annotator.js";
import type { Doc } from "../doc.js";
import { documentNumbersOf } from "./document-numbers.js";
import { withReferents } from "./short-titles.js";

const longest = 200;

/**
 * Cited titles in 《》 with the number that follows them and, for short ones, what they refer to; books, newspapers and films are
 * `kind: "other"`.
 */
export const annotatePolicyTitles: Annotator<"policyTitle"> = (doc, context) =>
  withReferents(policyTitlesOf(doc), doc.text, context.title ?? null, doc.dictionary.kinds);

/** Every cited title of a doc in order: a date inside one is no date of the text. */
export function policyTitlesOf(doc: Doc): readonly Mention<"policyTitle">[] {
  return doc.part(scan);
}

function scan(doc: Doc): Mention<"policyTitle">[] {
  const { text } = doc;
  const { citations } = doc.dictionary;
  const numbers = documentNumbersOf(doc);
  const mentions: Mention<"policyTitle">[] = [];
  let next = 0;
  for (let start = text.indexOf("《"); start >= 0; start = text.indexOf("《", Math.max(start + 1, mentions.at(-1)?.end ?? 0))) {
    const end = closeOf(text, start);
    if (end === null) continue;
    const title = text.slice(start + 1, end - 1).trim();
    if (title === "") continue;
    while ((numbers[next]?.end ?? Number.POSITIVE_INFINITY) <= end) next++;
    const number = numbers[next];
    const follows = number !== undefined && number.start >= end && /^[\s(（,，]{0,3}$/.test(text.slice(end, number.start));
    mentions.push({
      type: "policyTitle",
      start,
      end,
      rule: "policy-title",
      title,
      ...(follows ? { number: number.canonical } : {}),
      kind: kindOf(title, citations),
    });
  }
  return mentions;
}

/** The offset after the 》 that closes the 《 at `start`, titles inside it counted; null where none does. */
function closeOf(text: string, start: number): number | null {
  let depth = 0;
  const limit = Math.min(text.length, start + longest);
  for (let at = start; at < limit; at++) {
    const mark = text[at];
    if (mark === "《") depth++;
    else if (mark === "》") {
      depth--;
      if (depth === 0) return at + 1;
    } else if (mark === "\n" && text[at + 1] === "\n") break;
  }
  // an inner title that is not closed
  const line = text.slice(start, limit).split("\n", 1)[0] ?? "";
  const close = line.indexOf("》");
  return close > 0 ? start + close + 1 : null;
}

function kindOf(title: string, { works, workSuffixes, policyWords }: Citations): "policy" | "other" {
  if (works.has(title) || workSuffixes.some((suffix) => title.endsWith(suffix))) return "other";
  return policyWords.some((word) => title.includes(word)) ? "policy" : "other";
}
