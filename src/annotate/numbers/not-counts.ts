import type { Measures } from "../../dictionary/measures.js";
import type { Amount } from "./amounts.js";
import { toNumber } from "./decimal.js";

/** Whether a number with a unit counts something: no 一 that means *a*, no ordinal, no set phrase, no slogan. */
export function isCount(text: string, amount: Amount, measures: Measures): boolean {
  const { numberStart, unit } = amount;
  const said = text[numberStart] ?? "";
  const han = !/\d/.test(said);
  if (amount.kind === "bare" && amount.bound === "exact") return false;
  if (isOrdinal(text, amount, han)) return false;
  if (!han) return true;
  if (amount.value !== null && amount.value.digits === 0n && unit?.dimension !== "percent") return false;
  if (amount.kind === "han" && amount.value !== null && toNumber(amount.value) === 1) return isMeasured(amount);
  if (measures.setPhrases.at(text, numberStart) !== null && amount.kind !== "fraction") return false;
  return unit?.kind === "measure" || !inSlogan(text, amount);
}

/** 一公里 and 一亩 measure; 一个 and 一批 only mean *a*. */
function isMeasured({ unit }: Amount): boolean {
  return unit !== null && unit.kind === "measure" && unit.si !== null && unit.si.unit !== "s" && unit.dimension !== "other";
}

/** 四届二次会议, 三年级, 一期: numbers that order */
function isOrdinal(text: string, { numberStart, numberEnd, headAt, unit }: Amount, han: boolean): boolean {
  if (unit?.name === "次") {
    if (text[numberStart - 1] === "届") return true;
    if (han && /^(?:全会|全体|会议|集体|党代会|常务)/.test(text.slice(headAt, headAt + 4))) return true;
  }
  return text[numberEnd] === "级" || text[numberStart - 1] === "第" || text[numberStart - 1] === "初";
}

/** “一个中心、两个项目、三个聚焦”: the numerals of a slogan in quotation marks count nothing one could check. */
function inSlogan(text: string, { numberStart, end }: Amount): boolean {
  const from = Math.max(0, numberStart - 20);
  const before = text.slice(from, numberStart);
  const open = Math.max(before.lastIndexOf("“"), before.lastIndexOf("「"));
  if (open < 0 || /[”」。]/.test(before.slice(open))) return false;
  return /^[^“。\n]{0,16}[”」]/u.test(text.slice(end, end + 18));
}
