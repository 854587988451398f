import type { PlaceLevel, Region } from "../../model/enums.js";

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
  /** countries whose letter is heard with 中, 方 and a verb of movement alone */
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
  readonly towards: { readonly divisions: ReadonlySet<string>; readonly countries: ReadonlySet<string> };
}

/** All place names. `names` maps a written name to its senses; no sense: a phrase that holds a name and is no place. */
export interface Gazetteer {
  readonly names: ReadonlyMap<string, readonly Sense[]>;
  /** by `startKey` of a name's first two characters the lengths of the names that may begin so, one bit each */
  readonly starts: Uint32Array;
  /** today's divisions by code */
  readonly divisions: ReadonlyMap<string, Division>;
  /** one-character names: 粤, 穗, 法 */
  readonly letters: Letters;
  /** what makes a street, a newspaper, a prize, a dish or a company out of the place name before it */
  readonly after: { readonly words: ReadonlySet<string>; readonly longest: number };
}

/** Slot of two characters in the filter of beginnings. */
export function startKey(first: number, second: number): number {
  return (first * 31 + second) & 0xffff;
}

const SUFFIX = /(?:特别行政区|自治区|自治州|自治县|自治旗|地区|新区|林区|矿区|省|市|县|区|盟|州|旗)$/;
const PEOPLES = (
  "鄂温克族 鄂伦春族 达斡尔族 维吾尔族 哈萨克族 柯尔克孜族 塔吉克族 蒙古族 布依族 朝鲜族 土家族 哈尼族 傈僳族 拉祜族 东乡族 纳西族 景颇族 仫佬族 布朗族 " +
  "撒拉族 毛南族 仡佬族 锡伯族 保安族 裕固族 独龙族 普米族 德昂族 维吾尔 哈萨克 柯尔克孜 塔吉克 锡伯 蒙古 各族 回族 藏族 苗族 彝族 壮族 满族 侗族 瑶族 " +
  "白族 傣族 黎族 佤族 畲族 水族 土族 羌族 怒族"
).split(" ");
/** 开平市 → 开平, 海南藏族自治州 → 海南; 内蒙古自治区 → 内蒙古, for what is left has two characters at least. */
export function stemOf(name: string): string {
  let stem = name.replace(SUFFIX, "");
  for (let cut: string | undefined = ""; cut !== undefined; ) {
    const end = stem;
    cut = PEOPLES.find((people) => end.endsWith(people) && end.length > people.length + 1);
    if (cut) stem = stem.slice(0, -cut.length);
  }
  return stem;
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
