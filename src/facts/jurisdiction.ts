import type { FactLists } from "../dictionary/documents/fact-words.js";
import type { Agencies } from "../dictionary/organisations/agencies.js";
import type { Division, Sense } from "../dictionary/places/gazetteer.js";
import type { Context } from "../entities/annotator.js";
import type { Doc, Docs } from "../entities/doc.js";
import { chainsOf } from "../entities/places/places.js";
import { oneOf } from "../lexicon/alternation.js";
import { type Region, regionSchema } from "../model/enums.js";
import type { Jurisdiction } from "../model/record.js";
import { divisionOfBody, isOfState } from "./issuers/seat.js";
import { inName, pair } from "./place-in-name.js";

type PageOrigin = Pick<Context, "tags" | "publisher" | "url" | "place">;

/**
 * The document's country: it decides what a plain 元 is. Taken from its site, else from the script together with the places and
 * the bodies named: those that only one region has speak for it (行政院, 财政司).
 */
export function countryOf(docs: Docs, origin: PageOrigin & Pick<Context, "script">): Region {
  const domain = /^https?:\/\/[^/?#]*\.(tw|hk|mo|cn)(?::\d+)?(?:[/?#]|$)/i.exec(origin.url ?? "")?.[1]?.toUpperCase();
  const site = regionSchema.safeParse(domain);
  if (site.success) return site.data;
  if (origin.script === "hans") return "CN";
  const counts = { CN: 0, TW: 0, HK: 0, MO: 0 };
  for (const doc of [docs.title, docs.body]) {
    if (!doc) continue;
    for (const { senses } of chainsOf(doc)) {
      const regions = new Set(
        senses
          .filter(({ level, form }) => level !== "county" || form === "full")
          .map(({ region, country }) => (country ? null : (region ?? "CN"))),
      );
      const [only] = regions;
      if (regions.size === 1 && only) counts[only]++;
    }
    countBodies(doc, counts);
  }
  const [best] = (["TW", "HK", "MO"] satisfies Region[]).toSorted((a, b) => counts[b] - counts[a]);
  return best && counts[best] > counts.CN && counts[best] > 0 ? best : "CN";
}

/** Counts the names of bodies that only one of the regions has; 教育局 is a name on the mainland too. */
function countBodies({ text, dictionary: { agencies } }: Doc, counts: Record<Region, number>): void {
  for (let at = 0; at < text.length; ) {
    const found = agencies.bodies.names.at(text, at);
    const regions = new Set(found?.value.map(({ region }) => region));
    const [only] = regions;
    if (found && only && regions.size === 1 && !isOfFunction(found.word, agencies)) counts[only] += 2;
    at += found?.word.length ?? 1;
  }
}

/** Whether a name is a level's, or a function and a tail, as bodies of any place are called: 市政府, 教育|局, 环境|局; 县府 is Taiwan's. */
function isOfFunction(name: string, { tails, functions }: Agencies): boolean {
  if (/^[省市县区州](?!府)|^..局$/.test(name)) return true;
  return tails.allBefore(name, name.length).some(({ word }) => functions.words.has(name.slice(0, -word.length)));
}

/**
 * The place that the document belongs to, from the first of these that names one: the site's code, the issuer's name, the publisher's,
 * what the feeder says, the title, the place that the text names most (its first paragraphs count).
 */
export function jurisdictionOf(docs: Docs, origin: PageOrigin & Pick<Context, "country">, issuer: string | null): Jurisdiction | null {
  const { places, factWords } = docs.body.dictionary;
  const { divisions } = places;
  const { titled, national } = factWords.compiled(namePatterns);
  const code = /^\d{6}/.exec(origin.tags.SiteIDCode ?? "")?.[0];
  const site = code ? divisionOf(code, divisions) : undefined;
  if (site) return { ...pair(site), evidence: "site tag" };
  const body = issuer ?? titled.exec(docs.title?.text ?? "")?.[1];
  const named = body && divisionOfBody(body, docs.body.dictionary, origin.country);
  if (named) return { ...named, evidence: "issuer" };
  if (issuer && (national.test(issuer) || isOfState(issuer, docs.body.dictionary, origin.country))) return null;
  // 农业部 of Taiwan: a region's own body without a place in its name
  const own = issuer && origin.country !== "CN" ? divisions.get(regionCodes[origin.country.toLowerCase()] ?? "") : undefined;
  if (own) return { ...pair(own), evidence: "issuer" };
  const published = origin.publisher && inName(origin.publisher, docs.body.dictionary);
  if (published) return { ...published, evidence: "publisher" };
  const fed = origin.place && divisionOf(origin.place, divisions);
  if (fed) return { ...pair(fed), evidence: "feeder" };
  const told = inText(docs);
  if (told) return { ...told, evidence: "text" };
  // a region's government site speaks for its region
  const region = /^https?:\/\/[^/?#]*\.gov\.(hk|mo|tw)(?::\d+)?(?:[/?#]|$)/i.exec(origin.url ?? "")?.[1]?.toLowerCase();
  const division = region && divisions.get(regionCodes[region] ?? "");
  return division ? { ...pair(division), evidence: "site tag" } : null;
}

const regionCodes: Readonly<Record<string, string>> = { tw: "710000", hk: "810000", mo: "820000" };

function namePatterns({ jurisdiction: { bodies, acts, national } }: FactLists) {
  return {
    /** the body that a title begins with: 东莞市人民政府关于… */
    titled: new RegExp(`^([^《》〈〉，。：\\s]{2,30}${oneOf(bodies)})(?=${oneOf(acts)})`),
    /** bodies of the whole country */
    national: new RegExp(`^${oneOf(national)}`),
  };
}

/** 370000, or the smallest division that a site's code lies in. */
function divisionOf(code: string, divisions: ReadonlyMap<string, Division>): Division | undefined {
  return divisions.get(code) ?? divisions.get(`${code.slice(0, 4)}00`) ?? divisions.get(`${code.slice(0, 2)}0000`);
}

function inText(docs: Docs): Division | null {
  const { divisions } = docs.body.dictionary.places;
  const counts = new Map<string, number>();
  const count = (doc: Doc | null, weight: number, until: number): void => {
    if (!doc) return;
    for (const { senses, start } of chainsOf(doc)) {
      if (start > until) break;
      const only = cityOf(senses);
      if (!only?.code || only.country || only.level === "zone" || (only.form !== "full" && only.form !== "short")) continue;
      counts.set(only.code, (counts.get(only.code) ?? 0) + weight);
    }
  };
  count(docs.title, 3, Number.POSITIVE_INFINITY);
  count(docs.body, 1, 3000);
  let best: { code: string; score: number } | null = null;
  for (const [code, own] of counts) {
    // a city counts for itself; its province and its counties speak for it by half
    let score = own;
    for (const [other, times] of counts) if (other !== code && other.slice(0, 4) === code.slice(0, 4)) score += times / 2;
    if (!best || score > best.score) best = { code, score };
  }
  const total = [...counts.values()].reduce((sum, times) => sum + times, 0);
  const code = best && best.score >= 2 && best.score >= total * 0.4 ? best.code : provinceOf(counts, total);
  const division = code === null ? undefined : divisions.get(code);
  return division ? pair(division) : null;
}

/** The one sense of a name, or the city where the others are its own counties: 江西|吉安. */
function cityOf(senses: readonly Sense[]): Sense | undefined {
  if (senses.length < 2) return senses[0];
  const city = senses.find(({ code }) => code?.endsWith("00"));
  return senses.every(({ code }) => code?.slice(0, 4) === city?.code?.slice(0, 4)) ? city : undefined;
}

/** The province that the text names and that most of its places lie in. */
function provinceOf(counts: ReadonlyMap<string, number>, total: number): string | null {
  for (const code of counts.keys()) {
    if (!code.endsWith("0000")) continue;
    let within = 0;
    for (const [other, times] of counts) if (other.slice(0, 2) === code.slice(0, 2)) within += times;
    if (within >= 4 && within > total * 0.6) return code;
  }
  return null;
}
