import type { PerWords } from "../../dictionary/values/instruments.js";
import type { Per } from "../../model/amount.js";
import { tokenIndexAt } from "../borders.js";
import type { Doc } from "../doc.js";
import { clauseEnd, clauseStart, isListed, type Passage, type Sum, said } from "./passages.js";

/** How far before a sum the words may stand that say what it is counted for. */
const before = 44;
/** How far behind 每 its noun may end: 每认定1件高新技术产品. */
const verbs = 8;
const longestNoun = 12;

/** What each sum of a passage is counted for: 每家企业, 每人每月 before it; /平方米, 每吨 behind it. */
export function persOf(doc: Doc, passage: Passage): Per[][] {
  const found: Per[][] = [];
  for (const [index, sum] of passage.sums.entries()) {
    const beside = [...persBefore(doc, passage, index), ...persAfter(doc, sum, passage.end)];
    const own = beside.length > 0 ? beside : persOfClauseBefore(doc, passage, index);
    const last = passage.sums[index - 1];
    const shares = own.length === 0 && last !== undefined && (isListed(doc.text, last, sum) || isReplaced(doc, last, sum));
    found.push(shares ? [...(found[index - 1] ?? [])] : own);
  }
  return found;
}

/** 由每人每月720元提高到760元 */
function isReplaced({ text, dictionary }: Doc, last: Sum, sum: Sum): boolean {
  const gap = text.slice(last.mention.end, sum.mention.start);
  return gap.length <= 8 && dictionary.instruments.lists.replaced.some((word) => gap.includes(word));
}

function persBefore(doc: Doc, { sums, start }: Passage, index: number): Per[] {
  const { text, dictionary } = doc;
  const { per } = dictionary.instruments;
  const { numberStart, mention } = sums[index] as Sum;
  const floor = Math.max(clauseStart(text, numberStart, start), numberStart - before, sums[index - 1]?.mention.end ?? 0);
  const found: Per[] = [];
  for (let at = floor; at < numberStart; at++) {
    const unit = perAt(doc, at, at < mention.start ? mention.start : numberStart) ?? ratedAt(text, at, numberStart, per);
    if (unit === null) continue;
    found.push(unit);
    at = unit.end - 1;
  }
  return found;
}

/** 每毕业1家企业，给予运营机构5万元: what each is given for stands in a clause of its own. */
function persOfClauseBefore(doc: Doc, { sums, start }: Passage, index: number): Per[] {
  const { text, dictionary } = doc;
  const { numberStart } = sums[index] as Sum;
  const clause = clauseStart(text, numberStart, start);
  if (text[clause - 1] !== "，" || dictionary.instruments.giving.at(text, clause) === null) return [];
  const floor = Math.max(clauseStart(text, clause - 1, start), sums[index - 1]?.mention.end ?? 0);
  for (let at = floor; at < clause - 1; at++) {
    if (text[at] !== "每") continue;
    const unit = eachAt(doc, at, clause - 1);
    return unit === null || !/[1一]/.test(unit.quote) ? [] : [unit];
  }
  return [];
}

/** 月最低工资标准, 月租 */
function ratedAt(text: string, at: number, limit: number, { rated }: PerWords): Per | null {
  const match = rated.at(text, at);
  if (match === null || at + match.word.length > limit || /[\d每]/.test(text[at - 1] ?? " ")) return null;
  return { unit: match.value, ...said(text, at, at + match.value.length) };
}

/** What 每 or 单个 at `at` counts, or null: a measure, or the noun behind a measure word. */
function perAt(doc: Doc, at: number, limit: number): Per | null {
  const { text, dictionary } = doc;
  const { per } = dictionary.instruments;
  if (text[at] === "每") return eachAt(doc, at, limit);
  const single = per.singles.at(text, at);
  if (single === null) return null;
  const from = at + single.word.length;
  const end = nounEnd(doc, from, limit);
  if (end > from && per.nouns.before(text, end) !== null) return { unit: text.slice(from, end), ...said(text, at, end) };
  const last = single.word.slice(1);
  // 单桩, 单户: the measure word is the noun
  const isWhole = single.word.length === 2 && (per.nouns.words.has(last) || per.counters.words.has(last)) && last !== "个" && last !== "项";
  return isWhole ? { unit: last, ...said(text, at, from) } : null;
}

function eachAt(doc: Doc, at: number, limit: number): Per | null {
  const { text, dictionary } = doc;
  const { per } = dictionary.instruments;
  let from = at + 1;
  while (text[from] === " ") from++;
  // 每一申请企业
  if (text[from] === "一" && /\p{Script=Han}/u.test(text[from + 1] ?? " ")) from++;
  const counted = unitAt(doc, from, limit);
  if (counted !== null) return { unit: counted.unit, ...said(text, at, counted.end) };
  const noun = nounEnd(doc, from, limit);
  if (noun > from && per.nouns.before(text, noun) !== null) return { unit: text.slice(from, noun), ...said(text, at, noun) };
  // 每认定1件高新技术产品, 每带动1人: one of what the verb brings
  for (let one = from + 1; one <= from + verbs && one < limit; one++) {
    if (text[one] !== "1" && text[one] !== "一") continue;
    if (/\d/.test(text[one + 1] ?? " ")) return null;
    const unit = unitAt(doc, text[one + 1] === " " ? one + 2 : one + 1, limit);
    return unit === null ? null : { unit: unit.unit, ...said(text, at, unit.end) };
  }
  return null;
}

/** A unit that begins at `at`: a measure, or a measure word with the noun behind it, where there is one. */
function unitAt(doc: Doc, at: number, limit: number): { unit: string; end: number } | null {
  const { text, dictionary } = doc;
  const { counters, units, nouns } = dictionary.instruments.per;
  const measure = units.at(text, at);
  const counter = counters.at(text, at);
  if (measure !== null && measure.word.length >= (counter?.word.length ?? 0) && nouns.at(text, at) === null) {
    const end = at + measure.word.length;
    if (counter === null || nounEnd(doc, end, limit) === end) return end > limit ? null : { unit: measure.word, end };
  }
  if (counter === null) return null;
  const end = at + counter.word.length;
  if (end > limit) return null;
  const noun = nounEnd(doc, end, limit);
  return noun > end ? { unit: text.slice(headStart(text, end, noun), noun), end: noun } : { unit: counter.word, end };
}

/** 每个符合条件的企业: the noun behind the last 的. */
function headStart(text: string, start: number, end: number): number {
  const of = text.lastIndexOf("的", end - 1);
  return of >= start ? of + 1 : start;
}

const nominal = /^(?:n|vn|an|b|a|j|eng|f$|zg|l$|s$)/;

/** Where the noun that begins at `from` ends; `from` itself where none begins there. */
function nounEnd(doc: Doc, from: number, limit: number): number {
  const { text, tokens, dictionary } = doc;
  const { per, kinds } = dictionary.instruments;
  const listed = per.nouns.at(text, from);
  let end = from;
  for (let index = tokenIndexAt(doc, from); index >= 0 && index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined || token.start < end || token.end > limit || token.end - from > longestNoun) break;
    const isNoun = nominal.test(token.tag) || (text[token.start] === "的" && end > from && token.end - token.start === 1);
    if (!isNoun || per.notNouns.at(text, token.start) !== null || kinds.at(text, token.start)?.value) break;
    end = token.end;
  }
  while (end > from && text[end - 1] === "的") end--;
  if (end === from) end = recipientEnd(doc, from, limit);
  return Math.max(end, listed === null || from + listed.word.length > limit ? from : from + listed.word.length);
}

/** 每名合资格申请人的…, 每一申请企业补助上限: a phrase that ends like one who receives, before 的, a kind of sum or the sum. */
function recipientEnd({ text, dictionary }: Doc, from: number, limit: number): number {
  const { kinds, recipients } = dictionary.instruments;
  const { ends } = recipients;
  for (let end = from + 2; end <= Math.min(limit, from + longestNoun); end++) {
    if (text[end] !== "的" && end !== limit && !kinds.at(text, end)?.value) continue;
    const found = ends.before(text, end);
    return found !== null && found.word.length > 1 && end - found.word.length >= from ? end : from;
  }
  return from;
}

/** 200元/人·月, 500元每吨, 0.6元/千瓦时 */
function persAfter(doc: Doc, { mention }: Sum, ceiling: number): Per[] {
  const { text } = doc;
  const found: Per[] = [];
  let at = mention.end;
  const limit = Math.min(clauseEnd(text, at, ceiling), at + before);
  if (text[at] === "（" || text[at] === "(") at++;
  while (at < limit) {
    const mark = text[at] ?? " ";
    const isMark = mark === "/" || mark === "／" || (found.length > 0 && /[·・.．、•*×]/.test(mark));
    if (mark === "每") {
      const unit = eachAt(doc, at, limit);
      if (unit === null) break;
      found.push(unit);
      at = unit.end;
    } else if (isMark) {
      const unit = unitAt(doc, text[at + 1] === "每" ? at + 2 : at + 1, limit) ?? nounBehind(doc, at + 1, limit);
      if (unit === null) break;
      found.push({ unit: unit.unit, ...said(text, at + 1, unit.end) });
      at = unit.end;
    } else break;
  }
  return found;
}

function nounBehind(doc: Doc, at: number, limit: number): { unit: string; end: number } | null {
  const end = nounEnd(doc, at, limit);
  return end > at ? { unit: doc.text.slice(at, end), end } : null;
}
