import type { Agencies } from "../../dictionary/organisations/agencies.js";
import { type Body, bodyNamed, pairAt } from "../../dictionary/organisations/bodies.js";
import type { OrganisationKind } from "../../model/enums.js";
import { bordersOf, tokenAt } from "../borders.js";
import type { Doc } from "../doc.js";

/** Where the name of an organisation may end, and how much of its end is certain. */
export interface Anchor {
  /** begin of what is certain: the whole known name, the function and its tail, or the bare suffix */
  readonly start: number;
  readonly end: number;
  readonly kind: OrganisationKind;
  /** `department`: an end that makes a body only below another one (中小企业|局) */
  readonly by: "fixed" | "function" | "suffix" | "department";
  /** the body that a known name means */
  readonly body?: Body;
}

const HEADED = /^(?:副?[局厅部处署院会所校司]长|副主[任席]|书记|副书记|常委|议员)/;
/** What the segmenter takes into one word with the name of a body: 北京大学|党委. */
const GLUED_BELOW = /^(?:学部|党委|党组|团委|工会|队|分公司|总部|官员|发言人|立委|议员|委员|主席)/;
/** Short names of a government that begin with the end of its place's. */
const SEAT = /^[县市]府$/;
const NEXT = /[将会对在于也已及与和因为是有则未就都]/;
const LATIN = /[A-Za-z0-9]/;
/** What is said of many: 各国|央行. */
const MANY_AHEAD = /^(?:各国|多国|多家|全球|主要|各|该|本|贵|两国|三国|外国|他国)$/;

/** Finds the ends of names, in order: known names (国务院), functions with a tail (教育|局) and suffixes (协会). */
export function findAnchors(doc: Doc, agencies: Agencies, country: string, places: ReadonlyMap<number, unknown>): Anchor[] {
  const { text } = doc;
  const { bodies } = agencies;
  const borders = bordersOf(doc);
  const anchors: Anchor[] = [];
  for (let at = 1; at < text.length; at++) {
    const end = at + 1;
    const known = bodies.lengths[pairAt(text, end)] as number;
    if (known === 0 && agencies.endings[text.charCodeAt(at)] === 0) continue;
    // a segment that the dictionary knows and that runs on is another word: 部|门, 局|面; 局原, 处韦 are none
    const over = borders[end] === 0 ? tokenAt(doc, end) : undefined;
    const cut = over !== undefined && over.tag !== "x";
    // 协会|会长: the segmenter cut through body and post; 内政部|长: they share a character
    const headed = cut && HEADED.test(text.slice(end, end + 3));
    const below = cut && !headed && over.tag === "nt" && GLUED_BELOW.test(text.slice(end, over.end));
    // 经济部|将: the segmenter took the last character into a word with the next
    const torn = cut && over.start === at && over.end === end + 1 && NEXT.test(text[end] as string);
    if (cut && !headed && !below && !torn && text[end] !== "长") continue;
    const fixed = known === 0 ? null : knownAt(doc, end, agencies, country, places);
    const whole = (!cut || headed || below) && agencies.endings[text.charCodeAt(at)] === 1;
    const anchor = fixed ?? (whole ? (functionAt(text, end, agencies) ?? suffixAt(doc, end, agencies)) : null);
    if (anchor) anchors.push(anchor);
  }
  return anchors;
}

const OFFICE_WORD = /(?<![学专本百理文工医])科$|(?<![益害好坏用妙错])处$|(?<!公)司$|(?<!办公|教|课|温|卧|浴|展)室$|股$/;

/** The longest known name that ends at an offset; a short one must begin with a segment, or behind a place. */
function knownAt(doc: Doc, end: number, { bodies }: Agencies, country: string, places: ReadonlyMap<number, unknown>): Anchor | null {
  const { text } = doc;
  let lengths = bodies.lengths[pairAt(text, end)] as number;
  for (let length = 31 - Math.clz32(lengths); lengths !== 0; lengths &= ~(1 << length), length = 31 - Math.clz32(lengths)) {
    if (length > end) continue;
    const start = end - length;
    const body = bodyNamed(bodies, text.slice(start, end), country);
    if (!body || (length < 4 && bordersOf(doc)[start] === 0 && !places.has(start) && !gluedAhead(doc, start, length))) {
      // 苗栗县|府
      if (!body || !SEAT.test(text.slice(start, end)) || !places.has(start + 1)) continue;
    }
    if (LATIN.test(text[start] as string) && LATIN.test(text[start - 1] ?? "")) continue;
    if (LATIN.test(text[end - 1] as string) && LATIN.test(text[end] ?? "")) continue;
    if (start > 0 && (MANY_AHEAD.test(tokenAt(doc, start - 1)?.word ?? "") || text.startsWith("地方政府", start - 4))) continue;
    return { start, end, kind: body.kind, by: "fixed", body };
  }
  return null;
}

/** 由|腾讯, 厂|台积电: a segment that the dictionary does not know begins with the end of what leads to the name. */
function gluedAhead(doc: Doc, start: number, length: number): boolean {
  const token = tokenAt(doc, start);
  return token?.tag === "x" && token.start === start - 1 && (length > 2 || /^[由与和及在被向对据除如从]/.test(token.word));
}

function functionAt(text: string, end: number, { functions, functionLengths, tails, tailLengths }: Agencies): Anchor | null {
  let ends = tailLengths[text.charCodeAt(end - 1)] as number;
  for (let tail = 31 - Math.clz32(ends); ends !== 0; ends &= ~(1 << tail), tail = 31 - Math.clz32(ends)) {
    const from = end - tail;
    if (from < 2 || !tails.has(text.slice(from, end))) continue;
    let lengths = functionLengths[text.charCodeAt(from - 1)] as number;
    for (let length = 31 - Math.clz32(lengths); lengths !== 0; lengths &= ~(1 << length), length = 31 - Math.clz32(lengths)) {
      const start = from - length;
      if (start >= 0 && functions.has(text.slice(start, from))) return { start, end, kind: "government", by: "function" };
    }
  }
  return null;
}

function suffixAt(doc: Doc, end: number, agencies: Agencies): Anchor | null {
  const { suffixes, suffixLengths, departments } = agencies;
  const { text } = doc;
  let lengths = suffixLengths[text.charCodeAt(end - 1)] as number;
  for (let length = 31 - Math.clz32(lengths); lengths !== 0; lengths &= ~(1 << length), length = 31 - Math.clz32(lengths)) {
    if (length > end) continue;
    const suffix = text.slice(end - length, end);
    const kind = suffixes.get(suffix);
    const by = kind ? "suffix" : departments.has(suffix) ? "department" : null;
    // 布局, 格局: the end of a word that is no body
    // 中学|教育科: a department's name is a word of its own too
    if (by && (ownWord(doc, end - length, end, agencies) || (by === "department" && isOffice(doc, end))))
      return { start: end - length, end, kind: kind ?? "government", by };
  }
  return null;
}

/** Whether the segment that ends at an offset is the name of an office: 教育科, 秘书处; not 重点学科, 分公司. */
function isOffice(doc: Doc, end: number): boolean {
  const token = tokenAt(doc, end - 1);
  return token !== undefined && token.end === end && token.word.length > 2 && OFFICE_WORD.test(token.word) && /^n/.test(token.tag);
}

/** Whether a suffix is a word of its own, or ends a longer one that names a body or that the dictionary does not know. */
function ownWord(doc: Doc, start: number, end: number, { local, common }: Agencies): boolean {
  if (bordersOf(doc)[start] === 1) return true;
  const token = tokenAt(doc, start);
  if (token === undefined) return false;
  // 宣武医院 is a word to the segmenter, and a body
  return token.end < end || /^(?:nt|x|nz|ns|nr)$/.test(token.tag) || (local.has(doc.text.slice(start, end)) && !common.has(token.word));
}
