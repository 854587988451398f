import type { Instruments } from "../../dictionary/values/instruments.js";
import type { Instrument } from "../../model/enums.js";
import type { Doc } from "../doc.js";
import { headerWord, headingWord } from "./headings.js";
import {
  clauseEnd,
  clauseStart,
  isListed,
  type Kind,
  type KindWord,
  type Passage,
  type Sum,
  sentenceBreaks,
  sentenceStart,
} from "./passages.js";

/** How far behind a sum the word may stand that says what it is. */
const behind = 16;
/** A word this near before a sum is its own: 投资额达500万元. */
const near = 2;

/**
 * What kind of sum each of a passage is: by the words beside it in its clause, else in the sentence before, else by the
 * header of its column and by the headings above; else what the title is about, `ofTitle`, decides.
 */
export function instrumentsOf(doc: Doc, passage: Passage, ofTitle: Instrument | null): Kind[] {
  const kinds: Kind[] = [];
  const { text } = doc;
  for (let first = 0; first < passage.sums.length; ) {
    let last = first;
    while (goesOn(text, passage, last)) last++;
    const found = kindOf(doc, passage, { first, last, before: kinds });
    const kind = found ?? { kind: isHanded(doc, passage, first) ? "subsidy" : (ofTitle ?? "other"), word: null };
    for (; first <= last; first++) kinds.push(kind);
  }
  return kinds;
}

/** Whether a sum's clause gives it, though no word says what it is: 给予1000万元. */
function isHanded({ text, dictionary }: Doc, { sums, start }: Passage, index: number): boolean {
  const { numberStart } = sums[index] as Sum;
  const { handing } = dictionary.instruments.lists;
  const clause = text.slice(clauseStart(text, numberStart, start), numberStart);
  return handing.some((word) => clause.includes(word));
}

/** Whether the next sum is one of a list with this one, and no word between them says what it is itself. */
function goesOn(text: string, { sums, words }: Passage, index: number): boolean {
  const [sum, next] = [sums[index], sums[index + 1]];
  if (sum === undefined || next === undefined || !isListed(text, sum, next)) return false;
  return !words.some(({ start, end }) => start >= sum.mention.end && end <= next.numberStart);
}

/** The sums of a list, by their numbers in the passage, and the kinds of those before it. */
interface Group {
  readonly first: number;
  readonly last: number;
  readonly before: readonly Kind[];
}

function kindOf(doc: Doc, passage: Passage, group: Group): Kind | null {
  const own =
    wordBeside(doc, passage, group) ?? inherited(doc, passage, group) ?? headerWord(doc, (passage.sums[group.first] as Sum).numberStart);
  if (own !== null) return own;
  const before = wordBefore(doc, passage, group);
  if (before !== null && isGift(before.kind)) return before;
  const heading = headingWord(doc, passage.start);
  if (heading !== null && (before === null || isGift(heading.kind))) return heading;
  return before ?? heading;
}

/** What a heading tells from its base: 贷款 and 租金 in earlier clauses are what a subsidy is reckoned by. */
function isGift(kind: Kind["kind"]): boolean {
  return kind === "award" || kind === "subsidy" || kind === "interest-subsidy" || kind === "fine";
}

function toKind({ kind, start, end }: KindWord): Kind {
  return { kind, word: { start, end } };
}

/** The word in the sum's own clause, before or behind it. */
function wordBeside(doc: Doc, passage: Passage, { first, last }: Group): Kind | null {
  const { text, dictionary } = doc;
  const { instruments } = dictionary;
  const sum = passage.sums[first] as Sum;
  const direct = directWord(text, sum, instruments);
  const from = Math.max(clauseStart(text, sum.numberStart, passage.start), passage.sums[first - 1]?.mention.end ?? 0);
  const before = lastWord(text, passage.words, from, sum.numberStart);
  const isNear = before !== null && plainLength(text, before.end, sum.mention.start) <= near;
  const after = wordAfter(doc, passage, last);
  const close = wordRightBehind(text, passage.sums[last] as Sum, instruments);
  if (close !== null && !isNear && (before === null || !instruments.given.has(before.kind))) return toKind(close);
  if (after?.near && !(isNear && !instruments.given.has(after.word.kind))) return toKind(after.word);
  if (direct !== null) return toKind(direct);
  if (before !== null && (isNear || !hasOf(text, before.end, sum.numberStart))) return toKind(before);
  if (after !== null) return toKind(after.word);
  return before === null ? null : toKind(before);
}

/** How many characters part a word from a sum, blanks not counted. */
function plainLength(text: string, start: number, end: number): number {
  let length = 0;
  for (let at = start; at < end; at++) if (text[at] !== " ") length++;
  return length;
}

function hasOf(text: string, start: number, end: number): boolean {
  const at = text.indexOf("的", start);
  return at >= 0 && at < end;
}

/** 处, 补: words that name a kind only right before the number or the word that bounds it. */
function directWord(text: string, { mention, numberStart }: Sum, { direct }: Instruments): KindWord | null {
  for (const place of [numberStart, mention.start]) {
    let end = place;
    while (text[end - 1] === " ") end--;
    const found = direct.before(text, end);
    if (found !== null) return { kind: found.value, start: end - found.word.length, end };
  }
  return null;
}

/** 1000万元支持: a word that names a kind only right behind the sum. */
function wordRightBehind(text: string, { mention: { end } }: Sum, { behind: words }: Instruments): KindWord | null {
  const start = text[end] === " " ? end + 1 : end;
  const found = words.at(text, start);
  return found === null ? null : { kind: found.value, start, end: start + found.word.length };
}

/** The last of the words in a stretch that is not the base of a rate: 投资额 in 按投资额的10%. */
function lastWord(text: string, words: readonly KindWord[], from: number, to: number): KindWord | null {
  for (let index = words.length - 1; index >= 0; index--) {
    const word = words[index] as KindWord;
    if (word.end > to) continue;
    if (word.start < from) return null;
    if (!isBase(text, word.end)) return word;
  }
  return null;
}

function isBase(text: string, end: number): boolean {
  return /^[^，,；;。：:\n\d]{0,6}?\d{1,3}(?:\.\d+)?[%％]/.test(text.slice(end, end + 16));
}

/** The word behind a sum: 20万元奖励, 按每人1000元的标准给予补贴; `near` where nothing but particles parts them. */
function wordAfter({ text, dictionary }: Doc, { words, sums, end }: Passage, index: number): { word: KindWord; near: boolean } | null {
  const { instruments } = dictionary;
  const from = (sums[index] as Sum).mention.end;
  const limit = Math.min(clauseEnd(text, from, end), from + behind, sums[index + 1]?.mention.start ?? end);
  const word = words.find(({ start }) => start >= from);
  if (word === undefined || word.start >= limit) return null;
  const gap = text.slice(from, word.start);
  if (instruments.compiled(gluePattern).test(gap)) return { word, near: true };
  const isGiven = instruments.given.has(word.kind) || word.kind === "fine";
  return isGiven && givesWithin(text, from, word.end, instruments) && !namesRecipient(text, from, word.start, instruments)
    ? { word, near: false }
    : null;
}

function gluePattern({ glue }: { glue: readonly string[] }): RegExp {
  return new RegExp(`^(?:[/／·.][^，。]{1,5})?(?:${glue.join("|")}|[ ])*$`);
}

function givesWithin(text: string, start: number, end: number, { giving }: Instruments): boolean {
  for (let at = start; at < end; at++) {
    const found = giving.at(text, at);
    if (found !== null && at + found.word.length <= end) return true;
  }
  return false;
}

function namesRecipient(text: string, start: number, end: number, { recipients }: Instruments): boolean {
  for (let at = start + 2; at <= end; at++) {
    const found = recipients.ends.before(text, at);
    if (found !== null && found.word.length > 1 && at - found.word.length >= start) return true;
  }
  return false;
}

/** 其中A项目80亿元, 优等5万元，甲等2万元: a sum without a word of its own is what the one before it in its sentence is. */
function inherited({ text, dictionary }: Doc, passage: Passage, { first, before }: Group): Kind | null {
  const last = before.at(-1);
  const sum = passage.sums[first] as Sum;
  const previous = passage.sums[first - 1];
  if (last === undefined || previous === undefined || last.word === null) return null;
  if (dictionary.instruments.given.has(last.kind)) return null;
  if (sentenceStart(text, sum.mention.start, passage.start, sentenceBreaks) > previous.mention.start) return null;
  // a threshold says nothing of what is given for passing it
  if (previous.mention.bound === "at-least" || previous.mention.bound === "over" || previous.mention.bound === "range") return null;
  const own = clauseStart(text, sum.numberStart, passage.start);
  return text[own - 1] === "：" || sum.mention.bound === "at-most" ? null : last;
}

/** The word of an earlier clause of the sentence, then of an earlier sentence of the line; what is given or asked goes first. */
function wordBefore(doc: Doc, passage: Passage, { first }: Group): Kind | null {
  const { text } = doc;
  const sum = passage.sums[first] as Sum;
  const sentence = sentenceStart(text, sum.numberStart, passage.start, sentenceBreaks);
  const stated = passage.words.filter(({ end }) => end <= sum.numberStart);
  const inSentence = stated.filter(({ start }) => start >= sentence);
  const found = nearest(doc, inSentence) ?? inSentence.findLast(({ end }) => !isBase(text, end)) ?? nearest(doc, stated);
  return found === null || found === undefined ? null : toKind(found);
}

/** The last word for what someone is given or has to pay. */
function nearest({ text, dictionary }: Doc, words: readonly KindWord[]): KindWord | null {
  const { given } = dictionary.instruments;
  for (let index = words.length - 1; index >= 0; index--) {
    const word = words[index] as KindWord;
    if ((given.has(word.kind) || word.kind === "fine" || word.kind === "fee") && !isBase(text, word.end)) return word;
  }
  return null;
}
