import type { Agencies, OrganisationKind } from "../../dictionary/agencies.js";
import type { View } from "../annotator.js";
import { bordersOf, tokenAt } from "../borders.js";

/** Where the name of an organisation may end, and how much of its end is certain. */
export interface Anchor {
  /** begin of what is certain: the whole fixed name, the function and its tail, or the bare suffix */
  readonly start: number;
  readonly end: number;
  readonly kind: OrganisationKind;
  /** `department`: an end that makes a body only below another one (中小企业|局) */
  readonly by: "fixed" | "function" | "suffix" | "department";
}

const HEADED = /^(?:[局厅部处署院会所校]长|书记|副书记|常委)/;

/** Finds the ends of names, in order: fixed names (国务院), functions with a tail (教育|局) and suffixes (协会). */
export function findAnchors(view: View, agencies: Agencies, country: string): Anchor[] {
  const { text } = view;
  const borders = bordersOf(view);
  const anchors: Anchor[] = [];
  for (let at = 1; at < text.length; at++) {
    if (agencies.endings[text.charCodeAt(at)] === 0) continue;
    const end = at + 1;
    // a segment that the dictionary knows and that runs on is another word: 部|门, 局|面; 局原, 处韦 are none
    const cut = borders[end] === 0 && tokenAt(view, end)?.tag !== "x";
    // 协会|会长: the segmenter cut through body and post; 内政部|长: they share a character
    const headed = cut && HEADED.test(text.slice(end, end + 3));
    if (cut && !headed && text[end] !== "长") continue;
    const fixed = fixedAt(view, end, agencies, country);
    const anchor = fixed ?? (cut && !headed ? null : (functionAt(text, end, agencies) ?? suffixAt(view, end, agencies)));
    if (anchor) anchors.push(anchor);
  }
  return anchors;
}

function fixedAt(view: View, end: number, { fixed, fixedLengths }: Agencies, country: string): Anchor | null {
  let lengths = fixedLengths[view.text.charCodeAt(end - 1)] as number;
  for (let length = 31 - Math.clz32(lengths); lengths !== 0; lengths &= ~(1 << length), length = 31 - Math.clz32(lengths)) {
    if (length > end) continue;
    const start = end - length;
    const row = fixed.get(view.text.slice(start, end));
    if (row?.regions && !row.regions.has(country)) continue;
    if (row && (length > 3 || bordersOf(view)[start] === 1)) return { start, end, kind: row.kind, by: "fixed" };
  }
  return null;
}

function functionAt(text: string, end: number, { functions, longestFunction, tails, longestTail }: Agencies): Anchor | null {
  for (let tail = Math.min(longestTail, end - 2); tail > 0; tail--) {
    if (!tails.has(text.slice(end - tail, end))) continue;
    const from = end - tail;
    for (let length = Math.min(longestFunction, from); length > 1; length--) {
      if (functions.has(text.slice(from - length, from))) return { start: from - length, end, kind: "government", by: "function" };
    }
  }
  return null;
}

function suffixAt(view: View, end: number, { suffixes, suffixLengths, departments }: Agencies): Anchor | null {
  const { text } = view;
  let lengths = suffixLengths[text.charCodeAt(end - 1)] as number;
  for (let length = 31 - Math.clz32(lengths); lengths !== 0; lengths &= ~(1 << length), length = 31 - Math.clz32(lengths)) {
    if (length > end) continue;
    const suffix = text.slice(end - length, end);
    const kind = suffixes.get(suffix);
    const by = kind ? "suffix" : departments.has(suffix) ? "department" : null;
    // 布局, 格局: the end of a word that is no body
    if (by && ownWord(view, end - length, end)) return { start: end - length, end, kind: kind ?? "government", by };
  }
  return null;
}

/** Whether a suffix is a word of its own, or ends a longer one that names a body or that the dictionary does not know. */
function ownWord(view: View, start: number, end: number): boolean {
  if (bordersOf(view)[start] === 1) return true;
  const token = tokenAt(view, start);
  return token !== undefined && (token.end < end || /^(?:nt|x|nz|ns)$/.test(token.tag));
}
