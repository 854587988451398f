import type { Agencies } from "../../dictionary/organisations/agencies.js";
import { occurrences } from "../../lexicon/occurrences.js";
import type { Mention } from "../../model/entity.js";
import { bordersOf, tokenIndexAt } from "../borders.js";
import type { Doc } from "../doc.js";
import { isGeneric, tokenBefore } from "./token-tests.js";

/** A code of a stock exchange behind a company's name: (000100), （600188.SH）, (0700.HK). */
const CODE = /[(（](?:[034689]\d{5}(?:\.S[HZ])?|\d{4,5}\.(?:HK|TW))[)）]/g;
const LEGAL = /(?:有限公司|有限责任公司|集团)$/;
const TAIL = /(?:股份|集团)?(?:有限公司|有限责任公司)$/;
/** What a company's own word looks like to the segmenter. */
const OWN = /^(?:x|nz|nr|nrt|nt)$/;
const NAME_TAG = /^(?:x|n|nz|nr|nrt|nt|ns|j|b|vn|eng|a|ng)$/;
const WORD = /^[\p{Script=Han}A-Za-z]+$/u;
const LONGEST = 8;
const HEAD =
  /(?:董事长|总裁|总经理|首席执行官|(?:联合)?创始人|CEO)(?:兼(?:总裁|总经理|首席执行官|CEO))?(?=\p{Script=Han}{2,4}[、，。等和\s]|\p{Script=Han}{2,4}$)/gu;
/** The item before it in the list: a head with a name. */
const OTHER_HEAD = /(?:董事长|总裁|总经理|首席执行官|创始人|CEO)\p{Script=Han}{2,4}$/u;
/** A kind of company, or words of the post: 物业公司|总经理, 副|董事长. */
const KIND = /(?:公司|企业|集团|酒店|商会|协会|[原前副任兼])$|^(?:[原前现时副]|民营|国有|知名|著名|本土|当地|某)/;
const LATIN_OR_HAN = /^[\p{Script=Han}A-Za-z0-9]+$/u;

/** Companies that a stock code shows, and later mentions of a company's own word: 深圳|清水源|投资管理有限公司, then 清水源. */
export function findCompanies(doc: Doc, agencies: Agencies, found: readonly Mention<"organisation">[]): Mention<"organisation">[] {
  return [...listed(doc, agencies, found), ...headed(doc, agencies), ...byOwnWord(doc, agencies, found)];
}

/** In a list of heads of companies what stands before a head's post: 某某科技董事长张三、|网易农业|总裁蒉莺春. */
function headed(doc: Doc, agencies: Agencies): Mention<"organisation">[] {
  const { text } = doc;
  const borders = bordersOf(doc);
  return [...text.matchAll(HEAD)].flatMap(({ index: end }) => {
    const start = text.lastIndexOf("、", end) + 1;
    const name = text.slice(start, end);
    const listed = start > 0 && name.length > 2 && name.length <= LONGEST && borders[start] === 1 && borders[end] === 1;
    if (!listed || !LATIN_OR_HAN.test(name) || KIND.test(name) || agencies.common.has(name)) return [];
    if (!OTHER_HEAD.test(text.slice(Math.max(0, start - 16), start - 1))) return [];
    for (let at = end; at > start; ) {
      const token = tokenBefore(doc, at);
      // 青藤|云|安全, 星|环|科技: what the segmenter cuts up is a name of its own
      const own = token && (token.word.length > 1 ? NAME_TAG.test(token.tag) || token.tag === "an" : !/^[pcudr]/.test(token.tag));
      if (!token || !own || isGeneric(token.word, agencies)) return [];
      at = token.start;
    }
    return [{ type: "organisation" as const, start, end, rule: "organisation.headed", name, canonical: name, kind: "company" as const }];
  });
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
  return mentionsOf(doc, names, "organisation.listed");
}

function byOwnWord(doc: Doc, agencies: Agencies, found: readonly Mention<"organisation">[]): Mention<"organisation">[] {
  const names = new Map<string, string>();
  for (const { name, start, end, kind, canonical, rule } of found) {
    if (kind !== "company" || rule === "organisation.fixed" || !LEGAL.test(name)) continue;
    for (const own of ownWordsOf(doc, start, end, agencies)) names.set(own, canonical);
    // 中建西部建设|股份有限公司
    const stem = name.replace(TAIL, "");
    if (stem === name) continue;
    for (const short of [stem, stem.slice(placeLength(doc, start, end))])
      if (short.length > 3 && short.length < 11) names.set(short, canonical);
  }
  return mentionsOf(doc, names, "organisation.own-word");
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
function ownWordsOf(doc: Doc, start: number, end: number, { trades }: Agencies): string[] {
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
  return [whole, first ?? ""].filter((word) => word.length > 1 && word.length < 5 && !LEGAL.test(word));
}

function mentionsOf(doc: Doc, names: ReadonlyMap<string, string>, rule: string): Mention<"organisation">[] {
  const borders = bordersOf(doc);
  return occurrences(doc.text, names.keys()).flatMap(({ start, end, word }) => {
    if (borders[start] === 0 || borders[end] === 0) return [];
    return [{ type: "organisation" as const, start, end, rule, name: word, canonical: names.get(word) ?? word, kind: "company" as const }];
  });
}
