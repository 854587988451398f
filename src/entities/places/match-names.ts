import { type Gazetteer, liesIn, type Sense } from "../../dictionary/places/gazetteer.js";
import type { PlaceNameForms } from "../../dictionary/places/name-forms.js";
import { bordersOf, tokenAt } from "../borders.js";
import type { Doc } from "../doc.js";

/** A written place name, with everything it can mean. Offsets are UTF-16 in the doc's text. */
export interface PlaceMatch {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly senses: readonly Sense[];
}

/**
 * Finds written place names in one pass over the text, the longest at each position, where word borders allow them.
 * What a name means, and whether a name that is also a word is a place at all, is decided afterwards (`resolvePlaces`).
 */
export function matchNames(doc: Doc, gazetteer: Gazetteer): PlaceMatch[] {
  const { text } = doc;
  const matches: PlaceMatch[] = [];
  for (let at = 0; at + 1 < text.length; ) {
    const last = matches.at(-1);
    const found = matchAt(doc, gazetteer, at, last?.end === at ? last : null);
    if (found && found.senses.length > 0) matches.push(found);
    at = found?.end ?? at + 1;
  }
  return matches;
}

/** The longest name at an offset that the words on both sides let be one, or a phrase that holds a name and is no place. */
function matchAt(doc: Doc, gazetteer: Gazetteer, at: number, parent: PlaceMatch | null): PlaceMatch | null {
  for (const { word: name, value: senses } of gazetteer.names.allAt(doc.text, at)) {
    const match: PlaceMatch = { start: at, end: at + name.length, name, senses };
    if (senses.length === 0 || standsAlone(doc, gazetteer, match, parent)) return match;
  }
  return null;
}

/** Whether word borders, and the words on both sides, let the name be one. `parent`: the place that ends where it begins. */
function standsAlone(doc: Doc, gazetteer: Gazetteer, match: PlaceMatch, parent: PlaceMatch | null): boolean {
  const { text } = doc;
  const { forms } = gazetteer;
  const { start, end, name, senses } = match;
  const full = name.length > 2 && senses.some((sense) => sense.form === "full");
  const hasChild = (): boolean => childAt(text, end, senses, gazetteer);
  if (!beginsWell(doc, match, full, parent !== null, forms) && !(name.length > 2 && hasChild())) return false;
  if (!endsWell(doc, match, full, parent, forms) && !(full && beginsName(text, end, gazetteer)) && !hasChild()) return false;
  if (parent === null && isConjunction(doc, match, forms)) return false;
  if (full) return true;
  // 崔凡特·罗兹 is a person
  if (text[start - 1] === "·" || text[end] === "·") return senses.every((sense) => !sense.country);
  if (isOfCompany(doc, match)) return false;
  return isBearer(doc, gazetteer, match) || hasChild();
}

/** 渣打|香港: a company's name for itself in a region. */
function isOfCompany({ text, dictionary }: Doc, { start, senses }: PlaceMatch): boolean {
  if (senses.every(({ region }) => region === undefined)) return false;
  const owner = dictionary.agencies.bodies.names.before(text, start);
  return owner !== null && owner.word.length < 5 && owner.value.some(({ kind, weak }) => kind === "company" && !weak);
}

/** 中队和县消防: a two-character county's name that can be read as a conjunction needs a clean beginning. */
function isConjunction(doc: Doc, { start, end, name, senses }: PlaceMatch, { notCounties, leading }: PlaceNameForms): boolean {
  if (!/^.[县区市旗州]$/.test(name) || senses.every((sense) => sense.form !== "full")) return false;
  const before = doc.text[start - 1] ?? "";
  const behindHan = /\p{Script=Han}/u.test(before);
  if (behindHan && /^[和与及同]/.test(name)) return true;
  const unsure = notCounties.has(name[0] as string) && tokenAt(doc, start)?.word !== name;
  return unsure && ((behindHan && !leading.has(before)) || bordersOf(doc)[end] === 0);
}

/** Whether what stands behind a short name leaves it a place's: 中山|路 and 萝岗|和苑 are none. */
function isBearer(doc: Doc, gazetteer: Gazetteer, { end, senses }: PlaceMatch): boolean {
  const { text } = doc;
  const { forms } = gazetteer;
  if (isEstate(text.slice(end, end + 5), senses.every(({ form }) => form === "supported") ? 2 : 0, forms)) return false;
  const next = tokenAt(doc, end);
  const rest = next ? next.word.slice(end - next.start) : "";
  // 光明|区域, as 光明区|域 is no place
  if (isOfPark(text.slice(end, end + 6), senses, forms)) return false;
  if (rest === forms.area && senses.every(({ form }) => form === "supported")) return false;
  return !forms.features.words.has(rest) && !namesSomethingElse(doc, end, gazetteer);
}

/** 东石|化学材料|园区: a park that begins as a town of a region is called, unless it says its trade only (瑞芳|产业园区). */
function isOfPark(text: string, senses: PlaceMatch["senses"], { parks }: PlaceNameForms): boolean {
  if (senses.some(({ region, level }) => region === undefined || level !== "county")) return false;
  const at = [2, 3, 4].find((length) => parks.named.at(text, length) !== null);
  return at !== undefined && !parks.trades.words.has(text.slice(0, at));
}

/** 萝岗|和苑: a housing estate, with so many characters of its own at most. */
function isEstate(text: string, most: number, { estates }: PlaceNameForms): boolean {
  for (let at = 0; at <= most; at++) {
    if (estates.at(text, at)) return true;
    if (!/\p{Script=Han}/u.test(text[at] ?? "")) return false;
  }
  return false;
}

function beginsWell(doc: Doc, { start, name }: PlaceMatch, full: boolean, behindPlace: boolean, forms: PlaceNameForms): boolean {
  if (behindPlace) return true;
  if (bordersOf(doc)[start] === 1) {
    return (
      full ||
      name.length > 2 ||
      !(name.endsWith("镇") || isPark(doc.text.slice(start + 2, start + 8), forms)) ||
      !tailOfName(doc, start, forms)
    );
  }
  const token = tokenAt(doc, start);
  if (!token) return false;
  const led = forms.leading.has(doc.text[start - 1] ?? "") && token.start === start - 1;
  return led || (token.tag === "x" ? full : name.length > 3 && !full);
}

/** 国家|森林|公园, 风景区: a park or a sight, with two words for its kind at most. */
function isPark(text: string, { parks }: PlaceNameForms): boolean {
  let ends = [0];
  for (let kinds = 0; kinds < 3; kinds++) {
    if (ends.some((at) => parks.words.at(text, at))) return true;
    ends = ends.flatMap((at) => parks.adjectives.allAt(text, at).map(({ word }) => at + word.length));
  }
  return false;
}

function endsWell(doc: Doc, { start, end, senses }: PlaceMatch, full: boolean, parent: PlaceMatch | null, forms: PlaceNameForms): boolean {
  if (bordersOf(doc)[end] === 1) return true;
  const token = tokenAt(doc, end);
  if (!token) return false;
  if (token.start < start) return token.tag === "x";
  // 长治|久安: a saying
  if (/^[li]$/.test(token.tag) && token.end - token.start === 4 && end - start === 2 && !isWorded(doc, token, end)) return false;
  // a longer word begins with the name or inside it: 上海市委, 市中区|域
  const institution =
    token.start === start &&
    (/^n[stz]$/.test(token.tag) || (token.end - end > 1 && /^[ln]/.test(token.tag) && isLarge(doc.text.slice(start, end), senses)));
  // 广|东三省: a province that a longer word runs over
  if (token.start > start && bordersOf(doc)[start] === 1 && token.tag === "ns" && senses.some(({ level }) => level === "province"))
    return true;
  const whole = full || end - start === 2 || isNested(senses, parent);
  // 光明区|域 is another word, 浦城县|域 is not
  const swallowed = whole && token.word !== forms.area && forms.offices.words.has(token.word.slice(end - token.start));
  const unknown = token.tag === "x" && (full || token.start < end - 1 || token.start === start);
  return institution || swallowed || unknown;
}

/** 德国|总理: whether what follows the name inside a segment is an office's or a person's word, not the end of a saying. */
function isWorded(doc: Doc, { end }: { readonly end: number }, from: number): boolean {
  const { names, agencies } = doc.dictionary;
  const rest = doc.text.slice(from, end);
  return names.posts.behind.words.has(rest) || agencies.closings.before(rest, rest.length) !== null;
}

/** 德国总理 and 上海展览中心 are one segment each: a country, a province or a city. */
function isLarge(written: string, senses: readonly Sense[]): boolean {
  return senses.some(({ country, name, level }) => (country ? name === written : level === "province" || level === "prefecture"));
}

/** Whether the place before a name holds one of its senses. */
function isNested(senses: readonly Sense[], parent: PlaceMatch | null): boolean {
  return parent?.senses.some((above) => senses.some((below) => liesIn(below, above))) ?? false;
}

/** 石|竹山|风景区: a name of three characters of which the segmenter split off the first. */
function tailOfName(doc: Doc, start: number, { leading }: PlaceNameForms): boolean {
  const before = tokenAt(doc, start - 1);
  return (
    before?.word.length === 1 &&
    /^(?:n|nr|ng|g|zg|nz|a|x|v|q)$/.test(before.tag) &&
    !leading.has(before.word) &&
    /\p{Script=Han}/u.test(before.word)
  );
}

/** Whether a division of the place begins here: 青海|海东, 芜湖|湾沚. */
function childAt(text: string, at: number, above: readonly Sense[], { names }: Gazetteer): boolean {
  return names
    .allAt(text, at)
    .some(({ value }) => value.some((child) => child.form !== "bound" && above.some((parent) => liesIn(child, parent))));
}

/** 海东|市民|和: whether the full name of a division begins here. */
function beginsName(text: string, at: number, { names }: Gazetteer): boolean {
  return names.allAt(text, at).some(({ word, value }) => word.length > 2 && value.some(({ form }) => form === "full"));
}

/** 中山|路, 北京|晚报, 南湖|杯: the word behind makes a street, a newspaper or a prize of the name. 云林|虎尾镇 is no tiger. */
function namesSomethingElse(doc: Doc, end: number, { after }: Gazetteer): boolean {
  const borders = bordersOf(doc);
  return after.allAt(doc.text, end).some(({ word }) => borders[end + word.length] === 1);
}
