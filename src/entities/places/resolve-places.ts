import type { Division, Gazetteer, Sense } from "../../dictionary/places/gazetteer.js";
import type { Mention } from "../../model/entity.js";
import type { Region } from "../../model/enums.js";
import type { Context } from "../annotator.js";
import type { Chain } from "./chains.js";

/** How much of the text around a name counts as nearby, in characters. */
const NEARBY = 200;
/** … and how many places before it. */
const REMEMBERED = 6;

type ResolutionContext = Pick<Context, "jurisdiction" | "country" | "publisher">;

/**
 * Decides what each written place means, in the order of the standard: a path in the text, the jurisdiction, other places
 * nearby, the publisher. What nothing decides keeps `code` null and its candidates; a short name that is also a word and
 * that nothing in the document supports is dropped.
 */
export function resolvePlaces(chains: readonly Chain[], context: ResolutionContext, gazetteer: Gazetteer): Mention<"place">[] {
  const home = context.jurisdiction?.code ?? null;
  const support = supportOf(chains, context, gazetteer);
  const mentions: Mention<"place">[] = [];
  const fixed: { at: number; code: string }[] = [];
  for (const chain of chains) {
    const senses = admissible(chain, support, home, context.country, gazetteer);
    const [only] = senses;
    if (!only) continue;
    const chosen =
      senses.length === 1
        ? only
        : choose(senses, chain, { home, fixed, support, publisher: context.publisher, country: context.country }, gazetteer);
    if (chosen?.code) fixed.push({ at: chain.end, code: chosen.code });
    if (fixed.length > REMEMBERED) fixed.shift();
    mentions.push(chosen ? mentionOf(chain, chosen) : undecided(chain, senses, gazetteer));
  }
  return mentions;
}

/** What the document as a whole says of its places. */
interface Support {
  /** names whose full form stands in the document */
  readonly names: ReadonlySet<string>;
  /** how often a province (two digits) and a prefecture (four) are named beyond doubt */
  readonly counts: ReadonlyMap<string, number>;
  readonly regions: ReadonlySet<string>;
}

function supportOf(chains: readonly Chain[], { country }: ResolutionContext, { stemOf }: Gazetteer): Support {
  const names = new Set<string>();
  const counts = new Map<string, number>();
  const regions = new Set<string>(country === "CN" ? [] : [country]);
  for (const chain of chains) {
    for (const { region, form, name } of chain.senses) if (region && region === country && form === "full") names.add(name);
    const sense = certainSense(chain);
    if (!sense) continue;
    const { code, name, region, form, level } = sense;
    if (form === "full" || chain.decided) names.add(region ? name : stemOf(name));
    // a street of Hong Kong does not make a paper one that knows Hong Kong's streets
    if (region && level !== "county") regions.add(region);
    else if (code && !region) for (const digits of [2, 4]) bump(counts, code.slice(0, digits));
  }
  return { names, counts, regions };
}

/** What a name means where it means only one place and is no word; null elsewhere. */
function certainSense({ senses: [sense, ...more], decided }: Chain): Sense | null {
  const certain = sense && more.length === 0 && (sense.form === "full" || sense.form === "short" || decided);
  return certain ? sense : null;
}

function bump(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The senses that may be meant at all: short names of districts and names that are words need support. */
function admissible(
  { senses, decided }: Chain,
  support: Support,
  home: string | null,
  country: Region,
  { stemOf }: Gazetteer,
): readonly Sense[] {
  if (decided) return senses;
  const own = country === "CN" ? [] : senses.filter((sense) => sense.region === country);
  const clear = own.filter(({ form, name, level }) => form !== "bound" || level !== "county" || support.names.has(name));
  if (clear.length > 0) return clear;
  // 马鞍山 is Anhui's city though Hong Kong has one too
  const standard = country === "CN" && senses.some(({ region, form }) => !region && form !== "bound" && form !== "supported");
  return senses.filter((sense) => {
    if (sense.region && sense.level === "county" && standard) return false;
    if (sense.region) return sense.level !== "county" ? sense.form !== "bound" : support.regions.has(sense.region) && sense.form === "full";
    // in a paper of Taiwan or Hong Kong a county of the mainland goes by its full name
    if (country !== "CN" && sense.level === "county" && sense.form !== "full") return false;
    if (sense.form !== "supported") return true;
    // a prefecture's neighbours are those of its province: 山西, 大同
    const near = sense.code?.slice(0, sense.level === "prefecture" ? 2 : 4) ?? "";
    return support.names.has(stemOf(sense.name)) || home?.slice(0, near.length) === near || (support.counts.get(near) ?? 0) > 0;
  });
}

/** What speaks for one of a name's senses. */
interface Evidence {
  readonly home: string | null;
  readonly fixed: readonly { at: number; code: string }[];
  readonly support: Support;
  readonly publisher: string | null;
  readonly country: Region;
}

const LEVELS: Record<Sense["level"], number> = { province: 3, zone: 2, prefecture: 2, county: 1, town: 0, abroad: 2 };

function choose(senses: readonly Sense[], chain: Chain, evidence: Evidence, { stemOf }: Gazetteer): Sense | null {
  const { home, fixed, support, publisher, country } = evidence;
  const near = fixed.filter(({ at }) => chain.start - at < NEARBY);
  const nearby: ((sense: Sense) => number)[] = [
    ({ code }) => (home === null ? 0 : shared(home, code)),
    // 青海、河南、四川 are three provinces, whatever else is called 河南 in Qinghai
    ({ code, level }) => {
      const most = Math.max(0, ...near.map((place) => shared(place.code, code)));
      return most < 3 && level !== "province" && senses.some((sense) => sense.level === "province") ? 0 : most;
    },
  ];
  const further: typeof nearby = [
    ({ code }) => support.counts.get(code?.slice(0, 4) ?? "") ?? 0,
    ({ code }) => support.counts.get(code?.slice(0, 2) ?? "") ?? 0,
    ({ path }) => path.filter((division) => publisher?.includes(stemOf(division.name))).length,
  ];
  let left = best(senses, nearby);
  // 河南 is the province, however often the text speaks of Qinghai, where a county is called so
  const provinces = left.filter(({ level }) => level === "province");
  if (provinces.length === 1) return provinces[0] ?? null;
  left = best(left, further);
  if (left.length === 1) return left[0] ?? null;
  // 金门县 and 连江县 stand in the standard and in Taiwan: each paper means its own
  const own = left.filter((sense) => (sense.region === undefined) === (country === "CN"));
  if (own.length === 1) return own[0] ?? null;
  // today's division goes before one that is gone, and a short name stands for the larger division: 吉林, 长沙, 恩施
  const current = left.filter((sense) => !sense.asOf);
  if (current.length === 1) return current[0] ?? null;
  if (current.length > 1) left = current;
  if (left.every((sense) => sense.form !== "full")) {
    const top = Math.max(...left.map((sense) => LEVELS[sense.level]));
    const large = left.filter((sense) => LEVELS[sense.level] === top);
    if (large.length === 1) return large[0] ?? null;
    const towns = large.filter((sense) => sense.form === "short");
    if (towns.length === 1) return towns[0] ?? null;
  }
  return null;
}

/** The senses that do best in the first test that tells them apart, and so on. */
function best(senses: readonly Sense[], tests: readonly ((sense: Sense) => number)[]): readonly Sense[] {
  let left = senses;
  for (const test of tests) {
    if (left.length === 1) return left;
    const values = left.map(test);
    const most = Math.max(...values);
    left = left.filter((_, i) => values[i] === most);
  }
  return left;
}

/** How far two codes agree: 3 the same division or one inside the other's prefecture, 1 the same province. */
function shared(one: string, other: string | null): number {
  if (other === null) return 0;
  if (one === other) return 4;
  if (one.slice(0, 4) === other.slice(0, 4)) return 3;
  return one.slice(0, 2) === other.slice(0, 2) ? 2 : 0;
}

function mentionOf(chain: Chain, sense: Sense): Mention<"place"> {
  const { code, name, level, path, asOf, country, members } = sense;
  if (chain.zone && code) return { ...zoneOf(chain, path), name: chain.zone, members: [code] };
  return {
    type: "place",
    start: chain.start,
    end: chain.end,
    rule: chain.town ? "place.town" : chain.decided ? "place.path" : `place.${sense.form === "full" ? "name" : "short"}`,
    code,
    name: chain.town ?? name,
    level: chain.town ? "town" : level,
    path: path.map(pair),
    ...(asOf ? { asOf: pair(asOf) } : {}),
    ...(country ? { country } : {}),
    ...(members ? { members: [...members] } : {}),
  };
}

/** A development zone: the standard has no code for it. */
function zoneOf({ start, end }: Chain, path: readonly Division[]) {
  return { type: "place" as const, start, end, rule: "place.zone", code: null, level: "zone" as const, path: path.map(pair) };
}

const pair = ({ code, name }: Division): Division => ({ code, name });

function undecided(chain: Chain, senses: readonly Sense[], gazetteer: Gazetteer): Mention<"place"> {
  const [first] = senses as [Sense, ...Sense[]];
  const candidates = senses.flatMap(({ code }) => (code ? (gazetteer.divisions.get(code) ?? []) : [])).map(pair);
  return { ...mentionOf(chain, first), rule: "place.ambiguous", code: null, path: [], candidates };
}
