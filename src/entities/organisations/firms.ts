import type { Agencies } from "../../dictionary/organisations/agencies.js";
import type { NameForms } from "../../dictionary/organisations/name-forms.js";
import { anyOf, oneOf } from "../../lexicon/alternation.js";
import type { Mention } from "../../model/entity.js";
import { bordersOf, tokenAt, tokenIndexAt } from "../borders.js";
import type { Doc } from "../doc.js";
import { isGeneric } from "./token-classes.js";

/** What closes a list of companies: …等9家企业, …等重点企业, …等厂商. */
function closingPattern({ firmLists: { closes, counters, many, kinds } }: NameForms): RegExp {
  const count = `(?:\\d{1,4}|\\p{Script=Han}{1,3}?)\\p{Script=Han}?${anyOf(counters)}`;
  return new RegExp(`${closes}(?:${count}|${oneOf(many)})?\\p{Script=Han}{0,4}?${oneOf(kinds)}`, "uy");
}

const NAME = /^[\p{Script=Han}A-Za-z0-9·&]+$/u;
const LONGEST = 10;
const MOST = 40;
/** Tags of words that a name of two or more words may hold, and of those that look like a name by themselves. */
const PIECE = /^(?:n|nz|nr|nrt|nrfg|nt|ns|x|j|b|vn|an|a|ng|g|zg|eng|l|i|s|f|tg|ag|vg|z)$/;
const OWN = /^(?:x|nz|nr|nrt|nrfg|nt|eng)$/;

interface Item {
  readonly start: number;
  readonly end: number;
}

/**
 * Companies that a list shows, by short names that nothing else would: 走访|铁拓、嘉泰、信和|等9家企业, and items right beside a
 * company that end with a trade: 广茂实业、|利德钢结构公司.
 */
export function findFirms(doc: Doc, agencies: Agencies, found: readonly Mention[]): Mention<"organisation">[] {
  const taken = new Map(found.map((mention) => [mention.end, mention]));
  return [...closedLists(doc, agencies, taken), ...besideCompanies(doc, agencies, found)];
}

function closedLists(doc: Doc, agencies: Agencies, taken: ReadonlyMap<number, Mention>): Mention<"organisation">[] {
  const { text } = doc;
  const firms: Mention<"organisation">[] = [];
  const closing = agencies.compiled(closingPattern);
  const { closes } = agencies.forms.firmLists;
  for (let at = text.indexOf(closes); at > 0; at = text.indexOf(closes, at + 1)) {
    closing.lastIndex = at;
    if (!closing.test(text)) continue;
    const items = itemsBefore(doc, at, taken, agencies);
    const open = items.filter(({ start, end }) => taken.get(end)?.start !== start);
    if (items.length < 2 || open.length === 0) continue;
    const likely = open.filter((item) => isOwn(doc, item, agencies)).length;
    // 国有、民营等企业, 钢铁、化工等企业 are kinds: most items of a list of companies are no words of the language
    if (open.some((item) => isKind(doc, item, agencies)) || 2 * (likely + items.length - open.length) <= items.length) continue;
    firms.push(...open.map((item) => firm(doc, item)));
  }
  return firms;
}

/** The items of the list that ends at an offset, the last first; known bodies are items whole. */
function itemsBefore(doc: Doc, end: number, taken: ReadonlyMap<number, Mention>, agencies: Agencies): Item[] {
  const { text } = doc;
  const items: Item[] = [];
  for (let stop = end; items.length < MOST; ) {
    const known = taken.get(stop);
    const start = known ? known.start : itemStart(doc, stop, agencies);
    if (start === null || start === stop) break;
    items.push({ start, end: stop });
    if (!agencies.forms.firmLists.joints.has(text[start - 1] ?? "")) break;
    stop = start - 1;
  }
  return items;
}

/** Where the item of a list begins that ends at an offset: behind a mark, or behind the verb that the list is the object of. */
function itemStart(doc: Doc, end: number, agencies: Agencies): number | null {
  const { text } = doc;
  let start = end;
  while (end - start < LONGEST && NAME.test(text[start - 1] ?? "")) {
    const before = text[start - 1] as string;
    // a conjunction of its own parts two items: 甲|和|乙
    const token = tokenAt(doc, start - 1);
    // …、和诚, 信和、: at the edge of an item it is a character of the name
    const inner = start < end && text[start - 2] !== "、";
    if (
      !token ||
      (inner && token.word === before && (agencies.forms.firmLists.joints.has(before) || /^(?:[pucdry]|ul|uj|v)$/.test(token.tag)))
    )
      break;
    if (
      token.end === start &&
      token.word.length > 1 &&
      (/^(?:v|d|p|r|c)$/.test(token.tag) || isGeneric(token.word, agencies)) &&
      start < end
    )
      break;
    if (token.end === start && token.word.length > 1) start = token.start;
    else start--;
  }
  return end - start > 1 && end - start <= LONGEST ? start : null;
}

/** Whether an item is a kind and no name: a word that the dictionary has as an adjective or a trade, 民营, 化工. */
function isKind(doc: Doc, { start, end }: Item, agencies: Agencies): boolean {
  const word = doc.text.slice(start, end);
  if (agencies.trades.has(word) || agencies.common.has(word) || agencies.companies.notNames.ends.before(word, word.length)) return true;
  const token = tokenAt(doc, start);
  return token !== undefined && token.start === start && token.end === end && /^(?:n|b|vn|a|f|s|ns)$/.test(token.tag) && end - start > 2;
}

/** Whether an item looks like a name of its own: no word of the language, or one with a trade behind it. */
function isOwn(doc: Doc, { start, end }: Item, agencies: Agencies): boolean {
  const trade = agencies.tradeWords.before(doc.text, end);
  const own = trade ? end - trade.word.length : start;
  // 汽车|零部件: two trades
  if (trade && agencies.trades.has(doc.text.slice(start, own))) return false;
  if (own > start + 1) return true;
  const tokens = doc.tokens.slice(tokenIndexAt(doc, start), tokenIndexAt(doc, end - 1) + 1);
  return (
    tokens.length > 0 && tokens.some(({ tag, word }) => OWN.test(tag) || word.length === 1) && tokens.every(({ tag }) => PIECE.test(tag))
  );
}

/** Items of a list beside a company whose own word a trade follows: 广茂|实业、…公司, …公司和|青江|机械. */
function besideCompanies(doc: Doc, agencies: Agencies, found: readonly Mention[]): Mention<"organisation">[] {
  const { text } = doc;
  const firms: Mention<"organisation">[] = [];
  const { joints } = agencies.forms.firmLists;
  const ends = new Set(found.map(({ end }) => end));
  const starts = new Set(found.map(({ start }) => start));
  for (const mention of found) {
    if (mention.type !== "organisation" || (mention as Mention<"organisation">).kind !== "company") continue;
    // what one company has shown is not gone over again from the next
    for (let start = mention.start; joints.has(text[start - 1] ?? ""); ) {
      const end = start - 1;
      const from = itemStart(doc, end, agencies);
      if (ends.has(end) || from === null || !isTraded(doc, { start: from, end }, agencies)) break;
      firms.push(firm(doc, { start: from, end }));
      ends.add(end);
      start = from;
    }
    for (let end = mention.end; joints.has(text[end] ?? ""); ) {
      const item = starts.has(end + 1) ? null : itemBehind(doc, end + 1, agencies);
      if (!item) break;
      firms.push(firm(doc, item));
      starts.add(item.start);
      end = item.end;
    }
  }
  return firms;
}

/** The item that begins at an offset and ends with a trade ahead of a mark. */
function itemBehind(doc: Doc, start: number, agencies: Agencies): Item | null {
  for (let end = start + 4; end <= start + LONGEST; end++) {
    if (!NAME.test(doc.text.slice(start, end))) return null;
    if (/[^\p{Script=Han}A-Za-z0-9]/u.test(doc.text[end] ?? "\n") && isTraded(doc, { start, end }, agencies)) return { start, end };
  }
  return null;
}

/** Whether an item is a company's own word with its trade behind it. */
function isTraded(doc: Doc, { start, end }: Item, agencies: Agencies): boolean {
  const trade = agencies.tradeWords.before(doc.text, end);
  const own = trade ? end - trade.word.length : start;
  if (!trade || own - start < 2 || own - start > 4 || agencies.common.has(doc.text.slice(start, end))) return false;
  const borders = bordersOf(doc);
  if (borders[start] === 0) return false;
  const token = tokenAt(doc, start);
  const whole = token !== undefined && token.start === start && token.end >= own;
  // 新能源|汽车, 高端|装备: words of the language make a trade of it
  if (whole) return OWN.test((token as { tag: string }).tag) && (token as { end: number }).end <= end;
  const tokens = doc.tokens.slice(tokenIndexAt(doc, start), tokenIndexAt(doc, own - 1) + 1);
  return tokens.every(({ tag, word }) => (word.length === 1 ? !/^[pcudry]/.test(tag) : OWN.test(tag)));
}

function firm(doc: Doc, { start, end }: Item): Mention<"organisation"> {
  const name = doc.text.slice(start, end);
  return { type: "organisation", start, end, rule: "organisation.firm", name, canonical: name, kind: "company" };
}
