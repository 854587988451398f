import type { Dictionary } from "../dictionary/load.js";
import { waysToSay } from "../lexicon/synonyms.js";
import type { QueryLanguage } from "../search/language.js";
import { simplifyAs } from "../text/simplify/simplify.js";
import { normalise } from "./normalise.js";

/** Ways of saying one term, itself among them: what a query may cost is bounded. */
const mostWays = 16;
/** 国发2021年33号 is how people write 国发〔2021〕33号. */
const numberWithYear = /((?:19|20)\d\d)年第?(\d{1,5})号/;

/** How queries are read: normalised like documents, each term in all the ways that it is said. */
export function queryLanguage(dictionary: Dictionary): QueryLanguage {
  return {
    normalise: (text) => normalise(text, dictionary),
    segment: (text) => dictionary.segmenter.segment(text),
    waysToSay: (term) => {
      // a term that holds no character of one script alone may be Traditional all the same: 徵收, 葡萄乾
      const readings = [...new Set([term, simplifyAs(term, "tw", dictionary.script)])];
      const said = readings.flatMap((reading) => [reading, ...namesOf(reading, dictionary)]);
      const ways = [...said, ...readings.flatMap((reading) => waysToSay(reading, dictionary.synonyms))];
      const number = numberWithYear.test(term) ? [term.replace(numberWithYear, "〔$1〕$2号")] : [];
      return [...new Set([term, ...number, ...ways])].slice(0, mostWays);
    },
    longerWords: (ways) => {
      const names = ways.flatMap((way) => longerThan(way, dictionary));
      const others = new Set(ways.filter((way) => way !== ways[0] && way.length > 1));
      return [...new Set([...names, ...otherMeanings(others, dictionary)])];
    },
    bodiesNamed: (name) => [...new Set((dictionary.agencies.bodies.names.words.get(name) ?? []).map(({ canonical }) => canonical))],
    kindCalled: (word) => dictionary.kinds.titles.get(word) ?? null,
    placesNamed: (name) => {
      const senses = dictionary.places.names.words.get(name) ?? [];
      return [...new Set(senses.flatMap(({ code, country }) => (code === null || country !== undefined ? [] : [code])))];
    },
  };
}

/**
 * What bodies in a term are called otherwise. A term that is a body's name is said by its other names; a short one that is
 * any place's body too (发改委 for 国家发展和改革委员会) is left to what the document's own entities say.
 */
function namesOf(term: string, dictionary: Dictionary): string[] {
  const { names } = dictionary.agencies.bodies;
  const bodies = names.words.get(term) ?? [];
  if (bodies.length > 0 && !isAnyPlaces(term, dictionary)) {
    const canonicals = new Set(bodies.map(({ canonical }) => canonical));
    const others = [...canonicals].flatMap((canonical) => formsOf(dictionary).get(canonical) ?? []);
    return others.filter(
      (form) => !isAnyPlaces(form, dictionary) && !(form.length <= 3 && others.some((one) => one !== form && one.endsWith(form))),
    );
  }
  return functionForms(term, dictionary);
}

/** A term whose first agency by function is said otherwise: 发改委 is 发展改革委 and 发展和改革委员会. */
function functionForms(term: string, { agencies, nameWords }: Dictionary): string[] {
  for (let at = 0; at < term.length; at++) {
    const found = agencies.functions.at(term, at);
    if (found === null) continue;
    const behind = at + found.word.length;
    const tail = agencies.tails.at(term, behind)?.word;
    if (tail === undefined) continue;
    const spelt = [...agencies.functions.words].flatMap(([word, full]) => (full === found.value ? [word] : []));
    const tails = nameWords.tails.get(tail) ?? [tail];
    return spelt.flatMap((word) => tails.map((other) => term.slice(0, at) + word + other + term.slice(behind + tail.length)));
  }
  return [];
}

/** Whether a name is a function and a tail that bodies of every place have: 发改委, but not 工信部. */
function isAnyPlaces(name: string, { agencies, nameWords }: Dictionary): boolean {
  const found = agencies.functions.at(name, 0);
  const tail = found === null ? undefined : name.slice(found.word.length);
  return tail !== undefined && agencies.tails.words.has(tail) && !nameWords.national.has(tail);
}

const forms = new WeakMap<object, ReadonlyMap<string, readonly string[]>>();

/** For each body the names that stand for it everywhere. */
function formsOf({ agencies }: Dictionary): ReadonlyMap<string, readonly string[]> {
  const known = forms.get(agencies);
  if (known) return known;
  const made = new Map<string, string[]>();
  for (const [name, bodies] of agencies.bodies.names.words) {
    for (const { canonical, region, weak } of bodies) {
      if (region === null && !weak) made.set(canonical, [...(made.get(canonical) ?? []), name]);
    }
  }
  forms.set(agencies, made);
  return made;
}

/** Longer words that hold another place's word and mean something else there: 软体动物 for 软体. */
function otherMeanings(ways: ReadonlySet<string>, { synonyms }: Dictionary): string[] {
  if (ways.size === 0) return [];
  const kept = [...synonyms.words].flatMap(([word, others]) => (others.length === 0 ? [word] : []));
  return kept.filter((word) => [...ways].some((way) => word !== way && word.includes(way))).slice(0, mostWays);
}

function longerThan(way: string, dictionary: Dictionary): string[] {
  const { agencies, nameWords } = dictionary;
  const isName = agencies.bodies.names.words.has(way) || functionForms(way, dictionary).includes(way);
  if (!isName) return [];
  const after = (nameWords.after.get(way.slice(-1)) ?? []).map((next) => way + next);
  const before = (nameWords.before.get(way.slice(0, 1)) ?? []).map((previous) => previous + way);
  return [...after, ...before];
}
