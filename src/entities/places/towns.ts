import { type Gazetteer, levelOf, pathOf } from "../../dictionary/places/gazetteer.js";
import { isExcluded } from "../../dictionary/places/name-forms.js";
import { occurrences } from "../../lexicon/occurrences.js";
import type { Mention } from "../../model/entity.js";
import type { Context } from "../annotator.js";
import { bordersOf, tokenAt } from "../borders.js";
import type { Doc } from "../doc.js";

/** A town that was named behind its county, where it stands alone afterwards (百步镇). */
export function townsAgain(doc: Doc, named: readonly Mention<"place">[]): Mention<"place">[] {
  const towns = new Map<string, Mention<"place">>();
  for (const place of named) if (place.level === "town" && !towns.has(place.name)) towns.set(place.name, place);
  return occurrences(doc.text, towns.keys()).flatMap(({ start, end, word }) => {
    const town = towns.get(word);
    return town && start >= town.end ? [{ ...town, start, end, rule: "place.town" }] : [];
  });
}

const SUFFIXES = ["镇", "街道", "苏木", "乡", "村"] as const;
/** How far before a town the sentence may have named its county, in characters. */
const BESIDE = 120;
/** How the segmenter takes unknown proper names. */
const PROPER = /^(?:ns|nr|nrt|nz|x)$/;

/**
 * Towns and subdistricts that stand alone, at the beginning of a phrase: 茅坪镇、归州镇. They have the code of the county
 * that the sentence named before them, else of the document's, else none.
 */
export function townsAlone(
  doc: Doc,
  named: readonly Mention<"place">[],
  { jurisdiction, country }: Pick<Context, "jurisdiction" | "country">,
  { divisions, names }: Gazetteer,
): Mention<"place">[] {
  if (country !== "CN") return [];
  const { text } = doc;
  const home = jurisdiction && levelOf(jurisdiction.code) === "county" ? jurisdiction.code : null;
  const found: Mention<"place">[] = [];
  const counties = named.filter(({ code, level }) => code !== null && (level === "county" || level === "town"));
  let county = 0;
  // behind 沈荡镇、 stands another town, whatever the segmenter makes of its name: 通|元|镇
  const after = new Set(named.flatMap(({ level, end }) => (level === "town" && /[、，]/.test(text[end] ?? "") ? end + 1 : [])));
  for (const { at, suffix } of suffixesIn(text)) {
    const listed = [2, 3, 4].map((length) => at - length).find((start) => after.has(start) && isListed(doc, start, at + suffix.length));
    const start = listed ?? nameBefore(doc, at, suffix);
    if (start === null) continue;
    // a street of the city: 北京街道
    const large = names.words.get(text.slice(start, at))?.some(({ level }) => level !== "county" && level !== "town");
    if (large) continue;
    const end = villageEnd(doc, at + suffix.length);
    if (text[end] === "、") after.add(end + 1);
    while (county + 1 < counties.length && (counties[county + 1] as Mention<"place">).end <= start) county++;
    const last = counties[county];
    const beside = last && last.end <= start && start - last.end < BESIDE && !/[。\n]/.test(text.slice(last.end, start));
    const code = beside ? last.code : home;
    const path = code === null ? [] : pathOf(code, divisions).map((part) => ({ code: part.code, name: part.name }));
    found.push({
      type: "place",
      start,
      end,
      rule: "place.town-alone",
      code,
      name: text.slice(end > at + suffix.length ? at + suffix.length : start, end),
      level: "town",
      path,
    });
  }
  return found;
}

/** 店子镇|戚旗村: where a village behind a town ends, else where the town does. */
function villageEnd(doc: Doc, end: number): number {
  const { notTowns, notVillages } = doc.dictionary.places.forms;
  const [village] = /^\p{Script=Han}{2,4}?村/u.exec(doc.text.slice(end, end + 5)) ?? [];
  const known =
    village && bordersOf(doc)[end + village.length] === 1 && !isExcluded(village, notTowns) && !isExcluded(village, notVillages);
  return known ? end + village.length : end;
}

/** The suffixes of towns in order of their places. */
function suffixesIn(text: string): { at: number; suffix: string }[] {
  const found: { at: number; suffix: string }[] = [];
  for (const suffix of SUFFIXES) {
    for (let at = text.indexOf(suffix); at >= 0; at = text.indexOf(suffix, at + suffix.length)) found.push({ at, suffix });
  }
  return found.sort((one, other) => one.at - other.at);
}

/** Whether the text between is a name of two to four characters and a suffix, with a border behind it. */
function isListed(doc: Doc, start: number, end: number): boolean {
  const { notTowns, notVillages } = doc.dictionary.places.forms;
  const written = doc.text.slice(start, end);
  const [name] = /^\p{Script=Han}{2,4}?(?=(?:镇|街道|乡|苏木|村)$)/u.exec(written) ?? [];
  const closed = bordersOf(doc)[end] === 1 || villageEnd(doc, end) > end;
  return name !== undefined && closed && !isExcluded(name, notTowns) && !isExcluded(written, notVillages) && !/[其他以及或]/.test(name);
}

/** Where the name before a suffix begins: two to four characters that the segmenter takes for a proper name; null for a word. */
function nameBefore(doc: Doc, at: number, suffix: string): number | null {
  const { text } = doc;
  const { forms } = doc.dictionary.places;
  const borders = bordersOf(doc);
  // a village needs a town before it, or a list: 城中村, 美丽乡村
  if (suffix === "村" || borders[at + suffix.length] !== 1) return null;
  const token = tokenAt(doc, at);
  if (!token) return null;
  let start = token.start;
  let proper = PROPER.test(token.tag);
  if (start === at) {
    const before = tokenAt(doc, at - 1);
    if (!before || at === 0) return null;
    start = before.start;
    // 、|漩涡|镇: in a list a noun too, that is no kind of town
    proper =
      PROPER.test(before.tag) ||
      (suffix === "镇" && before.tag === "n" && text[start - 1] === "、" && !isExcluded(before.word, forms.notBelow));
    const other = at - start === 1 ? tokenAt(doc, start - 1) : undefined;
    if (at - start === 1) {
      // 通|元|镇: two single characters that are no words of grammar
      if (other?.word.length !== 1 || !/^(?:n|ng|nr|zg|v|q|x|g|ns|a|m|j|q|b)$/.test(other.tag) || suffix === "乡") return null;
      start = other.start;
      proper = /^(?:n|ng|nr|zg|x|g|ns|j|q)$/.test(before.tag) || /^(?:ng|nr|zg|x|g|ns)$/.test(other.tag);
    }
  }
  const name = text.slice(start, at);
  if (!proper || !/^\p{Script=Han}{2,4}$/u.test(name) || isExcluded(name, forms.notTowns)) return null;
  const led = text[start - 1] ?? "\n";
  return forms.townLeads.has(led) || !/[\p{Script=Han}\p{L}\p{N}]/u.test(led) ? start : null;
}
