import type { Agencies } from "../../dictionary/organisations/agencies.js";
import { tokenAt } from "../borders.js";
import type { Doc } from "../doc.js";
import { boundaryAt, isBody, isGovernment } from "./boundary-at.js";
import { companyStart } from "./company-start.js";
import { belowBody, ofCountry } from "./department-boundary.js";
import type { NameHead } from "./heads.js";
import { boundaryOfKnown } from "./known-boundary.js";
import type { LeftBoundary, LeftContext } from "./left-context.js";
import { JOINS, LETTER } from "./levels.js";
import { boundaryOfNouns } from "./noun-boundary.js";
import { isCompanion } from "./shared-level.js";
import { HAN, isGeneric, manyAhead, tokenBefore } from "./token-classes.js";
import { type Walk, walkBack } from "./walk-back.js";

const OPENS = /^[\n，。、；：“「(]$/;
const OFFICE = new RegExp(`^${LETTER}(?:委|府|政府)办(?:公室)?$|^团${LETTER}委$`);
/** How long a written path is before its last division, at most. */
const LONGEST_PATH = 12;
/** How long a quoted name is before its end, at most. */
const QUOTED = 14;
const COMMITTEE = new RegExp(`^(?:${LETTER}|[盟旗])委$`);
const LEVEL_END = new RegExp(`${LETTER}|[盟旗镇乡]`);

/**
 * Where a name begins whose end is certain: at a place, at 中国 or 国家, at the name of a body that it belongs to, at 省 or
 * 市, else at its function; companies and institutes also at the first word that can be a name. Null when nothing shows.
 */
export function leftBoundaryOf(doc: Doc, head: NameHead, context: LeftContext, agencies: Agencies): LeftBoundary | null {
  const ending = doc.text.slice(head.start, head.end);
  const shared = behindSharedPlace(head, ending, context);
  if (shared) return shared;
  if (head.by === "fixed") return boundaryOfKnown(doc, head, context, agencies);
  if (agencies.forms.legal.forms.words.has(ending)) return ofCompany(doc, head, context, agencies);
  if (head.by === "department") return belowBody(doc, head, context, agencies) ?? ofCountry(doc, head, context, agencies);
  if (agencies.brands.has(ending)) return boundaryOfNouns(doc, head, agencies, context.country);
  const division = COMMITTEE.test(ending) ? divisionOfParty(doc, head) : null;
  if (division !== null) return { start: division, by: "place" };
  if (agencies.barePlace.has(ending) && isAny(doc, head.start, context, agencies)) return null;
  if (isCompanion(doc, head, context.previous, agencies)) return { start: head.start, by: "function" };
  if (isOwner(doc.text, head, ending, agencies)) return null;
  // 贯彻落实|市委: nothing but its place stands before a body of a level
  if (isBody(ending) && !isGovernment(ending))
    return boundaryAt(doc, head.start, head, context, agencies) ?? { start: head.start, by: "level" };
  const walk = walkBack(doc, head, context, agencies);
  if (walk.named)
    return walk.named.by === "place" ? { ...walk.named, start: wider(doc, walk.named.start, head, context, agencies) } : walk.named;
  if (walk.many || isOneOfMany(doc, head, context)) return { start: head.start, by: "many" };
  return withoutName(doc, head, ending, walk, context, agencies);
}

/** …有限公司|控股设立: a verb behind a legal form; 陈大文及|公司, 贵|公司: no word of a name stands before the end. */
function isOwner(text: string, { start }: NameHead, ending: string, { forms, brands }: Agencies): boolean {
  if (forms.legal.forms.before(text, start) && (forms.legal.verbs.words.has(ending) || brands.has(ending))) return true;
  return forms.many.starts.before(text, start) !== null && forms.many.not.before(text, start) === null;
}

/** 苏州|昆山|精密机械有限公司: where a written path begins that an offset cuts. */
function wholePlace(start: number, { placesFrom }: LeftContext): number | null {
  for (let at = start - 1; at >= 0 && start - at < LONGEST_PATH; at--) {
    const place = placesFrom.get(at);
    if (place && place.end > start && !place.anaphor) return at;
  }
  return null;
}

/** Where the full name of a company begins: the likeliest of the offsets before its legal form. */
function ofCompany(doc: Doc, head: NameHead, context: LeftContext, agencies: Agencies): LeftBoundary | null {
  const likeliest = companyStart(doc, head, context, agencies, doc.dictionary.borders.company);
  if (likeliest === null) return null;
  // 我区|新乡化纤股份有限公司, 暨|冶商总会
  const start = likeliest + (agencies.forms.ownedBy.at(doc.text, likeliest)?.word.length ?? 0);
  const whole = wholePlace(start, context);
  if (whole !== null) return { start: whole, by: "place" };
  return { start, by: context.placesFrom.has(start) ? "place" : "words" };
}

/** Where a name begins ahead of which neither a place nor a body nor a level stands. */
function withoutName(
  doc: Doc,
  head: NameHead,
  ending: string,
  walk: Walk,
  { country }: LeftContext,
  agencies: Agencies,
): LeftBoundary | null {
  const region = head.kind === "government" ? ofRegion(doc, head, agencies) : null;
  if (region !== null) return { start: region, by: "place" };
  if (head.by === "function") return standsAlone(doc, head, agencies) ? { start: head.start, by: "function" } : null;
  if (isBody(ending) || OFFICE.test(ending)) return { start: head.start, by: "level" };
  const quoted = agencies.proper.has(ending) || agencies.ofNouns.has(ending) ? quotedFrom(doc, head) : null;
  if (quoted !== null) return { start: quoted, by: "words" };
  if (walk.words !== null && walk.words < head.start && agencies.proper.has(ending)) return byWords(doc, walk.words, agencies);
  return boundaryOfNouns(doc, head, agencies, country);
}

/** How far the offices of a region, a river or a port reach back, in segments. */
const REGION_REACH = 4;

/**
 * Where the name of an office begins that is named after a region, a river or a port that is no division: 长江|航务|管理局,
 * 拱北|海关, 黄河水利|委员会, which the segmenter has as one word; null where no such name stands there.
 */
function ofRegion(doc: Doc, head: NameHead, agencies: Agencies): number | null {
  if (!agencies.forms.regional.before(doc.text, head.end)) return null;
  let start = head.start;
  for (let steps = 0; steps < REGION_REACH; steps++) {
    const token = tokenBefore(doc, start);
    if (!token || !HAN.test(token.word) || token.word.length < 2 || isGeneric(token.word, agencies)) return null;
    if (/^n[st]$/.test(tokenAt(doc, start - 1)?.tag ?? "")) {
      // 民航|华东地区|管理局
      const before = tokenBefore(doc, token.start);
      return before && agencies.functions.words.has(before.word) && before.tag !== "v" ? before.start : token.start;
    }
    if (!/^(?:n|vn|b|j|s)$/.test(token.tag)) return null;
    start = token.start;
  }
  return null;
}

/** Whether a name stands for many bodies: 各县（市、区）|财政局, and what a list adds to such: 各区教育局、|财政局. */
function isOneOfMany(doc: Doc, { start, by }: NameHead, { many }: LeftContext): boolean {
  return manyAhead(doc, start) || (by === "function" && many === start - 1 && JOINS.test(doc.text[many] ?? ""));
}

/** 广东|省委, 珠海|市政府, 苗栗|县府: the end begins with the end of the place. */
function behindSharedPlace({ start }: NameHead, ending: string, { places, previous }: LeftContext): LeftBoundary | null {
  // 鹤溪|街道|办事处
  const shared = LEVEL_END.test(ending[0] as string)
    ? places.get(start + 1)
    : ending.startsWith("街道")
      ? places.get(start + 2)
      : undefined;
  if (!shared || shared.anaphor) return null;
  // 共青团|枝江|市委
  const below = previous?.end === shared.start && previous.rule === "organisation.fixed";
  return { start: below ? previous.start : shared.start, by: "place" };
}

/** Where the division begins in 中共北京市委, which is one word to the segmenter; null where no 中共 opens that word. */
function divisionOfParty(doc: Doc, { start, end }: NameHead): number | null {
  const token = tokenAt(doc, start);
  return token && token.end >= end && token.start + 2 < start && token.word.startsWith("中共") ? token.start + 2 : null;
}

/** 香港|公司, 中国|公司 is any; 中国人民政治协商会议|青岛市|委员会 is one. */
function isAny(doc: Doc, start: number, { places, previous }: LeftContext, { national }: Agencies): boolean {
  const place = places.get(start);
  // 中共|浙江省|委员会
  if (place)
    return previous?.end !== place.start && !/(?:中共|中国共产党)$/.test(doc.text.slice(Math.max(0, place.start - 5), place.start));
  return national.words.has(tokenBefore(doc, start)?.word ?? "");
}

/** What stands before the place that a name begins with: 宜昌|临江纸业有限公司, 杭州湾|上虞经济技术开发区管委会. */
function wider(doc: Doc, start: number, head: NameHead, { places, placesFrom }: LeftContext, agencies: Agencies): number {
  const before = places.get(start);
  // 广东省|江西|商会
  const owned = head.kind === "company" || head.kind === "association";
  if (before) return owned && !before.anaphor && !before.country ? before.start : start;
  if (!isZoneOffice(doc.text.slice(start, head.end), agencies)) return start;
  const token = tokenBefore(doc, start);
  return token && isWaters(token.tag, token.word, agencies) && !placesFrom.has(token.start) ? token.start : start;
}

/** …开发区|管委会: zones are named after a bay, a lake or a mountain too, ahead of the division. */
function isZoneOffice(name: string, { forms }: Agencies): boolean {
  const offices = forms.zones.offices.allBefore(name, name.length);
  return offices.some(({ word }) => forms.zones.ends.before(name, name.length - word.length));
}

function isWaters(tag: string, word: string, { forms }: Agencies): boolean {
  return /^n[srz]?$/.test(tag) && /^\p{Script=Han}{2,}$/u.test(word) && forms.zones.waters.has(word.at(-1) as string);
}

/** Where the quotation begins that a name fills: 「一粒麦子基金会」; null where it is not quoted. */
function quotedFrom({ text }: Doc, { start, end }: NameHead): number | null {
  const close = "」”』".indexOf(text[end] ?? " ");
  if (close < 0) return null;
  const from = Math.max(0, start - QUOTED);
  const open = from + text.slice(from, start).lastIndexOf("「“『"[close] as string);
  const own = start - open - 1;
  return open >= from && own > 1 && /^[\p{Script=Han}A-Za-z0-9]+$/u.test(text.slice(open + 1, start)) ? open + 1 : null;
}

/** A name that begins with its own words, unless a count before it makes it one of a kind (全省首个…中心). */
function byWords(doc: Doc, words: number, agencies: Agencies): LeftBoundary | null {
  const { forms } = agencies;
  // 暨|冶商总会
  let start = words + (forms.ownedBy.at(doc.text, words)?.word.length ?? 0);
  // 、|锦绣|千村合作社: a quality that opens the clause is the name's
  const quality = start === words ? tokenBefore(doc, start) : null;
  if (
    quality?.word.length === 2 &&
    /^(?:an?|z|nz|l|i)$/.test(quality.tag) &&
    OPENS.test(doc.text[start - 3] ?? "\n") &&
    !isGeneric(quality.word, agencies)
  )
    return { start: start - 2, by: "words" };
  // 中|青旅控股…公司: one character that begins the line or the clause belongs to the name
  const lone = tokenBefore(doc, start);
  const ahead = doc.text.slice(Math.max(0, start - 2), start - 1) || "\n";
  if (
    lone?.word.length === 1 &&
    HAN.test(lone.word) &&
    !/^[pcudr]/.test(lone.tag) &&
    (OPENS.test(ahead) || (/^n/.test(lone.tag) && forms.leads.lone.has(ahead)))
  )
    start--;
  // 紧密|型|医疗集团: what makes an adjective of the word before it begins no name
  const begin = tokenAt(doc, start);
  if (begin?.word.length === 1 && forms.adjectives.has(doc.text[start] as string) && HAN.test(doc.text[start + 1] ?? "")) return null;
  return /^m/.test(tokenBefore(doc, start)?.tag ?? "") ? null : { start, by: "words" };
}

/** 财政部, 教育局: a function and its tail are a name where no noun before them makes it part of another (公共|卫生委员会). */
function standsAlone(doc: Doc, { start, end }: NameHead, agencies: Agencies): boolean {
  const name = doc.text.slice(start, end);
  if (agencies.localTails.before(name, name.length)) return false;
  const before = tokenBefore(doc, start);
  return !before || !HAN.test(before.word) || isGeneric(before.word, agencies) || !/^(?:n|vn|a|b|an|j|l)$/.test(before.tag);
}
