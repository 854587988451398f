import type { Agencies } from "../../dictionary/organisations/agencies.js";
import type { CompanyWords } from "../../dictionary/organisations/company-words.js";
import { occurrences } from "../../lexicon/occurrences.js";
import type { Mention } from "../../model/entity.js";
import { bordersOf, tokenIndexAt } from "../borders.js";
import type { Doc } from "../doc.js";
import { isGeneric, tokenBefore } from "./token-classes.js";

/** A code of a stock exchange behind a company's name: (000100), （600188.SH）, (0700.HK). */
const CODE = /[(（](?:[034689]\d{5}(?:\.S[HZ])?|\d{4,5}\.(?:HK|TW))[)）]/g;
/** What a company's own word looks like to the segmenter. */
const OWN = /^(?:x|nz|nr|nrt|nt)$/;
const NAME_TAG = /^(?:x|n|nz|nr|nrt|nt|ns|j|b|vn|eng|a|ng)$/;
const WORD = /^[\p{Script=Han}A-Za-z]+$/u;
const LONGEST = 8;
/** A name and what ends it, behind a post. */
const NAME_AHEAD = /\p{Script=Han}{2,4}(?:[、，。等和\s]|$)/uy;
const NAME_AT_END = /\p{Script=Han}{2,4}$/u;
const LATIN_OR_HAN = /^[\p{Script=Han}A-Za-z0-9]+$/u;

/** Companies that a stock code shows, and later mentions of a company's own word: 深圳|清水源|投资管理有限公司, then 清水源. */
export function findCompanies(doc: Doc, agencies: Agencies, found: readonly Mention<"organisation">[]): Mention<"organisation">[] {
  return [...listed(doc, agencies, found), ...headed(doc, agencies), ...byOwnWord(doc, agencies, found)];
}

/** In a list of heads of companies what stands before a head's post: 某某科技董事长张三、|网易农业|总裁蒉莺春. */
function headed(doc: Doc, agencies: Agencies): Mention<"organisation">[] {
  const { text } = doc;
  return postsIn(text, agencies.companies).flatMap((end) => {
    const start = text.lastIndexOf("、", end) + 1;
    const name = text.slice(start, end);
    if (!isListItem(doc, start, end) || isKindOfCompany(name, agencies) || !isOwnName(doc, start, end, agencies)) return [];
    // the item before it in the list: a head with a name
    if (!endsWithHead(text.slice(Math.max(0, start - 16), start - 1), agencies.companies)) return [];
    return [{ type: "organisation" as const, start, end, rule: "organisation.headed", name, canonical: name, kind: "company" as const }];
  });
}

/** Where posts of heads of companies begin that a person's name follows: 董事长张三、 */
function postsIn(text: string, { heads }: CompanyWords): number[] {
  const found: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const post = heads.posts.at(text, at);
    if (!post) continue;
    const end = at + post.word.length;
    const second = text[end] === "兼" ? heads.second.at(text, end + 1) : null;
    const after = second ? end + 1 + second.word.length : end;
    const stop = isNameAhead(text, after) ? after : end;
    if (stop === end && !isNameAhead(text, end)) continue;
    found.push(at);
    at = stop - 1;
  }
  return found;
}

function isNameAhead(text: string, at: number): boolean {
  NAME_AHEAD.lastIndex = at;
  return NAME_AHEAD.test(text);
}

/** Whether a text ends with a post and a name: 总裁蒉莺春. */
function endsWithHead(text: string, { heads }: CompanyWords): boolean {
  const longest = NAME_AT_END.exec(text)?.[0].length ?? 0;
  for (let length = 2; length <= longest; length++) if (heads.posts.before(text, text.length - length)) return true;
  return false;
}

/** Whether what stands between a mark of a list and a post can be a name, by its length and its borders. */
function isListItem(doc: Doc, start: number, end: number): boolean {
  const borders = bordersOf(doc);
  const length = end - start;
  return start > 0 && length > 2 && length <= LONGEST && borders[start] === 1 && borders[end] === 1;
}

/** A kind of company, or words of the post: 物业公司|总经理, 副|董事长. */
function isKindOfCompany(name: string, { common, companies }: Agencies): boolean {
  const { starts, ends } = companies.notNames;
  return starts.at(name, 0) !== null || ends.before(name, name.length) !== null || common.has(name);
}

/** Whether all words can be those of a name of its own: 青藤|云|安全, 星|环|科技 as the segmenter cuts them up. */
function isOwnName(doc: Doc, start: number, end: number, agencies: Agencies): boolean {
  if (!LATIN_OR_HAN.test(doc.text.slice(start, end))) return false;
  for (let at = end; at > start; ) {
    const token = tokenBefore(doc, at);
    const own = token && (token.word.length > 1 ? NAME_TAG.test(token.tag) || token.tag === "an" : !/^[pcudr]/.test(token.tag));
    if (!token || !own || isGeneric(token.word, agencies)) return false;
    at = token.start;
  }
  return true;
}

function listed(doc: Doc, agencies: Agencies, found: readonly Mention<"organisation">[]): Mention<"organisation">[] {
  const ends = new Set(found.map(({ end }) => end));
  const names = new Map<string, string>();
  for (const { index: end } of doc.text.matchAll(CODE)) {
    if (ends.has(end)) continue;
    let start = end;
    for (;;) {
      const token = tokenBefore(doc, start);
      if (!token || end - token.start > LONGEST || !NAME_TAG.test(token.tag) || !WORD.test(token.word) || isGeneric(token.word, agencies))
        break;
      start = token.start;
    }
    const name = doc.text.slice(start, end);
    if (name.length > 1 && !agencies.common.has(name)) names.set(name, name);
  }
  return mentionsOf(doc, names, "organisation.listed", agencies);
}

function byOwnWord(doc: Doc, agencies: Agencies, found: readonly Mention<"organisation">[]): Mention<"organisation">[] {
  const { companies } = agencies;
  const names = new Map<string, string>();
  for (const { name, start, end, kind, canonical, rule } of found) {
    if (kind !== "company" || rule === "organisation.fixed" || !companies.legalEnds.before(name, name.length)) continue;
    for (const own of ownWordsOf(doc, start, end, agencies)) names.set(own, canonical);
    // 中建西部建设|股份有限公司
    const tail = companies.fullEnds.before(name, name.length);
    if (!tail) continue;
    const stem = name.slice(0, -tail.word.length);
    for (const short of [stem, stem.slice(placeLength(doc, start, end))])
      if (short.length > 3 && short.length < 11) names.set(short, canonical);
  }
  return mentionsOf(doc, names, "organisation.own-word", agencies);
}

/** How many characters of places a name begins with: 江苏|启航光电. */
function placeLength(doc: Doc, start: number, end: number): number {
  let length = 0;
  for (let i = tokenIndexAt(doc, start); doc.tokens[i]?.tag === "ns" && (doc.tokens[i]?.end ?? end) < end; i++) {
    length = (doc.tokens[i]?.end ?? start) - start;
  }
  return length;
}

/** What stands between the place and the trade in a company's name, and its first word where that is no other word. */
function ownWordsOf(doc: Doc, start: number, end: number, { trades, companies }: Agencies): string[] {
  let own = "";
  let first: string | null = null;
  let proper = false;
  const from = tokenIndexAt(doc, start);
  for (const token of doc.tokens.slice(from, from + 6)) {
    if (token.start >= end || trades.has(token.word)) break;
    if (!WORD.test(token.word) || token.start < start) return [];
    if (token.tag === "ns" && own === "") continue;
    own += token.word;
    const ofItsOwn = OWN.test(token.tag) && token.word.length > 1;
    first ??= ofItsOwn ? token.word : "";
    proper ||= ofItsOwn || token.word.length === 1;
  }
  const whole = proper && own.length > 1 && own.length < 5 ? own : "";
  return [whole, first ?? ""].filter((word) => word.length > 1 && word.length < 5 && !companies.legalEnds.before(word, word.length));
}

function mentionsOf(doc: Doc, names: ReadonlyMap<string, string>, rule: string, { tradeWords }: Agencies): Mention<"organisation">[] {
  const borders = bordersOf(doc);
  return occurrences(doc.text, names.keys()).flatMap(({ start, end, word }) => {
    if (borders[start] === 0 || borders[end] === 0) return [];
    const canonical = names.get(word) ?? word;
    // 六星|机械 of 六星机械工业股份有限公司
    const trade = tradeWords.at(doc.text, end)?.word ?? "";
    const longer = trade && canonical.includes(word + trade) && borders[end + trade.length] === 1 ? trade : "";
    const name = word + longer;
    return [{ type: "organisation" as const, start, end: end + longer.length, rule, name, canonical, kind: "company" as const }];
  });
}
