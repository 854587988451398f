import { liesIn, type Sense } from "../../dictionary/places/gazetteer.js";
import { isExcluded, type PlaceNameForms } from "../../dictionary/places/name-forms.js";
import { bordersOf, tokenAt } from "../borders.js";
import type { Doc } from "../doc.js";
import type { PlaceMatch } from "./match-names.js";

/** Names that touch and lie one in the other (重庆市江津区), read as one; `senses` are those of the smallest division. */
export interface Chain {
  readonly start: number;
  readonly end: number;
  readonly senses: readonly Sense[];
  /** a town or village at the end (海盐县百步镇 → 百步镇) */
  readonly town?: string;
  /** a development zone named after the place (苏州高新区) */
  readonly zone?: string;
  /** whether a parent in the text decided what the name means */
  readonly decided: boolean;
}

/** Joins names to written paths and takes along a town or village behind a division. */
export function chainNames(doc: Doc, matches: readonly PlaceMatch[]): Chain[] {
  const chains: Chain[] = [];
  for (let i = 0; i < matches.length; ) {
    const first = matches[i] as PlaceMatch;
    let { end, senses } = first;
    let decided = false;
    let next = i + 1;
    for (let follower = matches[next]; follower?.start === end; follower = matches[next]) {
      const children = follower.senses.filter((child) => senses.some((parent) => liesIn(child, parent)));
      if (children.length === 0) break;
      senses = children;
      end = follower.end;
      decided = true;
      next++;
    }
    const senseful = decided ? senses : senses.filter((sense) => sense.form !== "bound" || sense.region);
    if (senseful.length > 0) {
      const { start } = first;
      const zone = zoneEnd(doc, end, senseful);
      const town = zone === null && senseful.some((sense) => sense.level !== "abroad" && sense.level !== "zone") ? townAt(doc, end) : null;
      if (zone !== null) chains.push({ start, end: zone, senses: senseful, zone: doc.text.slice(start, zone), decided });
      else if (town) chains.push({ start, end: town.end, senses: senseful, town: town.name, decided });
      else chains.push({ start: first.start, end, senses: senseful, decided });
    }
    i = next;
    // 郑州|航空港|区: names inside a zone's
    while ((matches[i]?.start ?? Number.POSITIVE_INFINITY) < (chains.at(-1)?.end ?? 0)) i++;
  }
  return chains;
}

/** How long a zone's own name is: 武汉|东湖|高新区. */
const OWN_NAME = [0, 2, 3];
/** Municipalities, which have zones as cities do; those of a province are many. */
const MUNICIPALITY = /^(?:11|12|31|50)0000$/;

/** Where a development zone ends that is named after the place before an offset; null where none is. */
function zoneEnd(doc: Doc, start: number, senses: readonly Sense[]): number | null {
  const { text } = doc;
  const { forms } = doc.dictionary.places;
  if (!senses.some(({ code, level }) => code !== null && (level === "prefecture" || level === "county" || MUNICIPALITY.test(code))))
    return null;
  for (const length of OWN_NAME) {
    const found = forms.zones.at(text, start + length);
    if (!found) continue;
    const end = start + length + found.word.length;
    if (forms.offices.words.has(text[end] ?? "") && bordersOf(doc)[end] === 0) continue;
    if (length === 0 || isOwnName(doc, start, start + length)) return end;
  }
  return null;
}

/** 东湖|高新区, 小蓝|经开区: what the segmenter takes for a name or does not know. */
function isOwnName(doc: Doc, start: number, end: number): boolean {
  const first = tokenAt(doc, start);
  return (
    first !== undefined &&
    first.start === start &&
    /^(?:ns|nr|nz|nrt|x|s)$/.test(first.tag) &&
    /^\p{Script=Han}+$/u.test(doc.text.slice(start, end))
  );
}

const TOWN = /([\p{Script=Han}]{1,5}?)(?:镇|街道|乡|苏木|村|社区)/uy;
const NUMERALS = /^[一二三四五六七八九十两几]+$/;

function townAt(doc: Doc, start: number): { name: string; end: number } | null {
  const { forms } = doc.dictionary.places;
  let end = start;
  let name = "";
  for (let step = 0; step < 2; step++) {
    TOWN.lastIndex = end;
    const found = TOWN.exec(doc.text);
    if (!found || bordersOf(doc)[TOWN.lastIndex] === 0 || isNoTown(found[1] as string, forms)) break;
    const first = tokenAt(doc, end);
    // 推进|村…, 工业|社区: a word of the language stands there, no name
    if (!first || (/^(?:p|c|u|d|f|r|v|vn|ad|uj|ul|uz|ug|y|zg)$/.test(first.tag) && first.word.length > 1)) break;
    // 老|山东|里|社区: one character of a longer name
    const part = first.word.length === 1 && (found[1] as string).length > 2;
    if (/[村区]$/.test(found[0]) && /^(?:n|vn|a|b)$/.test(first.tag) && !part) break;
    end = TOWN.lastIndex;
    name = found[0];
  }
  return name ? { name, end } : null;
}

/** 各镇, 重点镇, 两个村: whether no name stands before 镇 or 村. */
function isNoTown(word: string, { notBelow }: PlaceNameForms): boolean {
  return NUMERALS.test(word) || isExcluded(word, notBelow);
}
