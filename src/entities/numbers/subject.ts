import type { AmountLists } from "../../dictionary/values/amount-words.js";
import type { Subject } from "../../dictionary/values/counted.js";
import { anyOf, oneOf } from "../../lexicon/alternation.js";
import { tokenIndexAt } from "../borders.js";
import type { Doc } from "../doc.js";
import type { Amount } from "./amounts.js";
import { cellUnitsOf } from "./tables.js";

/** What a number of 家, 户, 个 or 间 counts, and whether that is a business. `end` is where the noun ends, when it follows. */
export interface SubjectSpan {
  readonly subject: string;
  readonly business: boolean;
  readonly end: number | null;
}

const ahead = 24;
const behind = 60;
const sentence = 120;
const longestName = 8;
const stops = /[。；;，,、:：!！?？\n\t()（）\d]/;
const nominal = /^(?:n|vn|an|b|a|f|s|j|l|i|eng|q|m|x$)/;

/** The noun counted: after the counter and before `limit`, else before the number in its clause or sentence. Null where it is not known. */
export function subjectOf(doc: Doc, amount: Amount, limit: number): SubjectSpan | null {
  return subjectAfter(doc, amount, limit) ?? subjectOfColumn(doc, amount) ?? subjectBefore(doc, amount) ?? subjectOfSentence(doc, amount);
}

/** The business that 万 or 亿 counts without a counter: 30万中小企业; but 30万企业职工 are people. Null where none follows. */
export function subjectBehind(doc: Doc, amount: Amount): SubjectSpan | null {
  const found = subjectAfter(doc, amount, Number.POSITIVE_INFINITY);
  if (found?.end == null || !found.business || found.end - amount.headAt > longestName) return null;
  return isNominal(doc, found.end) && !stops.test(doc.text[found.end] ?? "\n") ? null : found;
}

/** Whether a noun counted with the amount's counter is a business. */
function isBusiness({ business, with: counters }: Subject, { unit }: Amount): boolean {
  return business && (counters === null || counters.includes(unit?.name ?? ""));
}

function subjectAfter(doc: Doc, amount: Amount, end: number): SubjectSpan | null {
  const { text } = doc;
  const { counted } = doc.dictionary;
  let first: SubjectSpan | null = null;
  let at = amount.headAt;
  const limit = Math.min(text.length, at + ahead, Math.max(end, at));
  const named = amount.unit?.business === "named";
  for (; at < limit && !stops.test(text[at] ?? ""); at++) {
    const found = counted.subjects.at(text, at);
    if (found === null) {
      // 三个目标的企业 counts aims; 10家符合条件的企业 counts firms
      if (named && (text[at] === "的" || /^(?:共?有|拥有|设)/.test(text.slice(at, at + 2)))) break;
      // beyond the first noun only a noun that is its head may follow: 企业技术中心
      if (first !== null && !isNominal(doc, at)) break;
      continue;
    }
    const close = at + found.word.length;
    if (close > limit) break;
    const business = isBusiness(found.value, amount);
    first = { subject: text.slice(amount.headAt, close), business, end: close };
    // its last character may begin a longer one: 港企 in 本港企业
    at = close - 1 > at && counted.subjects.at(text, close - 1) !== null ? close - 2 : close - 1;
  }
  return first;
}

function isNominal(doc: Doc, at: number): boolean {
  const token = doc.tokens[tokenIndexAt(doc, at)];
  return token !== undefined && nominal.test(token.tag);
}

function subjectPatterns({ subjects: { modifiers, sums, notSum, linking, leading } }: AmountLists) {
  return {
    /** what may stand between a noun and its number: 企业总数达120个, 市场主体实有户数为6万户 */
    linking: new RegExp(`^${oneOf(modifiers)}?${oneOf(sums)}?[(（]?(?:${oneOf(linking)}|[:：])*$`),
    /** what a noun is counted by, right behind it: 公司数目, 企业的总数 */
    sum: new RegExp(`^的?${oneOf(modifiers)}?${oneOf(sums)}(?!${anyOf(notSum)})`),
    /** 公司，共有772,253间: a comma that only parts the noun from its number */
    parted: new RegExp(`^[，,](?:${oneOf(linking)})+$`),
    /** what a noun phrase begins after */
    leading: new RegExp(`^.*?${oneOf(leading)}(?!限)(?=.)`, "u"),
  };
}

/** 会员单位98家; in a sentence that names the businesses earlier: 企业中有28家. */
function subjectBefore({ text, dictionary: { counted, amountWords } }: Doc, amount: Amount): SubjectSpan | null {
  const { linking, parted, leading } = amountWords.compiled(subjectPatterns);
  const named = amount.unit?.business !== "default";
  const from = Math.max(0, amount.start - (named ? 12 : behind));
  for (let end = amount.start; end > from; end--) {
    const last = text[end - 1] ?? "";
    const isParted = "，,".includes(last) && parted.test(text.slice(end - 1, amount.start));
    if ("。；;\n!！".includes(last) || (named && "，,、".includes(last) && !isParted)) return null;
    const found = counted.subjects.before(text, end);
    if (found === null) continue;
    const between = text.slice(end, amount.start);
    if (named && !linking.test(between) && !parted.test(between)) return null;
    const business = isBusiness(found.value, amount);
    return { subject: nounEndingAt(text, end, leading), business, end: null };
  }
  return null;
}

/** 企业数(家): the noun in the header of the column that gives a cell its counter. */
function subjectOfColumn(doc: Doc, amount: Amount): SubjectSpan | null {
  const name = cellUnitsOf(doc).get(amount.numberStart)?.column ?? "";
  const { counted } = doc.dictionary;
  for (let end = name.length; end > 0; end--) {
    const found = counted.subjects.before(name, end);
    if (found !== null) return { subject: name.slice(0, end), business: isBusiness(found.value, amount), end: null };
  }
  return null;
}

/**
 * The businesses that a sentence counts as a whole, for what it counts without a noun: 公司数目是近年最多，共3,217间, and
 * 公司来自日本（1,430间）.
 */
function subjectOfSentence({ text, dictionary: { counted, amountWords } }: Doc, amount: Amount): SubjectSpan | null {
  const { sum, leading } = amountWords.compiled(subjectPatterns);
  const inBrackets = /[(（]/.test(text[amount.start - 1] ?? "") && /[)）]/.test(text[amount.end] ?? "");
  for (let end = amount.start; end > Math.max(0, amount.start - sentence); end--) {
    if ("。；;\n!！".includes(text[end - 1] ?? "")) return null;
    const found = counted.subjects.before(text, end);
    if (found === null) continue;
    if (!inBrackets && !sum.test(text.slice(end, end + 8))) continue;
    return { subject: nounEndingAt(text, end, leading), business: isBusiness(found.value, amount), end: null };
  }
  return null;
}

/** The noun phrase that ends at `end`, back to the last mark or particle: 储备会员单位. */
function nounEndingAt(text: string, end: number, leading: RegExp): string {
  const phrase = text.slice(Math.max(0, end - 16), end);
  const noun = /(?:(?<=[\d万亿])[家户间个])?([A-Za-z+\p{Script=Han}“”]*)$/u.exec(phrase)?.[1] ?? "";
  return noun.replace(leading, "") || phrase;
}
