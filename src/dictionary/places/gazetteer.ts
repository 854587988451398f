import type { WordIndex } from "../../lexicon/longest-match.js";
import type { PlaceLevel, Region } from "../../model/enums.js";
import type { PlaceNameForms } from "./name-forms.js";

/** One division of today's standard, or the region's own division in Hong Kong, Macau and Taiwan. */
export interface Division {
  readonly code: string;
  readonly name: string;
}

/** What a written place name can mean. */
export interface Sense {
  /** GB/T 2260 code of today's division; null where the standard has none */
  readonly code: string | null;
  /** full name of today's division, zone, country or city */
  readonly name: string;
  readonly level: PlaceLevel;
  /** divisions from the province down to this one */
  readonly path: readonly Division[];
  /**
   * `full`: the whole name; `short`: a short name that stands alone; `supported`: a short name that needs other evidence
   * in the document; `bound`: only right behind its parent
   */
  readonly form: "full" | "short" | "supported" | "bound";
  /** one of Hong Kong, Macau and Taiwan, whose names differ from the mainland's within the region's own documents */
  readonly region?: Exclude<Region, "CN">;
  readonly asOf?: Division;
  readonly country?: string;
  readonly members?: readonly string[];
  /** code of the division that a zone lies in */
  readonly within?: string;
}

/** One-character names and what shows them to be names. */
export interface Letters {
  /** 1 for the UTF-16 code units that are such a letter, and for 中, which stands beside them */
  readonly any: Uint8Array;
  /** 粤 → Guangdong: those that are seldom anything else, then those that are words too (新, 台) */
  readonly provinces: ReadonlyMap<string, Sense>;
  readonly weak: ReadonlyMap<string, Sense>;
  readonly cities: ReadonlyMap<string, Sense>;
  readonly countries: ReadonlyMap<string, Sense>;
  /** countries whose letter counts with 中, 方 and a verb of movement alone */
  readonly strong: ReadonlySet<string>;
  /** letters that stand together as places though one of them alone is weak: 港澳, 俄乌 */
  readonly together: ReadonlySet<string>;
  /** … and that together are something else: 苏宁, 美德 */
  readonly apart: ReadonlySet<string>;
  /** words that one letter begins: 穗好办 */
  readonly notAlone: readonly string[];
  /** what makes a railway, a road or an index of the letters before it */
  readonly lines: readonly string[];
  /** what the segmenter glues to letters that are divisions: 京津|地区 */
  readonly units: readonly string[];
  /** what countries have with each other: 关系, 边境 */
  readonly ties: readonly string[];
  /** what the segmenter may glue to the first letter of a list: 至川|、|滇 */
  readonly prepositions: ReadonlySet<string>;
  /**
   * verbs before a letter, by what they lead to; `own`: those of a region's own papers, for 港 is a harbour, which ships leave
   * and put back into
   */
  readonly towards: Readonly<Record<"divisions" | "countries" | "regions" | "own", ReadonlySet<string>>>;
  /** letters that make another word with 在: 在日, 在法 */
  readonly notIn: ReadonlySet<string>;
}

/** All place names. */
export interface Gazetteer {
  /** a written name → its senses; no sense: a phrase that holds a name and is no place */
  readonly names: WordIndex<readonly Sense[]>;
  /** today's divisions by code */
  readonly divisions: ReadonlyMap<string, Division>;
  /** one-character names: 粤, 穗, 法 */
  readonly letters: Letters;
  /** what makes a street, a newspaper, a prize, a dish or a company out of the place name before it */
  readonly after: WordIndex<true>;
  readonly forms: PlaceNameForms;
  /** the short name that a division's own makes: 开平市 → 开平 */
  readonly stemOf: (name: string) => string;
}

export function levelOf(code: string): Extract<PlaceLevel, "province" | "prefecture" | "county"> {
  return code.endsWith("0000") ? "province" : code.endsWith("00") ? "prefecture" : "county";
}

/** The divisions from the province down to the one of this code. */
export function pathOf(code: string, divisions: ReadonlyMap<string, Division>): Division[] {
  const codes = [...new Set([`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code])];
  return codes.flatMap((part) => divisions.get(part) ?? []);
}

/** Whether one place is part of another: 江津区 of 重庆市, 图卢兹 of 法国. */
export function liesIn(child: Sense, parent: Sense): boolean {
  if (child.country || parent.country) return child.country === parent.country && child.name !== parent.name && parent.form === "short";
  if (child.region || parent.region) {
    return child.region === parent.region && child.name !== parent.name && child.path.some((division) => division.name === parent.name);
  }
  if (child.asOf && parent.asOf && child.code === parent.code) return child.asOf.code !== parent.asOf.code;
  return child.code !== parent.code && parent.code !== null && child.path.some((division) => division.code === parent.code);
}
