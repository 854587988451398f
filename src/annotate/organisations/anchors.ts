import type { Agencies, OrganisationKind } from "../../dictionary/agencies.js";
import type { View } from "../annotator.js";
import { bordersOf, tokenAt } from "../borders.js";

/** Where the name of an organisation may end, and how much of its end is certain. */
export interface Anchor {
  /** begin of what is certain: the whole fixed name, the function and its tail, or the bare suffix */
  readonly start: number;
  readonly end: number;
  readonly kind: OrganisationKind;
  readonly by: "fixed" | "function" | "suffix";
}

/** Finds the ends of names, in order: fixed names (国务院), functions with a tail (教育|局) and suffixes (协会). */
export function findAnchors(view: View, agencies: Agencies): Anchor[] {
  const { text } = view;
  const borders = bordersOf(view);
  const anchors: Anchor[] = [];
  for (let at = 1; at < text.length; at++) {
    if (agencies.endings[text.charCodeAt(at)] === 0) continue;
    const end = at + 1;
    // a segment that the dictionary knows and that runs on is another word: 部|门, 局|面; 局原, 处韦 are none
    if (borders[end] === 0 && tokenAt(view, end)?.tag !== "x") continue;
    const anchor = fixedAt(text, end, agencies, borders) ?? functionAt(text, end, agencies) ?? suffixAt(text, end, agencies);
    if (anchor) anchors.push(anchor);
  }
  return anchors;
}

function fixedAt(text: string, end: number, { fixed, longestFixed }: Agencies, borders: Uint8Array): Anchor | null {
  for (let length = Math.min(longestFixed, end); length > 1; length--) {
    const row = fixed.get(text.slice(end - length, end));
    if (row && (borders[end - length] === 1 || length > 3)) return { start: end - length, end, kind: row.kind, by: "fixed" };
  }
  return null;
}

function functionAt(text: string, end: number, { functions, longestFunction, tails }: Agencies): Anchor | null {
  for (let tail = Math.min(6, end - 2); tail > 0; tail--) {
    if (!tails.has(text.slice(end - tail, end))) continue;
    const from = end - tail;
    for (let length = Math.min(longestFunction, from); length > 1; length--) {
      if (functions.has(text.slice(from - length, from))) return { start: from - length, end, kind: "government", by: "function" };
    }
  }
  return null;
}

function suffixAt(text: string, end: number, { suffixes, longestSuffix }: Agencies): Anchor | null {
  for (let length = Math.min(longestSuffix, end); length > 0; length--) {
    const kind = suffixes.get(text.slice(end - length, end));
    if (kind) return { start: end - length, end, kind, by: "suffix" };
  }
  return null;
}
