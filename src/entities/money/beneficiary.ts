import type { Instruments } from "../../dictionary/values/instruments.js";
import type { Mention } from "../../model/entity.js";
import type { Instrument } from "../../model/enums.js";
import type { Span } from "../../text/offset-map.js";
import type { Doc } from "../doc.js";
import { headerAt } from "./headings.js";
import { clauseEnd, clauseStart, type Kind, type Passage, type Sum, segmentBreaks, sentenceBreaks, sentenceStart } from "./passages.js";
import { nounAfterPreposition, recipientAtHead, recipientBeforeVerb, skipLeads, subjectAtHead } from "./recipients.js";

/** How far behind a sum the one may stand who receives it: 拨款12亿元予旅发局. */
const behind = 24;
/** How long the object between a verb and its sum may be: 给予企业20万元. */
const longestObject = 24;

/** how long a row may be before a sum, and the cell that names who receives it */
const longestRow = 800;
const longestCell = 30;

/** 企业: so short a noun may stand for a longer one before it (对新设立的企业，给予企业20万元). */
const generic = 3;

/** A sum with its place in its passage and what is known of the sums before it. */
interface Asked {
  readonly doc: Doc;
  readonly passage: Passage;
  readonly index: number;
  readonly sum: Sum;
}

/**
 * Who receives each sum of a passage, as a span without the preposition: the noun behind 对, the subject of its clause, the
 * object of the verb that gives, who is counted for it. None for sums that nobody receives, and for totals.
 */
export function beneficiariesOf(doc: Doc, passage: Passage, kinds: readonly Kind[]): (Span | null)[] {
  const { instruments } = doc.dictionary;
  const found: (Span | null)[] = [];
  for (const [index, sum] of passage.sums.entries()) {
    const kind = kinds[index]?.kind ?? "other";
    const asked = { doc, passage, index, sum };
    const isGiven = instruments.given.has(kind) && !isThreshold(doc, sum.mention, kind) && !isTotal(asked);
    found.push(isGiven ? receiverOf(asked, kind, found, kinds) : null);
  }
  return found;
}

function receiverOf(asked: Asked, kind: Instrument, found: readonly (Span | null)[], kinds: readonly Kind[]): Span | null {
  if (kind === "fund") return fundedOne(asked);
  const { text } = asked.doc;
  const { start } = asked.sum.mention;
  const row = text.lastIndexOf("\n", start - 1) + 1;
  // a row of a table: the cell that names someone
  if (start - row < longestRow && text.slice(row, start).includes("\t")) return cellRecipient(asked.doc, row, start);
  return ownRecipient(asked, found[asked.index - 1] ?? null) ?? inheritedRecipient(asked, found, kinds);
}

/** 返乡创业农民工 in 一次性创业补贴⇥返乡创业农民工⇥5000元: the cell before a sum under a header that says who receives (补贴对象). */
function cellRecipient(doc: Doc, row: number, at: number): Span | null {
  const { text, dictionary } = doc;
  const { ends, columns } = dictionary.instruments.recipients;
  for (let end = text.lastIndexOf("\t", at - 1); end > row; ) {
    const start = Math.max(row, text.lastIndexOf("\t", end - 1) + 1);
    if (end - start >= 2 && end - start <= longestCell && ends.before(text, end) !== null) {
      const header = headerAt(doc, start);
      if (header && columns.some((word) => text.slice(header.start, header.end).includes(word))) return { start, end };
    }
    end = start - 1;
  }
  return null;
}

/** 贷款500万元以下的企业, 税收达1000万元以上的: a sum that only says who may receive another. */
export function isThreshold(doc: Doc, { bound, end }: Mention<"money">, kind: Instrument): boolean {
  if (bound === "exact" || bound === "at-most" || bound === "about") return false;
  if (kind === "tax" || kind === "loan") return true;
  const of = /^[^，。；：\n]{0,12}?的/.exec(doc.text.slice(end, end + 14))?.[0].length;
  return (
    of !== undefined &&
    !doc.dictionary.instruments.glue.some((word) => doc.text.startsWith(word, end + of)) &&
    !doc.dictionary.instruments.kinds.at(doc.text, end + of)?.value
  );
}

function isTotal({ doc, passage, sum: { mention, numberStart } }: Asked): boolean {
  if (mention.bound === "at-most") return false;
  const { totals } = doc.dictionary.instruments;
  const from = clauseStart(doc.text, numberStart, passage.start);
  for (let end = numberStart; end > from; end--) if (totals.before(doc.text, end) !== null) return true;
  return false;
}

/** Who gets money of a fund: only where a preposition or a verb of getting says so, since funds do much else. */
function fundedOne(asked: Asked): Span | null {
  const { doc, passage, sum } = asked;
  const { text, dictionary } = doc;
  const start = clauseStart(text, sum.mention.start, passage.start);
  const behind = objectBehind(asked);
  if (behind !== null) return behind;
  const subject = recipientBeforeVerb(doc, start, sum.mention.start);
  if (subject !== null && dictionary.instruments.getting.at(text, subject.end) !== null) return subject;
  const noun = nounAfterPreposition(doc, start, sum.mention.start);
  return noun !== null && dictionary.instruments.recipients.ends.before(text, noun.end) !== null ? noun : null;
}

/** Whom the clauses of the sum's own sentence name, the nearest first; of a limit only those behind the sum that it limits. */
function ownRecipient(asked: Asked, last: Span | null): Span | null {
  const { doc, passage, sum } = asked;
  const { text } = doc;
  const limited = sum.mention.bound === "at-most" && last !== null ? (passage.sums[asked.index - 1]?.mention.end ?? 0) : 0;
  const floor = Math.max(limited, sentenceStart(text, sum.numberStart, passage.start, segmentBreaks));
  let end = sum.mention.start;
  let start = clauseStart(text, end, floor);
  const object = objectBefore(asked);
  if (object !== null && !isNamedBefore(asked, object, floor)) return object;
  const handed = objectBehind(asked);
  if (handed !== null && !isNamedBefore(asked, handed, floor)) return handed;
  const own = nounAfterPreposition(doc, start, sum.mention.start) ?? recipientBeforeVerb(doc, start, sum.mention.start);
  if (own !== null && own.end - own.start > generic) return own;
  let weak: Span | null = null;
  while (start > floor) {
    end = start - 1;
    start = clauseStart(text, end, floor);
    const found = nounAfterPreposition(doc, start, end) ?? recipientAtHead(doc, start, end) ?? recipientBeforeVerb(doc, start, end);
    const isLonger = own === null || (found !== null && text.slice(found.start, found.end).endsWith(text.slice(own.start, own.end)));
    if (found !== null && isLonger && !(found.whole && holdsSum(asked, found))) return found;
    weak ??= found ?? (gives(asked) ? subjectAtHead(doc, start, end) : null);
  }
  if (own !== null) return own;
  const subject = gives(asked) ? subjectAtHead(doc, clauseStart(text, sum.mention.start, floor), sum.mention.start) : null;
  return object ?? handed ?? subject ?? weak;
}

/** Whether a clause before names more fully whom a verb's object stands for: 对新设立的企业，给予企业20万元. */
function isNamedBefore({ doc }: Asked, { start, end }: Span, floor: number): boolean {
  const { text } = doc;
  const noun = text.slice(start, end);
  for (let at = start; at > floor; ) {
    const close = at - 1;
    at = clauseStart(text, close, floor);
    const found = nounAfterPreposition(doc, at, close) ?? recipientAtHead(doc, at, close);
    if (found !== null && !found.whole && text.slice(found.start, found.end).endsWith(noun)) return true;
  }
  return false;
}

/** Whether the sum's own words say that it is to be given: 每人次奖励10元, 给予…. */
function gives({ doc: { text, dictionary }, passage, sum: { mention, numberStart } }: Asked): boolean {
  if (mention.bound === "at-most") return true;
  const { giving } = dictionary.instruments;
  for (let at = clauseStart(text, numberStart, passage.start); at < numberStart; at++)
    if (text[at] === "每" || giving.at(text, at) !== null) return true;
  return false;
}

function holdsSum({ passage, index }: Asked, { start, end }: Span): boolean {
  const last = passage.sums.slice(0, index).findLast(({ numberStart }) => numberStart < end);
  return last !== undefined && last.numberStart >= start;
}

/** 给予企业20万元: the object of the verb that gives. */
function objectBefore({ doc: { text, dictionary }, passage, sum }: Asked): Span | null {
  const { giving, recipients, per } = dictionary.instruments;
  const end = trimEnd(text, sum.mention.start);
  const found = recipients.ends.before(text, end);
  const floor = Math.max(clauseStart(text, end, passage.start), end - longestObject);
  if (found === null) return null;
  for (let at = end - found.word.length; at > floor; at--) {
    if (giving.before(text, at) === null) continue;
    return text[at] === "每" || per.singles.at(text, at) !== null ? null : { start: at, end };
  }
  return null;
}

/** 拨款12亿元予旅发局 */
function objectBehind({ doc: { text, dictionary }, passage, sum: { mention } }: Asked): Span | null {
  const limit = Math.min(clauseEnd(text, mention.end, passage.end), mention.end + behind);
  const lead = /^(?:给予|给|予)/.exec(text.slice(mention.end, mention.end + 2))?.[0];
  const verb = lead ?? dictionary.instruments.giving.at(text, mention.end)?.word;
  if (verb === undefined) return null;
  const start = mention.end + verb.length;
  // 20元奖励建设单位: behind a word that may be a noun only what fills the clause
  const least = lead === undefined ? limit - 1 : start + 1;
  for (let end = limit; end > Math.max(least, start + 1); end--)
    if (dictionary.instruments.recipients.ends.before(text, end) !== null) return { start, end };
  return null;
}

/** The receiver of the sum before, where this one goes on with it; else who is counted: 每家企业的资助上限. */
function inheritedRecipient(asked: Asked, found: readonly (Span | null)[], kinds: readonly Kind[]): Span | null {
  const { doc, passage, index, sum } = asked;
  const { text } = doc;
  const floor = sentenceStart(text, sum.numberStart, passage.start, sentenceBreaks);
  const isLimit = sum.mention.bound === "at-most";
  for (let earlier = index - 1; earlier >= 0; earlier--) {
    const other = passage.sums[earlier] as Sum;
    if (other.numberStart < floor && !isLimit) break;
    const recipient = found[earlier];
    if (recipient) return recipient;
  }
  const head = headRecipient(asked, isLimit ? passage.start : floor);
  return head ?? countedRecipient(asked, kinds[index]);
}

/** Whom an earlier sentence of the line names, before any sum: 对总部企业给予奖励：…；…. */
function headRecipient({ doc, sum }: Asked, floor: number): Span | null {
  const { text } = doc;
  let start = clauseStart(text, sum.mention.start, floor);
  while (start > floor) {
    const end = start - 1;
    start = clauseStart(text, end, floor);
    const found = nounAfterPreposition(doc, start, end);
    if (found !== null) return found;
  }
  return null;
}

/** 每家企业, 每名合资格申请人: who is counted receives it. */
function countedRecipient({ doc, passage, sum }: Asked, kind: Kind | undefined): Span | null {
  const { text, dictionary } = doc;
  const { per, recipients } = dictionary.instruments;
  const from = clauseStart(text, sum.numberStart, passage.start);
  if (kind === undefined) return null;
  const lead = skipLeads(doc, from, sum.numberStart);
  if (text[lead] !== "每") return null;
  const counter = per.counters.at(text, lead + 1);
  const start = lead + 1 + (counter?.word.length ?? 0);
  for (let end = start + 2; end <= Math.min(start + 14, sum.mention.start); end++) {
    const found = recipients.ends.before(text, end);
    if (found !== null && found.word.length > 1 && end - found.word.length >= start && stopsAt(text, end, dictionary.instruments))
      return { start, end };
  }
  return null;
}

function stopsAt(text: string, end: number, { recipients, kinds }: Instruments): boolean {
  return (
    recipients.gets.at(text, end) !== null ||
    text[end] === "的" ||
    Boolean(kinds.at(text, end)?.value) ||
    !/\p{Script=Han}/u.test(text[end] ?? " ")
  );
}

function trimEnd(text: string, end: number): number {
  let at = end;
  while (text[at - 1] === " ") at--;
  return at;
}
