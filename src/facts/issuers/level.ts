import type { IssuerLists } from "../../dictionary/documents/issuer-words.js";
import type { Dictionary } from "../../dictionary/load.js";
import { bodyNamed } from "../../dictionary/organisations/bodies.js";
import { levelOf as levelOfCode } from "../../dictionary/places/gazetteer.js";
import type { Context } from "../../entities/annotator.js";
import { oneOf } from "../../lexicon/alternation.js";
import type { AgencyLevel, Region } from "../../model/enums.js";
import type { NamedBody } from "./body-list.js";
import { divisionOfBody, stateBodyAhead, withoutRepublic } from "./seat.js";

function levelPatterns({ state, towns, townUnits, zones, zoneBodies }: IssuerLists) {
  return {
    state: new RegExp(`^${oneOf(state)}`),
    town: new RegExp(`${oneOf(townUnits)}${oneOf(towns)}`),
    zone: new RegExp(`${oneOf(zones)}${oneOf(zoneBodies)}`),
  };
}

/** What a name begins with that no jurisdiction completed: 市财政局. */
const LETTERS: readonly (readonly [RegExp, AgencyLevel])[] = [
  [/^(?:省|自治区)/, "province"],
  [/^[市州]/, "prefecture"],
  [/^[县区旗]/, "county"],
  [/^[镇乡]/, "town"],
];

/** A place that the gazetteer does not know, by the end of its name: 云川市|财政局. */
const SHAPES: readonly (readonly [RegExp, AgencyLevel])[] = [
  [/^[^省市县区旗]{1,6}(?:市[^省市县区旗]{1,5})?(?:[县旗]|区(?=\p{Script=Han}{0,12}[局委办会院府]))/u, "county"],
  [/^[^省市县区旗]{2,6}省/, "province"],
  [/^[^省市县区旗]{2,6}市/, "prefecture"],
];

/**
 * Level of a body by its full name: of the division that it belongs to. A body of all of Hong Kong, Macau or Taiwan is the
 * region's, which the standard of divisions counts among provinces. Associations and companies have none (`other`).
 */
export function levelOfBody(
  { name, kind }: NamedBody,
  { country, jurisdiction }: Pick<Context, "country" | "jurisdiction">,
  dictionary: Dictionary,
): AgencyLevel {
  const { state, town, zone } = dictionary.issuerWords.compiled(levelPatterns);
  const bare = withoutRepublic(name);
  const below = stateBodyAhead(bare, dictionary, country);
  if (kind !== "government" && kind !== "party" && !below) return "other";
  if (country !== "CN") return levelInRegion(bare, dictionary, country);
  const known = bodyNamed(dictionary.agencies.bodies, bare, country);
  const division = divisionOfBody(bare, dictionary, country);
  if (town.test(bare)) return "town";
  if (division) {
    const level = levelOfCode(division.code);
    return zone.test(bare) && level !== "county" ? (level === "province" ? "prefecture" : "county") : level;
  }
  if (known || below || state.test(bare)) return "national";
  const lettered = LETTERS.find(([letter]) => letter.test(bare))?.[1];
  if (lettered) return lettered;
  const shaped = SHAPES.find(([shape]) => shape.test(bare))?.[1];
  if (shaped) return shaped;
  if (jurisdiction) return levelOfCode(jurisdiction.code);
  return /(?:部|总局|总署)$/.test(bare) ? "national" : "other";
}

/** Level of a body of Hong Kong, Macau or Taiwan: of the city, county or district that its name begins with, else the region's. */
function levelInRegion(name: string, { places }: Dictionary, region: Exclude<Region, "CN">): AgencyLevel {
  if (region !== "TW") return "province";
  for (let length = Math.min(8, name.length); length > 1; length--) {
    const sense = places.names.words.get(name.slice(0, length))?.find((each) => each.region === region);
    if (!sense) continue;
    const rest = name.slice(length);
    // 高雄市|三民区公所
    const within = /^[^府局处会]{1,3}[区乡镇市]公所/.test(rest);
    if (within) return "county";
    return sense.level === "prefecture" || sense.level === "county" || sense.level === "town" ? sense.level : "province";
  }
  return "province";
}
