import { type Names, pairFrom } from "../../dictionary/persons/names.js";
import type { Token } from "../../text/segment.js";
import { bordersOf, tokenAt } from "../borders.js";
import type { Doc } from "../doc.js";
import { BEHIND, type Found } from "./behind.js";
import { dottedAt, japaneseAt, transliteratedAt } from "./foreign.js";

const HAN = /^[\p{Script=Han}〇]+$/u;
const NO_GIVEN = /[副的了是不这那些个们及或等把被将从而且但就也都很]|[在对于与和今]$/;
/** 李先生, 王某, 钱报: a surname with a title, or a paper. */
export const NO_NAME =
  /^(?:蓝绿|朝野)|(?:先生|女士|小姐|老师|师傅|大爷|大妈|阿姨|同学|同志|医生|律师|教授|经理|主任|老板|奶奶|爷爷|姓|某|某某|报|社|氏|家|病|费|率|证|卡|险|厂|井|桥|楼|店|奖|赛|节|杯|翻|家军|家村|家庄|..[司局厅处委部署办])$/;
/** What the segmenter calls a name, or does not know. */
const NAME_TAG = /^(?:nr|nrt|nrfg|x)$/;
const CONJUNCTION = /^[与和及由]/;
/** 王晓晖|将: so it does with a word that no name ends with. */
export const GLUED = /[将等在对就也都为曾已还则率与从把被因称指认说出共]/;
/** 张锦|致|欢迎辞: the segmenter glued the verb to the name. */
export const GLUED_VERB =
  /^(?:致(?:欢迎|辞|词|开幕|闭幕|贺|答)|率(?:队|团|领)|作(?:报告|了|重点|专题|主旨|交流|表态|说明|总结)|出(?:席|任)|到会|对此|就此|主持|[笑说问答]道|以[“"])/;

/** What a preposition that is a surname too leads to: 于|年结, 于|会上, 于|昨日. */
const LED_BY_PREPOSITION =
  /^(?:[年月日周季](?:[初中末底内度间终结尾会]|.?报)|[今昨明去前后本该此当上下](?:[年月日天晚次周届场期地日]|午)|会[上后中前议]|(?:早|中|晚)[上间]|[一二三四五六七八九十两][年月日周季])/;

/** The score from which on a name is likely. */
const LEAST = 3;

/** How sure a name must be: after a post, less than where only what stands behind it speaks for it. */
export type Need = "firm" | "weak" | "tagged";

/**
 * The person's name that begins at an offset, or null: surname and one or two characters, weighed by what the segmenter
 * says and by what stands behind; a foreign name with ·, with its Latin spelling behind, or all in the characters of
 * transliteration.
 */
export function nameAt(doc: Doc, start: number, names: Names, need: Need): Found | null {
  const { text } = doc;
  const foreignStart = names.foreign.has(text[start] ?? "");
  const dotted = foreignStart ? dottedAt(doc, start, names) : null;
  if (dotted) return dotted;
  const end = nativeAt(doc, start, names, need);
  if (need !== "tagged" && names.japanese.pairs[pairFrom(text, start)] === 1) {
    const acts = (at: number): boolean => isShown(text, at, names) || /^[vpdtcuxs]/.test(tokenAt(doc, at)?.tag ?? "x");
    const japanese = japaneseAt(doc, start, names, acts);
    if (japanese && japanese.end > end) return japanese;
  }
  const foreign = foreignStart ? transliteratedAt(doc, start, names, need === "firm") : null;
  if (foreign && foreign.end - start > 3) return foreign;
  return end > 0 ? { start, end } : foreign;
}

/** The end of the likeliest Chinese name that begins at an offset; 0 where none is likely. */
function nativeAt(doc: Doc, start: number, names: Names, need: Need): number {
  const { text } = doc;
  const surname = names.surnames.has(text.slice(start, start + 2)) ? 2 : names.surnames.has(text[start] ?? "") ? 1 : 0;
  if (surname === 0) return 0;
  // a married name: 林郑月娥
  const married = surname === 1 && names.surnames.has(text[start + 1] ?? "");
  let best = 0;
  let most = LEAST - 1;
  for (let form = 0; form < (married ? 3 : 2); form++) {
    const before = form === 2 ? 2 : surname;
    const end = start + before + (form === 1 ? 1 : 2);
    const score = scoreOf(doc, start, before, end, names, need) - (form === 2 ? 1 : 0);
    if (score > most) {
      most = score;
      best = end;
    }
  }
  return best;
}

/** Whether what stands behind a name's end shows that it is one. */
export function isShown(text: string, end: number, names: Names): boolean {
  return BEHIND.test(text.slice(end, end + 4)) || behindPost(text, end, names) !== null;
}

function scoreOf(doc: Doc, start: number, surname: number, end: number, names: Names, need: Need): number {
  const { text } = doc;
  const name = text.slice(start, end);
  if (end > text.length || !HAN.test(name) || NO_GIVEN.test(name.slice(surname)) || /^.于/.test(name) || NO_NAME.test(name)) return 0;
  const borders = bordersOf(doc);
  const token = tokenAt(doc, start) as Token;
  // 与|李倩萍: what the segmenter does not know it glues to the word before
  const glued = token.tag === "x" && token.start === start - 1 && CONJUNCTION.test(token.word);
  const cut =
    token.tag === "x" &&
    token.end === end + 1 &&
    (GLUED_VERB.test(text.slice(end, end + 4)) || (end - start > 2 && GLUED.test(text[end] as string)));
  if (GLUED_VERB.test(text.slice(end - 1, end + 3)) && end - start > 2) return 0;
  // 主席|于|年结记者会: the preposition, ahead of a time or a place in it
  if (token.tag === "p" && token.end === start + 1 && LED_BY_PREPOSITION.test(text.slice(start + 1, start + 3))) return 0;
  const exact = (token.start === start || glued) && (token.end === end || cut);
  const tagged = exact && NAME_TAG.test(token.tag);
  if (
    need !== "firm" &&
    !tagged &&
    !(need === "weak" && (tokenAt(doc, start + 1)?.tag === "x" || (token.word.length === 1 && token.tag === "nr")))
  )
    return 0;
  if (exact && !tagged && !/^(?:nz|ns|a|z|i)$/.test(token.tag)) return 0;
  let score = tagged ? 3 : need === "firm" ? 1 : 0;
  if (name.length - surname === 2) score += 1;
  if (cut) score += 2;
  if (names.notGiven.has(name.slice(surname)) && !tagged) score -= 3;
  // 成立|以: a word of the language and one more character
  if (token.start === start && token.end === end - 1 && token.word.length > surname && !NAME_TAG.test(token.tag) && token.tag !== "nz")
    score -= 2;
  const last = tokenAt(doc, end - 1) as Token;
  if (last.word.length === 1 && /^[pcuyr]/.test(last.tag)) score -= 2;
  if (borders[end] === 1) score += 1;
  else {
    const over = tokenAt(doc, end) as Token;
    // a word that begins inside the name and runs on behind it
    if (over.start >= start && over.start < end && over.tag !== "x") return 0;
  }
  // 叶定|达: what the segmenter did not know it may have cut short
  // 王立任|、: in a list the mark ends the name
  if (text[end] === "、") score += 1;
  if (isShown(text, end, names)) score += 2;
  else {
    const after = borders[end] === 1 ? tokenAt(doc, end) : undefined;
    if (after && after.word.length > 1 && /^[vpdt]/.test(after.tag)) score += 1;
    // 叶定|达: what the segmenter did not know it may have cut short
    else if (token.tag === "x") score -= 2;
  }
  return score;
}

/**
 * Whether the text between two marks can be a person's name and nothing else: an item of a list of names, where the marks
 * show its end. Words of the language are none (高兴), whatever they begin with; where no post speaks for the list
 * (`weak`), what the segmenter cuts must be made of characters of given names.
 */
export function isWholeName(doc: Doc, start: number, end: number, names: Names, need: "firm" | "weak"): boolean {
  const { surnames, notGiven, given, posts } = names;
  const name = doc.text.slice(start, end);
  const surname = name.length > 2 && surnames.has(name.slice(0, 2)) ? 2 : 1;
  if (surname === 1 && !surnames.has(name[0] as string)) return false;
  if (name.length < surname + 1 || name.length > surname + 2 || !HAN.test(name) || /^(?:姓|某|氏|先生|女士)/.test(name.slice(surname)))
    return false;
  const token = tokenAt(doc, start) as Token;
  if (token.start === start && token.end === end) return NAME_TAG.test(token.tag);
  if (need === "weak" && [...name.slice(surname)].some((character) => !given.has(character))) return false;
  // 记者 李|联军: behind a post the item is a name though its end is a word
  return (
    (need === "firm" || !notGiven.has(name.slice(surname))) &&
    !notGiven.has(name.slice(0, 2)) &&
    !posts.behind.has(name) &&
    !posts.before.has(name)
  );
}

/** Whether the character at an offset stands in a segment that the segmenter's dictionary does not know. */
export function isUnknown(doc: Doc, offset: number): boolean {
  return tokenAt(doc, offset)?.tag === "x";
}

/** The longest post that begins at an offset, or null. */
export function behindPost(text: string, at: number, { posts }: Names): string | null {
  let lengths = posts.beginnings[text.charCodeAt(at)] ?? 0;
  for (let length = 31 - Math.clz32(lengths); lengths !== 0; lengths &= ~(1 << length), length = 31 - Math.clz32(lengths)) {
    const word = text.slice(at, at + length);
    if (posts.behind.has(word)) return word;
  }
  return null;
}

/** The post that ends at an offset, the longest, and how much it says. */
export function postBefore(text: string, end: number, { posts }: Names): { post: string; need: Need; label: boolean } | null {
  let lengths = posts.endings[text.charCodeAt(end - 1)] ?? 0;
  for (let length = 31 - Math.clz32(lengths); lengths !== 0; lengths &= ~(1 << length), length = 31 - Math.clz32(lengths)) {
    if (length > end) continue;
    const post = text.slice(end - length, end);
    const need = posts.before.get(post);
    if (need) return { post, need: need === "label" ? "firm" : need, label: need === "label" };
  }
  return null;
}
