import type { Names } from "../../dictionary/persons/names.js";
import type { Span } from "../../text/offset-map.js";
import { bordersOf, tokenAt } from "../borders.js";
import type { Doc } from "../doc.js";
import { followsName } from "./right-context.js";

const LETTER = /[A-Za-z.]/;
const LATIN_BEHIND = /^\s?[(（][A-Z][A-Za-z.'\- ]{2,40}\)/;
const HAN = /^\p{Script=Han}+$/u;
/** What a name of a list goes on with to the next mark. */
const LISTED = /\p{Script=Han}{1,5}(?=[、，。)）\n])/uy;
const LONGEST_PART = 8;
const MOST_PARTS = 6;

/** Where a part of a foreign name ends that begins at an offset: as far as its characters are foreign. */
function partEnd(text: string, from: number, { foreign }: Names): number {
  let at = from;
  while (at - from < LONGEST_PART && at < text.length && (foreign.has(text[at] as string) || LETTER.test(text[at] as string))) at++;
  return at;
}

/** 马丁·雅克|认为, 肯巴-沃克: what stands behind a joint is foreign as far as its characters are, and ends with a segment. */
export function dottedAt(doc: Doc, start: number, names: Names): Span | null {
  const { text } = doc;
  let end = partEnd(text, start, names);
  if (end === start || !isJoint(text.charCodeAt(end))) return null;
  // 京-沪, A-B: with a hyphen both sides must be long enough to be names
  if (
    (text[end] === "-" || text[end] === ".") &&
    (end - start < 2 || partEnd(text, end + 1, names) - end < 3 || !HAN.test(text.slice(start, end)))
  )
    return null;
  let joint = end;
  for (let parts = 1; parts < MOST_PARTS && isJoint(text.charCodeAt(end)) && partEnd(text, end + 1, names) > end + 1; parts++) {
    joint = end;
    end = partEnd(text, end + 1, names);
  }
  // 卡拉辛|说: what follows names shows the end better than the segmenter does
  if (end - joint > 2 && followsName(text, end, names.contexts)) return { start, end };
  // 努尔兰·阿不都满金、: the part behind the joint goes on to a mark, over characters that are not foreign
  LISTED.lastIndex = end;
  const rest = LISTED.exec(text)?.[0].length;
  if (rest && end + rest - joint <= LONGEST_PART) return { start, end: end + rest };
  const borders = bordersOf(doc);
  for (let at = end; at > joint + 1; at--) if (borders[at] === 1) return { start, end: at };
  return { start, end };
}

/** Between the parts of a foreign name: · ‧ ・ •, on sports pages a hyphen. */
function isJoint(unit: number): boolean {
  return unit === 0xff0e || unit === 0x2e || unit === 0xb7 || unit === 0x2d || unit === 0x2027 || unit === 0x30fb || unit === 0x2022;
}

/** Every name with a joint: on the left as far as its characters are foreign, on the right as `dottedAt` reads it. */
export function findDotted(doc: Doc, names: Names): Span[] {
  const { text } = doc;
  const borders = bordersOf(doc);
  const found: Span[] = [];
  for (let at = 1; at + 1 < text.length; at++) {
    if (!isJoint(text.charCodeAt(at)) || !names.foreign.has(text[at - 1] as string)) continue;
    let start = at;
    while (at - start < LONGEST_PART && names.foreign.has(text[start - 1] ?? "")) start--;
    // 在|马丁·: a segment of one character ahead of the name is no part of it, unless nothing else is left
    while (at - start > 2 && borders[start] === 0 && borders[start + 1] === 1) start++;
    const name = dottedAt(doc, start, names);
    if (!name || name.end - start < 4 || isJoint(text.charCodeAt(start - 1))) continue;
    found.push(name);
    at = name.end;
  }
  return found;
}

/** Behind a post what is joined is a name, whatever its characters: 副主委|谷縱．喀勒芳安. */
const JOINED = /\p{Script=Han}{2,5}(?:[·‧・•．]\p{Script=Han}{2,8})+/uy;

/** A joined name behind a post; its end is the last offset that what follows names shows, or a segment's. */
export function joinedAt(doc: Doc, start: number, { contexts }: Names): Span | null {
  const { text } = doc;
  JOINED.lastIndex = start;
  const run = JOINED.exec(text)?.[0];
  if (!run) return null;
  const last = start + Math.max(...["·", "‧", "・", "•", "．"].map((joint) => run.lastIndexOf(joint))) + 1;
  const borders = bordersOf(doc);
  const ends = Array.from({ length: start + run.length - last - 1 }, (_, i) => last + 2 + i);
  const end = ends.find((at) => followsName(text, at, contexts)) ?? ends.findLast((at) => borders[at] === 1);
  return end === undefined ? null : { start, end };
}

/** The most parts of a name without a surname, and the least of its characters. */
const MOST_NAME_PARTS = 3;
const LEAST_OF_PARTS = 4;

/** 达娃|次仁, 那顺|孟和: a name of known parts; of one part only, where what follows names. Null where the parts are too few. */
export function partedAt(doc: Doc, start: number, { parts, contexts }: Names): Span | null {
  const { text } = doc;
  let end = start;
  for (let count = 0; count < MOST_NAME_PARTS; count++) {
    const part = parts.at(text, end);
    if (!part) break;
    end += part.word.length;
  }
  // 扎西|县 begins no name, 措姆|的|… does
  if (end === start || bordersOf(doc)[end] === 0) return null;
  return end - start >= LEAST_OF_PARTS || followsName(text, end, contexts) ? { start, end } : null;
}

/** A name all in the characters of transliteration, with its Latin spelling behind it or, where `firm`, what follows names. */
export function transliteratedAt(doc: Doc, start: number, { foreign, surnames, contexts }: Names, firm: boolean): Span | null {
  const { text } = doc;
  let end = start + 1;
  while (end < text.length && end - start < 9 && foreign.has(text[end] as string)) end++;
  const borders = bordersOf(doc);
  while (end > start + 1 && borders[end] === 0) end--;
  const length = end - start;
  if (length < 2) return null;
  if (LATIN_BEHIND.test(text.slice(end, end + 44))) return { start, end };
  const native = surnames.has(text[start] as string) && length <= 3;
  // 外相|拉米、: short, but foreign to the segmenter too
  const token = length === 2 ? tokenAt(doc, start) : undefined;
  if (firm && token?.tag === "nrt" && token.start === start && token.end === end && !native)
    return /[、，。]/.test(text[end] ?? "\n") || followsName(text, end, contexts) ? { start, end } : null;
  return firm && length >= 3 && !native && followsName(text, end, contexts) ? { start, end } : null;
}

/** A Japanese surname and one to three characters behind it, as far as segments and what follows show its end. */
export function japaneseAt(doc: Doc, start: number, names: Names, shown: (end: number) => boolean): Span | null {
  const { text } = doc;
  const surnames = names.japanese.allAt(text, start);
  if (surnames.length === 0) return null;
  const borders = bordersOf(doc);
  for (const { word: surname } of surnames) {
    for (const given of [2, 1, 3]) {
      const end = start + surname.length + given;
      const name = text.slice(start + surname.length, end);
      if (end <= text.length && canBeGiven(name, names) && borders[end] === 1 && shown(end)) return { start, end };
    }
  }
  return null;
}

/** Not where a word or a division follows the surname: 山口|县. */
function canBeGiven(name: string, { forms, notGiven }: Names): boolean {
  return HAN.test(name) && !forms.divisions.has(name[0] as string) && !notGiven.has(name);
}
