import type { Agencies } from "../../dictionary/agencies.js";
import type { Mention } from "../../model/entity.js";
import type { View } from "../annotator.js";
import type { Anchor } from "./anchors.js";
import { byNouns } from "./nouns.js";
import { inside, isGeneric, isName, MANY, tokenBefore } from "./words.js";

/** How far a name reaches back from what is certain of it, in segments. */
const REACH = 14;
/** How far below its parent a department's name reaches. */
const DEPARTMENT_REACH = 5;
const LEVEL = /^(?:[省市县区州镇乡]|自治区|全省|全市|特区)$/;
/** A short form that a longer name begins with: 省政府|办公厅. */
const BODY = /^(?:[省市县区州](?:人民)?政府|[省市县区州](?:委|人大|政协|纪委)|自治区(?:人民)?政府|自治区党委)$/;
/** World-wide words begin a name where no name stands before them: 中诚信|国际信用…公司, 国际货币…组织. */
const SOFT = new Set(["国际", "世界", "亚洲", "欧洲", "全球", "中央", "联合国"]);
/** 由|省…: the segmenter glued a preposition to the level. */
const GLUED = /^[由在对向与和经把被让请给从据][省市县区州]$/;
/** Ends of bodies that stand side by side, not one below the other. */
const TOPMOST = /(?:部|委|总局|委员会|署|银行|中央)$/;
const OPENS = /^[\n，。、；：“「(]$/;
const OFFICE = /^[省市县区州](?:委|府|政府)办(?:公室)?$/;
const GOVERNMENT = /^(?:人民)?政府$/;
const LEADING = /^[经由送在赴对向与和及至到往把被据按给让请从为]+/;
const LEVEL_END = /[省市县区州盟旗镇乡]/;
const HAN = /^\p{Script=Han}/u;
const SCHOOL = /(?:大学|学院|医院)$/;
/** Ends of known names that may stand below another body, and bodies that others stand below. */
const BELOW = /(?<!总)(?:局|署|处|司|室|所|中心|办|队)$/;
const ABOVE = /(?:^国务院|^行政院|政府|市府|县府)$/;

export interface Beginning {
  readonly start: number;
  /** what the name begins with */
  readonly by: "many" | "place" | "national" | "level" | "function" | "organisation" | "words" | "fixed";
}

/** What stands before a name: places and the body found last. */
export interface Around {
  /** by the offsets at which they end and begin */
  readonly places: ReadonlyMap<number, Mention<"place">>;
  readonly placesFrom: ReadonlyMap<number, Mention<"place">>;
  readonly previous: Mention<"organisation"> | undefined;
  /** the document's country: outside the mainland names need no place (医务委员会) */
  readonly country: string;
  /** where the last of 各区教育局、财政局 ends, which are no bodies but many; -1 */
  readonly many: number;
}

/**
 * Where a name begins whose end is certain: at a place, at 中国 or 国家, at the name of a body that it belongs to, at 省 or
 * 市, else at its function; companies and institutes also at the first word that can be a name. Null when nothing shows.
 */
export function beginningOf(view: View, anchor: Anchor, around: Around, agencies: Agencies): Beginning | null {
  if (anchor.by === "fixed") return widened(view, anchor, around, agencies);
  if (anchor.by === "department") return belowBody(view, anchor, around, agencies);
  const ending = view.text.slice(anchor.start, anchor.end);
  // 广东|省委, 珠海|市政府: the suffix begins with the end of the place
  const shared = LEVEL_END.test(ending[0] as string) ? around.places.get(anchor.start + 1) : undefined;
  if (shared && !shared.anaphor) return { start: shared.start, by: "place" };
  if (agencies.barePlace.has(ending) && isAny(view, anchor.start, around, agencies)) return null;
  const walk = walkBack(view, anchor, around, agencies);
  if (walk.named) return walk.named;
  if (walk.many || (anchor.by === "function" && around.many === anchor.start - 1 && view.text[around.many] === "、")) {
    return { start: anchor.start, by: "many" };
  }
  if (anchor.by === "function") return standsAlone(view, anchor, agencies) ? { start: anchor.start, by: "function" } : null;
  if (BODY.test(ending) || OFFICE.test(ending)) return { start: anchor.start, by: "level" };
  if (walk.words !== null && walk.words < anchor.start && agencies.proper.has(ending)) return byWords(view, walk.words);
  return byNouns(view, anchor, agencies, around.country);
}

/** 香港|公司, 中国|公司 is any; 中国人民政治协商会议|青岛市|委员会 is one. */
function isAny(view: View, start: number, { places, previous }: Around, { national }: Agencies): boolean {
  const place = places.get(start);
  if (place) return previous?.end !== place.start;
  return national.has(tokenBefore(view, start)?.word ?? "");
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
function walkBack(view: View, anchor: Anchor, around: Around, agencies: Agencies): Walk {
  const ending = view.text.slice(anchor.start, anchor.end);
  const above = around.previous?.name ?? "";
  // 教育部|财政部 and 市委|政府 stand side by side
  const beside = (anchor.by === "function" && TOPMOST.test(ending) && TOPMOST.test(above)) || (GOVERNMENT.test(ending) && BODY.test(above));
  let start = anchor.start;
  let words: number | null = null;
  let joined = false;
  let loose = false;
  for (let steps = 0; steps < REACH && start > 0; steps++) {
    const named = beginsAt(view, start, anchor, around, agencies);
    // 粮食局|会同|商务部 are two bodies
    if (named?.by === "organisation" && (loose || beside)) break;
    if (named) return { named, words, many: false };
    const token = tokenBefore(view, start);
    if (!token) break;
    if (isGeneric(token.word, agencies)) return { named: null, words, many: start === anchor.start && MANY.test(token.word) };
    if (!inside(token, agencies) && !(anchor.kind === "company" && token.tag === "v" && token.word.length > 1)) break;
    // 系|福建师范大学: the place begins a longer segment
    const inner = around.placesFrom.get(token.start);
    if (inner && inner.end <= start && !inner.anaphor) return { named: { start: inner.start, by: "place" }, words, many: false };
    joined ||= token.tag === "c";
    loose ||= token.word === "和" || token.tag === "v";
    start = token.start;
    const own = (isName(token) && !agencies.national.has(token.word)) || SOFT.has(token.word);
    if (own && !joined) words = start;
    // 经送|奇美医院: the segmenter glued what leads to the name
    const leading = token.tag === "x" ? (LEADING.exec(token.word)?.[0].length ?? 0) : 0;
    if (leading > 0) return { named: null, words: joined ? words : start + leading, many: false };
  }
  return { named: null, words, many: false };
}

/** A name that begins with its own words, unless a count before it makes it one of a kind (全省首个…中心). */
function byWords(view: View, words: number): Beginning | null {
  let start = words;
  // 中|青旅控股…公司: one character that begins the line or the clause belongs to the name
  const lone = tokenBefore(view, start);
  if (lone?.word.length === 1 && HAN.test(lone.word) && OPENS.test(view.text.slice(Math.max(0, start - 2), start - 1) || "\n")) start--;
  return /^m/.test(tokenBefore(view, start)?.tag ?? "") ? null : { start, by: "words" };
}

/** A body, a place or a level whose name ends at an offset: the name goes on from there. */
function beginsAt(view: View, start: number, anchor: Anchor, { places, previous }: Around, agencies: Agencies): Beginning | null {
  if (previous?.end === start) return { start: previous.start, by: "organisation" };
  const place = places.get(start);
  if (place) {
    // 全市|…协会: the place stands for itself
    if (place.anaphor) return place.end - place.start > 1 ? null : { start: place.start, by: "level" };
    // the parent may stand before the place: 国家税务总局|广州市|税务局, 中国人民政治协商会议|青岛市|委员会
    if (
      previous?.end === place.start &&
      (anchor.by === "function" || previous.rule === "organisation.fixed" || (anchor.kind === "company" && previous.kind === "company"))
    )
      return { start: previous.start, by: "organisation" };
    return { start: place.start, by: "place" };
  }
  const token = tokenBefore(view, start);
  if (!token) return null;
  if (agencies.national.has(token.word)) return { start: token.start, by: "national" };
  if (GLUED.test(token.word) || (token.tag === "x" && anchor.kind === "government" && /[省市县区镇乡州]$/.test(token.word))) {
    return { start: token.end - 1, by: "level" };
  }
  const level =
    (BODY.test(token.word) && !GOVERNMENT.test(view.text.slice(anchor.start, anchor.end))) ||
    (LEVEL.test(token.word) && anchor.end - token.start > 2);
  return level ? { start: token.start, by: "level" } : null;
}

/** 财政部, 教育局: a function and its tail are a name where no noun before them makes it part of another (公共|卫生委员会). */
function standsAlone(view: View, { start, end }: Anchor, agencies: Agencies): boolean {
  if ([...agencies.localTails].some((tail) => view.text.slice(start, end).endsWith(tail))) return false;
  const before = tokenBefore(view, start);
  return !before || !HAN.test(before.word) || isGeneric(before.word, agencies) || !/^(?:n|vn|a|b|an|j|l)$/.test(before.tag);
}

/** A department: nouns between its end and the body that it belongs to (工信部|中小企业局). */
function belowBody(view: View, anchor: Anchor, { previous }: Around, agencies: Agencies): Beginning | null {
  let start = anchor.start;
  for (let steps = 0; steps < DEPARTMENT_REACH && previous; steps++) {
    if (previous.end === start) return { start: previous.start, by: "organisation" };
    const token = tokenBefore(view, start);
    const named =
      token &&
      token.start >= previous.end &&
      token.word.length > 1 &&
      (/^(?:n|vn|nz|nt|j|b|an|l)$/.test(token.tag) || agencies.verbs.has(token.word));
    if (!named || isGeneric(token.word, agencies)) return null;
    start = token.start;
  }
  return null;
}

/**
 * A known name with what may stand before it: 河南省|发展改革委, 省|国资委, 美国|国务院, 北京|清华大学; and the body that it is
 * below: 行政院|环保署, 卫福部|疾管署, but not 工联会|立法会.
 */
function widened(view: View, anchor: Anchor, { places, previous }: Around, { national }: Agencies): Beginning {
  const own: Beginning = { start: anchor.start, by: "fixed" };
  const name = view.text.slice(anchor.start, anchor.end);
  const school = anchor.kind === "institution" && SCHOOL.test(name);
  if ((anchor.kind !== "government" && !school) || [...national].some((word) => name.startsWith(word))) return own;
  const place = places.get(anchor.start);
  if (place && !(place.anaphor && school)) {
    // 高雄市|政府|环保局 is read from the left: the place stands behind a body only where it is that body's
    if (previous?.end === place.start && previous.kind === "government" && BELOW.test(name))
      return { start: previous.start, by: "organisation" };
    const wider = school ? places.get(place.start) : undefined;
    return { start: wider && !wider.anaphor ? wider.start : place.start, by: "place" };
  }
  if (school) return own;
  if (previous?.end === anchor.start && previous.kind === "government" && (BELOW.test(name) || ABOVE.test(previous.name)))
    return { start: previous.start, by: "organisation" };
  const token = tokenBefore(view, anchor.start);
  if (token && GLUED.test(token.word)) return { start: token.end - 1, by: "level" };
  return token && LEVEL.test(token.word) ? { start: token.start, by: "level" } : own;
}
