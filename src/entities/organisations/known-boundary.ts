import type { Agencies } from "../../dictionary/organisations/agencies.js";
import type { Mention } from "../../model/entity.js";
import type { Doc } from "../doc.js";
import type { NameHead } from "./heads.js";
import type { LeftBoundary, LeftContext } from "./left-context.js";
import { LETTER } from "./levels.js";
import { boundaryOfNouns } from "./noun-boundary.js";
import { isCountry, isGluedLevel, LEVEL_WORD, tokenBefore } from "./token-classes.js";

/** On these levels places have associations of their own. */
const OWN_LEVEL = /^(?:prefecture|county)$/;
const FULL = /有限(?:责任)?公司$/;
/** A level that a mark stands ahead of. */
const OWNED_LEVEL = new RegExp(`^[、，；（(\\s]?${LETTER}$`);

/**
 * Where a known name begins with what may stand before it: 河南省|发展改革委, 省|国资委, 美国|国务院, 北京|清华大学; or the body
 * that it is below: 行政院|环保署, 卫福部|疾管署, but not 工联会|立法会.
 */
export function boundaryOfKnown(doc: Doc, head: NameHead, context: LeftContext, agencies: Agencies): LeftBoundary {
  const { previous } = context;
  const own = ownBoundary(doc, head, context, agencies);
  const name = doc.text.slice(head.start, head.end);
  const school = head.kind === "institution" && agencies.forms.schools.above.before(name, name.length) !== null;
  const touching = previous?.end === head.start ? previous : undefined;
  // 医学院|附属|瑞金医院
  const attached = agencies.forms.attached.before(doc.text, head.start)?.word.length ?? 0;
  if (attached > 0 && previous?.end === head.start - attached) return { start: previous.start, by: "organisation" };
  if (touching && head.kind === "institution" && isAbove(touching.name, agencies)) return { start: touching.start, by: "organisation" };
  // 、|区|国投集团: the company of that name that the district owns
  if (head.kind === "company" && OWNED_LEVEL.test(doc.text.slice(Math.max(0, head.start - 2), head.start)))
    return { start: head.start - 1, by: "level" };
  // 江苏|沙钢集团有限公司: a full name holds the place that stands ahead of it
  const owner = head.kind === "company" && FULL.test(name) ? context.places.get(head.start) : undefined;
  if (owner && !owner.anaphor && !owner.country) return { start: owner.start, by: "place" };
  if ((head.kind !== "government" && !school) || agencies.national.at(name, 0)) return own;
  const place = context.places.get(head.start);
  if (place && !(place.anaphor && school)) return behindPlace(place, name, school, context, agencies);
  if (school) return own;
  const nouns = agencies.local.has(name) ? boundaryOfNouns(doc, head, agencies, context.country) : null;
  if (nouns) return nouns;
  if (touching && liesBelow(name, touching, agencies)) return { start: touching.start, by: "organisation" };
  return behindWord(doc, head.start, agencies) ?? own;
}

/** The name as it is known, of a party with its country, of an association with its city: 日本|自民党, 新北市|工商协进会. */
function ownBoundary({ text }: Doc, { kind, start }: NameHead, { places }: LeftContext, { national }: Agencies): LeftBoundary {
  // 中华民国|工商协进会
  const state = kind === "association" ? (national.before(text, start)?.word.length ?? 0) : 0;
  if (state > 2) return { start: start - state, by: "national" };
  const place = places.get(start);
  const owned = place && !place.anaphor && (kind === "party" ? place.country : kind === "association" && OWN_LEVEL.test(place.level));
  return owned ? { start: place.start, by: "place" } : { start, by: "fixed" };
}

/** A known name behind a place: 北京|清华大学, 高雄市|政府|环保局. */
function behindPlace(
  place: Mention<"place">,
  name: string,
  school: boolean,
  { places, previous }: LeftContext,
  agencies: Agencies,
): LeftBoundary {
  // 高雄市|政府|环保局 is read from the left: the place stands behind a body only where it is that body's
  if (previous?.end === place.start && previous.kind === "government" && isSubordinate(name, agencies)) {
    return { start: previous.start, by: "organisation" };
  }
  const wider = school ? places.get(place.start) : undefined;
  return { start: wider && !wider.anaphor ? wider.start : place.start, by: "place" };
}

/** Whether a known name means a body below the one whose name it touches: 立法会|财务委员会, 行政院|环保署. */
function liesBelow(name: string, above: Mention<"organisation">, agencies: Agencies): boolean {
  if (above.name === "立法会" && name.endsWith("委员会")) return true;
  return above.kind === "government" && (isSubordinate(name, agencies) || isAbove(above.name, agencies));
}

/** Whether others stand below a body of this name: 国务院, 市政府. */
function isAbove(name: string, { forms }: Agencies): boolean {
  return forms.above.names.words.has(name) || forms.above.ends.before(name, name.length) !== null;
}

/** Whether a known name ends as bodies below another do: 环保署, but not 总署. */
function isSubordinate(name: string, { forms }: Agencies): boolean {
  const end = forms.subordinate.before(name, name.length);
  return end !== null && name[name.length - end.word.length - 1] !== "总";
}

/** A country or a level ahead of a known name: 俄|外交部, 省|国资委. */
function behindWord(doc: Doc, start: number, { forms }: Agencies): LeftBoundary | null {
  const token = tokenBefore(doc, start);
  if (!token) return null;
  if (isCountry(doc, token, forms)) return { start: token.start, by: "place" };
  if (isGluedLevel(token.word, forms)) return { start: token.end - 1, by: "level" };
  return LEVEL_WORD.test(token.word) ? { start: token.start, by: "level" } : null;
}
