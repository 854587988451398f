import type { AmountLists, AmountWords } from "../../dictionary/values/amount-words.js";
import type { Measures } from "../../dictionary/values/measures.js";
import { oneOf } from "../../lexicon/alternation.js";
import { tokenAt } from "../borders.js";
import type { Doc } from "../doc.js";
import type { Amount } from "./amounts.js";
import { toNumber } from "./decimal.js";

/** Whether a number with a unit counts something: no 一 that means *a*, no ordinal, no set phrase, no slogan. */
export function isCount(doc: Doc, amount: Amount): boolean {
  const { text } = doc;
  const { numberStart, unit } = amount;
  const first = text[numberStart] ?? "";
  const han = !/\d/.test(first);
  if (amount.kind === "bare" && amount.bound === "exact") return false;
  if (isOrdinal(text, amount, han, doc.dictionary.amountWords)) return false;
  if (!han) return !isProduct(text, amount);
  if (isInWord(doc, amount)) return false;
  if (amount.value !== null && amount.value.digits === 0n && unit?.dimension !== "percent") return false;
  if (amount.kind === "han" && amount.value !== null && toNumber(amount.value) === 1) return isMeasured(amount);
  // 近万家 counts, 万家灯火 does not
  const bounded = amount.kind === "bare" && amount.bound !== "exact";
  if (amount.kind !== "fraction" && !bounded && inSetPhrase(text, numberStart, doc.dictionary.measures)) return false;
  return unit?.kind === "measure" || !inSlogan(text, amount);
}

/** 7×24小时: a phrase, and no 24 hours */
function isProduct(text: string, { numberStart }: Amount): boolean {
  return /\d[×*xX]$/.test(text.slice(Math.max(0, numberStart - 2), numberStart));
}

const countedTags = /^(?:m|mq|q|t|x|eng|nr|nrt)$/;

/** 五台山, 三番五次, 二人转: a word of the segmenter's that is longer than number and unit. */
function isInWord(doc: Doc, { start, numberStart, unitEnd }: Amount): boolean {
  const token = tokenAt(doc, numberStart);
  if (token === undefined || countedTags.test(token.tag)) return false;
  return token.start === numberStart ? token.end > unitEnd : start === numberStart && /^[il]/.test(token.tag);
}

/** Whether a set phrase holds the number: 四位一体, 五花八门. */
export function inSetPhrase(text: string, at: number, { setPhrases }: Measures): boolean {
  for (let back = 0; back <= 3 && back <= at; back++) {
    if ((setPhrases.at(text, at - back)?.word.length ?? 0) > back) return true;
  }
  return false;
}

/** 一公里 and 一亩 measure; 一个 and 一批 only mean *a*. */
function isMeasured({ unit, bound }: Amount): boolean {
  if (unit?.kind === "measure" && bound !== "exact") return true;
  return unit !== null && unit.kind === "measure" && unit.si !== null && unit.si.unit !== "s" && unit.dimension !== "other";
}

function ordinalPatterns({ ordinals }: AmountLists) {
  return {
    meeting: new RegExp(`^${oneOf(ordinals.meetings)}`),
    hanMeeting: new RegExp(`^${oneOf(ordinals.hanMeetings)}`),
    plan: new RegExp(`^[”"]?${oneOf(ordinals.plans)}`),
    magnitude: new RegExp(oneOf(ordinals.magnitudes)),
    address: new RegExp(`[\\s,，。、(（]|${oneOf(ordinals.addresses)}`),
    addressed: new RegExp(`^(?:[\\dA-Z]|${oneOf(ordinals.addressed)})`),
  };
}

type OrdinalPatterns = ReturnType<typeof ordinalPatterns>;

/** 四届二次会议, 三年级, 一期: numbers that order */
function isOrdinal(text: string, { numberStart, numberEnd, headAt, unit }: Amount, han: boolean, words: AmountWords): boolean {
  const patterns = words.compiled(ordinalPatterns);
  if (unit?.name === "次") {
    if (text[numberStart - 1] === "届") return true;
    const held = text.slice(headAt, headAt + 4);
    if (patterns.meeting.test(held) || (han && patterns.hanMeeting.test(held))) return true;
  }
  if (unit?.name === "期" && han) return true;
  if (unit?.name === "年") return isYear(text, numberStart, numberEnd, headAt, patterns);
  if (unit?.name === "级" && text[numberEnd] === "级") return !isMagnitude(text, numberStart, headAt, patterns);
  if (words.ordinals.parts.includes(unit?.name ?? "") && isAddress(text, numberStart, headAt, patterns)) return true;
  return text[numberEnd] === "级" || text[numberStart - 1] === "第" || text[numberStart - 1] === "初";
}

/** 2023年, 十年行动: a year, or a plan that is named by its length. */
function isYear(text: string, start: number, end: number, headAt: number, { plan }: OrdinalPatterns): boolean {
  const written = text.slice(start, end);
  if (/^(?:1[89]|20)\d\d$/.test(written) || /[第每近去前后]/.test(text[start - 1] ?? "")) return true;
  return plan.test(text.slice(headAt, headAt + 4));
}

/** 7.3级, 5级以上地震: of an earthquake or a wind, where 一级 is a grade. */
function isMagnitude(text: string, start: number, headAt: number, { magnitude }: OrdinalPatterns): boolean {
  if (!/\d/.test(text[start] ?? "")) return false;
  const around = text.slice(Math.max(0, start - 30), headAt + 30);
  return text.slice(start, headAt).includes(".") || magnitude.test(around);
}

/** 5幢2单元, 12层大堂, 三标段: which part, not how many. */
function isAddress(text: string, numberStart: number, headAt: number, { address, addressed }: OrdinalPatterns): boolean {
  return address.test(text[numberStart - 1] ?? "\n") || addressed.test(text.slice(headAt, headAt + 2));
}

/** “一个中心、两个项目、三个聚焦”: the numerals of a slogan in quotation marks count nothing one could check. */
function inSlogan(text: string, { numberStart, end }: Amount): boolean {
  const from = Math.max(0, numberStart - 20);
  const before = text.slice(from, numberStart);
  const open = Math.max(before.lastIndexOf("“"), before.lastIndexOf("「"));
  if (open < 0 || /[”」。]/.test(before.slice(open))) return false;
  return /^[^“。\n]{0,16}[”」]/u.test(text.slice(end, end + 18));
}
