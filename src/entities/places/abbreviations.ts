import type { Gazetteer, Letters, Sense } from "../../dictionary/places/gazetteer.js";
import type { Mention } from "../../model/entity.js";
import type { Region } from "../../model/enums.js";
import type { Context } from "../annotator.js";
import { bordersOf, tokenAt } from "../borders.js";
import type { Doc } from "../doc.js";

/** How many letters may stand together: 沪苏浙皖. */
const LONGEST = 9;
const LIST_MARK = "、";
const REGIONS: Readonly<Record<string, Region>> = { 港: "HK", 澳: "MO", 台: "TW" };

type AbbreviationContext = Pick<Context, "country" | "jurisdiction">;

/**
 * One-character names where what stands beside them shows them for places: 中美, 川渝, 美方, 访美, 在京, 甘、青、宁. Anything
 * else that is one character long is left alone (沪指, 日前, 京沪高铁). `named`: codes of the places that the text names.
 */
export function findAbbreviations(
  doc: Doc,
  here: AbbreviationContext,
  gazetteer: Gazetteer,
  named: ReadonlySet<string>,
): Mention<"place">[] {
  const { letters } = gazetteer;
  const { any } = letters;
  const { text } = doc;
  const mentions: Mention<"place">[] = [];
  const put = (sense: Sense | undefined, start: number): void => {
    if (sense) mentions.push(mentionOf(sense, start));
  };
  for (let at = 0; at < text.length; ) {
    if (any[text.charCodeAt(at)] === 0) {
      at++;
      continue;
    }
    const run = runAt(doc, at, letters);
    for (const [i, sense] of (run ?? []).entries()) put(sense, at + i);
    const list = run ? [] : listAt(doc, at, letters);
    for (const [i, sense] of list.entries()) put(sense, at + 2 * i);
    if (!run && list.length === 0) put(single(doc, at, letters, here, named), at);
    at += run?.length ?? Math.max(1, 2 * list.length - 1);
  }
  return mentions;
}

/** The places of the most letters that stand together from here on, undefined for 中; null where they are no places together. */
function runAt(doc: Doc, start: number, letters: Letters): (Sense | undefined)[] | null {
  const { text } = doc;
  // 孟连中|缅|边界: the segmenter glues 中 to what stands before it
  const sure = bordersOf(doc)[start] === 1 || (text[start] === "中" && bordersOf(doc)[start + 1] === 1);
  if (!sure) return null;
  let end = start + 1;
  while (end < text.length && end - start < LONGEST && letters.any[text.charCodeAt(end)] === 1) end++;
  for (; end > start + 1; end--) {
    const senses = sensesOf(doc, text.slice(start, end), start, letters);
    if (senses) return senses;
  }
  return null;
}

function sensesOf(doc: Doc, run: string, start: number, letters: Letters): (Sense | undefined)[] | null {
  const { text } = doc;
  const end = start + run.length;
  const chars = [...run];
  if (new Set(chars).size < chars.length) return null;
  const whole = bordersOf(doc)[end] === 1;
  const startsWith = (word: string): boolean => text.startsWith(word, end);
  const tied = letters.ties.some(startsWith);
  if (letters.apart.has(run) && !tied) return null;
  if ((whole || letters.units.some(startsWith)) && !letters.lines.some(startsWith) && areDivisions(run, chars, letters)) {
    return chars.map((char) => letters.provinces.get(char) ?? letters.weak.get(char) ?? letters.cities.get(char));
  }
  if ((!whole && !tied) || !chars.every((char) => char === "中" || letters.countries.has(char))) return null;
  const abroad = chars.filter((char) => char !== "中");
  const withChina = chars[0] === "中" && abroad.length > 0;
  if (bordersOf(doc)[start] !== 1 && !tied) return null;
  const strong = abroad.filter((char) => letters.strong.has(char)).length;
  const sure =
    letters.together.has(run) ||
    (abroad.length > 0 && strong === abroad.length) ||
    (abroad.length > 2 && strong > 0) ||
    (withChina && (tied || (abroad.length > 1 && strong > 0)));
  return sure ? chars.map((char) => (char === "中" ? undefined : letters.countries.get(char))) : null;
}

function areDivisions(run: string, chars: readonly string[], { provinces, weak, cities, together }: Letters): boolean {
  if (together.has(run)) return chars.every((char) => provinces.has(char) || weak.has(char) || cities.has(char));
  if (!chars.every((char) => provinces.has(char) || weak.has(char))) return false;
  const strong = chars.filter((char) => provinces.has(char)).length;
  return strong === chars.length || (chars.length > 2 && strong > 0);
}

/** 甘、青、宁 and 中、美: three letters with marks between them, or two that are seldom anything else. */
function listAt(doc: Doc, start: number, letters: Letters): (Sense | undefined)[] {
  const { text } = doc;
  const borders = bordersOf(doc);
  // 至川|、|滇: a preposition may be glued to the first
  const begins = borders[start] === 1 || (borders[start - 1] === 1 && letters.prepositions.has(text[start - 1] ?? ""));
  if (text[start + 1] !== LIST_MARK || text[start - 1] === LIST_MARK || !begins) return [];
  // the days of a month: 5日、6日
  if (/\d/.test(text[start - 1] ?? "")) return [];
  const ofDivisions = letters.provinces.has(text[start] as string) || letters.weak.has(text[start] as string);
  const senseOf = ofDivisions ? divisionLetter : countryLetter;
  const found: (Sense | undefined)[] = [];
  let strong = 0;
  for (let at = start; at < text.length && borders[at + 1] === 1; at += 2) {
    const listed = senseOf(text[at] as string, letters);
    if (!listed) break;
    if (listed.strong) strong++;
    found.push(listed.sense);
    if (text[at + 1] !== LIST_MARK) break;
  }
  return (ofDivisions && found.length > 2) || (found.length > 1 && strong === found.length) ? found : [];
}

/** What a letter means in a list, and whether it is seldom anything else; 中 is a country that is no place of its own. */
type ListedLetter = { readonly sense: Sense | undefined; readonly strong: boolean } | null;

function divisionLetter(char: string, { provinces, weak }: Letters): ListedLetter {
  const sense = provinces.get(char) ?? weak.get(char);
  return sense ? { sense, strong: provinces.has(char) } : null;
}

function countryLetter(char: string, { countries, strong }: Letters): ListedLetter {
  const sense = countries.get(char);
  return sense || char === "中" ? { sense, strong: char === "中" || strong.has(char) } : null;
}

/** What one letter means by its neighbours: 美方, 访美, 在京, 来穗. */
function single(doc: Doc, at: number, letters: Letters, here: AbbreviationContext, named: ReadonlySet<string>): Sense | undefined {
  const { text } = doc;
  const borders = bordersOf(doc);
  const char = text[at] as string;
  const abroad = letters.strong.has(char) ? letters.countries.get(char) : undefined;
  if (text[at + 1] === "方" && borders[at] === 1 && borders[at + 2] === 1 && borders[at + 1] === 0) return abroad;
  const verb = text[at - 1] ?? "";
  if (borders[at - 1] !== 1 || borders[at + 1] !== 1 || letters.notAlone.some((word) => text.startsWith(word, at))) return undefined;
  if (borders[at] === 1 && !/^[pv]/.test(tokenAt(doc, at - 1)?.tag ?? "")) return undefined;
  const { towards, notIn } = letters;
  if (towards.divisions.has(verb) || towards.regions.has(verb) || towards.own.has(verb)) {
    const division = towards.divisions.has(verb) ? letters.provinces.get(char) : undefined;
    const sense = division ?? regional(char, verb, letters, here) ?? supported(char, letters, here, named);
    if (sense) return sense;
  }
  // 在日, 在法 and 在德 are other words
  const there = verb === "在" && !notIn.has(char);
  return char !== "澳" && (there || towards.countries.has(verb)) ? abroad : undefined;
}

/** 赴港, 来台; in the region's own papers also 抵港, 返台. */
function regional(char: string, verb: string, { weak, towards }: Letters, { country }: AbbreviationContext): Sense | undefined {
  const region = REGIONS[char];
  if (!region) return undefined;
  return towards.regions.has(verb) || region === country ? weak.get(char) : undefined;
}

/** A city's or a weak province's letter counts where the document belongs to the place or names it. */
function supported(
  char: string,
  { cities, weak }: Letters,
  { jurisdiction }: AbbreviationContext,
  named: ReadonlySet<string>,
): Sense | undefined {
  for (const sense of [cities.get(char), weak.get(char)]) {
    const code = sense?.code;
    if (!sense || !code || /^(?:71|8[12])/.test(code)) continue;
    if (char === "穗") return sense;
    const own = code.endsWith("0000") ? code.slice(0, 2) : code.slice(0, 4);
    if (named.has(code) || jurisdiction?.code.startsWith(own)) return sense;
  }
  return undefined;
}

function mentionOf({ code, name, level, path, country }: Sense, start: number): Mention<"place"> {
  return {
    type: "place",
    start,
    end: start + 1,
    rule: "place.abbreviation",
    code,
    name,
    level,
    path: path.map((division) => ({ code: division.code, name: division.name })),
    ...(country ? { country } : {}),
  };
}
