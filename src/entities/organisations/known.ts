import type { Agencies } from "../../dictionary/organisations/agencies.js";
import type { Doc } from "../doc.js";
import type { Around, Beginning } from "./around.js";
import type { Anchor } from "./heads.js";
import { byNouns } from "./nouns.js";
import { GLUED, isCountry, LEVEL, tokenBefore } from "./token-tests.js";

const SCHOOL = /(?:大学|学院|医院)$/;
/** Ends of known names that may stand below another body, and bodies that others stand below. */
const BELOW = /(?<!总)(?:局|署|处|司|室|所|中心|办|队)$/;
const ABOVE = /(?:^国务院|^行政院|政府|市府|县府)$/;

/**
 * A known name with what may stand before it: 河南省|发展改革委, 省|国资委, 美国|国务院, 北京|清华大学; and the body that it is
 * below: 行政院|环保署, 卫福部|疾管署, but not 工联会|立法会.
 */
export function widened(doc: Doc, anchor: Anchor, { places, previous, country }: Around, agencies: Agencies): Beginning {
  const { national } = agencies;
  const own: Beginning = { start: anchor.start, by: "fixed" };
  const name = doc.text.slice(anchor.start, anchor.end);
  const school = anchor.kind === "institution" && SCHOOL.test(name);
  if (previous?.end === anchor.start && anchor.kind === "institution" && ABOVE.test(previous.name))
    return { start: previous.start, by: "organisation" };
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
  const noun = agencies.local.has(name) ? byNouns(doc, anchor, agencies, country) : null;
  if (noun) return noun;
  // 立法会|财务委员会
  if (previous?.end === anchor.start && previous.name === "立法会" && /委员会$/.test(name))
    return { start: previous.start, by: "organisation" };
  if (previous?.end === anchor.start && previous.kind === "government" && (BELOW.test(name) || ABOVE.test(previous.name)))
    return { start: previous.start, by: "organisation" };
  const token = tokenBefore(doc, anchor.start);
  // 俄|外交部
  if (token && isCountry(doc, token)) return { start: token.start, by: "place" };
  if (token && GLUED.test(token.word)) return { start: token.end - 1, by: "level" };
  return token && LEVEL.test(token.word) ? { start: token.start, by: "level" } : own;
}
