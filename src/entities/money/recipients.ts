import type { Instruments } from "../../dictionary/values/instruments.js";
import type { Instrument } from "../../model/enums.js";
import type { Span } from "../../text/offset-map.js";
import type { Doc } from "../doc.js";
import { hanDigits } from "../numbers/characters.js";

/** How long the noun phrase may be that names who receives. */
const longest = 80;

/** Who receives; `whole`: a whole clause stands for it (获得国家级称号的). */
export interface Recipient extends Span {
  readonly whole: boolean;
}

/** The noun behind the last 对, 给, 向 or 为 of a clause: 首次认定的高新技术企业 in 对首次认定的高新技术企业给予…. */
export function nounAfterPreposition(doc: Doc, start: number, end: number): Recipient | null {
  const { text, dictionary } = doc;
  const { recipients } = dictionary.instruments;
  for (let at = end - 2; at >= start; at--) {
    const found = recipients.prepositions.at(text, at);
    if (found === null || isInsideWord(text, at, recipients)) continue;
    const from = at + found.word.length;
    const noun = nounFrom(doc, from, end);
    if (noun !== null) return noun;
  }
  return null;
}

/** 对应, 一对一, 认为: the preposition is a part of another word. */
function isInsideWord(text: string, at: number, { notPrepositions }: Instruments["recipients"]): boolean {
  for (let from = at; from >= at - 2; from--) {
    const found = notPrepositions.at(text, from);
    if (found !== null && from + found.word.length > at) return true;
  }
  return false;
}

/** The noun phrase that begins at `start`, up to the verb that gives or the end of the clause. */
function nounFrom(doc: Doc, start: number, limit: number): Recipient | null {
  const { text, dictionary } = doc;
  const { recipients } = dictionary.instruments;
  const begin = skipBlanks(text, start, limit);
  const stop = Math.min(limit, begin + longest);
  let end = -1;
  for (let at = begin + 1; at <= stop && end < 0; at++) {
    const closes = at === stop || recipients.closes.at(text, at) !== null;
    if (closes && endsNoun(text, at, recipients)) end = at;
  }
  if (end < 0) return null;
  end = trimBlanks(text, begin, end);
  if (recipients.ends.before(text, end) !== null) return { start: begin, end, whole: false };
  return subjectOf(doc, begin, end) ?? (isCost(text, end, recipients) ? null : { start: begin, end, whole: text[end - 1] === "的" });
}

function endsNoun(text: string, end: number, { ends, costs }: Instruments["recipients"]): boolean {
  return text[end - 1] === "的" || ends.before(text, trimBlanks(text, 0, end)) !== null || costs.before(text, end) !== null;
}

function isCost(text: string, end: number, { costs }: Instruments["recipients"]): boolean {
  return costs.before(text, end) !== null;
}

/** The subject that a clause begins with: 企业 in 企业参加境外展会的展位费. */
function subjectOf({ text, dictionary, tokens }: Doc, start: number, end: number): Recipient | null {
  const { ends } = dictionary.instruments.recipients;
  let verb = false;
  const first = firstToken(tokens, start);
  const lead = tokens[first]?.tag ?? "";
  // 通过广东省认定的, 按规定设置机构的
  if (lead.startsWith("p")) return null;
  for (let index = first; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined || token.end >= end || token.end - start > longestSubject) break;
    if (text.slice(token.start, token.end) === "的") verb = false;
    // 用于提供社区托育服务的: what a verb governs is no subject
    else if (isVerb.test(token.tag) && token.start > start) verb = true;
    else if (isVerb.test(lead) && index > first + 1) verb = true;
    const border = token.end;
    const found = ends.before(text, border);
    if (verb || found === null || border - found.word.length < start) continue;
    // 孵化器内的企业
    if (dictionary.instruments.recipients.places.includes(text[border] ?? " ")) continue;
    if (!ends.at(text, border) && text[border] !== "的" && text[border] !== "、") return { start, end: border, whole: false };
  }
  return null;
}

const longestSubject = 30;
const isVerb = /^(?:v$|vd|vi|vq|p$)/;

/** Whether a phrase without a preposition before it holds what no noun phrase does. */
function isBroken(doc: Doc, start: number, end: number): boolean {
  const { text, dictionary } = doc;
  const phrase = text.slice(start, end);
  const { recipients, kinds } = dictionary.instruments;
  if (recipients.notInside.some((word) => phrase.includes(word))) return true;
  // 天灾复原补助项目: what money is given by
  const scheme = recipients.schemes.find((word) => phrase.endsWith(word));
  if (scheme !== undefined && isGift(kinds.before(text, end - scheme.length)?.value)) return true;
  // 学校每年资助20名学生参加项目: a whole clause
  return givesCounted(doc, start, end);
}

function firstToken(tokens: Doc["tokens"], start: number): number {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Who an earlier clause names: one that ends with the noun (新引进的总部企业，), or with 的 or 者 behind a verb. */
export function recipientAtHead(doc: Doc, start: number, end: number): Recipient | null {
  const { text, dictionary } = doc;
  const { recipients, per } = dictionary.instruments;
  const from = skipLeads(doc, start, end);
  const close = trimBlanks(text, from, end);
  if (close - from < 2 || close - from > longest || text[from] === "每" || per.singles.at(text, from) !== null) return null;
  if (dictionary.instruments.compiled(countedTerm).test(text.slice(from, from + 6))) return null;
  const found = recipients.ends.before(text, close);
  if (text[close - 1] === "的") {
    const subject = subjectOf(doc, from, close - 1);
    if (subject !== null && !isInRelative(text, subject.end, close)) return subject;
    return isCondition(text, from, close) ? null : { start: from, end: close, whole: true };
  }
  if (found === null || isBroken(doc, from, close) || text.slice(from, close).includes("每")) return null;
  return { start: from, end: close, whole: false };
}

/** The subject that a clause without a mark of its own begins with: 旅行社 in 旅行社组织游客来区游览. */
export function subjectAtHead(doc: Doc, start: number, end: number): Recipient | null {
  const from = skipLeads(doc, start, end);
  const { singles } = doc.dictionary.instruments.per;
  if (doc.text[from] === "每" || singles.at(doc.text, from) !== null) return null;
  const subject = subjectOf(doc, from, end);
  // 学校每年资助20名学生: the subject gives
  return subject !== null && givesCounted(doc, subject.end, Math.min(end, subject.end + nearVerb)) ? null : subject;
}

/** how far behind its subject a verb of giving may stand: 每年, 拟 */
const nearVerb = 6;

/** Whether a verb of giving stands in a stretch, with so many who get something right behind it: 资助20名. */
function givesCounted({ text, dictionary }: Doc, start: number, end: number): boolean {
  const { giving, per } = dictionary.instruments;
  for (let at = start; at < end; at++) {
    const verb = giving.at(text, at);
    if (verb === null) continue;
    const from = at + verb.word.length;
    const digits = /^\d{1,6}/.exec(text.slice(from, from + 6))?.[0].length ?? 0;
    if (digits > 0 && (per.counters.at(text, from + digits) !== null || per.units.at(text, from + digits) !== null)) return true;
  }
  return false;
}

/** 后两年给予50%的, 软件是开源的: a clause that stands for nobody. */
function isCondition(text: string, start: number, end: number): boolean {
  return /^\d|[是%％]|给予/.test(text.slice(start, end));
}

function isInRelative(text: string, subjectEnd: number, close: number): boolean {
  return close - subjectEnd < 2 || text[subjectEnd] === "的";
}

/** The subject of the clause in which the sum stands: 国小学生 in 国小学生每人每学期补助, 台商 in 台商可获…. */
export function recipientBeforeVerb(doc: Doc, start: number, end: number): Recipient | null {
  const { text, dictionary } = doc;
  const { recipients, kinds, per } = dictionary.instruments;
  const from = skipLeads(doc, start, end);
  if (text[from] === "每" || per.singles.at(text, from) !== null) return null;
  const stop = Math.min(end, from + longest);
  for (let at = from + 2; at <= stop; at++) {
    const closes =
      at === end ||
      recipients.gets.at(text, at) !== null ||
      per.singles.at(text, at) !== null ||
      receives(kinds.at(text, at)?.value) ||
      text[at] === "的";
    if (!closes) continue;
    const close = trimBlanks(text, from, at);
    // 四星级的给予5万元
    if (text[close - 1] === "的" && dictionary.instruments.giving.at(text, at) !== null) return { start: from, end: close, whole: true };
    const found = recipients.ends.before(text, close);
    if (found === null || close - found.word.length < from) continue;
    if (text.slice(from, close).includes("每") || isBroken(doc, from, close)) return null;
    if (givesCounted(doc, close, Math.min(end, close + nearVerb))) return null;
    if (text[at] === "的" && !isGift(kinds.at(text, at + 1)?.value)) continue;
    return { start: from, end: close, whole: false };
  }
  return null;
}

const isGift = (kind: Instrument | null | undefined): boolean => kind === "award" || kind === "subsidy";

/** Whether a word behind a noun says that this one receives: 孤儿基本生活费每人每月1500元. */
function receives(kind: Instrument | null | undefined): boolean {
  return kind === "award" || kind === "subsidy" || kind === "interest-subsidy" || kind === "loan";
}

/** Past the number of an item and words such as 其中, 凡: where the noun of a clause begins. */
export function skipLeads({ text, dictionary }: Doc, start: number, end: number): number {
  const { leads } = dictionary.instruments.recipients;
  let at = start + (itemNumber.exec(text.slice(start, Math.min(end, start + 16)))?.[0].length ?? 0);
  for (;;) {
    at = skipBlanks(text, at, end);
    const close = text[at] === "《" ? text.indexOf("》", at) : -1;
    if (close > at && close < end) {
      at = close + 1;
      continue;
    }
    const found = leads.at(text, at);
    if (found === null || at + found.word.length >= end) return at;
    at += found.word.length;
  }
}

/** 三年, 2个 */
const countedTerm = ({ terms }: { terms: string }): RegExp => new RegExp(`^[\\d${hanDigits}十]+[${terms}]`);

/** （一）, 1., 第七条, ① at the beginning of a line */
const itemNumber = new RegExp(
  `^[ ]*(?:[（(][\\d${hanDigits}十]{1,3}[)）]|[\\d]{1,2}[.．、)）](?!\\d)|[${hanDigits}十]{1,3}、|第[\\d${hanDigits}十百]{1,5}条|[①-⑳])[ ]*`,
);

function skipBlanks(text: string, at: number, limit: number): number {
  let next = at;
  while (next < limit && (text[next] === " " || text[next] === "　")) next++;
  return next;
}

function trimBlanks(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && (text[last - 1] === " " || text[last - 1] === "　")) last--;
  return last;
}
