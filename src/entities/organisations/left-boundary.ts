import type { Agencies } from "../../dictionary/organisations/agencies.js";
import type { Token } from "../../text/segment.js";
import { tokenAt } from "../borders.js";
import type { Doc } from "../doc.js";
import type { Around, Beginning } from "./around.js";
import { belowBody, ofCountry } from "./department.js";
import type { Anchor } from "./heads.js";
import { widened } from "./known.js";
import { byNouns } from "./nouns.js";
import { isCompanion } from "./shared-level.js";
import { GLUED, HAN, inside, isCountry, isGeneric, isName, LEVEL, MANY, manyAhead, tokenBefore } from "./token-tests.js";

/** How far a name reaches back from what is certain of it, in segments. */
const REACH = 14;
/** A short form that a longer name begins with: 省政府|办公厅. */
const BODY = /^(?:[省市县区州](?:人民)?政府|[省市县区州](?:委|人大|政协|纪委)|自治区(?:人民)?政府|自治区党委)$/;
/** World-wide words begin a name where no name stands before them: 中诚信|国际信用…公司, 国际货币…组织. */
const SOFT = new Set(["国际", "世界", "亚洲", "欧洲", "全球", "中央", "联合国"]);
/** Ends of bodies that stand side by side, not one below the other. */
const TOPMOST = /(?:部|委|总局|委员会|署|银行|中央)$/;
const OPENS = /^[\n，。、；：“「(]$/;
const OFFICE = /^[省市县区州](?:委|府|政府)办(?:公室)?$|^团[省市县区州]委$/;
/** How far ahead of its end a bracket inside a name opens, at most. */
const BRACKETED = 8;
/** How long a quoted name is before its end, at most. */
const QUOTED = 14;
/** Zones are named after a bay, a lake or a mountain too, ahead of the division. */
const ZONED = /(?:开发区|新区|示范区|产业园|园区|旅游区|度假区|合作区)(?:管委会|管理委员会|管理局|管理办公室)$/;
const WATERS = /^\p{Script=Han}+[湾湖江河海山岛洲]$/u;
const COMMITTEE = /^[省市县区州盟旗]委$/;
const GOVERNMENT = /^[省市县区州]?(?:人民)?政府$/;
const LEADING = /^[经由送在赴对向与和及至到往把被据按给让请从为而但占则系指称说有]+/;
/** Ends that only a company's full name has. */
const LEGAL = /^(?:股份|集团)?有限(?:责任)?公司$|^(?:股份|集团)公司$|^集团$/;
/** Tags of words that stand in companies' full names beside nouns: 西部, 二十三|冶. */
const PIECE = /^[fmtsq]/;
/** What a place stands ahead of inside a company's name: 中建西部建设|湖南|有限公司, 人民财保|襄阳|分公司. */
const OF_PLACE = /^(?:有限(?:责任)?公司|分公司|分行|支行)$/;
/** Characters that lead to a name, and are seldom part of one. */
const LEADS = /[的了是在和与及或由将被把等为向对从以其至到据经按给让请系称即若如又也都就说让有]/;
const LEVEL_END = /[省市县区州盟旗镇乡]/;
/** Bodies below one of the same kind, named after a place: 深圳市公安局|南山|分局. */
const BRANCH = /^(?:办事处|分公司|分行|支行|分校|分院|分局|支队|大队|中队|监管局|监管所|派出所|分署|管理所|稽查局)$/;

/**
 * Where a name begins whose end is certain: at a place, at 中国 or 国家, at the name of a body that it belongs to, at 省 or
 * 市, else at its function; companies and institutes also at the first word that can be a name. Null when nothing shows.
 */
export function beginningOf(doc: Doc, anchor: Anchor, around: Around, agencies: Agencies): Beginning | null {
  const ending = doc.text.slice(anchor.start, anchor.end);
  const shared = sharedFrom(anchor, ending, around);
  if (shared) return shared;
  if (anchor.by === "fixed") return widened(doc, anchor, around, agencies);
  if (anchor.by === "department") return belowBody(doc, anchor, around, agencies) ?? ofCountry(doc, anchor, around, agencies);
  if (agencies.brands.has(ending)) return byNouns(doc, anchor, agencies, around.country);
  const written = COMMITTEE.test(ending) ? ofParty(doc, anchor) : null;
  if (written !== null) return { start: written, by: "place" };
  if (agencies.barePlace.has(ending) && isAny(doc, anchor.start, around, agencies)) return null;
  if (isCompanion(doc, anchor, around.previous)) return { start: anchor.start, by: "function" };
  const walk = walkBack(doc, anchor, around, agencies);
  if (walk.named) return walk.named.by === "place" ? { ...walk.named, start: wider(doc, walk.named.start, anchor, around) } : walk.named;
  if (
    walk.many ||
    manyAhead(doc, anchor.start) ||
    (anchor.by === "function" && around.many === anchor.start - 1 && /[、和与及]/.test(doc.text[around.many] ?? ""))
  ) {
    return { start: anchor.start, by: "many" };
  }
  if (anchor.by === "function") return standsAlone(doc, anchor, agencies) ? { start: anchor.start, by: "function" } : null;
  if (BODY.test(ending) || OFFICE.test(ending)) return { start: anchor.start, by: "level" };
  const quoted = agencies.proper.has(ending) || agencies.ofNouns.has(ending) ? quotedFrom(doc, anchor) : null;
  if (quoted !== null) return { start: quoted, by: "words" };
  if (walk.words !== null && walk.words < anchor.start && agencies.proper.has(ending)) return byWords(doc, walk.words);
  return byNouns(doc, anchor, agencies, around.country);
}

/** 广东|省委, 珠海|市政府, 苗栗|县府: the end begins with the end of the place. */
function sharedFrom({ start }: Anchor, ending: string, { places, previous }: Around): Beginning | null {
  const shared = LEVEL_END.test(ending[0] as string) ? places.get(start + 1) : undefined;
  if (!shared || shared.anaphor) return null;
  // 共青团|枝江|市委
  const below = previous?.end === shared.start && previous.rule === "organisation.fixed";
  return { start: below ? previous.start : shared.start, by: "place" };
}

/** Where the division begins in 中共北京市委, which is one word to the segmenter; null where no 中共 opens that word. */
function ofParty(doc: Doc, { start, end }: Anchor): number | null {
  const token = tokenAt(doc, start);
  return token && token.end >= end && token.start + 2 < start && token.word.startsWith("中共") ? token.start + 2 : null;
}

/** 香港|公司, 中国|公司 is any; 中国人民政治协商会议|青岛市|委员会 is one. */
function isAny(doc: Doc, start: number, { places, previous }: Around, { national }: Agencies): boolean {
  const place = places.get(start);
  // 中共|浙江省|委员会
  if (place)
    return previous?.end !== place.start && !/(?:中共|中国共产党)$/.test(doc.text.slice(Math.max(0, place.start - 5), place.start));
  return national.has(tokenBefore(doc, start)?.word ?? "");
}

/** What stands before the place that a name begins with: 宜昌|临江纸业有限公司, 杭州湾|上虞经济技术开发区管委会. */
function wider(doc: Doc, start: number, anchor: Anchor, { places, placesFrom }: Around): number {
  const before = places.get(start);
  if (before) return anchor.kind === "company" && !before.anaphor && !before.country ? before.start : start;
  if (!ZONED.test(doc.text.slice(start, anchor.end))) return start;
  const token = tokenBefore(doc, start);
  return /^n[srz]?$/.test(token?.tag ?? "") && token && WATERS.test(token.word) && !placesFrom.has(token.start) ? token.start : start;
}

interface Walk {
  /** what the name begins with, where it shows */
  readonly named: Beginning | null;
  /** the first word on the way that can be a company's own name */
  readonly words: number | null;
  /** 各市|住房和城乡建设局 are many, and no body */
  readonly many: boolean;
}

/** Goes back from the certain end over what names are made of, until the name shows its beginning or ends. */
function walkBack(doc: Doc, anchor: Anchor, around: Around, agencies: Agencies): Walk {
  const ending = doc.text.slice(anchor.start, anchor.end);
  const above = around.previous?.name ?? "";
  // 教育部|财政部 and 市委|政府 stand side by side
  const beside =
    (anchor.by === "function" && TOPMOST.test(ending) && TOPMOST.test(above)) ||
    (GOVERNMENT.test(ending) && /(?:委|人大|政协|政府)$/.test(above));
  const legal = LEGAL.test(ending);
  let start = anchor.start;
  let words: number | null = null;
  let joined = false;
  let loose = false;
  let branch = false;
  let pieces = false;
  for (let steps = 0; steps < REACH && start > 0; steps++) {
    const named = beginsAt(doc, start, anchor, around, agencies);
    // 粮食局|会同|商务部 are two bodies
    if (named?.by === "organisation" && (loose || beside || (start < anchor.start && /[和与]/.test(doc.text[start] as string)))) break;
    if (named?.by === "place" && start === anchor.start && OF_PLACE.test(ending) && isOwner(tokenBefore(doc, named.start), agencies)) {
      start = named.start;
      branch = true;
      continue;
    }
    if (named) return { named, words, many: false };
    const token = tokenBefore(doc, start);
    if (!token) break;
    // 艾斯普瑞|(广州)|食品有限公司
    const open = anchor.kind === "company" && /^[)）]$/.test(token.word) ? bracketBefore(doc, token.start) : null;
    if (open !== null) {
      start = open;
      continue;
    }
    if (isGeneric(token.word, agencies) && !(legal && opensCut(doc, token)))
      return { named: null, words, many: start === anchor.start && MANY.test(token.word) };
    // 达|飞|海运|有限公司: what the segmenter cuts into characters; 晋江|经|开|投资…
    const piece =
      legal &&
      HAN.test(token.word) &&
      !/^[uypc]/.test(token.tag) &&
      (token.word.length > 1 ? PIECE.test(token.tag) : !LEADS.test(token.word) || around.places.has(token.start));
    if (!piece && !inside(token, agencies) && !(anchor.kind === "company" && token.tag === "v" && token.word.length > 1)) break;
    // 系|福建师范大学: the place begins a longer segment
    const inner = around.placesFrom.get(token.start);
    if (inner && inner.end <= start && inner.end - inner.start > 1 && !inner.anaphor)
      return { named: { start: inner.start, by: "place" }, words, many: false };
    pieces ||= piece;
    joined ||= token.tag === "c";
    loose ||= token.word === "和" || (token.tag === "v" && !agencies.verbs.has(token.word));
    start = token.start;
    const own =
      branch || (piece && token.word.length === 1) || (isName(token) && !agencies.national.has(token.word)) || SOFT.has(token.word);
    if (own && !joined) words = start;
    // 经送|奇美医院: the segmenter glued what leads to the name
    const leading = token.tag === "x" && !around.places.has(token.start) ? (LEADING.exec(token.word)?.[0].length ?? 0) : 0;
    if (leading > 0) return { named: null, words: joined ? words : start + leading, many: false };
  }
  // a full name is one body's, whatever its words are: 五矿二十三冶建设集团有限公司
  return { named: null, words: words ?? (pieces && !joined && anchor.start - start > 1 ? start : null), many: false };
}

/** Whether a segment of one character follows another that opens a clause: 添|可|智能科技有限公司, a name that the segmenter cut up. */
function opensCut(doc: Doc, { word, start }: Token): boolean {
  if (word.length > 1 || LEADS.test(word)) return false;
  const first = tokenBefore(doc, start);
  return first?.word.length === 1 && HAN.test(first.word) && !LEADS.test(first.word) && !HAN.test(doc.text[first.start - 1] ?? "\n");
}

/** The offset of the bracket that opens before a place or a word in it: (广州, (集团; null where there is none. */
function bracketBefore({ text }: Doc, close: number): number | null {
  const from = Math.max(0, close - BRACKETED);
  const near = text.slice(from, close);
  const open = from + Math.max(near.lastIndexOf("("), near.lastIndexOf("（"));
  return open > 0 && open >= from && open < close - 1 && /^\p{Script=Han}\p{Ps}\p{Script=Han}+$/u.test(text.slice(open - 1, close))
    ? open
    : null;
}

/** Where the quotation begins that a name fills: 「一粒麦子基金会」; null where it is not quoted. */
function quotedFrom({ text }: Doc, { start, end }: Anchor): number | null {
  const close = "」”』".indexOf(text[end] ?? " ");
  if (close < 0) return null;
  const from = Math.max(0, start - QUOTED);
  const open = from + text.slice(from, start).lastIndexOf("「“『"[close] as string);
  const own = start - open - 1;
  return open >= from && own > 1 && /^[\p{Script=Han}A-Za-z0-9]+$/u.test(text.slice(open + 1, start)) ? open + 1 : null;
}

/** A name that begins with its own words, unless a count before it makes it one of a kind (全省首个…中心). */
function byWords(doc: Doc, words: number): Beginning | null {
  let start = words;
  // 中|青旅控股…公司: one character that begins the line or the clause belongs to the name
  const lone = tokenBefore(doc, start);
  const ahead = doc.text.slice(Math.max(0, start - 2), start - 1) || "\n";
  if (
    lone?.word.length === 1 &&
    HAN.test(lone.word) &&
    !/^[pcudr]/.test(lone.tag) &&
    (OPENS.test(ahead) || (/^n/.test(lone.tag) && /[与和由向对被为的]/.test(ahead)))
  )
    start--;
  // 紧密|型|医疗集团: what makes an adjective of the word before it begins no name
  if (/^[型性式类级化](?=\p{Script=Han})/u.test(doc.text.slice(start, start + 2)) && tokenAt(doc, start)?.word.length === 1) return null;
  return /^m/.test(tokenBefore(doc, start)?.tag ?? "") ? null : { start, by: "words" };
}

/** A body, a place or a level whose name ends at an offset: the name goes on from there. */
function beginsAt(doc: Doc, start: number, anchor: Anchor, { places, previous }: Around, agencies: Agencies): Beginning | null {
  if (previous?.end === start) {
    // …有限公司|绘制长照|中心 is no part of the company
    const apart = start < anchor.start && /公司$/.test(previous.name) && doc.text.slice(anchor.start, anchor.end) === "中心";
    return apart ? null : { start: previous.start, by: "organisation" };
  }
  const place = places.get(start);
  // 港澳台|办公室: the last of them is no beginning
  if (place && !(place.end - place.start === 1 && (tokenBefore(doc, start)?.start ?? start) < place.start)) {
    // 全市|…协会: the place stands for itself
    if (place.anaphor) return place.end - place.start > 1 ? null : { start: place.start, by: "level" };
    // the parent may stand before the place: 国家税务总局|广州市|税务局, 中国人民政治协商会议|青岛市|委员会
    if (
      previous?.end === place.start &&
      (anchor.by === "function" ||
        previous.rule === "organisation.fixed" ||
        (anchor.kind === "company" && previous.kind === "company") ||
        BRANCH.test(doc.text.slice(anchor.start, anchor.end)))
    )
      return { start: previous.start, by: "organisation" };
    return { start: place.start, by: "place" };
  }
  const token = tokenBefore(doc, start);
  if (!token) return null;
  // 俄|外交部, 美|国防部
  if (anchor.kind === "government" && isCountry(doc, token)) return { start: token.start, by: "place" };
  // 产业集聚|区|管委会: the end of a zone's name
  if (token.word === "区" && isZone(tokenBefore(doc, token.start), agencies)) return null;
  if (agencies.national.has(token.word)) {
    // 美国|国家经济委员会
    const abroad = places.get(token.start);
    return abroad?.country ? { start: abroad.start, by: "place" } : { start: token.start, by: "national" };
  }
  if (GLUED.test(token.word) || (token.tag === "x" && anchor.kind === "government" && /[省市县区镇乡州]$/.test(token.word))) {
    return { start: token.end - 1, by: "level" };
  }
  const level =
    (BODY.test(token.word) && !GOVERNMENT.test(doc.text.slice(anchor.start, anchor.end))) ||
    (LEVEL.test(token.word) && anchor.end - token.start > 2);
  return level ? { start: token.start, by: "level" } : null;
}

/** Whether a word ahead of a place can end a company's name: 中建西部|建设|湖南|有限公司. */
function isOwner(token: Token | null, agencies: Agencies): boolean {
  return token !== null && token.word.length > 1 && /^(?:n|vn|nz|nr|x|nt|j|an)$/.test(token.tag) && !isGeneric(token.word, agencies);
}

/** Whether a word makes a zone of the 区 behind it: 产业集聚, 工业集中. */
function isZone(token: Token | null, agencies: Agencies): boolean {
  return (
    token !== null &&
    token.word.length > 1 &&
    HAN.test(token.word) &&
    /^(?:n|vn|v|b|j|x|an)$/.test(token.tag) &&
    !isGeneric(token.word, agencies)
  );
}

/** 财政部, 教育局: a function and its tail are a name where no noun before them makes it part of another (公共|卫生委员会). */
function standsAlone(doc: Doc, { start, end }: Anchor, agencies: Agencies): boolean {
  if ([...agencies.localTails].some((tail) => doc.text.slice(start, end).endsWith(tail))) return false;
  const before = tokenBefore(doc, start);
  return !before || !HAN.test(before.word) || isGeneric(before.word, agencies) || !/^(?:n|vn|a|b|an|j|l)$/.test(before.tag);
}
