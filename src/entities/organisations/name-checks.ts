import type { Agencies } from "../../dictionary/organisations/agencies.js";
import type { Mention } from "../../model/entity.js";
import type { Context } from "../annotator.js";
import { tokenAt } from "../borders.js";
import type { Doc } from "../doc.js";
import type { NameHead } from "./heads.js";
import type { LeftBoundary, LeftContext } from "./left-context.js";
import { JOINS, LEVEL_AHEAD } from "./levels.js";
import { isInCharge } from "./shared-level.js";

/** The longest name of a body, in characters. */
const LONGEST = 40;
const LEVELS: Record<string, number> = { 省: 1, 市: 2, 州: 2, 县: 3, 区: 3, 镇: 4, 乡: 4 };
const COUNTED = /[某的了]|.之|^[超逾近约]?[一二三四五六七八九十百千万两几数多]+[家个所]/;
/** What makes of 小学 what a bureau's department cares for. */
const OF_SCHOOLS = /^(?:[和与及]|教育|教研|科$|[科处股][\s、，。:：联负])/;

/** Whether what stands between a left boundary and the end of a head is the name of one body. */
export function isBodyName(
  doc: Doc,
  name: string,
  head: NameHead,
  boundary: LeftBoundary,
  { previous, places }: LeftContext,
  { jurisdiction }: Context,
): boolean {
  const { agencies } = doc.dictionary;
  if (boundary.by === "many" || boundary.start >= head.end - 1 || name.length > LONGEST || /[\n\t]/.test(name)) return false;
  // 咨询|民办学校: a word for a kind of body is no name for the words before it
  if (boundary.by === "words" && isKind(doc, head, agencies)) return false;
  if (isBareKind(doc, head, boundary, agencies)) return false;
  if (
    isCommonNoun(doc.text.slice(head.start, head.end), name, boundary, doc.text[boundary.start - 1] ?? "", agencies) ||
    isPartOfOther(doc.text, name, head, previous, agencies)
  )
    return false;
  if (!isSuitable(doc.text, head, boundary, previous, agencies) || isOfficeOfNobody(doc, head, boundary, places)) return false;
  return boundary.by !== "level" || isOnOwnLevel(doc, name, head, boundary.start, jurisdiction, agencies);
}

/** Names of kinds, counts and plans: 国际航运中心, 三家医院, 天河区|中小学. */
function isCommonNoun(ending: string, name: string, { by }: LeftBoundary, before: string, { common, forms, closings }: Agencies): boolean {
  return (
    common.has(name) ||
    // 中学和小学|小学各1所, …总会|总会长
    (ending.length > 1 && name.endsWith(ending.repeat(2))) ||
    // 中国对外贸易中心 is one
    (by !== "national" && forms.concepts.before(name, name.length) !== null) ||
    // 贵公司|登记营业处
    (forms.many.starts.at(name, 0) !== null && forms.many.not.at(name, 0) === null && closings.at(name, 1) !== null) ||
    forms.manyOfAKind.before(name, name.length) !== null ||
    (by !== "fixed" && COUNTED.test(name)) ||
    // 35|家央企集团
    (/\d/.test(before) && /^[家个户]/.test(name))
  );
}

/** Whether a name runs on into another word: 市委常委会|会议, 招商局|大厦. */
function isPartOfOther(
  text: string,
  name: string,
  { start, end, kind }: NameHead,
  previous: LeftContext["previous"],
  agencies: Agencies,
): boolean {
  const { forms, contexts } = agencies;
  const next = text.slice(end, end + 2);
  return (
    agencies.contexts.titles.at(text, start) !== null ||
    // 商业银行股份|有限公司: half of a legal form
    (name.endsWith("股份") && next === "有限") ||
    // 区教育局|小学和幼儿教育科, 市教育局|中学教育科: no school of the bureau's
    (forms.schools.taught.before(name, name.length) !== null && previous?.end === start && OF_SCHOOLS.test(next)) ||
    // 市委常委会|会议 is a meeting
    (name.endsWith("常委会") && /^(?:会议|扩大)/.test(next)) ||
    // 招商局|大厦 is a building
    (kind !== "institution" && contexts.buildings.at(text, end) !== null) ||
    // …中心|项目 is built, not a body
    ((kind === "institution" || agencies.forms.plants.before(name, name.length) !== null) && contexts.projects.at(text, end) !== null) ||
    /^网(?!站|络|友)/.test(next)
  );
}

/** 拜会|市府: of some city, where neither the document nor the text names one; 港府 is one, 县府农业处 is another name. */
export function isSeatOfNone(name: string, before: readonly Mention[], home: Context["jurisdiction"], { forms }: Agencies): boolean {
  const isSeat = name.length === 2 && LEVELS[name[0] as string] !== undefined && forms.bareSeats.before(name, 2) !== null;
  if (!isSeat || (home && !home.code.endsWith("0000"))) return false;
  return !before.some((mention) => mention.type === "place" && /^(?:prefecture|county)$/.test((mention as Mention<"place">).level));
}

/** 与|上海|办事处: an office in a city, of a body that nothing names; 龙岗|办事处 is a subdistrict's. */
function isOfficeOfNobody(
  { text, dictionary }: Doc,
  { start, end }: NameHead,
  boundary: LeftBoundary,
  places: LeftContext["places"],
): boolean {
  const place = places.get(start);
  if (boundary.by !== "place" || place?.start !== boundary.start || (place.level !== "province" && place.level !== "prefecture"))
    return false;
  return dictionary.agencies.forms.stationed.elsewhere.words.has(text.slice(start, end));
}

/** Whether the segment that a name ends with is a kind of body (民办学校), and longer than the head that was found. */
function isKind(doc: Doc, { start, end }: NameHead, { common, forms }: Agencies): boolean {
  const token = tokenAt(doc, end - 1);
  // 远大|实业集团: a legal form ends the name of one company
  if (forms.legal.forms.words.has(doc.text.slice(start, end))) return false;
  return token !== undefined && token.end === end && token.start < start && common.has(token.word);
}

/** 全市|行业协会, 行业协会: a noun for a kind that the segmenter has as one word, and nothing between it and its place. */
function isBareKind(doc: Doc, { start, end, by }: NameHead, boundary: LeftBoundary, { common, local, forms }: Agencies): boolean {
  const token = tokenAt(doc, end - 1);
  if (by !== "suffix" || !token || token.end !== end || token.start >= start || token.tag !== "n") return false;
  const ending = doc.text.slice(start, end);
  if (forms.legal.forms.words.has(ending) || (local.has(ending) && !common.has(token.word))) return false;
  if (boundary.by === "words" || boundary.by === "function") return true;
  if (boundary.start >= token.start) return true;
  return common.has(token.word) && (tokenAt(doc, token.start - 1)?.start ?? 0) <= boundary.start;
}

/** Whether such a head can have such a beginning, and does not belong to the post behind it. */
function isSuitable(text: string, head: NameHead, { by }: LeftBoundary, previous: LeftContext["previous"], agencies: Agencies): boolean {
  const { local, ofNouns, proper, unlessPost } = agencies;
  if (head.by === "department" && by !== "organisation" && by !== "place") return false;
  const ending = text.slice(head.start, head.end);
  const official = head.kind === "government" || head.kind === "party";
  if (by === "words" && official && !proper.has(ending) && !local.has(ending) && !ofNouns.has(ending)) return false;
  // 公司|党委|书记: the party's committee is the post's, the company stays; 青岛市|委员会|主席 is a body of its own
  const ofPost = head.by === "suffix" && unlessPost.has(ending) && isPostAhead(text, head.end, agencies);
  return !(ofPost && (by === "level" || by === "words" || previous?.end === head.start));
}

function isPostAhead(text: string, end: number, { contexts }: Agencies): boolean {
  return contexts.posts.at(text, end) !== null;
}

/** Whether a name that begins with a level means one body, and not a post's, a kind's or every district's. */
function isOnOwnLevel(
  doc: Doc,
  name: string,
  { kind, end }: NameHead,
  start: number,
  jurisdiction: Context["jurisdiction"],
  agencies: Agencies,
): boolean {
  // 设区的|市人民政府 is any
  // 各县|市政府 are many
  if (doc.text[start - 1] === "的" || (LEVELS[doc.text[start - 1] ?? ""] ?? 9) < (LEVELS[name[0] as string] ?? 0)) return false;
  if (isBare(name, agencies) && isPostAhead(doc.text, end, agencies)) return false;
  // 镇|卫生院: a kind of body on a level, not one of them
  if (kind !== "government" && agencies.common.has(name.slice(1))) return false;
  // in a city's document 区民政局 is every district's
  const level = LEVELS[name[0] as string] ?? 0;
  return (
    level === 0 ||
    !jurisdiction ||
    level <= lowestLevelOf(jurisdiction.code) ||
    isInCharge(doc, start, agencies) ||
    (level === 3 && !jurisdiction.code.endsWith("0000") && doc.part(speaksOfCounty))
  );
}

/** Whether the text is a county's or a district's own, though all that is known of it is the city. */
const speaksOfCounty = ({ text, dictionary }: Doc): boolean => dictionary.agencies.forms.ofCounty.some((words) => text.includes(words));

/** Short forms that mean one body only where no post follows: 市委, 省政府. */
function isBare(name: string, { forms }: Agencies): boolean {
  const level = LEVEL_AHEAD.exec(name)?.[0];
  return level !== undefined && forms.levelBodies.words.has(name.slice(level.length));
}

/** The lowest level on which a document of this jurisdiction has one body of a kind; a municipality is city and province. */
function lowestLevelOf(code: string): number {
  if (code.endsWith("0000")) return /^(?:11|12|31|50)/.test(code) ? 2 : 1;
  return code.endsWith("00") ? 2 : 3;
}

/** Whether what stands beside a name that is also a word shows the body: 小米|集团, 华为、|小米, 北大|教授. */
export function isShown(text: string, { start, end }: Mention, last: Mention | undefined, { bodies, contexts }: Agencies): boolean {
  if (contexts.shows.at(text, end) || /^ceo/i.test(text.slice(end, end + 3)) || acts(text, end, contexts.acts)) return true;
  if (text[end] === "、") {
    const listed = bodies.names.allAt(text, end + 1).filter(({ word }) => word.length < 9);
    if (listed.some(({ value }) => value.some(({ kind, weak }) => kind === "company" && !weak))) return true;
  }
  return last !== undefined && last.end === start - 1 && JOINS.test(text[start - 1] as string);
}

/** 发布, 今日|发布 */
function acts(text: string, at: number, { verbs, adverbs }: Agencies["contexts"]["acts"]): boolean {
  return verbs.at(text, at) !== null || adverbs.allAt(text, at).some(({ word }) => verbs.at(text, at + word.length));
}
