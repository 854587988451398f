import type { Agencies } from "../../dictionary/organisations/agencies.js";
import { type Body, bodyIn } from "../../dictionary/organisations/bodies.js";
import type { OrganisationKind } from "../../model/enums.js";
import type { Token } from "../../text/segment.js";
import { bordersOf, tokenAt } from "../borders.js";
import type { Doc } from "../doc.js";
import { LETTER } from "./levels.js";

/** The end of an organisation's name, which says what it is, as far as it is certain. */
export interface NameHead {
  /** begin of what is certain: the whole known name, the function and its tail, or the bare suffix */
  readonly start: number;
  readonly end: number;
  readonly kind: OrganisationKind;
  /** `department`: an end that makes a body only below another one (中小企业|局) */
  readonly by: "fixed" | "function" | "suffix" | "department";
  /** the body that a known name means */
  readonly body?: Body;
}

const LATIN = /[A-Za-z0-9]/;

/** Finds the ends of names, in order: known names (国务院), functions with a tail (教育|局) and suffixes (协会). */
export function findHeads(doc: Doc, agencies: Agencies, country: string, places: ReadonlyMap<number, unknown>): NameHead[] {
  const { text } = doc;
  const { closings } = agencies;
  const borders = bordersOf(doc);
  const heads: NameHead[] = [];
  for (let end = 2; end <= text.length; end++) {
    if (closings.before(text, end) === null) continue;
    // a segment that the dictionary knows and that runs on is another word: 部|门, 局|面; 局原, 处韦 are none
    const over = borders[end] === 0 ? tokenAt(doc, end) : undefined;
    const cut = over !== undefined && over.tag !== "x" ? howCut(text, end, over, agencies) : "not";
    if (cut === "inside" && text[end] !== "长") continue;
    const fixed = knownAt(doc, end, agencies, country, places);
    const whole = cut === "not" || cut === "below";
    const head =
      fixed ??
      (whole ? (functionAt(text, end, agencies) ?? shortenedAt(text, end, places, agencies) ?? suffixAt(doc, end, agencies)) : null);
    if (head) heads.push(head);
  }
  return heads;
}

/**
 * What a segment that runs on behind the end of a name means: `below`, that it holds the name and what belongs to it;
 * `torn`, that it took the last character of the name from it; `inside`, that the end is none.
 */
function howCut(text: string, end: number, over: Token, { contexts, suffixes }: Agencies): "below" | "torn" | "inside" {
  const { posts, parts, next } = contexts.glued;
  // 协会|会长: the segmenter cut through body and post; 内政部|长: they share a character
  if (posts.at(text, end)) return "below";
  // 北京大学|党委, 中科院|计算所
  const rest = text.slice(end, over.end);
  if (over.tag === "nt" && (parts.at(rest, 0) || (rest.length > 2 && suffixes.before(rest, rest.length)))) return "below";
  // 经济部|将: the segmenter took the last character into a word with the next
  return over.start === end - 1 && over.end === end + 1 && next.has(text[end] as string) ? "torn" : "inside";
}

/** The longest known name that ends at an offset; a short one must begin with a segment, or behind a place. */
function knownAt(doc: Doc, end: number, agencies: Agencies, country: string, places: ReadonlyMap<number, unknown>): NameHead | null {
  const { text } = doc;
  for (const { word, value } of agencies.bodies.names.allBefore(text, end)) {
    const start = end - word.length;
    const body = bodyIn(value, country);
    if (!body) continue;
    const begins =
      (word.length > 3 && !isTorn(doc, start, body)) ||
      bordersOf(doc)[start] === 1 ||
      places.has(start) ||
      gluedAhead(doc, start, word.length, agencies);
    if (!begins && !(isSeat(word, agencies) && places.has(start + 1))) continue;
    if (runsOn(text, start) || runsOn(text, end) || isOfMany(doc, start, agencies)) continue;
    return { start, end, kind: body.kind, by: "fixed", body };
  }
  return null;
}

/** Whether a short name begins with the end of its place's: 苗栗县|府, 苏州市|台办. */
function isSeat(word: string, { forms }: Agencies): boolean {
  return word.length > 1 && forms.levelOffices.levels.has(word[0] as string);
}

/** 中国|新能源 holds no 国新能源: whether a company's name would begin inside a word that the dictionary knows. */
function isTorn(doc: Doc, start: number, { kind }: Body): boolean {
  const token = kind === "company" ? tokenAt(doc, start) : undefined;
  return token !== undefined && token.start < start && token.tag !== "x";
}

/** Whether a Latin word goes on across an offset. */
function runsOn(text: string, offset: number): boolean {
  return LATIN.test(text[offset] ?? "") && LATIN.test(text[offset - 1] ?? "");
}

/** 各国|央行: whether what stands ahead of a name says that it is many bodies'. */
function isOfMany(doc: Doc, start: number, { contexts }: Agencies): boolean {
  if (start === 0) return false;
  return contexts.ofMany.words.has(tokenAt(doc, start - 1)?.word ?? "") || doc.text.startsWith("地方政府", start - 4);
}

/** 由|腾讯, 厂|台积电: a segment that the dictionary does not know begins with the end of what leads to the name. */
function gluedAhead(doc: Doc, start: number, length: number, { contexts }: Agencies): boolean {
  const token = tokenAt(doc, start);
  return token?.tag === "x" && token.start === start - 1 && (length > 2 || contexts.glued.ahead.has(token.word[0] as string));
}

function functionAt(text: string, end: number, { functions, tails }: Agencies): NameHead | null {
  for (const { word: tail } of tails.allBefore(text, end)) {
    const found = functions.before(text, end - tail.length);
    if (found) return { start: end - tail.length - found.word.length, end, kind: "government", by: "function" };
  }
  return null;
}

/** How many characters stand for what a bureau is in charge of, at most: 商|文|旅|体|局. */
const SHORTENED = 4;
/** What stands ahead of a bureau's short name: a mark, a level, what joins two. */
const AHEAD = new RegExp(`^(?:[^\\p{Script=Han}A-Za-z0-9]|${LETTER}|[旗和与及])$`, "u");

/** A bureau by the first characters of what it is in charge of: 、|经科信局, 区|城建局. */
function shortenedAt(text: string, end: number, places: ReadonlyMap<number, unknown>, { forms }: Agencies): NameHead | null {
  const tail = forms.shortened.tails.before(text, end);
  if (!tail) return null;
  let start = end - tail.word.length;
  const least = start - 2;
  const most = start - SHORTENED;
  while (start > most && forms.shortened.letters.has(text[start - 1] ?? "")) {
    start--;
    if (start <= least && (places.has(start) || AHEAD.test(text[start - 1] ?? "\n")))
      return { start, end, kind: "government", by: "function" };
  }
  return null;
}

function suffixAt(doc: Doc, end: number, agencies: Agencies): NameHead | null {
  for (const { word, value } of agencies.suffixes.allBefore(doc.text, end)) {
    const start = end - word.length;
    // 市府|站|在一起, but 行政处|处长 is the post of its head
    const isVerb = word.length === 1 && tokenAt(doc, start)?.tag === "v" && bordersOf(doc)[start] === 1;
    if (isVerb && doc.text[end] !== word) continue;
    // 布局, 格局: the end of a word that is no body
    // 中学|教育科: a department's name is a word of its own too
    if (isOwnWord(doc, start, end, agencies) || (value.by === "department" && isOffice(doc, end, agencies))) {
      return { start, end, ...value };
    }
    // 公安部|刑侦局
    if (end - start === 1 && isOffice(doc, end, agencies)) return { start, end, kind: value.kind, by: "department" };
  }
  return null;
}

/** Whether the segment that ends at an offset is the name of an office: 教育科, 秘书处; not 重点学科, 分公司. */
function isOffice(doc: Doc, end: number, { forms }: Agencies): boolean {
  const token = tokenAt(doc, end - 1);
  if (token === undefined || token.end !== end || token.word.length < 3 || !/^n/.test(token.tag)) return false;
  return forms.offices.ends.before(doc.text, end) !== null && forms.offices.not.before(token.word, token.word.length) === null;
}

/** Whether a suffix is a word of its own, or ends a longer one that names a body or that the dictionary does not know. */
function isOwnWord(doc: Doc, start: number, end: number, { local, common, forms }: Agencies): boolean {
  if (bordersOf(doc)[start] === 1) return true;
  const token = tokenAt(doc, start);
  if (token === undefined) return false;
  // 远大|实业集团 is a word to the segmenter
  if (forms.legal.forms.words.has(doc.text.slice(start, end))) return true;
  // 宣武医院 is a word to the segmenter, and a body
  if (token.end < end || /^(?:nt|x|nz|ns|nr|j)$/.test(token.tag)) return true;
  if (local.has(doc.text.slice(start, end)) && !common.has(token.word)) return true;
  // 深圳市人工智能|产业协会, 市|律师协会: a kind of body, and one behind what it is named after
  return end - start > 1 && token.end === end && token.tag === "n";
}
