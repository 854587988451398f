import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadDictionary } from "../../src/dictionary/load.js";
import { createDoc, type Doc } from "../../src/entities/doc.js";
import { companyStarts } from "../../src/entities/organisations/company-start.js";
import { findHeads } from "../../src/entities/organisations/heads.js";
import { annotatePlaces } from "../../src/entities/places/places.js";
import type { Mention } from "../../src/model/entity.js";
import { convertString } from "../../src/text/simplify/matcher.js";
import { contextOf } from "./context.js";
import type { Example } from "./learn.js";
import { filled, pick, words } from "./sentences.js";

/** How many sentences are made. */
const SENTENCES = 14_000;

/** Full names of companies listed in Taiwan, Simplified, without brackets. */
function listedInTaiwan(folder: string): string[] {
  const { script } = loadDictionary();
  return readFileSync(join(folder, "taiwan_legal_deid/data/tw_listed_companies.csv"), "utf8")
    .split("\n")
    .slice(1)
    .flatMap((row) => row.split(",")[1] ?? [])
    .filter((name) => /^\p{Script=Han}{6,20}$/u.test(name))
    .map((name) => convertString(script.matchers.tw, name));
}

/** Short names of listed companies of three characters, and the first two of those of four: their own words. */
function listedOnMainland(folder: string): string[] {
  return readFileSync(join(folder, "adata/stock/cache/code.csv"), "utf8")
    .split("\n")
    .flatMap((row) => row.split(",")[1] ?? [])
    .filter((name) => /^\p{Script=Han}{3,4}$/u.test(name) && !/[ＡＢ退]/.test(name))
    .map((name) => (name.length === 3 ? name : name.slice(0, 2)));
}

/** Sentences that name companies or only speak of their kinds, as examples of where names begin. */
export function companySentences(folder: string, random: () => number): Example[] {
  const { own, trades, ends, contexts, none } = words.companies;
  const listed = listedInTaiwan(folder);
  const short = listedOnMainland(folder);
  const leads = loadDictionary().agencies.forms.leads.clause;
  const places = [...loadDictionary().places.names.words].flatMap(([name, senses]) =>
    senses.some(
      ({ level, form }) => (level === "prefecture" || level === "province" || level === "county") && (form === "full" || form === "short"),
    ) && /^\p{Script=Han}{2,4}$/u.test(name)
      ? name
      : [],
  );
  // a county behind its city: 苏州|昆山
  const { divisions, stemOf } = loadDictionary().places;
  const nested = [...divisions.values()].flatMap(({ code, name }) => {
    const city = divisions.get(`${code.slice(0, 4)}00`)?.name;
    return city && !code.endsWith("00") ? [`${stemOf(city)}${stemOf(name)}`, `${city}${name}`] : [];
  });
  const ownWord = (): string => {
    const word = random() < 0.6 ? pick(own, random) : pick(short, random);
    // 向阳, 由心: a preposition far oftener leads to a name than it begins one
    return leads.has(word[0] as string) && random() < 0.6 ? pick(own, random) : word;
  };
  const name = (): string => {
    if (random() < 0.12) return pick(listed, random);
    const word = ownWord();
    const full = word + pick(trades, random) + pick(ends, random);
    const place = random();
    if (place < 0.03) return pick(places, random) + pick(places, random) + full;
    // 苏州|昆山|精密机械|有限公司
    if (place < 0.07) return pick(nested, random) + (random() < 0.5 ? full : (pick(trades, random) || "实业") + pick(ends, random));
    if (place < 0.11) return `${word}集团`;
    // 昆山|精密机械|有限公司, 中建|新材料|湖南|有限公司
    if (place < 0.13) return pick(places, random) + (pick(trades, random) || "实业") + pick(ends, random);
    if (place < 0.15) return `${word}${pick(trades, random)}${pick(places, random)}有限公司`;
    return place < 0.32
      ? pick(places, random) + full
      : place < 0.35
        ? `${word}(${pick(places, random)})${pick(trades, random)}有限公司`
        : full;
  };
  const examples: Example[] = [];
  for (let i = 0; i < SENTENCES; i++) {
    const { text, names } = filled(pick(contexts, random), name);
    examples.push(...examplesOf(docOf(text), names, 1));
  }
  for (let times = 0; times < 12; times++) for (const text of none) examples.push(...examplesOf(docOf(text), [], 1));
  return examples;
}

export function docOf(text: string): Doc {
  const dictionary = loadDictionary();
  return createDoc({ in: "body", text, tokens: dictionary.segmenter.segment(text), dictionary });
}

/** Each full name of a company in a doc, with the beginnings that it may have. `names`: the right ones. */
export function examplesOf(doc: Doc, names: readonly { start: number; end: number }[], weight: number): Example[] {
  const { agencies } = doc.dictionary;
  const context = contextOf();
  const found = annotatePlaces(doc, context, []) as Mention<"place">[];
  const places = new Map(found.map((place) => [place.end, place]));
  const placesFrom = new Map(found.map((place) => [place.start, place]));
  return findHeads(doc, agencies, "CN", places).flatMap((head) => {
    const ending = doc.text.slice(head.start, head.end);
    if (head.by !== "suffix" || !agencies.forms.legal.forms.words.has(ending)) return [];
    const right = names.find(({ end }) => end === head.end);
    // …集团|有限公司: the name ends later
    if (!right && names.some(({ start, end }) => start <= head.start && end > head.end)) return [];
    const candidates = companyStarts(doc, head, { places, placesFrom }, agencies);
    const number = candidates.findIndex(({ at }) => at === (right?.start ?? null));
    return number < 0 ? [] : [{ candidates: candidates.map(({ features }) => features), right: number, weight }];
  });
}
