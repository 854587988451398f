import type { Measures } from "../../dictionary/values/measures.js";
import type { Annotator, Context } from "../annotator.js";
import type { Doc } from "../doc.js";
import { type Amount, amountsOf } from "../numbers/amounts.js";
import { blockedBy } from "../numbers/blocked.js";
import { classAt, NONE } from "../numbers/characters.js";
import { toNumber } from "../numbers/decimal.js";
import { inSetPhrase } from "../numbers/not-counts.js";
import type { Sum } from "./passages.js";
import { withRoles } from "./roles.js";

const countries: Record<Context["country"], string> = { CN: "CNY", HK: "HKD", MO: "MOP", TW: "TWD" };

/** Amounts of money: with a named currency, with 元, or without either where the words around show that it is money. */
export const annotateMoney: Annotator<"money"> = (doc, context, before) => {
  const blocked = blockedBy(before);
  const sums: Sum[] = [];
  for (const amount of amountsOf(doc)) {
    if (blocked(amount.numberStart, amount.numberEnd)) continue;
    const currency = currencyOf(doc, amount, countries[context.country]);
    if (currency === null) continue;
    sums.push({
      numberStart: amount.numberStart,
      mention: {
        type: "money",
        start: amount.start,
        end: currency.end,
        rule: currency.rule,
        value: amount.value && toNumber(amount.value),
        min: amount.min && toNumber(amount.min),
        max: amount.max && toNumber(amount.max),
        bound: amount.bound,
        currency: currency.code,
      },
    });
  }
  return withRoles(doc, sums, context.title ?? null);
};

/** `plain` is what a 元 without a name is in the document's country. */
function currencyOf(doc: Doc, amount: Amount, plain: string): { code: string; end: number; rule: string } | null {
  const { text } = doc;
  const { measures } = doc.dictionary;
  const stated =
    amount.currency === "USD" &&
    text[amount.numberStart - 1] === "$" &&
    !/US\$\s?$/.test(text.slice(0, amount.numberStart).slice(-4)) &&
    plain !== "CNY"
      ? plain
      : amount.currency;
  if (amount.unit?.kind === "money") {
    if (amount.kind === "bare" && amount.bound === "exact") return null;
    if (!amount.magnitude && (inSetPhrase(text, amount.numberStart, measures) || isWord(text, amount, measures))) return null;
    const after = currencyAfter(doc, amount.unitEnd);
    const own = amount.unit.currency === "" ? null : amount.unit.currency;
    return { code: own ?? stated ?? after?.code ?? plain, end: Math.max(amount.end, after?.end ?? 0), rule: "money.unit" };
  }
  if (amount.unit !== null) return null;
  if (stated !== null) return { code: stated, end: amount.end, rule: "money.symbol" };
  const after = currencyAfter(doc, amount.numberEnd);
  if (after !== null && amount.unitEnd === amount.numberEnd) return { code: after.code, end: after.end, rule: "money.name" };
  if (!amount.magnitude || (amount.kind === "bare" && amount.bound === "exact") || !isMoneyByContext(text, amount, measures)) return null;
  return { code: plain, end: amount.end, rule: "money.context" };
}

/** 三元区, 二元经济: one Han digit and 元 inside a longer word. */
function isWord(text: string, { kind, numberStart, numberEnd, unitEnd, bound }: Amount, { afterYuan }: Measures): boolean {
  if (kind !== "han" || numberEnd - numberStart !== 1 || bound !== "exact" || unitEnd !== numberEnd + 1) return false;
  const next = text[unitEnd] ?? " ";
  return /[\p{Script=Han}]/u.test(next) && !afterYuan.has(next);
}

/** 500万人民币, 500万元(港币) */
function currencyAfter({ text, dictionary }: Doc, end: number): { code: string; end: number } | null {
  const { currencies } = dictionary.measures;
  const open = text[end] === "(" || text[end] === "（" ? 1 : 0;
  const found = currencies.at(text, end + open);
  if (found === null || found.word.length < 2) return null;
  const after = end + open + found.word.length;
  // the name before the next number: 3亿元,新台币5亿元
  if (open === 0 && classAt(text, after) !== NONE) return null;
  if (open === 0) return { code: found.value, end: after };
  return text[after] === ")" || text[after] === "）" ? { code: found.value, end: after + 1 } : null;
}

const clauseLength = 18;

/** Whether the words before (造价3.97亿) or after (241亿投资) show that a number without a unit is money. */
function isMoneyByContext(text: string, amount: Amount, measures: Measures): boolean {
  const clause =
    text
      .slice(Math.max(0, amount.start - clauseLength), amount.start)
      .split(/[。；;\n]/)
      .at(-1) ?? "";
  const money = Math.max(...measures.moneyWords.map((word) => clause.lastIndexOf(word)));
  const other = Math.max(...measures.neverMoney.map((word) => clause.lastIndexOf(word)));
  if (money > other) return true;
  return other < 0 && measures.moneyAfter.at(text, amount.end) !== null;
}
