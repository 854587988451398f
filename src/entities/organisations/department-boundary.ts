import type { Agencies } from "../../dictionary/organisations/agencies.js";
import type { Doc } from "../doc.js";
import type { NameHead } from "./heads.js";
import type { LeftBoundary, LeftContext } from "./left-context.js";
import { HAN, inside, isGeneric, tokenBefore } from "./token-classes.js";

/** How far below its parent a department's name reaches. */
const DEPARTMENT_REACH = 5;

/** A department: nouns between its end and the body that it belongs to (工信部|中小企业局). */
export function belowBody(doc: Doc, head: NameHead, { previous }: LeftContext, agencies: Agencies): LeftBoundary | null {
  let start = head.start;
  for (let steps = 0; steps < DEPARTMENT_REACH && previous; steps++) {
    if (previous.end === start) return { start: previous.start, by: "organisation" };
    const token = tokenBefore(doc, start);
    if (!token || token.end <= previous.end) return null;
    // 国家卫生健康|委医政司: the segmenter cut through the end of the body above
    const from = Math.max(token.start, previous.end);
    const word = doc.text.slice(from, start);
    // 小学|和|幼儿教育|科: joined only between words of the name
    const joined = start < head.start && from > previous.end && /^[和与]$/.test(word);
    const named =
      joined ||
      ((word.length > 1 || token.start < from) &&
        (/^(?:n|vn|nz|nt|nr|x|j|b|d|m|an|l|s)$/.test(token.tag) || agencies.verbs.has(word)) &&
        HAN.test(word));
    // 规划司|韦俊|副司长|代表|部规划司: what holds a post is no department's name
    if (!named || isGeneric(word, agencies) || agencies.contexts.glued.posts.words.has(word)) return null;
    start = from;
  }
  return null;
}

/** A foreign agency: nouns between its end and its country (美国|能源信息|署). */
export function ofCountry(doc: Doc, head: NameHead, { places, placesFrom }: LeftContext, agencies: Agencies): LeftBoundary | null {
  if (!/^[署局厅部院]$/.test(doc.text.slice(head.start, head.end))) return null;
  let start = head.start;
  for (let steps = 0; steps < DEPARTMENT_REACH; steps++) {
    const place = places.get(start);
    if (place) return place.country && start < head.start ? { start: place.start, by: "place" } : null;
    const token = tokenBefore(doc, start);
    if (!token || !HAN.test(token.word) || !inside(token, agencies) || isGeneric(token.word, agencies)) return null;
    // 美国能源|信息|署: the segmenter takes the country into a word
    const country = placesFrom.get(token.start);
    if (country?.country && country.end < start) return { start: country.start, by: "place" };
    start = token.start;
  }
  return null;
}
