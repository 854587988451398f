import type { Weights } from "../../dictionary/derived/border-weights.js";
import type { Agencies } from "../../dictionary/organisations/agencies.js";
import { bordersOf, tokenAt } from "../borders.js";
import type { Doc } from "../doc.js";
import { type Candidate, likeliest } from "../weigh.js";
import type { NameHead } from "./heads.js";
import type { LeftContext } from "./left-context.js";
import { isGeneric } from "./token-classes.js";

/** How far before its legal form a full name begins, at most. */
const REACH = 26;
const NAME = /[\p{Script=Han}A-Za-z0-9·&.-]/u;
const HAN = /\p{Script=Han}/u;
const LATIN = /[A-Za-z0-9]/;
/** What stands in brackets inside a name: (广州), (集团). */
const LONGEST_BRACKET = 8;

type Places = Pick<LeftContext, "places" | "placesFrom">;

/**
 * Where the full name of a company begins whose legal form is given: at one of the offsets before it, weighed by the words on
 * both sides, the length of the company's own word, its trades and the places; null where no company is named (设立|有限公司).
 */
export function companyStart(doc: Doc, head: NameHead, places: Places, agencies: Agencies, weights: Weights): number | null {
  return likeliest(companyStarts(doc, head, places, agencies), weights);
}

/** The offsets at which the name may begin, and none of them, with what speaks for each. */
export function companyStarts(doc: Doc, head: NameHead, places: Places, agencies: Agencies): Candidate[] {
  const { text } = doc;
  const limit = farthest(text, head.start);
  const trades = tradesBefore(text, limit, head.start, agencies);
  const candidates: Candidate[] = [{ at: null, features: noneFeatures(doc, trades, text.slice(head.start, head.end)) }];
  // 宸鸿科技|（厦门）|有限公司 begins before the bracket, never inside it
  let depth = 0;
  for (let start = head.start - 1; start >= limit; start--) {
    if (/[)）]/.test(text[start] as string)) depth++;
    if (/[(（]/.test(text[start] as string)) depth--;
    if (depth > 0) continue;
    if (!HAN.test(text[start] as string) && !LATIN.test(text[start] as string)) continue;
    if (LATIN.test(text[start] as string) && LATIN.test(text[start - 1] ?? "")) continue;
    if (isClause(doc, start, head, agencies)) break;
    if (isLedName(doc, start, agencies)) continue;
    candidates.push({ at: start, features: startFeatures(doc, start, head, trades, places, agencies, start === limit) });
  }
  return candidates;
}

/**
 * Whether a word stands where a name would begin that no name holds: 截至|此次|…有限公司; before 集团 alone, which is a common noun
 * too, also one of a single character: 虽然|集团, 由|集团.
 */
function isClause(doc: Doc, start: number, head: NameHead, { forms }: Agencies): boolean {
  const token = tokenAt(doc, start);
  if (!token || token.start !== start || !HAN.test(token.word)) return false;
  const length = Math.min(token.end, head.start) - start;
  if (/^(?:r|u.*|y)$/.test(token.tag) || (length > 1 && /^[pc]$/.test(token.tag))) return true;
  return length === 1 && /^[pcdv]$/.test(token.tag) && forms.legal.nouns.words.has(doc.text.slice(head.start, head.end));
}

/** 企业|向光明|药业: a person's name to the segmenter, behind a noun, but a preposition and a word far oftener. */
function isLedName(doc: Doc, start: number, { forms }: Agencies): boolean {
  const token = tokenAt(doc, start);
  if (token?.start !== start || token.tag !== "nr" || token.word.length !== 3) return false;
  return forms.leads.function.has(token.word[0] as string) && /^n/.test(tokenAt(doc, start - 1)?.tag ?? "");
}

/** The offset before which no character of the name can stand. */
function farthest(text: string, end: number): number {
  let at = end;
  while (at > 0 && end - at < REACH) {
    const before = text[at - 1] as string;
    if (/[)）]/.test(before)) {
      const near = text.slice(Math.max(0, at - 1 - LONGEST_BRACKET), at - 1);
      const open = Math.max(near.lastIndexOf("("), near.lastIndexOf("（"));
      if (open <= 0 || !/^\p{Script=Han}+$/u.test(near.slice(open + 1))) break;
      at -= near.length - open + 1;
      continue;
    }
    if (!NAME.test(before)) break;
    at--;
  }
  return at;
}

/** The offsets at which trades begin, from the legal form back: 清水源|投资|管理|有限公司. */
function tradesBefore(text: string, limit: number, end: number, { tradeWords }: Agencies): number[] {
  const found = [end];
  for (let at = end; found.length < 6; ) {
    const trade = tradeWords.before(text, at);
    if (!trade || at - trade.word.length < limit) break;
    at -= trade.word.length;
    found.push(at);
  }
  return found;
}

/** What speaks for there being no company: the words before the legal form. */
function noneFeatures(doc: Doc, trades: readonly number[], ending: string): string[] {
  const first = trades.at(-1) as number;
  return [`none`, `none:${ending}`, `none:trades:${Math.min(trades.length - 1, 3)}`, ...leftFeatures(doc, first, "none:")];
}

function startFeatures(
  doc: Doc,
  start: number,
  head: NameHead,
  trades: readonly number[],
  { places, placesFrom }: Places,
  agencies: Agencies,
  last: boolean,
): string[] {
  const { text } = doc;
  const borders = bordersOf(doc);
  const features = leftFeatures(doc, start, "");
  // the place at the beginning, and the next in it: 广东省|深圳市|…
  let own = start;
  for (
    let place = placesFrom.get(own);
    place && !place.anaphor && place.end < head.start + 1 && place.end > own;
    place = placesFrom.get(own)
  )
    own = place.end;
  const placed = own > start;
  const trade = trades.findLast((at) => at >= own + 2) ?? trades.findLast((at) => at >= own) ?? head.start;
  const count = trades.indexOf(trade);
  const length = Math.min(trade - own, 9);
  features.push(`len:${length}${placed ? ":placed" : ""}`, `trades:${Math.min(count, 3)}:${length < 5 ? length : 5}`);
  if (placed) features.push("placed");
  const before = places.get(start);
  if (before && !before.anaphor) features.push("behind-place");
  if (before?.anaphor) features.push("behind-anaphor");
  features.push(`first:${borders[start] === 1 ? (tokenAt(doc, start)?.tag ?? "") : "in"}:${Math.min(length, 4)}`);
  const lead = text[own] as string;
  if (agencies.forms.leads.clause.has(lead))
    features.push("lead", `lead:${lead}`, `lead:${Math.min(length, 4)}`, ...leadFeatures(doc, own));
  else if (start === own && agencies.forms.leads.clause.has(text[start - 1] ?? "")) {
    features.push("led", ...leadFeatures(doc, start - 1).map((feature) => `led:${feature}`));
  }
  features.push(...insideFeatures(doc, own, trade, agencies));
  if (last) features.push("farthest");
  return features;
}

/**
 * Whether what leads to a name and its next characters are words: 由|创新|能源, 向|上进|食品, 向上|食品, and what stands ahead of
 * it: a clause begins with it, or a noun is its subject.
 */
function leadFeatures({ text, dictionary: { names } }: Doc, lead: number): string[] {
  const character = text[lead] as string;
  const glued = names.notGiven.has(text.slice(lead, lead + 2)) ? "word" : "";
  const parted = names.notGiven.has(text.slice(lead + 1, lead + 3)) ? "word" : "";
  return [`lead-words:${glued}|${parted}`, `lead-behind:${HAN.test(text[lead - 1] ?? "\n") ? "han" : "mark"}:char:${character}`];
}

/** What the words between the beginning and the trades say. */
function insideFeatures(doc: Doc, own: number, trade: number, agencies: Agencies): string[] {
  const tags: string[] = [];
  const features: string[] = [];
  for (let at = own; at < trade; ) {
    const token = tokenAt(doc, at);
    if (!token) break;
    const end = Math.min(token.end, trade);
    tags.push(`${token.start < at || token.end > trade ? "~" : ""}${token.tag}${Math.min(end - at, 4)}`);
    if (isGeneric(doc.text.slice(at, end), agencies)) features.push("generic");
    if (token.tag === "v" && end - at > 1 && token.start >= own) features.push(at === own ? "verb-first" : "verb");
    if (/^[puc]/.test(token.tag)) features.push("particle");
    if (token.tag === "m") features.push("number");
    at = end;
  }
  if (tags.length < 4) features.push(`tags:${tags.join("+")}`);
  else features.push(`tags:${Math.min(tags.length, 8)}`);
  if (agencies.forms.legal.forms.before(doc.text, own)) features.push("behind-company");
  return features;
}

/** What stands before an offset. */
function leftFeatures(doc: Doc, start: number, prefix: string): string[] {
  const { text } = doc;
  if (start === 0) return [`${prefix}left:^`];
  const before = text[start - 1] as string;
  if (!HAN.test(before))
    return [`${prefix}left:mark`, `${prefix}left:${/[\s]/.test(before) ? "space" : /\d/.test(before) ? "digit" : before}`];
  const token = tokenAt(doc, start - 1);
  if (!token) return [];
  const whole = token.end === start;
  const word = text.slice(token.start, start);
  const features = [`${prefix}left:${whole ? token.tag : `in:${token.tag}:${word.length}`}`, `${prefix}char:${before}`];
  if (word.length > 1 && word.length < 4) features.push(`${prefix}word:${word}`);
  return features;
}
