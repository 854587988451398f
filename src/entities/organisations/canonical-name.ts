import type { Dictionary } from "../../dictionary/load.js";
import type { Agencies } from "../../dictionary/organisations/agencies.js";
import { pathOf } from "../../dictionary/places/gazetteer.js";
import type { Context } from "../annotator.js";
import { LETTER, LEVEL_AHEAD } from "./levels.js";

const GOVERNMENT = "(.省|自治区|市|县|区)政府";
const GOVERNMENT_END = new RegExp(`${GOVERNMENT}$`);
const GENERAL_OFFICE = new RegExp(`${GOVERNMENT}办公厅`);
const LETTER_AHEAD = new RegExp(`^${LETTER}`);
/** Regions whose agencies bear names of their own. */
const ELSEWHERE = /^(?:台湾|香港|澳门)/;

/**
 * The full official name of an agency: 省 and 市 become the jurisdiction's (省住建厅 → 山东省住房和城乡建设厅), the function is
 * spelt out, 委 becomes 委员会. A name that is no short form is returned as it is.
 */
export function canonicalOf(
  name: string,
  { jurisdiction, country }: Pick<Context, "jurisdiction" | "country">,
  { agencies, places }: Pick<Dictionary, "agencies" | "places">,
): string {
  // 台湾农业部: elsewhere a name in full reads like a short form of the mainland's
  if ((country !== "CN" && !LETTER_AHEAD.test(name)) || ELSEWHERE.test(name)) return seated(name);
  const level = LEVEL_AHEAD.exec(name)?.[0];
  const division =
    level && jurisdiction ? pathOf(jurisdiction.code, places.divisions).findLast((part) => part.name.endsWith(level)) : undefined;
  const rest = level ? name.slice(level.length) : name;
  const full = division ? division.name + spelt(rest, agencies) : level ? name : spelt(name, agencies);
  return full.replace(GOVERNMENT_END, "$1人民政府").replace(GENERAL_OFFICE, "$1人民政府办公厅");
}

/** 苗栗县府: outside the mainland the government's name is 政府 behind the place. */
function seated(name: string): string {
  return name.replace(/([县市])府(?=$|\p{Script=Han}{2})/u, "$1政府");
}

/** Spells out the function before the tail, and the tail; of two ways the one whose function is in full already (应急管理|局). */
function spelt(name: string, { functions, tails, forms }: Agencies): string {
  let short: string | null = null;
  for (const { word: tail } of tails.allBefore(name, name.length)) {
    const end = name.length - tail.length;
    const found = functions.before(name, end);
    if (!found) continue;
    const full = name.slice(0, end - found.word.length) + found.value + (forms.spelt[tail] ?? tail);
    if (found.value === found.word) return full;
    short ??= full;
  }
  return short ?? name;
}
