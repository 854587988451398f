import type { Names } from "../../dictionary/names.js";
import type { View } from "../annotator.js";
import { bordersOf, tokenAt } from "../borders.js";

const HAN = /^[\p{Script=Han}〇]+$/u;
/** What can stand right behind a name that no border of a segment closes. */
const BEHIND =
  /^(?:[\s,。、;:!?()“”"'《》「」·\t]|$|等|在|对|就|说|称|表示|指出|强调|认为|介绍|告诉|主持|出席|参加|讲话|致辞|发表|宣布|会见|率|带队|调研|赴|到|来|与|和|同|向|为|任|是|的|也|还|从|将|以|被|因|曾|已|于|先后|摄|报道|先生|女士|同志|教授|博士|院士)/;
/** Words of the language that begin with a surname and are no names. */
const NO_GIVEN = /[的了在是不这那些个们和与及或等对于把被将从而且但就也都很]/;
const FOREIGN = /[\p{Script=Han}]{1,8}(?:·[\p{Script=Han}A-Za-z.]{1,10}){1,4}/uy;

export interface Found {
  readonly start: number;
  readonly end: number;
}

/**
 * The person's name that begins at an offset: surname and one or two characters, closed by a border of a segment or by
 * what stands behind names; or a foreign name with ·. `strict` takes only three characters or what the segmenter tags as one.
 */
export function nameAt(view: View, start: number, { surnames, posts }: Names, strict = false): Found | null {
  const { text } = view;
  FOREIGN.lastIndex = start;
  const foreign = FOREIGN.exec(text);
  if (foreign) return { start, end: FOREIGN.lastIndex };
  const compound = surnames.has(text.slice(start, start + 2));
  const surname = compound ? 2 : surnames.has(text[start] ?? "") ? 1 : 0;
  if (surname === 0) return null;
  const borders = bordersOf(view);
  let best: { end: number; score: number } | null = null;
  for (const given of [2, 1]) {
    const end = start + surname + given;
    const name = text.slice(start, end);
    if (name.length !== surname + given || !HAN.test(name) || NO_GIVEN.test(name.slice(surname))) continue;
    let score = given === 2 ? 1 : 0;
    if (borders[end] === 1) score += 2;
    if (BEHIND.test(text.slice(end, end + 2)) || postBegins(text, end, posts.behind, posts.longest)) score += 2;
    const token = tokenAt(view, start);
    const tagged = token?.start === start && token.end === end;
    if (tagged && /^(?:nr|nrt|nrfg|x)$/.test(token.tag)) score += 2;
    // a word of the language, or one that runs on behind the name, is none
    if (tagged && !/^(?:nr|nrt|nrfg|x|nz|ns|n|a|v|m|i|l)$/.test(token.tag)) score -= 2;
    const over = tokenAt(view, end);
    if (over && borders[end] === 0 && over.tag !== "x" && over.start >= start) score -= 2;
    if (strict && !(tagged && /^(?:nr|nrt|nrfg|x)$/.test(token.tag))) continue;
    if (score >= 2 && (!best || score > best.score)) best = { end, score };
  }
  return best ? { start, end: best.end } : null;
}

/** The post that begins at an offset, the longest. */
export function postBegins(text: string, at: number, posts: ReadonlySet<string>, longest: number): string | null {
  for (let length = Math.min(longest, text.length - at); length > 1; length--) {
    const word = text.slice(at, at + length);
    if (posts.has(word)) return word;
  }
  return null;
}

/** The post that ends at an offset, the longest. */
export function postEnds(text: string, end: number, posts: ReadonlySet<string>, longest: number): string | null {
  for (let length = Math.min(longest, end); length > 1; length--) {
    const word = text.slice(end - length, end);
    if (posts.has(word)) return word;
  }
  return text[end - 1] === "摄" ? "摄" : null;
}
