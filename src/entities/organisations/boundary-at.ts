import type { Agencies } from "../../dictionary/organisations/agencies.js";
import type { Mention } from "../../model/entity.js";
import type { Token } from "../../text/segment.js";
import type { Doc } from "../doc.js";
import type { NameHead } from "./heads.js";
import type { LeftBoundary, LeftContext } from "./left-context.js";
import { LETTER, LEVEL, LEVEL_AHEAD } from "./levels.js";
import { HAN, isCountry, isGeneric, isGluedLevel, LEVEL_WORD, tokenBefore } from "./token-classes.js";

/** A short form that a longer name begins with: 省政府|办公厅. */
const BODY = new RegExp(`^(?:${LEVEL}(?:人民)?政府|${LETTER}(?:委|人大|政协|纪委)|自治区党委)$`);
const GOVERNMENT = new RegExp(`^${LETTER}?(?:人民)?政府$`);

/** Whether a word is the short form of a body of some level: 市委, 省人大. */
export function isBody(word: string): boolean {
  return BODY.test(word);
}

/** Whether the end of a name is a government: 市政府, 人民政府. */
export function isGovernment(ending: string): boolean {
  return GOVERNMENT.test(ending);
}

/** A body, a place or a level whose name ends at an offset: the name goes on from there. */
export function boundaryAt(doc: Doc, start: number, head: NameHead, context: LeftContext, agencies: Agencies): LeftBoundary | null {
  const { places, previous } = context;
  const ending = doc.text.slice(head.start, head.end);
  if (previous?.end === start) {
    // 中国建筑|防水协会 is no part of the company either, but the nation's
    if (start < head.start && head.kind === "association" && previous.kind === "company" && agencies.national.at(previous.name, 0)) {
      return { start: previous.start, by: "national" };
    }
    // …有限公司|绘制长照|中心 is no part of the company
    const apart = start < head.start && previous.name.endsWith("公司") && ending === "中心";
    return apart ? null : { start: previous.start, by: "organisation" };
  }
  const place = places.get(start);
  // 港澳台|办公室: the last of them is no beginning
  if (place && !(place.end - place.start === 1 && (tokenBefore(doc, start)?.start ?? start) < place.start)) {
    return boundaryOfPlace(doc, place, head, ending, previous, places, agencies);
  }
  const token = tokenBefore(doc, start);
  return token && boundaryOfWord(doc, token, head, ending, places, agencies);
}

/** A name behind a place; the body's parent may stand before the place: 国家税务总局|广州市|税务局, 中国人民政治协商会议|青岛市|委员会. */
function boundaryOfPlace(
  doc: Doc,
  place: Mention<"place">,
  { by, kind }: NameHead,
  ending: string,
  previous: Mention<"organisation"> | undefined,
  places: LeftContext["places"],
  agencies: Agencies,
): LeftBoundary | null {
  const { forms } = agencies;
  // 全市|…协会: the place stands for itself
  if (place.anaphor) return place.end - place.start > 1 ? null : { start: place.start, by: "level" };
  const posted = stationedBefore(doc, place, ending, previous, places, agencies);
  if (posted !== null) return { start: posted, by: "place" };
  // 国土|芦淞|分局, 公安|云溪|分局: what the branch is in charge of stands ahead of its place
  const charge = forms.branches.words.has(ending) && previous?.end !== place.start ? chargeBefore(doc, place.start, agencies) : null;
  if (charge !== null) return { start: charge, by: "function" };
  // 医学院|附属|瑞金|医院
  const attached = forms.attached.before(doc.text, place.start)?.word.length ?? 0;
  if (attached > 0 && previous?.end === place.start - attached) return { start: previous.start, by: "organisation" };
  const below =
    previous?.end === place.start &&
    (by === "function" ||
      previous.rule === "organisation.fixed" ||
      (kind === "company" && previous.kind === "company") ||
      forms.branches.words.has(ending));
  return below ? { start: previous.start, by: "organisation" } : { start: place.start, by: "place" };
}

/** Where a function begins that a mark or a level stands ahead of: 、|国土|; null where none ends at the offset. */
function chargeBefore({ text }: Doc, end: number, { functions }: Agencies): number | null {
  const found = functions.before(text, end);
  if (!found) return null;
  const start = end - found.word.length;
  if (LEVEL_AHEAD.test(text[start - 1] ?? "")) return start - 1;
  return /[\p{Script=Han}A-Za-z0-9]/u.test(text[start - 1] ?? "\n") ? null : start;
}

/** 河南省政府|驻|北京|办事处, 荆门市|驻|上海|办事处: where the name begins of the body or the place that has an office elsewhere. */
function stationedBefore(
  { text }: Doc,
  { start }: Mention<"place">,
  ending: string,
  previous: Mention<"organisation"> | undefined,
  places: LeftContext["places"],
  { forms: { stationed }, bodies }: Agencies,
): number | null {
  const lead = stationed.leads.before(text, start);
  if (!stationed.offices.words.has(ending)) return null;
  // 工总|上海|办事处
  if (!lead && stationed.elsewhere.words.has(ending)) {
    const body = bodies.names.before(text, start);
    return body?.value.some(({ weak }) => !weak) ? start - body.word.length : null;
  }
  if (!lead) return null;
  const owner = start - lead.word.length;
  return previous?.end === owner ? previous.start : (places.get(owner)?.start ?? null);
}

/** A name behind a country, 国家 or a level. */
function boundaryOfWord(
  doc: Doc,
  token: Token,
  { kind, end }: NameHead,
  ending: string,
  places: LeftContext["places"],
  agencies: Agencies,
): LeftBoundary | null {
  const { word, tag, start } = token;
  // 俄|外交部, 美|国防部
  if (kind === "government" && isCountry(doc, token, agencies.forms)) return { start, by: "place" };
  // 产业集聚|区|管委会: the end of a zone's name
  if (word === "区" && isZone(tokenBefore(doc, start), agencies)) return null;
  // 银川市|第四次|全国|经济普查领导小组
  if (agencies.national.words.has(word) && !/^第/.test(tokenBefore(doc, start)?.word ?? "")) {
    // 美国|国家经济委员会
    const abroad = places.get(start);
    return abroad?.country ? { start: abroad.start, by: "place" } : { start, by: "national" };
  }
  if (isGluedLevel(word, agencies.forms) || (tag === "x" && kind === "government" && /[省市县区镇乡州]$/.test(word))) {
    return { start: token.end - 1, by: "level" };
  }
  const level = (isBody(word) && !isGovernment(ending)) || (LEVEL_WORD.test(word) && end - start > 2);
  if (!level) return null;
  // 台湾|区|…公会
  const place = places.get(start);
  return place && !place.anaphor ? { start: place.start, by: "place" } : { start, by: "level" };
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
